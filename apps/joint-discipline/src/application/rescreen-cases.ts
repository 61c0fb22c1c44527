import type { ListEntryV1 } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { textArray, type Cause, type UnitOfWork } from '@credit/persistence';

/** Class of the advisory locks that stand for subjects; the lanes of the journal have their own. */
const SUBJECT_LOCKS = 7002;
/** Subjects share this many locks, so that a large batch cannot use up those of the server. */
const BUCKETS = 1023;

const keysOf = `(select distinct hashtext(k) & ${BUCKETS} as h from unnest($1::text[]) as k order by 1) x`;
const LOCK_CHANGING = { name: 'subjects_lock_changing', text: `select pg_advisory_xact_lock(${SUBJECT_LOCKS}, x.h) from ${keysOf}` };
const LOCK_READING = { name: 'subjects_lock_reading', text: `select pg_advisory_xact_lock_shared(${SUBJECT_LOCKS}, x.h) from ${keysOf}` };

/** Entries of the same code or the same person as a case, as the index finds them; the red list is not searched. */
const SAME_SUBJECT = `(e.uscc = o.uscc or e.person_index = o.person_index) and e.state ->> 'listKind' <> 'red'`;
const IN_FORCE = (day: string): string => `(e.live and e.from_on <= ${day}::date and (e.until_on is null or e.until_on > ${day}::date))`;
/** The last answer of a case does not say what its entries say: one in force is missing or was another then, or one that it named is not in force. */
const BEHIND = (day: string): string => `case when ${IN_FORCE(day)} then coalesce((o.weighed ->> e.entry_id::text)::int8, -1) < e.list_version else o.weighed ? e.entry_id::text end`;
const MARK = (day: string, entries: string): string => `
  with behind as (
    select distinct o.matter_id from open_case o join list_entry e on ${SAME_SUBJECT} where o.decided_on is null and o.due is null ${entries} and ${BEHIND(day)} order by 1
  )
  update open_case o set due = 'list-changed', due_since = clock_timestamp(), due_cause = $2::jsonb from behind b where b.matter_id = o.matter_id and o.due is null and o.decided_on is null returning o.matter_id`;

const MARK_OF_ENTRIES = { name: 'open_case_mark', text: MARK('$1', 'and e.entry_id = any($3::text[]::uuid[])') };
const MARK_ALL = { name: 'open_case_sweep', text: MARK('$1', '') };
const KNOWN = {
  name: 'open_case_entries',
  text: `select o.matter_id as "matterId", e.entry_id as "entryId", e.list_version as "listVersion" from open_case o join list_entry e on ${SAME_SUBJECT} where o.matter_id = any($1::text[]::uuid[]) and ${IN_FORCE('$2')}`,
};

/** What identifies a subject on both sides: its code, and the blind index of a person. */
export const identifiersOf = (of: { uscc?: string | null | undefined; personIndex?: string | null | undefined }): string[] => [of.uscc, of.personIndex].filter((key) => typeof key === 'string');

/** 名单变动上锁 — whoever changes entries of these subjects takes this first: then no case of theirs is being answered, and those answered before are seen (P-6). */
export async function lockChanging(uow: UnitOfWork, entries: readonly ListEntryV1[]): Promise<void> {
  const keys = entries.flatMap(({ subject, personIndex }) => identifiersOf({ uscc: subject.uscc, personIndex }));
  if (keys.length > 0) await uow.query(LOCK_CHANGING, [textArray(keys)]);
}

/** 答复上锁 — whoever answers cases of these subjects takes this first: then no entry of theirs is half changed. */
export async function lockReading(uow: UnitOfWork, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await uow.query(LOCK_READING, [textArray(keys)]);
}

/** 重新比对 — open cases whose last answer does not say what these entries say now become due (B20). To be called after the entries were stored, under {@link lockChanging}. @returns how many */
export async function markCasesOf(uow: UnitOfWork, entryIds: readonly string[], cause: Cause | undefined): Promise<number> {
  if (entryIds.length === 0) return 0;
  return (await uow.query(MARK_OF_ENTRIES, [uow.ctx.today, cause === undefined ? null : JSON.stringify(cause), textArray(entryIds)])).length;
}

/** 在办事项巡查 — the same over all cases and entries: what was missed, and entries dated ahead whose day has come. @returns how many became due */
export const markCasesBehind = async (uow: UnitOfWork): Promise<number> => (await uow.query(MARK_ALL, [uow.ctx.today, null])).length;

/** Entries in force of the subjects of cases, as our rows know them: case → entry → list version. */
export async function entriesOfCases(uow: UnitOfWork, matterIds: readonly string[], today: LocalDate): Promise<Map<string, Map<string, number>>> {
  const known = new Map(matterIds.map((id) => [id, new Map<string, number>()]));
  for (const row of await uow.query<{ matterId: string; entryId: string; listVersion: string }>(KNOWN, [textArray(matterIds), today])) known.get(row.matterId)!.set(row.entryId, Number(row.listVersion));
  return known;
}
