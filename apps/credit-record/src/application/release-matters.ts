import type { ReceiptState } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import { textArray, type UnitOfWork } from '@credit/persistence';
import { decideMatter } from '../domain/matter/matter.decide.ts';
import type { Matter } from '../domain/matter/matter.ts';
import { holdReasons } from '../domain/policies/hold-reasons.ts';
import { registerFinding } from '../domain/policies/register-findings.ts';
import { issueReceipts, type Answer } from './answers.ts';
import { closeReceipts, reopenReceipts, statementOf, type OpenReceipt } from './open-receipts.ts';
import { heldFindings } from './record-answers.ts';
import type { Register } from './register.ts';
import { lockSubjects, snapshotOf, standingOf } from './subject-registry.ts';

const HELD = { name: 'matters_held_of', text: `select id, subject_id as "subjectId" from matter where status = 'held' and subject_id = any($1::text[]::uuid[]) order by id limit 2000` };

/**
 * 解除暂存转送 — judges the held matters of these subjects again after the subjects have changed, and forwards what waited for nothing else (decision 7, P-6).
 * @returns ids of the matters whose standing has changed, for {@link settleMatters}
 */
export async function releaseMattersOf(uow: UnitOfWork, register: Register, subjectIds: readonly string[]): Promise<string[]> {
  if (subjectIds.length === 0) return [];
  const held = await uow.query<{ id: string; subjectId: string }>(HELD, [textArray(subjectIds)]);
  if (held.length === 0) return [];
  const subjects = await lockSubjects(uow, held.map((row) => row.subjectId));
  const outcomes = await register.matters.updateMany(uow, held.map(({ id, subjectId }) => {
    const subject = subjects.get(subjectId)!;
    const about = snapshotOf(subject);
    return { id, decide: (s: Matter) => decideMatter({ verb: 'release', heldReasons: holdReasons(standingOf(subject), { subjectName: statedNameOf(s) }) }, s).map((event) => ({ ...event, about })) };
  }));
  return held.filter((_, n) => outcomes[n]!.ok).map(({ id }) => id);
}

const statedNameOf = (s: Matter): string => (s.status === 'absent' ? undefined : Object.values(s.facts)[0]?.statedName) ?? '';

/** 重新答复 — every statement that waits on one of these matters gets a new receipt if its outcome has changed; exactly one per change. */
export async function settleMatters(uow: UnitOfWork, register: Register, matterIds: readonly string[]): Promise<void> {
  const open = await closeReceipts(uow, matterIds);
  if (open.length === 0) return;
  const states = await register.matters.load(uow, open.map((r) => r.recordId));
  const unchanged: string[] = [];
  const answers: Answer[] = [];
  for (const receipt of open) {
    const { state, findings } = nowOf(receipt, states.get(receipt.recordId));
    if (state === 'held' && findings[0]?.code === receipt.code) unchanged.push(receipt.id);
    else answers.push({ statement: statementOf(receipt), state, findings, matterId: receipt.recordId, subjectId: receipt.subjectId, occasion: receipt.id, ...(receipt.contentHash === null ? {} : { contentHash: receipt.contentHash }) });
  }
  await reopenReceipts(uow, unchanged);
  await issueReceipts(uow, register.receipts, answers);
}

function nowOf({ contentHash }: OpenReceipt, matter: Matter | undefined): { state: ReceiptState; findings: Finding[] } {
  if (matter === undefined || matter.status === 'absent') throw new Error('an open receipt of a matter that is not there');
  if (!Object.values(matter.facts).some(({ hash }) => hash === contentHash)) return { state: 'superseded', findings: [registerFinding('SUPERSEDED', '')] };
  return matter.status === 'held' ? { state: 'held', findings: heldFindings(matter.heldReasons) } : { state: 'forwarded', findings: [] };
}
