import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { publicityIsDueOn } from '../domain/policies/publication-clock.ts';
import { fixDueDate } from '../domain/publicity-entry/publicity-entry.decide.ts';
import { DueDateNotProvisional } from '../domain/publicity-entry/publicity-entry.errors.ts';
import type { PublicityEntry, RecordKind } from '../domain/publicity-entry/publicity-entry.ts';
import type { EntryStore } from './decide-publicity.ts';

const WAITING = {
  name: 'publicity_provisional_days',
  text: `select distinct record_kind, decision_date from publicity_entry where due_status = 'PROVISIONAL'`,
};
const OF_DAYS = {
  name: 'publicity_provisional_entries',
  text: `select e.id, d.due_on from unnest($1::text[], $2::date[], $3::date[]) as d (record_kind, decision_date, due_on)
         join publicity_entry e on e.record_kind = d.record_kind and e.decision_date = d.decision_date
         where e.due_status = 'PROVISIONAL' order by e.id limit $4`,
};

/**
 * 暂定期限重算 — once the holiday notice of a year is in the rulebook, provisional due dates become dates; at most `limit` entries.
 * @returns how many were fixed; 0 means that nothing is left
 */
export async function fixDueDates(uow: UnitOfWork, entries: EntryStore, rulebook: Rulebook, limit: number): Promise<number> {
  const waiting = await uow.query<{ record_kind: RecordKind; decision_date: LocalDate }>(WAITING, []);
  const known = waiting.flatMap(({ record_kind, decision_date }) => {
    const due = publicityIsDueOn(rulebook, record_kind, decision_date);
    return due.status === 'FIXED' ? [{ record_kind, decision_date, on: due.on }] : [];
  });
  if (known.length === 0) return 0;
  const found = await uow.query<{ id: string; due_on: LocalDate }>(OF_DAYS, [known.map((k) => k.record_kind), known.map((k) => k.decision_date), known.map((k) => k.on), limit]);
  const outcomes = await entries.updateMany(uow, found.map(({ id, due_on }) => ({ id, decide: (entry: PublicityEntry) => fixDueDate({ on: due_on }, entry) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof DueDateNotProvisional)) throw outcome.error;
  return found.length;
}
