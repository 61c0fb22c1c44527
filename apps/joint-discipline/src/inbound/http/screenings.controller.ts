import { Body, Controller, Get, Header, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Public, Roles, type AnswerPublicJwk, type AnswerSigner, type BlindIndex, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { BLIND_INDEX, CLOCK, DATABASE, workContextOf } from '@credit/service-host';
import type { FastifyRequest } from 'fastify';
import { LOOK_UPS, type LookUps } from '../../application/look-ups.ts';
import { rememberNotSame } from '../../application/remember-not-same.ts';
import { answerText, type Asker, type ScreeningAnswer } from '../../application/screening-answer.ts';
import { askOf } from './ask.ts';
import { NotSameDto, ScreeningBatchDto, ScreeningDto } from './screenings.dto.ts';

/** Nest token. */
export const SIGNER = Symbol('SIGNER');

const JSON_TYPE = 'application/json; charset=utf-8';

const askerOf = (caller: Caller): Asker => ({ department: departmentOf(caller), officer: actorOf(caller) });

/** 比对 — who wants to decide a matter looks its subjects up first. Everything travels in the body. */
@ApiTags('比对 Screening')
@ApiBearerAuth()
@Controller('v1')
export class ScreeningsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOOK_UPS) private readonly lookUps: LookUps,
    @Inject(SIGNER) private readonly signer: AnswerSigner,
    @Inject(BLIND_INDEX) private readonly blindIndex: BlindIndex,
  ) {}

  @Roles('screening-client', 'case-officer')
  @Post('screenings')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: '单个比对：命中、未命中、疑似须人工确认；答复签名；名单未就绪时 503' })
  async one(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Body() body: ScreeningDto): Promise<string> {
    const { correlationId, traceparent } = workContextOf(request, this.clock);
    return this.signed(await this.lookUps.one(askerOf(caller), { ...askOf(body, this.blindIndex), cause: { correlationId, traceparent } }));
  }

  @Roles('screening-client', 'case-officer')
  @Post('screenings/batch')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: '批量比对，至多 1000 项；同一名单状态，逐项签名' })
  async batch(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Body() body: ScreeningBatchDto): Promise<string> {
    const { correlationId, traceparent } = workContextOf(request, this.clock);
    const answers = await this.lookUps.all(askerOf(caller), body.items.map((item, n) => askOf(item, this.blindIndex, `/items/${n}`)), { correlationId, traceparent });
    return `{"items":[${answers.map(this.signed).join(',')}]}`;
  }

  @Roles('case-officer')
  @Post('screenings/:id/not-same')
  @HttpCode(204)
  @ApiOperation({ summary: '人工确认疑似条目不是同一主体，此后该配对不再提示' })
  async notSame(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Param('id', ParseUUIDPipe) id: string, @Body() body: NotSameDto): Promise<void> {
    await withUnitOfWork(this.db, workContextOf(request, this.clock, body.reason), (uow) => rememberNotSame(uow, departmentOf(caller), id, body));
  }

  @Public()
  @Get('keys/screening')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: '验证比对答复签名的公钥（Ed25519）' })
  key(): AnswerPublicJwk {
    return this.signer.publicJwk;
  }

  /** 比对答复 and the detached signature over its canonical JSON, as JSON; verified offline with GET /v1/keys/screening. */
  private readonly signed = (answer: ScreeningAnswer): string => {
    const text = answerText(answer);
    return `{"answer":${text},"signature":${JSON.stringify(this.signer.sign(answer, text))}}`;
  };
}
