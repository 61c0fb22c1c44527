import { Body, Controller, Headers, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Step } from '../../application/carry-on.ts';
import { extension, extensionDecision, removal, removalDecision } from '../../application/change-entry.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import type { Designation } from '../../domain/designation/designation.ts';
import { ChangeDecisionDto, ExtensionDto, RemovalDto } from './entry-changes.dto.ts';
import { daysExist, takeStep, type StepRequest } from './take-step.ts';

/** 延长与提前移出 — each asked for by a case officer and decided by a second one, while the entry is in force. */
@ApiTags('认定 Designation')
@ApiBearerAuth()
@Controller('v1/designations/:id')
export class EntryChangesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  @Roles('case-officer')
  @Post('extension')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '拟延长期限：只有规则允许延长的名单' })
  async extension(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ExtensionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.step({ caller, request, reply, key, body }, id, 'extension', (step) => extension(step, body));
  }

  @Roles('approver')
  @Post('extension/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '延长决定：提出人以外的人' })
  async extensionDecision(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeDecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.step({ caller, request, reply, key, body }, id, 'extension/decision', (step) => extensionDecision(step, body));
  }

  @Roles('case-officer')
  @Post('removal')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '申请提前移出：未到规则所定日期的，答复最早日期' })
  async removal(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: RemovalDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    daysExist({ correctedOn: body.correctedOn });
    await this.step({ caller, request, reply, key, body }, id, 'removal', (step) => removal(step, body));
  }

  @Roles('approver')
  @Post('removal/decision')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '移出决定：受理人以外的人；准予的，自决定之日移出' })
  async removalDecision(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ChangeDecisionDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await this.step({ caller, request, reply, key, body }, id, 'removal/decision', (step) => removalDecision(step, body));
  }

  private step(asked: StepRequest, id: string, verb: string, run: (step: Step) => Promise<Designation>): Promise<void> {
    return takeStep({ db: this.db, clock: this.clock }, { ...asked, body: { id, ...asked.body } }, { status: 200, route: `/v1/designations/:id/${verb}` }, (uow, acting) => run({ uow, desk: this.desk, id, ...acting }));
  }
}
