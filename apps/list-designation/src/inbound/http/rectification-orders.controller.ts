import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../../application/carry-on.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { conclude, extend, order, submit } from '../../application/order-rectification.ts';
import { findRectificationOrders, orderView, type RectificationOrderView } from '../../application/queries/find-rectification-orders.ts';
import type { RectificationOrder } from '../../domain/rectification/rectification-order.ts';
import { OrderDto, OrderEvidenceDto, OrderExtensionDto, OrderOutcomeDto, OrdersQuery } from './rectification-orders.dto.ts';
import { existingDays, takeStep, type Asked } from './steps.ts';

const PAGE = 100;

/** 限期整改 — ordered with a deadline, evidence, one extension, an outcome; each step with an Idempotency-Key (O43). */
@ApiTags('整改 Rectification')
@ApiBearerAuth()
@Controller('v1')
export class RectificationOrdersController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('case-officer')
  @Post('rectification-orders')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '责令限期整改：主体、有效依据文书、事实、要求、期限' })
  async order(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: OrderDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ dueOn: body.dueOn });
    await takeStep(this, { caller, request, reply, key, body }, '/v1/rectification-orders', async (uow, acting) => this.answer(201, await order(uow, this.desk, acting, body)));
  }

  @Roles('case-officer')
  @Post('rectification-orders/:id/evidence')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '提交整改材料或现场核查记录' })
  async evidence(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: OrderEvidenceDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.carryOn({ caller, request, reply, key, body }, id, 'evidence', (step) => submit(step, body));
  }

  @Roles('case-officer', 'approver')
  @Post('rectification-orders/:id/outcome')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '整改结论：已整改，或期限届满仍未整改' })
  async outcome(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: OrderOutcomeDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.carryOn({ caller, request, reply, key, body }, id, 'outcome', (step) => conclude(step, body));
  }

  @Roles('case-officer', 'approver')
  @Post('rectification-orders/:id/extension')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '延长整改期限：限一次，须说明理由' })
  async extension(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: OrderExtensionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ dueOn: body.dueOn });
    await this.carryOn({ caller, request, reply, key, body }, id, 'extension', (step) => extend(step, body));
  }

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('rectification-orders')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '整改清单：部门只见本部门责令的；可只列逾期的、某项专项治理的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { overdue, campaign, after }: OrdersQuery): Promise<{ items: RectificationOrderView[]; next: string | null }> {
    const items = await findRectificationOrders(this.db, { source: visibleDepartment(caller), overdue: overdue === 'true', campaign: campaign ?? null, after: after ?? null, limit: PAGE, today: this.clock.today() });
    return { items, next: items.length === PAGE ? items.at(-1)!.orderId : null };
  }

  private carryOn(asked: Asked, id: string, verb: string, run: (step: Step) => Promise<RectificationOrder>): Promise<void> {
    return takeStep(this, asked, `/v1/rectification-orders/${id}/${verb}`, async (uow, acting) => this.answer(200, await run({ uow, desk: this.desk, id, ...acting })));
  }

  private answer(status: number, state: RectificationOrder): { status: number; headers: Record<string, string>; body: RectificationOrderView } {
    if (state.status === 'absent') throw new Error('a step left nothing behind');
    return { status, headers: { location: `/v1/rectification-orders/${state.orderId}` }, body: orderView(state, this.clock.today()) };
  }
}
