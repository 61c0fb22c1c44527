import { Body, Controller, Get, Header, Headers, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, hasRole, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database, UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE, type Outcome } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { campaignProgress, campaignView, findCampaign, findCampaigns, type CampaignView, type DepartmentProgress } from '../../application/queries/find-campaigns.ts';
import { close, open } from '../../application/run-campaigns.ts';
import { CampaignNotFound } from '../../domain/campaign/campaign.errors.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import { CampaignClosureDto, CampaignDto } from './campaigns.dto.ts';
import { existingDays, takeStep } from './steps.ts';

/** 专项治理 — opened and closed by its lead or the credit centre; orders to rectify name it, and its progress is counted over them (O42). */
@ApiTags('专项治理 Campaigns')
@ApiBearerAuth()
@Controller('v1')
export class CampaignsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('credit-centre', 'case-officer', 'approver')
  @Post('campaigns')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '启动专项治理：牵头部门或者信用中心' })
  async open(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: CampaignDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ from: body.from, to: body.to });
    await takeStep(this, { caller, request, reply, key, body }, '/v1/campaigns', async (uow, acting) => answer(201, uow, await open(uow, this.desk, { ...acting, centre: hasRole(caller, 'credit-centre') }, body)));
  }

  @Roles('credit-centre', 'case-officer', 'approver')
  @Post('campaigns/:code/closure')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '结束专项治理：已责令的整改继续，不再有新的' })
  async close(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('code') code: string, @Body() body: CampaignClosureDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await takeStep(this, { caller, request, reply, key, body }, `/v1/campaigns/${code}/closure`, async (uow, acting) => answer(200, uow, await close(uow, this.desk, { ...acting, centre: hasRole(caller, 'credit-centre') }, code, body)));
  }

  @Roles('source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('campaigns')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '专项治理清单' })
  async list(): Promise<{ items: CampaignView[] }> {
    return { items: await findCampaigns(this.db, this.clock.today()) };
  }

  @Roles('source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('campaigns/:code/progress')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '专项治理进展：各部门责令整改、已整改、未整改、逾期、已撤销的件数；牵头部门、信用中心等见全部，其他部门见本部门' })
  async progress(@CurrentCaller() caller: Caller, @Param('code') code: string): Promise<{ campaign: CampaignView; departments: DepartmentProgress[] }> {
    const today = this.clock.today();
    const campaign = await findCampaign(this.db, code, today);
    if (campaign === undefined) throw new CampaignNotFound();
    const own = visibleDepartment(caller);
    return { campaign, departments: await campaignProgress(this.db, code, own === campaign.lead.source ? null : own, today) };
  }
}

function answer(status: number, uow: UnitOfWork, state: Campaign): Outcome {
  if (state.status === 'absent') throw new Error('a step left nothing behind');
  return { status, headers: { location: `/v1/campaigns/${state.code}/progress` }, body: campaignView(state, uow.ctx.today) };
}
