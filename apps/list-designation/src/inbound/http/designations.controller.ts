import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decision, defence, notice, revocation, secondLook, service, type Step } from '../../application/carry-on.ts';
import { EVIDENCE_OWNER, type AskOwner } from '../../application/confirm-evidence.ts';
import { DESK, kindsOf, type Desk } from '../../application/desk.ts';
import { proposeDesignation } from '../../application/propose-designation.ts';
import { findDesignation, findDesignations, type DesignationView, type MarkedDesignation } from '../../application/queries/find-designation.ts';
import { banRuleViews, listTypeViews, type BanRuleView, type ListTypeView } from '../../application/queries/list-types.ts';
import { DesignationNotFound } from '../../domain/designation/designation.errors.ts';
import type { Designation } from '../../domain/designation/designation.ts';
import { defenceOneOf } from './designation.problems.ts';
import { DecisionDto, DefenceDto, NoticeDto, ProposalDto, ReviewDto, RevocationDto, ServiceDto } from './designations.dto.ts';
import { DesignationsQuery } from './designations.query.ts';
import { daysExist, takeStep, type StepRequest } from './take-step.ts';

const PAGE = 100;

/** 名单认定 — from the proposal to the effect, each step a verb, each with an Idempotency-Key; who proposed neither reviews nor decides (interfaces §3 Designation). */
@ApiTags('认定 Designation')
@ApiBearerAuth()
@Controller('v1')
export class DesignationsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
    @Inject(EVIDENCE_OWNER) readonly owner: AskOwner,
  ) {}

  @Roles('case-officer')
  @Post('designations')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '提出认定：名单种类、主体、有效依据文书、三项标准的说明' })
  async propose(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: ProposalDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const { related } = body;
    if (related) daysExist({ conductOn: related.conductOn, heldFrom: related.heldFrom, heldUntil: related.heldUntil }, '/related');
    await takeStep(this, { caller, request, reply, key, body }, { status: 201, route: '/v1/designations' }, (uow, acting) => proposeDesignation(uow, this.desk, acting, body));
  }

  @Roles('case-officer')
  @Post('designations/:id/notice')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '事前告知' })
  async notice(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: NoticeDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    daysExist({ defenceUntil: body.defenceUntil });
    await this.carryOn({ caller, request, reply, key, body }, id, 'notice', (step) => notice(step, body));
  }

  @Roles('case-officer')
  @Post('designations/:id/defence')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '陈述申辩，或放弃' })
  async defence(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: DefenceDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const { statement, waived = false } = body;
    if ((statement === undefined) !== waived) throw defenceOneOf();
    await this.carryOn({ caller, request, reply, key, body }, id, 'defence', (step) => defence(step, statement === undefined ? { waived: true } : { statement }));
  }

  @Roles('approver')
  @Post('designations/:id/review')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '复核：提出人以外的人' })
  async review(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReviewDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.carryOn({ caller, request, reply, key, body }, id, 'review', (step) => secondLook(step, body));
  }

  @Roles('approver')
  @Post('designations/:id/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '认定决定：列入或不予列入' })
  async decision(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: DecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const { list, docNo, reasons, months, banRuleId, countsFrom, supervision } = body;
    daysExist({ countsFrom });
    const term = { ...(months === undefined ? {} : { months }), ...(banRuleId === undefined ? {} : { banRuleId }), ...(countsFrom === undefined ? {} : { countsFrom }) };
    await this.carryOn({ caller, request, reply, key, body }, id, 'decision', (step) => decision(step, { list, docNo, reasons, term, ...(supervision === undefined ? {} : { supervision }) }));
  }

  @Roles('case-officer')
  @Post('designations/:id/service')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '送达决定；送达当日或所载日期生效' })
  async service(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ServiceDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    daysExist({ effectiveOn: body.effectiveOn });
    await this.carryOn({ caller, request, reply, key, body }, id, 'service', (step) => service(step, body));
  }

  @Roles('approver')
  @Post('designations/:id/revocation')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '撤销认定' })
  async revocation(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RevocationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.carryOn({ caller, request, reply, key, body }, id, 'revocation', (step) => revocation(step, body));
  }

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('designations/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '一项认定：现状、依据、程序经过；部门只见本部门的认定' })
  async one(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<MarkedDesignation> {
    const found = await findDesignation(this.db, id, visibleDepartment(caller), this.clock.today());
    if (found === undefined) throw new DesignationNotFound();
    return found;
  }

  @Roles('case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('designations')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '认定清单：按状态、主体、名单种类；部门只见本部门的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { status, subjectId, listType, after }: DesignationsQuery): Promise<{ items: DesignationView[]; next: string | null }> {
    const items = await findDesignations(this.db, { source: visibleDepartment(caller), status: status ?? null, subjectId: subjectId ?? null, listType: listType ?? null, after: after ?? null, limit: PAGE, today: this.clock.today() });
    return { items, next: items.length === PAGE ? items.at(-1)!.designationId : null };
  }

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('list-types')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '名单目录：今日有效的名单种类、法定依据、本部门能否认定' })
  listTypes(@CurrentCaller() caller: Caller): { items: ListTypeView[] } {
    return { items: listTypeViews(this.desk.rulebook, caller.dept === null ? [] : kindsOf(this.desk, caller.dept), this.clock.today()) };
  }

  @Roles('case-officer', 'approver', 'source', 'credit-centre', 'auditor', 'operator')
  @Get('ban-rules')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '禁入规则：今日有效的领域、对象、期限和法条；没有法条的领域不得禁入' })
  banRules(): { items: BanRuleView[] } {
    return { items: banRuleViews(this.desk.rulebook, this.clock.today()) };
  }

  private carryOn(asked: StepRequest, id: string, verb: string, run: (step: Step) => Promise<Designation>): Promise<void> {
    return takeStep(this, { ...asked, body: { id, ...asked.body } }, { status: 200, route: `/v1/designations/:id/${verb}` }, (uow, acting) => run({ uow, desk: this.desk, id, ...acting }));
  }
}
