import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import type { Database, UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { findShieldings, type ShieldingView } from '../../application/queries/find-shieldings.ts';
import { applyToShield, decideToShield, endToShield } from '../../application/shield-records.ts';
import type { Shielding } from '../../domain/shielding/shielding.ts';
import { answerStep, type Asked } from './answer-step.ts';
import { dateInvalid } from './repair.problems.ts';
import { applicantOf } from './repairs.controller.ts';
import { RepairsQuery } from './repairs.dto.ts';
import { seenBy } from './seen-by.ts';
import { ShieldingDecisionDto, ShieldingDto, ShieldingEndDto } from './shieldings.dto.ts';

const PAGE = 100;

/** 重整期间屏蔽 — applied for by the firm or its administrator, decided and ended by who made the document; temporary and reversible (B6). */
@ApiTags('信用修复 Repair')
@ApiBearerAuth()
@Controller('v1')
export class ShieldingsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('subject', 'credit-centre')
  @Post('shieldings')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '申请破产重整、和解执行期间的屏蔽：本主体的一条记录，凭法院裁定' })
  async apply(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: ShieldingDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    if (!isLocalDate(body.ruling.on)) throw dateInvalid('/ruling/on');
    await this.step({ caller, request, reply, key, body }, '/v1/shieldings', 201, (uow) => applyToShield(uow, this.desk, applicantOf(caller), body));
  }

  @Roles('case-officer', 'approver')
  @Post('shieldings/:id/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '认定单位准予或者不予屏蔽' })
  async decision(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ShieldingDecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.step({ caller, request, reply, key, body }, `/v1/shieldings/${id}/decision`, 200, (uow) => decideToShield({ uow, desk: this.desk, id, by: actorOf(caller), source: departmentOf(caller) }, body));
  }

  @Roles('case-officer', 'approver')
  @Post('shieldings/:id/end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '终止屏蔽：计划未能执行的恢复剩余期限；执行完毕的，应当先完成信用修复' })
  async end(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ShieldingEndDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.step({ caller, request, reply, key, body }, `/v1/shieldings/${id}/end`, 200, (uow) => endToShield({ uow, desk: this.desk, id, by: actorOf(caller), source: departmentOf(caller) }, body));
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('shieldings')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '屏蔽事项清单：主体只见本主体的，部门只见由本部门办理的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { after }: RepairsQuery): Promise<{ items: ShieldingView[]; next: string | null }> {
    const items = await findShieldings(this.db, { ...seenBy(caller, this.clock), after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.shieldingId : null };
  }

  private step(asked: Asked, route: string, status: number, run: (uow: UnitOfWork) => Promise<Shielding>): Promise<void> {
    return answerStep(this, asked, route, async (uow) => ({ status, body: await run(uow) }));
  }
}
