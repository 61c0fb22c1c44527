import { textArray, type UnitOfWork } from '@credit/persistence';
import type { Desk } from './desk.ts';
import { noticesOfEntry, sendNotices } from './notify-institutions.ts';

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
/** Entries in force that nobody was told of and that may concern an institution: as the code says, as the case says of a person, or as the registrar has said since of ownership. */
const OWED = {
  name: 'notices_owed',
  text: `select id from (
           select d.id from designation d where d.status = 'in-force' and designation_may_concern_institution(d.state) and d.id > $1
           union select d.id from subject s join designation d on d.subject_id = s.subject_id where s.state_owned and d.status = 'in-force' and d.id > $1) owed
         where not exists (select 1 from notice n where n.entry_id = owed.id) order by id limit $2`,
};
const UNADDRESSED = { name: 'notices_unaddressed', text: `select id, entry_id as "entryId" from notice where status = 'unaddressed' and id > $1 order by id limit $2` };
/** Held until COMMIT: whoever ends one of them meanwhile waits, and then finds who was told of it (P-6). */
const STANDING = { name: 'notices_standing', text: `select id from designation where id = any($1::text[]::uuid[]) and status = 'in-force' order by id for share` };

/** Steps through what cannot all be done yet: each is looked at once in a pass. @returns 0 when the pass is through */
export function onceEach(step: (uow: UnitOfWork, after: string) => Promise<string | null>): (uow: UnitOfWork) => Promise<number> {
  let after = BEFORE_ALL;
  return async (uow) => {
    const last = await step(uow, after);
    after = last ?? BEFORE_ALL;
    return last === null ? 0 : 1;
  };
}

/**
 * 补发通报 — what became known after the entry took effect: that the unit is state-owned, or (the entry is older than this rule) that anybody has to be told. At most `limit` entries behind `after`.
 * @returns the last entry that was looked at; null = nothing is left
 */
export async function sendOwedNotices(uow: UnitOfWork, desk: Desk, after: string, limit: number): Promise<string | null> {
  const ids = (await uow.query<{ id: string }>(OWED, [after, limit])).map(({ id }) => id);
  for (const [, entry] of await desk.designations.load(uow, await standing(uow, ids))) {
    if (entry.status === 'in-force') await sendNotices(uow, desk, (await noticesOfEntry(uow, desk, entry)).map((substance) => ({ substance })));
  }
  return ids.at(-1) ?? null;
}

/** 补定受文单位 — notices that had nobody to go to, sent where the city has named somebody since; of an entry that is over nobody is told any more. @returns as {@link sendOwedNotices} */
export async function sendUnaddressed(uow: UnitOfWork, desk: Desk, after: string, limit: number): Promise<string | null> {
  const found = await uow.query<{ id: string; entryId: string }>(UNADDRESSED, [after, limit]);
  const entries = await standing(uow, found.map(({ entryId }) => entryId));
  const states = await desk.notices.load(uow, found.map(({ id }) => id));
  await sendNotices(uow, desk, [...states.values()].flatMap((state) => {
    if (state.status !== 'unaddressed' || (state.occasion === 'listed' && !entries.includes(state.entryId))) return [];
    const { status: _, foundOn: __, ...substance } = state;
    return [{ substance }];
  }));
  return found.at(-1)?.id ?? null;
}

const standing = async (uow: UnitOfWork, ids: readonly string[]): Promise<string[]> => (await uow.query<{ id: string }>(STANDING, [textArray([...new Set(ids)].sort())])).map(({ id }) => id);
