import { Body, Controller, Headers, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CLOCK, DATABASE, RULEBOOK, sendOutcome, withIdempotency, workContextOf } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { decidePrompt, reportExecution, reportLift } from '../../application/decide-prompt.ts';
import { MEASURES, type Followers, type MeasureStore } from '../../application/follow-entries.ts';
import { PROMPTS, type PromptStore } from '../../application/raise-prompts.ts';
import { PromptDecisionDto } from './screenings.dto.ts';

/** 提示与惩戒 — the officer's forced choice, and what became of it. */
@ApiTags('惩戒 Discipline')
@ApiBearerAuth()
@Controller('v1')
export class PromptsController {
  private readonly followers: Followers;

  constructor(@Inject(DATABASE) private readonly db: Database, @Inject(CLOCK) private readonly clock: Clock, @Inject(PROMPTS) prompts: PromptStore, @Inject(MEASURES) measures: MeasureStore, @Inject(RULEBOOK) rulebook: Rulebook) {
    this.followers = { prompts, measures, rulebook };
  }

  @Roles('case-officer')
  @Post('prompts/:id/decision')
  @ApiOperation({ summary: '处理提示：实施，或说明理由不予实施；须带 Idempotency-Key' })
  decide(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: PromptDecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const choice = body.choice === 'apply' ? { choice: body.choice } : { choice: body.choice, reason: body.reason ?? '' };
    return this.run(caller, request, reply, { route: `/v1/prompts/${id}/decision`, key, body }, async (uow, department) => {
      const { prompt, measureId } = await decidePrompt(uow, this.followers, department, id, choice);
      return { promptId: id, state: prompt.status, ...(measureId === undefined ? {} : { measureId }) };
    });
  }

  @Roles('case-officer', 'source')
  @Post('measures/:id/execution')
  @ApiOperation({ summary: '执行反馈：惩戒措施已执行；须带 Idempotency-Key' })
  execute(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    return this.run(caller, request, reply, { route: `/v1/measures/${id}/execution`, key, body: {} }, async (uow, department) => ({ measureId: id, state: (await reportExecution(uow, this.followers, department, id)).status }));
  }

  @Roles('case-officer', 'source')
  @Post('measures/:id/lift-confirmation')
  @ApiOperation({ summary: '确认解除：惩戒措施已解除；须带 Idempotency-Key' })
  confirmLift(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    return this.run(caller, request, reply, { route: `/v1/measures/${id}/lift-confirmation`, key, body: {} }, async (uow, department) => ({ measureId: id, state: (await reportLift(uow, this.followers, department, id)).status }));
  }

  private async run(caller: Caller, request: FastifyRequest, reply: FastifyReply, asked: { route: string; key: string | undefined; body: object }, step: (uow: UnitOfWork, department: string) => Promise<object>): Promise<void> {
    const scope = { client: actorOf(caller), method: 'POST', ...asked };
    const department = departmentOf(caller);
    const outcome = await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => withIdempotency(uow, scope, async () => ({ status: 200, body: await step(uow, department) })));
    sendOutcome(reply, outcome);
  }
}
