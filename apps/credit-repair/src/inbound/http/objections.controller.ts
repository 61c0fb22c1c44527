import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database, UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appraise, decideObjection, explainOwn, extendObjection, retractOwn, verifyObjection, type OfficersObjectionStep } from '../../application/carry-objection-on.ts';
import { lodgeObjection } from '../../application/lodge-objection.ts';
import { OBJECTION_DESK, type ObjectionDesk } from '../../application/objection-desk.ts';
import { findObjection, findObjections, objectionView, type EffectiveObjection, type ObjectionViewer } from '../../application/queries/find-objections.ts';
import { ObjectionNotFound } from '../../domain/objection/objection.errors.ts';
import type { Objection, Objector } from '../../domain/objection/objection.ts';
import { answerStep, type Asked } from './answer-step.ts';
import { AppraisalDto, ExplanationDto, ObjectionDto, ObjectionExtensionDto, ObjectionOutcomeDto, VerificationDto } from './objections.dto.ts';
import { objectorMissing } from './repair.problems.ts';
import { RepairsQuery } from './repairs.dto.ts';

const PAGE = 100;

/** The subject of the token; undefined at the window. @throws ObjectionNotFound when the token names no subject */
function subjectOf(caller: Caller): string | undefined {
  if (hasRole(caller, 'credit-centre')) return undefined;
  if (caller.subject === undefined) throw new ObjectionNotFound();
  return caller.subject;
}

/** Whoever has a token objects as itself; the window names whoever stands at it. */
function objectorOf(caller: Caller, name: string | undefined): Objector {
  const [by, subjectId] = [actorOf(caller), subjectOf(caller)];
  if (subjectId !== undefined) return { by, subjectId };
  if (name === undefined) throw objectorMissing();
  return { by, name };
}

/** 异议 — by anyone, on any field of a record, an entry, a publication or a measure; each step with an Idempotency-Key (O96, O97, B29). */
@ApiTags('异议 Objection')
@ApiBearerAuth()
@Controller('v1')
export class ObjectionsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(OBJECTION_DESK) private readonly desk: ObjectionDesk,
  ) {}

  @Roles('subject', 'credit-centre')
  @Post('objections')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '提出异议：任何人对任何一条信息的任何字段；即时标注、即时转信息提供单位' })
  async lodge(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: ObjectionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const objector = objectorOf(caller, body.objectorName);
    await this.step({ caller, request, reply, key, body }, '/v1/objections', 201, (uow) => lodgeObjection(uow, this.desk, objector, { ...body, claims: body.claims ?? [] }));
  }

  @Roles('subject', 'credit-centre')
  @Post('objections/:id/retraction')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '撤回异议' })
  async retraction(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const [by, subjectId] = [actorOf(caller), subjectOf(caller)];
    await this.step({ caller, request, reply, key, body: {} }, `/v1/objections/${id}/retraction`, 200, (uow) => retractOwn({ uow, desk: this.desk, id, by, subjectId }));
  }

  @Roles('subject', 'credit-centre')
  @Post('objections/:id/explanation')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '信息主体附说明：随该信息保留' })
  async explanation(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ExplanationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const [by, subjectId] = [actorOf(caller), subjectOf(caller)];
    await this.step({ caller, request, reply, key, body }, `/v1/objections/${id}/explanation`, 200, (uow) => explainOwn({ uow, desk: this.desk, id, by, subjectId }, body));
  }

  @Roles('case-officer')
  @Post('objections/:id/verification')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '信息提供单位核查：三个工作日' })
  async verification(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: VerificationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'verification', (step) => verifyObjection(step, body));
  }

  @Roles('case-officer')
  @Post('objections/:id/appraisal')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '送交鉴定、检测、专家评审，或者其结束：所需时间不计入期限' })
  async appraisal(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: AppraisalDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'appraisal', (step) => appraise(step, { begin: body.step === 'begin', ...(body.what === undefined ? {} : { what: body.what }) }));
  }

  @Roles('case-officer')
  @Post('objections/:id/extension')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '延长核查期限：限一次' })
  async extension(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ObjectionExtensionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'extension', (step) => extendObjection(step, body));
  }

  @Roles('case-officer', 'credit-centre')
  @Post('objections/:id/outcome')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '作出处理：更正、补充、停止公示、移出、撤销，或者异议不成立' })
  async outcome(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ObjectionOutcomeDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const { outcome: kind, reason, docNo, changes } = body;
    await this.officer({ caller, request, reply, key, body }, id, 'outcome', (step) => decideObjection({ ...step, centre: hasRole(caller, 'credit-centre') }, { kind, reason, docNo, ...(changes === undefined ? {} : { changes }) }));
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('objections')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '异议清单：异议人只见本人的，部门只见由本部门核查的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { overdue, after }: RepairsQuery): Promise<{ items: EffectiveObjection[]; next: string | null }> {
    const items = await findObjections(this.db, this.viewer(caller), { overdue: overdue === 'true', after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.objectionId : null };
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
  @Get('objections/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '异议：状态、期限、下一步由谁办理' })
  async one(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<EffectiveObjection> {
    const found = await findObjection(this.db, id, this.viewer(caller));
    if (found === undefined) throw new ObjectionNotFound();
    return found;
  }

  /** 可见范围: an objector its own, a department those of what it provided, who oversees them all. */
  private viewer(caller: Caller): ObjectionViewer {
    const today = this.clock.today();
    if (hasRole(caller, 'credit-centre', 'auditor', 'operator', 'case-officer', 'approver')) return { source: visibleDepartment(caller), subjectId: null, today };
    if (caller.subject === undefined) throw new ObjectionNotFound();
    return { source: null, subjectId: caller.subject, today };
  }

  private officer(asked: Asked, id: string, verb: string, run: (step: OfficersObjectionStep) => Promise<Objection>): Promise<void> {
    const [by, source] = [actorOf(asked.caller), departmentOf(asked.caller)];
    return this.step(asked, `/v1/objections/${id}/${verb}`, 200, (uow) => run({ uow, desk: this.desk, id, by, source }));
  }

  /** One step in one transaction with its idempotency key and its answer: the objection as it then is. */
  private step(asked: Asked, route: string, status: number, run: (uow: UnitOfWork) => Promise<Objection>): Promise<void> {
    const viewer = this.viewer(asked.caller);
    return answerStep(this, asked, route, async (uow) => {
      const state = await run(uow);
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status, headers: { location: `/v1/objections/${state.objectionId}` }, body: objectionView(state, viewer) };
    });
  }
}
