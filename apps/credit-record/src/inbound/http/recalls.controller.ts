import { Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, sendOutcome, withIdempotency, workContextOf } from '@credit/service-host';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findRecalls, recallView, type RecallView } from '../../application/queries/find-recalls.ts';
import type { RecallStore } from '../../application/register.ts';
import { acknowledgeRecall } from '../../domain/recall/recall.decide.ts';

/** Nest token of the store of the recalls. */
export const RECALLS = Symbol('RECALLS');
const PAGE = 100;

/** 停用通知清单的条件. */
export class RecallsQuery {
  @ApiPropertyOptional({ description: 'true：只列逾期未确认的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

/** 停用通知 — what departments have read and must not use any more, and that they have stopped. */
@ApiTags('归集 Register')
@Controller('v1')
export class RecallsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RECALLS) private readonly recalls: RecallStore,
  ) {}

  @Roles('source', 'case-officer')
  @Post('recalls/:id/acknowledgement')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '确认停用：本部门已停止使用该记录；只有收到通知的部门可以确认' })
  async acknowledge(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const [department, by] = [departmentOf(caller), actorOf(caller)];
    const outcome = await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => withIdempotency(uow, { client: by, method: 'POST', route: `/v1/recalls/${id}/acknowledgement`, key, body: {} }, async () => {
      const { today } = uow.ctx;
      const state = await this.recalls.update(uow, id, (before) => acknowledgeRecall({ department, by, today }, before));
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status: 200, body: recallView(state, today) };
    }));
    sendOutcome(reply, outcome);
  }

  @Roles('source', 'case-officer', 'credit-centre', 'auditor')
  @Get('recalls')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '待确认的停用通知：部门只见本部门的；可只列逾期未确认的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { overdue, after }: RecallsQuery): Promise<{ items: RecallView[]; next: string | null }> {
    const items = await findRecalls(this.db, { department: visibleDepartment(caller), overdue: overdue === 'true', after: after ?? null, limit: PAGE, today: this.clock.today() });
    return { items, next: items.length === PAGE ? items.at(-1)!.recallId : null };
  }
}
