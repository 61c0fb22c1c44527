import type { JournalRow } from './journal.ts';
import { headersOf } from './public-headers.ts';
import type { Cause, PublicFact } from './public-headers.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { newEventId } from './uuid-source.ts';

/** The row that states the fact's data on a compacted topic, with the version of the fact; none when the fact is not stated. Its private fact stands in the row before. */
export function statedRow(uow: UnitOfWork, row: JournalRow, fact: PublicFact, cause: Cause | undefined): JournalRow[] {
  if (fact.stated === undefined) return [];
  const { topic, key, type } = fact.stated;
  const eventId = newEventId();
  const headers = headersOf(uow, { type, data: fact.data }, key, cause, eventId);
  return [{ ...row, eventId, type: 'Stated', fact: null, publish: { topic, key, headers, payload: row.publish!.payload } }];
}
