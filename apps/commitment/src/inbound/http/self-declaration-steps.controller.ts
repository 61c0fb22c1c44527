import { Body, Controller, Headers, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database, UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk, type OfficersStep } from '../../application/desk.ts';
import { authorise, findFalsity, recall, refuseVerification, retract, verify, type DeclarantsStep } from '../../application/keep-declaration.ts';
import { ownDeclaration, type OwnDeclaration } from '../../application/queries/read-declarations.ts';
import { DeclarationNotFound, OwnVerification } from '../../domain/self-declaration/self-declaration.errors.ts';
import type { KnownDeclaration } from '../../domain/self-declaration/self-declaration.ts';
import { answerStep, type Asked } from './answer-step.ts';
import { existingDays } from './commitment.problems.ts';
import { CommitmentReasonDto } from './commitment-steps.dto.ts';
import { AuthorisationRecallDto, DataAuthorisationDto, FalsityDto, VerificationDto, VerificationRejectionDto } from './self-declarations.dto.ts';

const KEY = { name: 'Idempotency-Key', required: true } as const;

/** 自主申报的后续: authorisation by the subject alone; recall and retraction by it or at the window; verification and falsity by the department that looked. */
@ApiTags('自主申报 Self-declarations')
@ApiBearerAuth()
@Controller('v1/self-declarations/:id')
export class SelfDeclarationStepsController {
  constructor(@Inject(DATABASE) readonly db: Database, @Inject(CLOCK) readonly clock: Clock, @Inject(DESK) private readonly desk: Desk) {}

  @Roles('subject')
  @Post('authorisation')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '授权或者续期：只由主体本人作出，逐项用途单独同意，可以缩短' })
  async authorisation(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: DataAuthorisationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ from: body.from, until: body.until });
    await this.declarant({ caller, request, reply, key, body }, id, 'authorisation', (step) => authorise(step, body));
  }

  @Roles('subject', 'credit-centre')
  @Post('authorisation-recall')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '撤回授权：随时可以，全部或者逐项；下一次查阅即被拒绝' })
  async recall(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: AuthorisationRecallDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.declarant({ caller, request, reply, key, body }, id, 'authorisation-recall', (step) => recall(step, body));
  }

  @Roles('subject', 'credit-centre')
  @Post('retraction')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '撤回申报、不予记录：内容不再保留在申报中，也不再向他人展示' })
  async retraction(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitmentReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.declarant({ caller, request, reply, key, body }, id, 'retraction', (step) => retract(step, body));
  }

  @Roles('case-officer')
  @Post('falsity')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '认为申报不实：依投诉线索或者抽查；只是发现，其真实性承诺须经告知、陈述、整改后才可认定违诺' })
  async falsity(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: FalsityDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ on: body.on });
    const [by, source] = [actorOf(caller), departmentOf(caller)];
    await answerStep(this, { caller, request, reply, key, body }, `/v1/self-declarations/${id}/falsity`, async (uow) => {
      const { declarationId, status, commitmentId, commitmentCode, falsity } = (await findFalsity({ uow, desk: this.desk, id, by, source }, body)) as KnownDeclaration & { status: 'found-false' };
      return { status: 200, body: { declarationId, status, commitmentId, commitmentCode, falsity } };
    });
  }

  @Roles('case-officer')
  @Post('verification')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '核验申报信息：由未报送该申报的部门作出，以最后一次核验为准；真实性承诺存疑、违背、终止期间，申报撤回后，或者超过核验有效期的，查阅时不视为经核验' })
  async verification(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: VerificationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ on: body.on, validUntil: body.validUntil });
    await this.verifier({ caller, request, reply, key, body }, id, 'verification', (step) => verify(step, body));
  }

  @Roles('case-officer')
  @Post('verification-rejection')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '核验不通过：不是认定不实，不产生任何不利后果，申报人可见理由，可以凭更充分的材料再次核验' })
  async rejection(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: VerificationRejectionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ on: body.on });
    await this.verifier({ caller, request, reply, key, body }, id, 'verification-rejection', (step) => refuseVerification(step, body));
  }

  /** An officer's look; who speaks for a subject looks at nothing. The officer is told what he said, not what was declared: reading is for a purpose that is authorised. */
  private verifier(asked: Asked, id: string, verb: string, run: (step: OfficersStep) => Promise<KnownDeclaration>): Promise<void> {
    const [by, source] = [actorOf(asked.caller), departmentOf(asked.caller)];
    if (asked.caller.subject !== undefined) throw new OwnVerification();
    return answerStep(this, asked, `/v1/self-declarations/${id}/${verb}`, async (uow) => {
      const { declarationId, status, verified, verification } = await this.own(uow, run({ uow, desk: this.desk, id, by, source }));
      return { status: 200, body: { declarationId, status, verified, verification } };
    });
  }

  private declarant(asked: Asked, id: string, verb: string, run: (step: DeclarantsStep) => Promise<KnownDeclaration>): Promise<void> {
    const { caller } = asked;
    const window = hasRole(caller, 'credit-centre') && verb !== 'authorisation';
    if (!window && caller.subject === undefined) throw new DeclarationNotFound();
    return answerStep(this, asked, `/v1/self-declarations/${id}/${verb}`, async (uow) => ({ status: 200, body: await this.own(uow, run({ uow, desk: this.desk, id, by: actorOf(caller), subjectId: window ? undefined : caller.subject })) }));
  }

  private async own(uow: UnitOfWork, step: Promise<KnownDeclaration>): Promise<OwnDeclaration> {
    const state = await step;
    const truth = (await this.desk.commitments.load(uow, [state.commitmentId])).get(state.commitmentId)!;
    return ownDeclaration(state, truth.status as never, uow.ctx.today);
  }
}
