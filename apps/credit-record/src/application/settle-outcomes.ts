import type { Finding } from '@credit/contracts/subject';
import { textArray, type UnitOfWork } from '@credit/persistence';
import { issueReceipts, type Answer } from './answers.ts';
import { closeReceipts, reopenReceipts, statementOf, type OpenReceipt } from './open-receipts.ts';
import type { Register } from './register.ts';

/** 认定结果、反馈结果 — what the service that judges made of a report that was forwarded to it. */
export interface MatterOutcome {
  matterId: string;
  /** The event that it answers: only one of this matter's own settles a receipt, whatever else moved the entry. */
  causationId: string | undefined;
  /** Why the report was not taken over; absent = it was. */
  refused?: { code: string; reason: string };
}

const CAUSES = {
  name: 'matters_causes',
  text: `select j.event_id::text as "eventId", j.headers::json ->> 'ce_causationid' as cause from unnest($1::text[], $2::text[]) as x(matter, event)
         join journal j on j.aggregate_id = x.matter::uuid and j.event_id = x.event::uuid`,
};
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * 终局回执 — the forwarded receipts get the answer of the service that judged (P-18): `accepted`, or `rejected` with its reason; exactly one per receipt.
 * A matter that was forwarded after a hold names no statement as its cause: then its outcome answers all that wait on it.
 */
export async function settleOutcomes(uow: UnitOfWork, register: Pick<Register, 'receipts'>, outcomes: readonly MatterOutcome[]): Promise<void> {
  const answering = outcomes.filter(({ causationId }) => causationId !== undefined && UUID.test(causationId));
  if (answering.length === 0) return;
  const rows = await uow.query<{ eventId: string; cause: string | null }>(CAUSES, [textArray(answering.map((o) => o.matterId)), textArray(answering.map((o) => o.causationId!))]);
  const causes = new Map(rows.map(({ eventId, cause }) => [eventId, cause]));
  const known = answering.filter(({ causationId }) => causes.has(causationId!));
  const waiting = new Map((await closeReceipts(uow, [...new Set(known.map((o) => o.matterId))])).map((receipt) => [receipt.id, receipt]));
  const answers: Answer[] = [];
  for (const outcome of known) {
    const ofMatter = [...waiting.values()].filter((r) => r.recordId === outcome.matterId);
    const named = ofMatter.filter((r) => r.eventId === causes.get(outcome.causationId!));
    for (const receipt of named.length > 0 ? named : ofMatter) {
      waiting.delete(receipt.id);
      answers.push(answerOf(receipt, outcome));
    }
  }
  await reopenReceipts(uow, [...waiting.keys()]);
  await issueReceipts(uow, register.receipts, answers);
}

function answerOf(receipt: OpenReceipt, { matterId, refused }: MatterOutcome): Answer {
  const warnings = (receipt.findings ?? []).filter((f) => f.severity === 'warning');
  const findings = refused === undefined ? warnings : [notTakenOver(refused), ...warnings];
  const state = refused !== undefined ? 'rejected' : warnings.length > 0 ? 'accepted-with-warnings' : 'accepted';
  return { statement: statementOf(receipt), state, findings, matterId, subjectId: receipt.subjectId, occasion: receipt.id, ...(receipt.contentHash === null ? {} : { contentHash: receipt.contentHash }) };
}

const notTakenOver = ({ code, reason }: { code: string; reason: string }): Finding =>
  ({ code, severity: 'error', pointer: '', message: reason, messageEn: `the service that judges it could not take the report over: ${code}` });
