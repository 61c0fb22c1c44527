import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { delistForConflict } from '../../application/decide-conflict.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { conflictView, findListConflicts, type ListConflictView } from '../../application/queries/find-list-conflicts.ts';
import { findRedEntries, type RedEntryView } from '../../application/queries/find-red-entries.ts';
import { ConflictDecisionDto, ConflictsQuery, RedEntriesQuery } from './list-conflicts.dto.ts';
import { takeStep } from './steps.ts';

const PAGE = 100;

/** 红名单与红黑名单冲突 — both authorities see a conflict, that of the red list decides it (O84, SR18). */
@ApiTags('红名单 Red list')
@ApiBearerAuth()
@Controller('v1')
export class ListConflictsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('list-conflicts')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '红黑名单冲突清单：红、黑名单双方认定部门可见；可只列待处理的、逾期的；每页 100 条' })
  async conflicts(@CurrentCaller() caller: Caller, @Query() { open, overdue, after }: ConflictsQuery): Promise<{ items: ListConflictView[]; next: string | null }> {
    const asked = { source: visibleDepartment(caller), open: open === 'true', overdue: overdue === 'true', after: after ?? null, limit: PAGE };
    const items = await findListConflicts(this.db, this.desk.rulebook, this.clock.today(), asked);
    return { items, next: items.length === PAGE ? items.at(-1)!.conflictId : null };
  }

  @Roles('approver')
  @Post('list-conflicts/:id/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '冲突处理决定：移出红名单，只能由红名单认定部门作出' })
  async decide(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ConflictDecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await takeStep(this, { caller, request, reply, key, body }, `/v1/list-conflicts/${id}/decision`, async (uow, acting) => {
      const decided = await delistForConflict({ uow, desk: this.desk, id, ...acting }, body);
      if (decided.status === 'absent') throw new Error('a decision left nothing behind');
      return { status: 200, body: conflictView(decided, this.desk.rulebook, this.clock.today()) };
    });
  }

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('red-list-entries')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '红名单清单：部门只见本部门认定的；blocked=true 的因同时在失信联合惩戒对象名单，停止享受激励；每页 100 条' })
  async redEntries(@CurrentCaller() caller: Caller, @Query() { subjectId, after }: RedEntriesQuery): Promise<{ items: RedEntryView[]; next: string | null }> {
    const items = await findRedEntries(this.db, this.clock.today(), { source: visibleDepartment(caller), subjectId: subjectId ?? null, after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.entryId : null };
  }
}
