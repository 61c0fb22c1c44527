import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { endTerm } from '../domain/publicity-entry/publicity-entry.decide.ts';
import { EntryNotPosted, TermNotOver } from '../domain/publicity-entry/publicity-entry.errors.ts';
import type { PublicityEntry, PublicKind } from '../domain/publicity-entry/publicity-entry.ts';
import { termOverReason } from '../domain/policies/publicity-verdict.ts';
import type { EntryStore } from './decide-publicity.ts';

const ENDED = {
  name: 'publicity_terms_over',
  text: `select id, record_kind from publicity_entry where status = 'posted' and ends_on < $1 order by ends_on, id limit $2`,
};

/**
 * 公示期届满停止公示 — states what had ended before `today`, at most `limit` entries; reading has ended them already (P-11).
 * An entry that a record version changed in between is no longer ours to end.
 * @returns how many were stated; 0 means that nothing is left
 */
export async function endTerms(uow: UnitOfWork, entries: EntryStore, today: LocalDate, limit: number): Promise<number> {
  const over = await uow.query<{ id: string; record_kind: PublicKind }>(ENDED, [today, limit]);
  if (over.length === 0) return 0;
  const outcomes = await entries.updateMany(uow, over.map(({ id, record_kind }) => ({
    id,
    decide: (entry: PublicityEntry) => endTerm({ today, reason: termOverReason(record_kind) }, entry),
  })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof EntryNotPosted || outcome.error instanceof TermNotOver)) throw outcome.error;
  return over.length;
}
