import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, hasRole, requireRole, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { declareSelf } from '../../application/declare-self.ts';
import { DESK, platformOf, type Desk } from '../../application/desk.ts';
import { promisorOf } from '../../application/known-subjects.ts';
import type { CodeSource } from '../../application/make-commitment.ts';
import { findOwnDeclarations, findReads, ownDeclaration, readDeclarations, type DeclarationRead, type DeclarationReadNote, type OwnDeclaration } from '../../application/queries/read-declarations.ts';
import { DeclarationNotFound } from '../../domain/self-declaration/self-declaration.errors.ts';
import { answerStep } from './answer-step.ts';
import { existingDays, purposeMissing, subjectMissing } from './commitment.problems.ts';
import { CODES } from './commitments.controller.ts';
import { DeclarationReadsQuery, SelfDeclarationDto, SelfDeclarationsQuery } from './self-declarations.dto.ts';

const PAGE = 100;
const READERS = ['screening-client', 'case-officer', 'credit-centre'] as const;

/** 自主申报 — what a subject says of itself, with its commitment to the truth of it and its authorisation; read for a purpose that is authorised on that day, and each reading noted (O26, O27, N15). */
@ApiTags('自主申报 Self-declarations')
@ApiBearerAuth()
@Controller('v1/self-declarations')
export class SelfDeclarationsController {
  constructor(@Inject(DATABASE) readonly db: Database, @Inject(CLOCK) readonly clock: Clock, @Inject(DESK) private readonly desk: Desk, @Inject(CODES) private readonly codes: CodeSource) {}

  @Roles('subject', 'credit-centre')
  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '自主申报：同时作出真实性承诺；授权可缺省，不授权不影响受理；同一申报编号只记一次' })
  async declare(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: SelfDeclarationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ declaredOn: body.declaredOn, 'authorisation/from': body.authorisation?.from, 'authorisation/until': body.authorisation?.until });
    const { subject: named, declaredOn = this.clock.today(), ...asked } = body;
    const who = caller.subject === undefined ? named : { subjectId: caller.subject };
    if (who?.subjectId === undefined && who?.uscc === undefined) throw subjectMissing();
    const commitmentCode = await this.codes.take(platformOf(this.desk).region, declaredOn);
    await answerStep(this, { caller, request, reply, key, body }, '/v1/self-declarations', async (uow) => {
      const { state, before } = await declareSelf(uow, this.desk, { ...asked, commitmentCode, declaredOn, subject: await promisorOf(uow, who), source: caller.subject === undefined ? (caller.dept ?? undefined) : undefined, by: actorOf(caller) });
      const truth = (await this.desk.commitments.load(uow, [state.commitmentId])).get(state.commitmentId)!.status;
      return { status: before ? 200 : 201, headers: { location: `/v1/self-declarations/${state.declarationId}` }, body: ownDeclaration(state, truth as never, uow.ctx.today) };
    });
  }

  @Roles('subject', ...READERS)
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '按用途查阅一个主体授权的申报信息，撤回授权后即不可查阅，每次查阅均有记录；用于信用评价、信用报告的只列经核验的；主体不填用途即查看本人的申报；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() query: SelfDeclarationsQuery): Promise<{ purpose?: string; items: (DeclarationRead | OwnDeclaration)[]; next: string | null }> {
    const { purpose, after } = query;
    const items = caller.subject !== undefined && purpose === undefined ? await findOwnDeclarations(this.db, { subjectId: caller.subject, today: this.clock.today(), after: after ?? null, limit: PAGE }) : await this.read(caller, query);
    return { ...(purpose === undefined ? {} : { purpose }), items, next: items.length === PAGE ? items.at(-1)!.declarationId : null };
  }

  @Roles('subject', 'auditor')
  @Get('reads')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '查阅记录：哪个部门何时为何用途查阅了本人的申报，以及被拒绝的查阅；每页 100 条' })
  async reads(@CurrentCaller() caller: Caller, @Query() { subjectId, after }: DeclarationReadsQuery): Promise<{ items: DeclarationReadNote[]; next: string | null }> {
    const whose = hasRole(caller, 'auditor') ? subjectId : caller.subject;
    if (whose === undefined) throw subjectMissing();
    const items = await findReads(this.db, { subjectId: whose, after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.readId : null };
  }

  @Roles('subject')
  @Get(':id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '本人的一项申报：授权、撤回、真实性承诺的状态' })
  async one(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<OwnDeclaration> {
    const [found] = caller.subject === undefined ? [] : await findOwnDeclarations(this.db, { subjectId: caller.subject, id, today: this.clock.today(), after: null, limit: 1 });
    if (found === undefined) throw new DeclarationNotFound();
    return found;
  }

  private read(caller: Caller, { subjectId, purpose, verified, after }: SelfDeclarationsQuery): Promise<DeclarationRead[]> {
    requireRole(caller, ...READERS);
    if (subjectId === undefined) throw subjectMissing();
    if (purpose === undefined) throw purposeMissing();
    return readDeclarations(this.db, { subjectId, purpose, reader: actorOf(caller), department: caller.dept, today: this.clock.today(), verifiedOnly: verified === 'true', after: after ?? null, limit: PAGE });
  }
}
