import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { findRepairNotices, noticeView, type RepairNoticeView } from '../../application/queries/find-repair-notices.ts';
import { serve } from '../../application/tell-repair-notices.ts';
import { answerStep } from './answer-step.ts';
import { dateInvalid } from './repair.problems.ts';
import { RepairNoticeServiceDto, RepairsQuery } from './repairs.dto.ts';
import { seenBy } from './seen-by.ts';

const PAGE = 100;

/** 信用修复告知 — 两书同达: what each penalty and listing was told with, and whether it was served (B2). */
@ApiTags('信用修复 Repair')
@ApiBearerAuth()
@Controller('v1')
export class RepairNoticesController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('subject', 'source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('repair-notices')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用修复告知清单：主体只见本主体的，部门只见由本部门送达的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { overdue, after }: RepairsQuery): Promise<{ items: RepairNoticeView[]; next: string | null }> {
    const items = await findRepairNotices(this.db, { ...seenBy(caller, this.clock), overdue: overdue === 'true', after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.noticeId : null };
  }

  @Roles('source', 'case-officer')
  @Post('repair-notices/:id/service')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '认定单位确认信用修复告知书已与决定书一并送达' })
  async service(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RepairNoticeServiceDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    if (body.servedOn !== undefined && !isLocalDate(body.servedOn)) throw dateInvalid('/servedOn');
    const [by, source, route] = [actorOf(caller), departmentOf(caller), `/v1/repair-notices/${id}/service`];
    await answerStep(this, { caller, request, reply, key, body }, route, async (uow) => {
      const state = await serve({ uow, desk: this.desk, id, by, source }, body);
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status: 200, body: noticeView(state, uow.ctx.today) };
    });
  }
}
