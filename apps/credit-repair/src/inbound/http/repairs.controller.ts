import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database, UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apply, type Applicant } from '../../application/apply-for-repair.ts';
import { accept, addEvidence, askSupplement, decide, extend, retract, revoke } from '../../application/carry-on.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { findRepair, findRepairs, repairView, type RepairView } from '../../application/queries/find-repairs.ts';
import { RepairNotFound } from '../../domain/repair-case/repair-case.errors.ts';
import type { RepairCase } from '../../domain/repair-case/repair-case.ts';
import { answerStep, type Asked } from './answer-step.ts';
import { existingDays } from './existing-days.ts';
import { RepairAcceptanceDto, RepairDecisionDto, RepairDto, RepairReasonDto, RepairsQuery, RepairSupplementDto } from './repairs.dto.ts';
import { seenBy } from './seen-by.ts';

const PAGE = 100;

/** The subject of the token; an officer of the service window applies for whomever the item is about. @throws RepairNotFound when the token names no subject */
export function applicantOf(caller: Caller): Applicant {
  if (hasRole(caller, 'credit-centre')) return { by: actorOf(caller) };
  if (caller.subject === undefined) throw new RepairNotFound();
  return { by: actorOf(caller), subjectId: caller.subject };
}

/** 信用修复 — one entrance for penalties and lists; each step with an Idempotency-Key (O66, O69, O70). */
@ApiTags('信用修复 Repair')
@ApiBearerAuth()
@Controller('v1')
export class RepairsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('subject', 'credit-centre')
  @Post('repairs')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '申请信用修复：本主体的一条记录或者一个名单条目；未满最短公示期的告知最早日期' })
  async apply(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: RepairDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays(body.evidence);
    await this.step({ caller, request, reply, key, body }, '/v1/repairs', 201, (uow) => apply(uow, this.desk, applicantOf(caller), { way: 'ordinary', ...body }));
  }

  @Roles('subject', 'credit-centre')
  @Post('repairs/:id/supplement')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '补正修复材料' })
  async supplement(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairSupplementDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays(body.evidence);
    const { by, subjectId } = applicantOf(caller);
    await this.step({ caller, request, reply, key, body }, `/v1/repairs/${id}/supplement`, 200, (uow) => addEvidence({ uow, desk: this.desk, id, by, subjectId }, body));
  }

  @Roles('subject', 'credit-centre')
  @Post('repairs/:id/retraction')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '撤回修复申请' })
  async retraction(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const { by, subjectId } = applicantOf(caller);
    await this.step({ caller, request, reply, key, body: {} }, `/v1/repairs/${id}/retraction`, 200, (uow) => retract({ uow, desk: this.desk, id, by, subjectId }));
  }

  @Roles('case-officer')
  @Post('repairs/:id/supplement-request')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '认定单位一次性告知需要补正的材料' })
  async supplementRequest(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'supplement-request', (step) => askSupplement(step, { what: body.reason }));
  }

  @Roles('case-officer')
  @Post('repairs/:id/acceptance')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '认定单位受理或者不予受理：三个工作日' })
  async acceptance(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairAcceptanceDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'acceptance', (step) => accept(step, body));
  }

  @Roles('case-officer')
  @Post('repairs/:id/extension')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '延长办理期限十个工作日：限一次' })
  async extension(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'extension', (step) => extend(step, body));
  }

  @Roles('case-officer', 'approver')
  @Post('repairs/:id/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '认定单位作出修复决定：自受理起七个工作日' })
  async decision(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairDecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'decision', (step) => decide(step, body));
  }

  @Roles('approver')
  @Post('repairs/:id/revocation')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '撤销修复：以虚假材料取得的，恢复剩余公示期并限制再次申请' })
  async revocation(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'revocation', (step) => revoke(step, body));
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('repairs')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '修复案件清单：主体只见本主体的，部门只见由本部门办理的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { overdue, after }: RepairsQuery): Promise<{ items: RepairView[]; next: string | null }> {
    const items = await findRepairs(this.db, { ...seenBy(caller, this.clock), overdue: overdue === 'true', after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.caseId : null };
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('repairs/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '修复案件：状态、期限、下一步由谁办理' })
  async one(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<RepairView> {
    const found = await findRepair(this.db, id, seenBy(caller, this.clock));
    if (found === undefined) throw new RepairNotFound();
    return found;
  }

  private officer(asked: Asked, id: string, verb: string, run: (step: { uow: UnitOfWork; desk: Desk; id: string; by: string; source: string }) => Promise<RepairCase>): Promise<void> {
    const [by, source] = [actorOf(asked.caller), departmentOf(asked.caller)];
    return this.step(asked, `/v1/repairs/${id}/${verb}`, 200, (uow) => run({ uow, desk: this.desk, id, by, source }));
  }

  /** One step in one transaction with its idempotency key and its answer: the case as it then is. */
  private step(asked: Asked, route: string, status: number, run: (uow: UnitOfWork) => Promise<RepairCase>): Promise<void> {
    return answerStep(this, asked, route, async (uow) => {
      const state = await run(uow);
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status, headers: { location: `/v1/repairs/${state.caseId}` }, body: repairView(state, uow.ctx.today) };
    });
  }
}
