import type { JournalRow } from './journal.ts';
import { headersOf } from './public-headers.ts';
import type { Cause, PublicFact } from './public-headers.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { newEventId } from './uuid-source.ts';

/**
 * The row that states the fact's data on a compacted topic, with the version of the fact, and behind the last statement of a key its tombstone with the same version; none when the fact is not stated.
 * Their private fact stands in the row before.
 */
export function statedRow(uow: UnitOfWork, row: JournalRow, fact: PublicFact, cause: Cause | undefined): JournalRow[] {
  if (fact.stated === undefined) return [];
  const { topic, key, type, last = false } = fact.stated;
  const stated = (name: string, payload: string | Buffer | null): JournalRow => {
    const eventId = newEventId();
    return { ...row, eventId, type: name, fact: null, publish: { topic, key, headers: headersOf(uow, { type, data: fact.data }, key, cause, eventId), payload } };
  };
  return [stated('Stated', row.publish!.payload), ...(last ? [stated('Tombstone', null)] : [])];
}
