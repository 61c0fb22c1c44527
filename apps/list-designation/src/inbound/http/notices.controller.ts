import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { findNotices, noticeView, type NoticeView } from '../../application/queries/find-notices.ts';
import { receive } from '../../application/receive-notices.ts';
import { NoticeReceiptDto, NoticesQuery } from './notices.dto.ts';
import { existingDays, takeStep } from './steps.ts';

const PAGE = 100;

/** 通报 — to superiors, audit, discipline inspection and personnel when an institution or one of its staff is listed; received by the addressee alone (O62, O64). */
@ApiTags('通报 Notices')
@ApiBearerAuth()
@Controller('v1')
export class NoticesController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('source', 'case-officer', 'approver')
  @Post('notices/:id/receipt')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '签收通报：只有受文部门可以签收' })
  async receipt(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: NoticeReceiptDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ receivedOn: body.receivedOn });
    await takeStep(this, { caller, request, reply, key, body }, `/v1/notices/${id}/receipt`, async (uow, acting) => {
      const state = await receive({ uow, desk: this.desk, id, ...acting }, body);
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status: 200, body: noticeView(state, uow.ctx.today) };
    });
  }

  @Roles('source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('notices')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '通报清单：部门只见本部门发出的和发给本部门的；可只列逾期未签收的、没有受文单位的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { overdue, unaddressed, entryId, after }: NoticesQuery): Promise<{ items: NoticeView[]; next: string | null }> {
    const items = await findNotices(this.db, { department: visibleDepartment(caller), overdue: overdue === 'true', unaddressed: unaddressed === 'true', entryId: entryId ?? null, after: after ?? null, limit: PAGE, today: this.clock.today() });
    return { items, next: items.length === PAGE ? items.at(-1)!.noticeId : null };
  }
}
