import { INTAKE, isKnownIntakeType, RECEIPT, type PublicityTermV1, type ReceiptIssuedV1, type ReceiptState } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import { receiptsTopic } from '@credit/contracts/topics';
import { epochMsOf, maskIdentityNumbers, uuidV7, type Instant } from '@credit/kernel';
import { textArray, type JournalRow, type UnitOfWork } from '@credit/persistence';
import { hash } from 'node:crypto';
import type { IntakeStatement, StatementRef } from './intake-statement.ts';
import { countReceipts, type ReceiptFigures } from './receipt-figures.ts';

/** 答复 — the outcome of one statement, before it becomes a receipt. */
export interface Answer {
  statement: Pick<IntakeStatement, 'ref' | 'source' | 'type' | 'receivedAt'>;
  state: ReceiptState;
  findings: readonly Finding[];
  recordId?: string;
  matterId?: string;
  subjectId?: string;
  contentHash?: string;
  publicity?: PublicityTermV1;
  firstReceiptId?: string;
  /** Tells a later outcome of the same statement from the first; '' for the first. */
  occasion?: string;
}

const MAX_FINDINGS = 200;

/** The code a reader sees first: that of the first error, else of the first warning. */
const codeOf = (findings: readonly Finding[]): string | undefined => (findings.find((f) => f.severity === 'error') ?? findings[0])?.code;

const eventIdOf = (ref: StatementRef): string => (ref.channel === 'kafka' ? ref.eventId : ref.channel === 'file' ? `${ref.batchId}/${ref.row}` : ref.requestId);
const placeOf = (ref: StatementRef): string => (ref.channel === 'kafka' ? `${ref.topic}/${ref.partition}/${ref.offset}` : eventIdOf(ref));

/** Derived from the place of the statement and the outcome (P-17): the same outcome of the same arrival has one receipt, whoever computes it. */
function receiptIdOf({ statement, state, findings, occasion }: Answer): string {
  const digest = hash('sha256', `${placeOf(statement.ref)} ${state} ${codeOf(findings) ?? ''} ${occasion ?? ''}`, 'buffer');
  return uuidV7(Math.max(0, epochMsOf(statement.receivedAt)), digest);
}

const shown = ({ code, severity, pointer, message, messageEn, hint }: Finding): Finding => ({ code, severity, pointer, message, messageEn, ...(hint === undefined ? {} : { hint }) });

/** 回执 of an answer. An identity number that a sender put into an event id is masked, whatever the outcome: also that of a repetition, or of another fault named first. */
export function receiptOf(answer: Answer, decidedAt: Instant): ReceiptIssuedV1 {
  const { statement: { ref, receivedAt }, state, findings, recordId, subjectId, publicity, firstReceiptId } = answer;
  const code = codeOf(findings);
  const eventId = eventIdOf(ref);
  const receipt: ReceiptIssuedV1 = {
    receiptId: receiptIdOf(answer), eventId: ref.channel === 'kafka' ? maskIdentityNumbers(eventId) : eventId,
    ...(ref.channel === 'file' ? { batchId: ref.batchId, row: ref.row } : {}), ...(firstReceiptId === undefined ? {} : { firstReceiptId }), state, ...(code === undefined ? {} : { code }),
    ...(recordId === undefined ? {} : { recordId }), ...(subjectId === undefined ? {} : { subjectId }), findings: findings.slice(0, MAX_FINDINGS).map(shown),
    ...(publicity === undefined ? {} : { publicity }), receivedAt, decidedAt,
  };
  if (answer.matterId !== undefined) receipt.matterId = answer.matterId;
  return receipt;
}

