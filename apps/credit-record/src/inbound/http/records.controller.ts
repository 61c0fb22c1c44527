import { Body, Controller, Get, Header, Headers, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, visibleDepartment, type Caller } from '@credit/access';
import { INTAKE, type ReceiptIssuedV1 } from '@credit/contracts/events';
import type { Clock } from '@credit/kernel';
import { isTransient, newEventId, withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, detailsOfFindings, etagOf, placeOf, problemBody, sendOutcome, withIdempotency, workContextOf, type Outcome } from '@credit/service-host';
import { IsIn, IsObject } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { INGEST } from '../../application/ingest-statements.ts';
import type { IngestStatements, IntakeStatement } from '../../application/intake-statement.ts';
import { logAccess } from '../../application/log-access.ts';
import { findReceipt, type ReceiptView } from '../../application/queries/find-receipt.ts';
import { findRecord, type RecordView } from '../../application/queries/find-records.ts';
import { disclosing } from './disclosing.ts';
import { statedPurpose } from './purpose.ts';
import { kindUnknown, notFound, recordRepaired, recordShielded } from './register.problems.ts';
import { opensRepaired, shownTo } from './shown-to.ts';

const TYPES: Readonly<Record<string, string>> = {
  'administrative-license': INTAKE.license, 'administrative-penalty': INTAKE.penalty, registration: INTAKE.registration, 'record-revocation': INTAKE.recordRevocation, 'record-correction': INTAKE.recordCorrection,
  'administrative-coercion': INTAKE.coercion, 'court-judgment': INTAKE.courtJudgment, interview: INTAKE.interview, 'ban-case': INTAKE.banCase, 'list-entry': INTAKE.listEntry, 'case-opened': INTAKE.caseOpened, 'case-decided': INTAKE.caseDecided,
  'prompt-decision': INTAKE.promptDecision, 'measure-execution': INTAKE.measureExecution, 'lift-confirmation': INTAKE.liftConfirmation, commitment: INTAKE.commitment, 'commitment-performance': INTAKE.commitmentPerformance,
  'integrity-education': INTAKE.integrityEducation, 'self-declaration': INTAKE.selfDeclaration,
};
const ATTEMPTS = 3;

/** 单条报送. */
export class RecordDto {
  @ApiProperty({ description: '报送种类', enum: Object.keys(TYPES) })
  @IsIn(Object.keys(TYPES))
  kind: string;

  @ApiProperty({ description: '内容，字段见 GET /v1/schemas/{type}', type: Object })
  @IsObject()
  data: Record<string, unknown>;
}

/** 报送与记录 — single statements by REST, their receipts, and single records. */
@ApiTags('归集 Register')
@Controller('v1')
export class RecordsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(INGEST) private readonly ingest: IngestStatements,
  ) {}

  @Roles('source')
  @Post('records')
  @ApiOperation({ summary: '单条报送：以令牌所属部门的名义，须带 Idempotency-Key' })
  async report(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: RecordDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const type = TYPES[body.kind];
    if (type === undefined) throw kindUnknown();
    const now = this.clock.now();
    const statement: IntakeStatement = { ref: { channel: 'rest', requestId: newEventId() }, source: departmentOf(caller), type, data: body.data, findings: [], receivedAt: now, versionTime: now };
    const scope = { client: actorOf(caller), method: 'POST', route: '/v1/records', key, body };
    const context = workContextOf(request, this.clock);
    const outcome = await again(() => withUnitOfWork(this.db, context, (uow) => withIdempotency(uow, scope, async () => {
      const [receipt] = await this.ingest(uow, [statement]);
      return outcomeOf(receipt!, request);
    })));
    sendOutcome(reply, outcome);
  }

  @Roles('source', 'credit-centre', 'auditor', 'operator')
  @Get('receipts/:id')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '回执：部门只能查看本部门的回执；结果已变更的，laterReceiptId 指向最新回执' })
  async receipt(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<ReceiptView> {
    const receipt = await findReceipt(this.db, id, visibleDepartment(caller));
    if (receipt === undefined) throw notFound('receipt');
    return receipt;
  }

  @Roles('source', 'case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('records/:id')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用记录：现行内容、状态、来源；自然人的记录须注明目的（X-Purpose），查询留痕' })
  async record(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Param('id', ParseUUIDPipe) id: string, @Headers('x-purpose') purpose: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordView> {
    const reads = (found: RecordView | undefined): boolean => found !== undefined && found.source !== caller.dept && ((found.repaired ?? found.shielded) === null || opensRepaired(caller, found.subject.subjectId, purpose));
    const record = await disclosing(this, { caller, request, purpose }, () => findRecord(this.db, id, visibleDepartment(caller)), (found) => (reads(found) ? [id] : []));
    if (record === undefined) throw notFound('record');
    if ((record.repaired ?? record.shielded) !== null) await this.openArchive(caller, request, record, purpose);
    if (record.subject.subjectClass === 'NATURAL_PERSON') await this.log(caller, request, record, purpose);
    void reply.header('etag', etagOf(record.version));
    return shownTo(caller, record);
  }

  /** 归档: a repaired or shielded record is opened for a purpose that outlasts the repair, and each look is logged. @throws ProblemError 410 RECORD.REPAIRED, RECORD.SHIELDED */
  private async openArchive(caller: Caller, request: FastifyRequest, { repaired, subject: { subjectId } }: RecordView, purpose: string | undefined): Promise<void> {
    if (!opensRepaired(caller, subjectId, purpose)) throw repaired === null ? recordShielded() : recordRepaired();
    await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => logAccess(uow, { caller: actorOf(caller), department: caller.dept, action: 'repaired-record', purpose: purpose!, subjectIds: [subjectId] }));
  }

  /** A record of a natural person: every look is logged; a department reads what it reported itself without a further purpose, anybody else names one (domain §10). */
  private async log(caller: Caller, request: FastifyRequest, { source, subject: { subjectId } }: RecordView, purpose: string | undefined): Promise<void> {
    const stated = purpose === undefined && caller.dept === source ? '查看本部门报送的记录' : statedPurpose(purpose);
    await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => logAccess(uow, { caller: actorOf(caller), department: caller.dept, action: 'person-record', purpose: stated, subjectIds: [subjectId] }));
  }
}

/** Two requests that create the same subject or record at once: one waits, meets the other's row, and is run again. */
async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (n === ATTEMPTS || !(isTransient(error) || (error as { code?: string }).code === '23505')) throw error;
    }
  }
}

const STATUS: Readonly<Record<string, number>> = { accepted: 201, 'accepted-with-warnings': 201, held: 201, forwarded: 202 };

function outcomeOf(receipt: ReceiptIssuedV1, request: FastifyRequest): Outcome {
  const headers = { location: `/v1/receipts/${receipt.receiptId}` };
  if (receipt.state !== 'rejected') return { status: STATUS[receipt.state] ?? 200, body: receipt, headers };
  const problem = problemBody({ status: 422, code: receipt.code ?? 'STATEMENT.REJECTED', message: receipt.findings[0]?.messageEn ?? 'the statement was rejected', userMessage: receipt.findings[0]?.message ?? '报送内容被退回', errors: detailsOfFindings(receipt.findings, '/data') }, placeOf(request));
  return { status: 422, body: { ...problem, receipt }, headers };
}
