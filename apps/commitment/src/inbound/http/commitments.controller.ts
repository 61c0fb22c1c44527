import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Public, Roles, visibleDepartment, type AnswerPublicJwk, type AnswerSigner, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE, ProblemError } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { authorityOf, DESK, platformOf, type Desk } from '../../application/desk.ts';
import { promisorOf } from '../../application/known-subjects.ts';
import { make, type CodeSource } from '../../application/make-commitment.ts';
import { commitmentView, findCommitment, findCommitments, findItemRecords, findReminders, type CommitmentFilter, type CommitmentView, type ItemRecord, type ReminderView } from '../../application/queries/find-commitments.ts';
import { exchangeCsv, exportCommitments } from '../../application/queries/export-commitments.ts';
import { findItem } from '../../application/queries/find-items.ts';
import { receiptOf, type SignedReceipt } from '../../application/receipt.ts';
import { CommitmentNotFound, NoDepartment, NotYoursToPromise } from '../../domain/commitment/commitment.errors.ts';
import { answerStep } from './answer-step.ts';
import { existingDays, promisorMissing } from './commitment.problems.ts';
import { CommitmentDto, CommitmentsQuery, ExchangeQuery } from './commitments.dto.ts';

/** Nest tokens. */
export const SIGNER = Symbol('SIGNER');
export const CODES = Symbol('CODES');

const PAGE = 100;
const EXCHANGE_PAGE = 1_000;
const OVERSEERS = ['source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator'] as const;

/** 可见范围: a subject its own, a department those made to it, who oversees them all. @throws CommitmentNotFound when the token of a subject names none */
export function seenBy(caller: Caller): { source: string | null; subjectId: string | null } {
  if (hasRole(caller, ...OVERSEERS)) return { source: visibleDepartment(caller), subjectId: null };
  if (caller.subject === undefined) throw new CommitmentNotFound();
  return { source: null, subjectId: caller.subject };
}

