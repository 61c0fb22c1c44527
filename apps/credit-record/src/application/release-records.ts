import { INTAKE, type ReceiptState } from '@credit/contracts/events';
import { normaliseName, type Finding } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';
import { decide } from '../domain/record/record.decide.ts';
import { registerFinding } from '../domain/policies/register-findings.ts';
import { currentContent, type CreditRecord } from '../domain/record/record.ts';
import type { NewCodeFinding } from '../domain/subject/code-finding.ts';
import { issueReceipts, type Answer } from './answers.ts';
import { openCodeFindings } from './code-findings.ts';
import { closeReceipts, reopenReceipts, statementOf, type OpenReceipt } from './open-receipts.ts';
import { DueDates, formerNameFindings, heldFindings, isPublishable } from './record-answers.ts';
import { contentHash, correctionHash } from './record-content.ts';
import type { Register } from './register.ts';
import { lockSubjects, snapshotOf, standingOf, type KnownSubject } from './subject-registry.ts';

const HELD = { name: 'records_held_of', text: `select id, subject_id as "subjectId" from credit_record where status = 'held' and subject_id = any($1::text[]::uuid[]) order by id limit 2000` };
/**
 * 解除暂存 — judges the held records of these subjects again after the subjects have changed (P-6: in a statement after the change).
 * At most 2,000 at once, to stay within the transaction's time; the sweeper goes on.
 * @returns ids of the records whose standing has changed: their waiting statements are to be answered anew by {@link settleReceipts}
 */
export async function releaseRecordsOf(uow: UnitOfWork, register: Register, subjectIds: readonly string[]): Promise<string[]> {
  if (subjectIds.length === 0) return [];
  const held = await uow.query<{ id: string; subjectId: string }>(HELD, [textArray(subjectIds)]);
  if (held.length === 0) return [];
  const subjects = await lockSubjects(uow, held.map((row) => row.subjectId));
  const outcomes = await register.records.updateMany(uow, held.map(({ id, subjectId }) => {
    const subject = subjects.get(subjectId)!;
    const about = snapshotOf(subject);
    return { id, decide: (s) => decide({ verb: 'release', standing: standingOf(subject), today: uow.ctx.today }, s).map((event) => ({ ...event, about })) };
  }));
  await openCodeFindings(uow, outcomes.flatMap((outcome) => (outcome.ok ? mismatchOf(outcome.state, subjects) : [])));
  return held.filter((_, n) => outcomes[n]!.ok).map(({ id }) => id);
}

/** 名码不符 that shows only when the registrar has named the subject: on the worklist like one found at the door (domain §1.2). */
function mismatchOf(record: CreditRecord, subjects: ReadonlyMap<string, KnownSubject>): NewCodeFinding[] {
  if (record.status !== 'held' || !record.heldReasons.includes('NAME_CODE_MISMATCH')) return [];
  const statedName = normaliseName(String(currentContent(record)!['subjectName']));
  const { uscc } = subjects.get(record.subjectId)!;
  return [{ code: 'NAME_CODE_MISMATCH', dedupe: `${uscc} ${statedName}`, provider: record.source, subjectId: record.subjectId, otherSubjectId: null, uscc, statedName }];
}

/** 重新答复 — every statement that waits on one of these records gets a new receipt if its outcome has changed; exactly one per change. `refused`: hashes of corrections that would spoil their record. */
export async function settleReceipts(uow: UnitOfWork, register: Register, recordIds: readonly string[], refused: ReadonlySet<string> = new Set()): Promise<void> {
  const open = await closeReceipts(uow, recordIds);
  if (open.length === 0) return;
  const states = await register.records.load(uow, open.map((r) => r.recordId));
  const subjects = await lockSubjects(uow, open.map((r) => r.subjectId));
  const dueDates = new DueDates(register.rulebook, uow.ctx.today);
  const unchanged: string[] = [];
  const answers: Answer[] = [];
  for (const receipt of open) {
    const next = outcomeOf(dueDates, receipt, states.get(receipt.recordId)!, subjects.get(receipt.subjectId)!, refused);
    if (next.state === 'held' && next.findings[0]?.code === receipt.code) unchanged.push(receipt.id);
    else answers.push(next);
  }
  await reopenReceipts(uow, unchanged);
  await issueReceipts(uow, register.receipts, answers);
}

function outcomeOf(dueDates: DueDates, receipt: OpenReceipt, record: CreditRecord, subject: KnownSubject, refused: ReadonlySet<string>): Answer {
  const { state, findings } = nowOf(receipt, record, subject, refused);
  const kept = (receipt.findings ?? []).filter((f) => f.severity === 'warning' && !findings.some((other) => other.code === f.code));
  const all = [...findings, ...kept];
  const content = state === 'accepted' ? currentContent(record) : null;
  const term = content !== null && record.status === 'effective' && isPublishable(subject, content) ? dueDates.of(record.recordKind, content['decisionDate'] as LocalDate).term : undefined;
  return {
    statement: statementOf(receipt), state: state === 'accepted' && all.length > 0 ? 'accepted-with-warnings' : state, findings: all,
    recordId: receipt.recordId, subjectId: receipt.subjectId, occasion: receipt.id, ...(receipt.contentHash === null ? {} : { contentHash: receipt.contentHash }), ...(term === undefined ? {} : { publicity: term }),
  };
}

function nowOf({ type, contentHash: hash }: OpenReceipt, record: CreditRecord, subject: KnownSubject, refused: ReadonlySet<string>): { state: ReceiptState; findings: Finding[] } {
  if (record.status === 'revoked') return { state: 'superseded', findings: [registerFinding('RECORD_REVOKED', '')] };
  if (record.status === 'absent' || record.status === 'awaited') return { state: 'held', findings: [registerFinding('RECORD_NOT_RECEIVED', '/docNo')] };
  const { restricted: _stays, ...unrestricted } = record.base.content;
  const current = type === INTAKE.recordCorrection ? record.corrections.map(correctionHash) : [contentHash(record.base.content), contentHash(unrestricted)];
  if (hash !== null && refused.has(hash)) return { state: 'rejected', findings: [registerFinding('CORRECTION_INVALID', '/changes')] };
  if (hash !== null && !current.includes(hash)) return { state: 'superseded', findings: [registerFinding('SUPERSEDED', '')] };
  if (record.status === 'held') return { state: 'held', findings: heldFindings(record.heldReasons) };
  return { state: 'accepted', findings: type === INTAKE.recordCorrection ? [] : formerNameFindings(subject, String(record.base.content['subjectName'] ?? '')) };
}
