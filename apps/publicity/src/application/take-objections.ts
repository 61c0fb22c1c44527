import type { ObjectionV1 } from '@credit/contracts/events';
import { textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import { withdrawOnObjection } from '../domain/publicity-entry/publicity-entry.decide.ts';
import { EntryNotPosted } from '../domain/publicity-entry/publicity-entry.errors.ts';
import type { PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';
import type { EntryStore } from './decide-publicity.ts';
import { withdrawObjectedBreaches } from './follow-breach-records.ts';
import type { CommitmentPostingStore } from './follow-commitments.ts';

/** An objection to a publication that holds. */
export interface UpheldObjection {
  objection: ObjectionV1;
  cause: Cause;
}

const KEEP = {
  name: 'objection_withdrawal_keep',
  text: `insert into objection_withdrawal (record_id, objection_id) select x.record::uuid, x.objection::uuid from unnest($1::text[], $2::text[]) as x (record, objection) on conflict (record_id) do nothing`,
};
const LEFT = { name: 'objection_withdrawals_left', text: `select e.id from publicity_entry e join objection_withdrawal w on w.record_id = e.id where e.status = 'posted' order by e.id limit $1` };

/** 异议成立 — a publication that was found past its period is withdrawn, and stays so whatever versions of its record arrive, before this or after (P-13). §8.2 */
export async function takeObjections(uow: UnitOfWork, { entries, commitments }: { entries: EntryStore; commitments: CommitmentPostingStore }, upheld: readonly UpheldObjection[]): Promise<void> {
  if (upheld.length === 0) return;
  await uow.query(KEEP, [textArray(upheld.map(({ objection }) => objection.target.id)), textArray(upheld.map(({ objection }) => objection.objectionId))]);
  await withdrawObjectedBreaches(uow, commitments, upheld.map(({ objection: { target }, cause }) => ({ recordId: target.id, cause })));
  await withdraw(uow, entries, upheld.map(({ objection: { target }, cause }) => ({ id: target.id, cause })));
}

/** What was posted at the same moment as its objection was upheld. @returns how many were withdrawn */
export async function withdrawLeft(uow: UnitOfWork, entries: EntryStore, limit: number): Promise<number> {
  const left = await uow.query<{ id: string }>(LEFT, [limit]);
  await withdraw(uow, entries, left);
  return left.length;
}

async function withdraw(uow: UnitOfWork, entries: EntryStore, steps: readonly { id: string; cause?: Cause }[]): Promise<void> {
  const { today } = uow.ctx;
  const outcomes = await entries.updateMany(uow, steps.map((step) => ({ ...step, decide: (entry: PublicityEntry) => withdrawOnObjection({ today }, entry) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof EntryNotPosted)) throw outcome.error;
}