/** 信用承诺 — made online by the subject itself, or at a department's window; each with an Idempotency-Key and a signed receipt (O1, O4–O9). */
@ApiTags('信用承诺 Commitment')
@ApiBearerAuth()
@Controller('v1')
export class CommitmentsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(DESK) private readonly desk: Desk,
    @Inject(CODES) private readonly codes: CodeSource,
    @Inject(SIGNER) private readonly signer: AnswerSigner,
  ) {}

  @Roles('subject', 'case-officer', 'source', 'credit-centre')
  @Post('commitments')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '作出承诺：按事项或者自愿；同一办件的同一承诺只记一次；回执签名，可离线验证' })
  async make(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: CommitmentDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ madeOn: body.madeOn, validTo: body.validTo, dueOn: body.dueOn, ...Object.fromEntries((body.documents ?? []).map(({ dueOn }, n) => [`documents/${n}/dueOn`, dueOn])) });
    const self = hasRole(caller, 'subject') && caller.subject !== undefined;
    const { promisor, department, type, breachLiability, item, ...rest } = body;
    if (!self && promisor?.subjectId === undefined && promisor?.uscc === undefined) throw promisorMissing();
    if (item === undefined && !self && !hasRole(caller, 'credit-centre')) throw new NotYoursToPromise();
    const { region, accepter } = await this.accepterOf(caller, self, body);
    const commitmentCode = await this.codes.take(region, body.madeOn ?? this.clock.today());
    await answerStep(this, { caller, request, reply, key, body }, '/v1/commitments', async (uow) => {
      const free = item === undefined ? { free: { type: type ?? ('VOLUNTARY' as const), breachLiability: breachLiability ?? '违背承诺的，愿意依法记入信用记录并接受公开。' } } : { item };
      const { state, before } = await make(uow, this.desk, { ...rest, ...free, commitmentCode, promisor: promisorOf(uow, self ? { subjectId: caller.subject } : promisor!), accepter, by: actorOf(caller) });
      return { status: before ? 200 : 201, headers: { location: `/v1/commitments/${state.commitmentId}` }, body: { ...commitmentView(state, uow.ctx.today), ...receiptOf(state, this.signer) } };
    });
  }

  @Roles('subject', ...OVERSEERS)
  @Get('commitments')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '承诺清单：可按投资项目代码、事项、状态查询；主体只见本人的，部门只见向本部门作出的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { after, overdue, subjectId, ...filter }: CommitmentsQuery): Promise<{ items: CommitmentView[]; next: string | null }> {
    const seen = seenBy(caller);
    const asked: CommitmentFilter = { ...filter, ...seen, subjectId: seen.subjectId ?? subjectId ?? null, overdue: overdue === 'true', after: after ?? null, limit: PAGE, today: this.clock.today() };
    const items = await findCommitments(this.db, asked);
    return { items, next: items.length === PAGE ? items.at(-1)!.commitmentId : null };
  }

  @Roles('subject', ...OVERSEERS)
  @Get('commitments/reminders')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '到期提醒和逾期提示：逾期本身不构成违诺；每页 100 条' })
  async reminders(@CurrentCaller() caller: Caller, @Query() { after }: CommitmentsQuery): Promise<{ items: ReminderView[]; next: string | null }> {
    const items = await findReminders(this.db, { ...seenBy(caller), after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.commitmentId : null };
  }

  @Roles(...OVERSEERS)
  @Get('commitments/by-item')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '每个事项的承诺、核查、履行、违诺，以及可告知承诺的办件中实际以承诺办理的比例' })
  async byItem(@CurrentCaller() caller: Caller): Promise<{ items: ItemRecord[] }> {
    return { items: await findItemRecords(this.db, this.desk.city.departments, { source: visibleDepartment(caller), today: this.clock.today() }) };
  }

  @Roles('credit-centre')
  @Get('commitments/exchange')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '承诺信息交换表：只含已认定的；format=csv 为表格；每页 1,000 行，按 next 续取' })
  async exchange(@Query() { after, format }: ExchangeQuery, @Res() reply: FastifyReply): Promise<void> {
    const { rows, last } = await exportCommitments(this.db, { after: after ?? null, limit: EXCHANGE_PAGE });
    if (format !== 'csv') return void reply.send({ items: rows, next: last });
    return void reply.type('text/csv; charset=utf-8').headers({ ...(last === null ? {} : { link: `</v1/commitments/exchange?format=csv&after=${last}>; rel="next"` }) }).send(exchangeCsv(rows));
  }

  @Roles('subject', ...OVERSEERS)
  @Get('commitments/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '承诺：承诺书、告知内容、核查、期限、下一步由谁办理' })
  async one(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<CommitmentView> {
    const { state, burdens } = await this.found(caller, id);
    return commitmentView(state, this.clock.today(), burdens);
  }

  @Roles('subject', ...OVERSEERS)
  @Get('commitments/:id/receipt')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '承诺回执：签名，可离线验证' })
  async receipt(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<SignedReceipt> {
    return receiptOf((await this.found(caller, id)).state, this.signer);
  }

  @Public()
  @Get('keys/commitments')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: '验证承诺回执签名的公钥（Ed25519）' })
  key(): AnswerPublicJwk {
    return this.signer.publicJwk;
  }

  private async found(caller: Caller, id: string) {
    const found = await findCommitment(this.db, id, seenBy(caller));
    if (found === undefined) throw new CommitmentNotFound();
    return found;
  }

  /** 受理单位: the caller's department; of a subject's own promise the item's department; of a free one the platform. @throws NoDepartment · ProblemError */
  private async accepterOf(caller: Caller, self: boolean, { item, department }: CommitmentDto) {
    const source = item === undefined ? platformOf(this.desk).source : self ? (department ?? (await findItem(this.db, item.itemCode))?.authority.source) : departmentOf(caller);
    const authority = source === undefined ? undefined : authorityOf(this.desk, source);
    if (authority === undefined) throw source === undefined ? new ProblemError({ status: 422, code: 'COMMITMENT.ITEM_NOT_OFFERED', message: 'there is no such item', userMessage: '没有该承诺事项' }) : new NoDepartment(source);
    return { region: authority.region, accepter: { source: authority.source, uscc: authority.uscc, name: authority.name } };
  }
}
