import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Roles, visibleDepartment, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { complete } from '../../application/open-corrections.ts';
import { correctionView, findCorrections, findWrongListings, traceWrong, type CorrectionView, type WrongListing, type WrongTrace } from '../../application/queries/find-corrections.ts';
import { EndingNotFound } from '../../domain/lapse/lapse-certificate.errors.ts';
import { answerStep } from './answer-step.ts';
import { CompletionDto, CorrectionsQuery, EndedItemParams, PageQuery } from './endings.dto.ts';
import { dateInvalid } from './repair.problems.ts';

const PAGE = 100;

/** 错误认定的影响追踪与纠正 — all that a wrong listing or a wrong record touched, and who puts each of it right (O99, N6). */
@ApiTags('纠正 Corrections')
@ApiBearerAuth()
@Controller('v1')
export class CorrectionsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('wrong-listings')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '被撤销的名单条目和信用记录，各有多少纠正任务待办、办结、逾期；部门只见由本部门作出的；每页 100 条' })
  async wrongListings(@CurrentCaller() caller: Caller, @Query() { after }: PageQuery): Promise<{ items: WrongListing[]; next: string | null }> {
    const items = await findWrongListings(this.db, { source: visibleDepartment(caller), after: after ?? null, today: this.clock.today(), limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.endingId : null };
  }

  @Roles('case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('wrong-listings/:kind/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '影响追踪：被撤销的名单条目或者信用记录触及的全部比对、提示、惩戒、公示、通报、相关责任人，各有一项纠正任务' })
  async trace(@CurrentCaller() caller: Caller, @Param() item: EndedItemParams): Promise<WrongTrace> {
    const found = await traceWrong({ db: this.db, clock: this.clock, desk: this.desk }, item, { source: visibleDepartment(caller), subjectId: null });
    if (found === undefined) throw new EndingNotFound();
    return found;
  }

  @Roles('case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('correction-tasks')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '纠正任务清单：部门只见由本部门办理的；每页 100 条' })
  async tasks(@CurrentCaller() caller: Caller, @Query() { department, overdue, after }: CorrectionsQuery): Promise<{ items: CorrectionView[]; next: string | null }> {
    const source = visibleDepartment(caller) ?? department ?? null;
    const items = await findCorrections(this.db, { source, overdue: overdue === 'true', after: after ?? null, today: this.clock.today(), limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.taskId : null };
  }

  @Roles('case-officer', 'credit-centre')
  @Post('correction-tasks/:id/completion')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '责任部门办结纠正任务，载明措施、文书号和日期；没有责任部门的由信用中心办结' })
  async completion(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CompletionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    if (body.doneOn !== undefined && !isLocalDate(body.doneOn)) throw dateInvalid('/doneOn');
    const [by, source, route] = [actorOf(caller), hasRole(caller, 'credit-centre') ? null : departmentOf(caller), `/v1/correction-tasks/${id}/completion`];
    await answerStep(this, { caller, request, reply, key, body }, route, async (uow) => {
      const state = await complete({ uow, desk: this.desk, id, by, source }, body);
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status: 200, body: correctionView(state, uow.ctx.today) };
    });
  }
}
