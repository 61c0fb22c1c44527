import { Body, Controller, Headers, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE, ProblemError } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk, type OfficersStep } from '../../application/desk.ts';
import { commitmentView } from '../../application/queries/find-commitments.ts';
import { accept, decide, end, explain, notice, order, report, retract, revoke, supply, type PromisorsStep } from '../../application/track-commitment.ts';
import { CommitmentNotFound } from '../../domain/commitment/commitment.errors.ts';
import type { Commitment } from '../../domain/commitment/commitment.ts';
import { answerStep, type Asked } from './answer-step.ts';
import { existingDays } from './commitment.problems.ts';
import { BreachDto, BreachNoticeDto, CommitmentRectificationDto, CommitmentReasonDto, ExplanationAcceptedDto, ExplanationDto, PerformanceDto, SuppliedDto } from './commitment-steps.dto.ts';

const KEY = { name: 'Idempotency-Key', required: true } as const;

/** 履约跟踪与违诺认定 — by the department to which the promise was made; explanation, retraction and ending by the promisor (O10, O11). */
@ApiTags('信用承诺 Commitment')
@ApiBearerAuth()
@Controller('v1/commitments/:id')
export class CommitmentStepsController {
  constructor(@Inject(DATABASE) readonly db: Database, @Inject(CLOCK) readonly clock: Clock, @Inject(DESK) private readonly desk: Desk) {}

  @Roles('case-officer')
  @Post('performance')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '履约核查：全部履行的办结；未履行的只是发现，须经告知、陈述、整改后才可认定违诺' })
  async performance(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: PerformanceDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ on: body.on });
    await this.officer({ caller, request, reply, key, body }, id, 'performance', (step) => report(step, body));
  }

  @Roles('case-officer')
  @Post('documents')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '补交容缺材料' })
  async documents(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: SuppliedDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ on: body.on });
    await this.officer({ caller, request, reply, key, body }, id, 'documents', (step) => supply(step, body));
  }

  @Roles('case-officer')
  @Post('breach-notice')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '告知拟认定违诺的事实、理由、依据，并告知陈述申辩的权利和期限' })
  async notice(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: BreachNoticeDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'breach-notice', (step) => notice(step, body));
  }

  @Roles('subject', 'credit-centre')
  @Post('explanation')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '承诺人陈述申辩，或者放弃' })
  async explanation(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ExplanationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    if ((body.what === undefined) === (body.waived === undefined)) throw new ProblemError({ status: 400, code: 'FIELD_MISSING', message: 'either what is said, or that it is waived', userMessage: '应当填写陈述申辩，或者注明放弃，二者择一' });
    await this.promisor({ caller, request, reply, key, body }, id, 'explanation', (step) => explain(step, body.what === undefined ? { waived: true } : { what: body.what }));
  }

  @Roles('case-officer')
  @Post('explanation-acceptance')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '采纳陈述：不构成违诺，承诺继续' })
  async acceptance(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ExplanationAcceptedDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ dueOn: body.dueOn });
    await this.officer({ caller, request, reply, key, body }, id, 'explanation-acceptance', (step) => accept(step, body));
  }

  @Roles('case-officer')
  @Post('rectification')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '责令限期整改：听取陈述、放弃或者期满之后' })
  async rectification(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitmentRectificationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ until: body.until });
    await this.officer({ caller, request, reply, key, body }, id, 'rectification', (step) => order(step, body));
  }

  @Roles('approver')
  @Post('breach')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '认定违诺：整改期满仍未履行，由未经办发现和告知的另一人决定' })
  async breach(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: BreachDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'breach', (step) => decide(step, body));
  }

  @Roles('approver')
  @Post('breach-revocation')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '撤销违诺认定：认定有误的，其一切后果随之终止' })
  async revocation(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitmentReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.officer({ caller, request, reply, key, body }, id, 'breach-revocation', (step) => revoke(step, body));
  }

  @Roles('subject', 'credit-centre')
  @Post('retraction')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '撤回承诺：办结之前，改按一般程序办理' })
  async retraction(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitmentReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.promisor({ caller, request, reply, key, body }, id, 'retraction', (step) => retract(step, body));
  }

  @Roles('subject', 'credit-centre')
  @Post('ending')
  @ApiHeader(KEY)
  @ApiOperation({ summary: '终止自愿承诺：不再公开，历史保留' })
  async ending(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitmentReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.promisor({ caller, request, reply, key, body }, id, 'ending', (step) => end(step, body));
  }

  private officer(asked: Asked, id: string, verb: string, run: (step: OfficersStep) => Promise<Commitment>): Promise<void> {
    const [by, source] = [actorOf(asked.caller), departmentOf(asked.caller)];
    return this.step(asked, id, verb, (uow) => run({ uow, desk: this.desk, id, by, source }));
  }

  private promisor(asked: Asked, id: string, verb: string, run: (step: PromisorsStep) => Promise<Commitment>): Promise<void> {
    const { caller } = asked;
    if (!hasRole(caller, 'credit-centre') && caller.subject === undefined) throw new CommitmentNotFound();
    const subjectId = hasRole(caller, 'credit-centre') ? undefined : caller.subject;
    return this.step(asked, id, verb, (uow) => run({ uow, desk: this.desk, id, by: actorOf(caller), subjectId }));
  }

  /** One step in one transaction with its idempotency key and its answer: the commitment as it then is. */
  private step(asked: Asked, id: string, verb: string, run: (uow: OfficersStep['uow']) => Promise<Commitment>): Promise<void> {
    return answerStep(this, asked, `/v1/commitments/${id}/${verb}`, async (uow) => {
      const state = await run(uow);
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status: 200, body: commitmentView(state, uow.ctx.today) };
    });
  }
}