const COLUMNS = ['id', 'source', 'channel', 'type', 'event_id', 'part', 'off', 'batch_id', 'row_no', 'received_at', 'decided_at', 'state', 'code', 'open', 'content_hash', 'record_id', 'subject_id', 'first_receipt_id', 'findings', 'publicity'] as const;
const CASTS: Readonly<Partial<Record<(typeof COLUMNS)[number], string>>> = {
  id: 'uuid', part: 'int4', off: 'int8', batch_id: 'uuid', row_no: 'int4', received_at: 'timestamptz', decided_at: 'timestamptz', open: 'boolean', content_hash: 'int8', record_id: 'uuid', subject_id: 'uuid', first_receipt_id: 'uuid', findings: 'json', publicity: 'json',
};
const INSERT = {
  name: 'receipts_insert',
  text: `insert into receipt (${COLUMNS.join(', ')}) select ${COLUMNS.map((c, n) => (CASTS[c] ? `c${n}::${CASTS[c]}` : `c${n}`)).join(', ')}
         from unnest(${COLUMNS.map((_, n) => `$${n + 1}::text[]`).join(', ')}) as x(${COLUMNS.map((_, n) => `c${n}`).join(', ')})`,
};

const JUDGED: ReadonlySet<string> = new Set([INTAKE.listEntry, INTAKE.promptDecision, INTAKE.measureExecution, INTAKE.liftConfirmation, INTAKE.noticeReceipt, INTAKE.commitment, INTAKE.commitmentPerformance, INTAKE.integrityEducation, INTAKE.selfDeclaration]);
/** Whether another answer follows: a held statement when its reason falls away, a forwarded entry or report when it has been judged. Nobody judges a case. */
const waits = (state: ReceiptState, type: string): boolean => state === 'held' || (state === 'forwarded' && JUDGED.has(type));

function fill(columns: readonly (string | null)[][], n: number, { statement: { ref, source, type }, contentHash }: Answer, r: ReceiptIssuedV1): void {
  const kafka = ref.channel === 'kafka' ? ref : undefined;
  const file = ref.channel === 'file' ? ref : undefined;
  const about = r.recordId ?? r.matterId ?? null;
  const cells = [
    r.receiptId, source, ref.channel, isKnownIntakeType(type) ? type : maskIdentityNumbers(type).slice(0, 128), r.eventId, kafka ? String(kafka.partition) : null, kafka?.offset ?? null, file?.batchId ?? null, file ? String(file.row) : null, r.receivedAt, r.decidedAt,
    r.state, r.code ?? null, about !== null && waits(r.state, type) ? 'true' : 'false', contentHash ?? null, about, r.subjectId ?? null, r.firstReceiptId ?? null,
    r.findings.length === 0 ? null : JSON.stringify(r.findings), r.publicity === undefined ? null : JSON.stringify(r.publicity),
  ];
  for (let c = 0; c < cells.length; c++) columns[c]![n] = cells[c]!;
}

function journalRow(source: string, receipt: ReceiptIssuedV1, service: string): JournalRow {
  const headers: Record<string, string> = { ce_type: RECEIPT.issued, ce_source: `/services/${service}`, ce_time: receipt.decidedAt, ce_causationid: receipt.eventId, ce_correlationid: receipt.eventId };
  return { eventId: receipt.receiptId, aggregateType: 'receipt', aggregateId: receipt.receiptId, fact: null, publish: { topic: receiptsTopic(source), key: receipt.eventId, headers, payload: JSON.stringify(receipt) } };
}

/** 出具回执 — writes one receipt per answer, in order; those of Kafka statements are published on the sender's receipts topic. */
export async function issueReceipts(uow: UnitOfWork, figures: ReceiptFigures, answers: readonly Answer[]): Promise<ReceiptIssuedV1[]> {
  if (answers.length === 0) return [];
  const receipts = answers.map((answer) => receiptOf(answer, uow.ctx.now));
  const columns: (string | null)[][] = COLUMNS.map(() => new Array<string | null>(answers.length));
  for (let n = 0; n < answers.length; n++) fill(columns, n, answers[n]!, receipts[n]!);
  await uow.query(INSERT, columns.map(textArray));
  const published = answers.flatMap((answer, n) => (answer.statement.ref.channel === 'kafka' ? [journalRow(answer.statement.source, receipts[n]!, uow.service)] : []));
  if (published.length > 0) uow.journal('receipts', published);
  countReceipts(uow, figures, answers, receipts);
  return receipts;
}
