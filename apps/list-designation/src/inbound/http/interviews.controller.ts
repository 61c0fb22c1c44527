import { Body, Controller, Get, Header, Headers, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { findInterviews, type InterviewView } from '../../application/queries/find-interviews.ts';
import { recordInterview } from '../../application/record-interview.ts';
import { InterviewDto, InterviewsQuery } from './interviews.dto.ts';
import { existingDays, takeStep } from './steps.ts';

const PAGE = 100;

/** 约谈 — recorded by the authority that designated the entry, with an Idempotency-Key; collected to the register by itself (O44, O45). */
@ApiTags('约谈 Interviews')
@ApiBearerAuth()
@Controller('v1')
export class InterviewsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('case-officer')
  @Post('interviews')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '记录约谈：提示约谈或警示约谈，只能由认定部门进行；自动归集为信用记录' })
  async hold(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: InterviewDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ heldOn: body.heldOn });
    await takeStep(this, { caller, request, reply, key, body }, '/v1/interviews', async (uow, acting) => ({ status: 201, body: { ...(await recordInterview(uow, this.desk, acting, body)), recordId: null } }));
  }

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('interviews')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '约谈清单：部门只见本部门的约谈；含归集后的信用记录标识；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { collected, after }: InterviewsQuery): Promise<{ items: InterviewView[]; next: string | null }> {
    const items = await findInterviews(this.db, { source: visibleDepartment(caller), collected: collected === undefined ? null : collected === 'true', after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.interviewId : null };
  }
}
