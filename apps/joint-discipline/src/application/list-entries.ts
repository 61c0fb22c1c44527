import type { ListEntryV1 } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';

const COLUMNS = `unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as x (id, version, subject, live, from_on, until_on, state)`;
/** Without a target, because whoever adds the same entry at the same moment may be met on either of the two unique constraints. */
const ADD = {
  name: 'list_entry_add',
  text: `insert into list_entry (entry_id, list_version, subject_id, live, from_on, until_on, state)
         select x.id::uuid, x.version::int8, x.subject::uuid, x.live::bool, x.from_on::date, x.until_on::date, x.state::jsonb from ${COLUMNS} on conflict do nothing`,
};
const CHANGE = {
  name: 'list_entry_change',
  text: `with newer as (select e.entry_id, x.* from ${COLUMNS} join list_entry e on e.entry_id = x.id::uuid where x.version::int8 > e.list_version order by e.entry_id for update of e)
         update list_entry e set list_version = n.version::int8, live = n.live::bool, from_on = n.from_on::date, until_on = n.until_on::date, state = n.state::jsonb
         from newer n where e.entry_id = n.entry_id and n.version::int8 > e.list_version`,
};
const CONFIRM = {
  name: 'list_entry_confirm',
  text: `select state from list_entry where entry_id = any($1::text[]::uuid[]) and live and from_on <= $2::date and (until_on is null or until_on > $2::date) order by entry_id for share`,
};
const LOCK = { name: 'list_entry_lock', text: `select entry_id, list_version, live from list_entry where entry_id = any($1::text[]::uuid[]) order by entry_id for update` };
const FIRST_DAY = { name: 'list_entry_first_day', text: `select from_on as "from" from list_entry where entry_id = $1` };
const LIVE_OF_SUBJECTS = {
  name: 'list_entry_live_of',
  text: `select state from list_entry where subject_id = any($1::text[]::uuid[]) and live and from_on <= $2::date and (until_on is null or until_on > $2::date) order by entry_id for share`,
};

/** 写入条目现状 — states of entries, the newer one stays. In order of id, so that two transactions never wait for each other (P-9). */
export function stateEntries(uow: UnitOfWork, entries: readonly ListEntryV1[]): void {
  if (entries.length === 0) return;
  const last = [...new Map(entries.map((entry) => [entry.entryId, entry])).values()].sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
  const columns = [
    textArray(last.map((e) => e.entryId)), textArray(last.map((e) => e.listVersion)), textArray(last.map((e) => e.subject.subjectId)), textArray(last.map((e) => String(e.status === 'in-force'))),
    textArray(last.map((e) => e.from)), textArray(last.map((e) => e.until)), textArray(last.map((e) => JSON.stringify(e))),
  ];
  uow.send(ADD, columns);
  uow.send(CHANGE, columns);
}

/** 确认命中 — which of the entries are in force on the day, locked so that none of them ends before this transaction does (P-7). */
export async function confirmEntries(uow: UnitOfWork, entryIds: readonly string[], today: LocalDate): Promise<ListEntryV1[]> {
  if (entryIds.length === 0) return [];
  return (await uow.query<{ state: ListEntryV1 }>(CONFIRM, [textArray([...new Set(entryIds)].sort()), today])).map(({ state }) => state);
}

/** First day of an entry as it was last stated: measures that last so many months count from it. */
export const firstDayOf = async (uow: UnitOfWork, entryId: string): Promise<LocalDate | undefined> => (await uow.query<{ from: LocalDate }>(FIRST_DAY, [entryId]))[0]?.from;

/** What is stored of entries that are about to change, locked. */
export async function lockEntries(uow: UnitOfWork, entryIds: readonly string[]): Promise<Map<string, { listVersion: bigint; live: boolean }>> {
  const rows = await uow.query<{ entry_id: string; list_version: string; live: boolean }>(LOCK, [textArray([...new Set(entryIds)].sort())]);
  return new Map(rows.map((row) => [row.entry_id, { listVersion: BigInt(row.list_version), live: row.live }]));
}

/** Every entry of the subjects that is in force on the day, locked against ending. */
export const liveEntriesOf = async (uow: UnitOfWork, subjectIds: readonly string[], today: LocalDate): Promise<ListEntryV1[]> =>
  (await uow.query<{ state: ListEntryV1 }>(LIVE_OF_SUBJECTS, [textArray([...new Set(subjectIds)].sort()), today])).map(({ state }) => state);
