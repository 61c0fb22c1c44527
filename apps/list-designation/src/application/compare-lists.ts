import type { LocalDate } from '@credit/kernel';
import { newEventId, textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import type { Designation } from '../domain/designation/designation.ts';
import { conflictDueOn } from '../domain/list-conflict/conflict-deadline.ts';
import { closeConflict, openConflict } from '../domain/list-conflict/list-conflict.decide.ts';
import type { ConflictCase, ConflictSide } from '../domain/list-conflict/list-conflict.ts';
import type { RedEntry } from '../domain/red-list/red-entry.ts';
import type { Desk } from './desk.ts';
import { holdList } from './list-changes.ts';

/**
 * 本主体的失信联合惩戒对象名单条目 in force on day `$1`, of the subject of a red entry `r` under whatever file it is listed (P-15). Whoever reads a red entry asks this: its benefits are blocked as long as there is one.
 * POLICY-ASSUMPTION(RED-BLACK): the text names no kinds of lists; bans, watch lists and abnormal lists block no benefit.
 */
export const BLACK_OF_RED = `select d.id from designation d join list_type t on t.rule_id = d.basis_rule_id and t.kind = 'joint-discipline'
    where d.status = 'in-force' and d.from_on <= $1::date and (d.until_on is null or d.until_on > $1::date)
      and d.subject_id in (select r.subject_id union all select canonical_id from subject_alias where subject_id = r.subject_id
                           union all select a.subject_id from subject_alias a where a.canonical_id = coalesce((select canonical_id from subject_alias where subject_id = r.subject_id), r.subject_id))`;

const MEETING = {
  name: 'lists_meeting',
  text: `with asked as (select coalesce(a.canonical_id, x.id::uuid) as id from unnest($2::text[]) as x(id) left join subject_alias a on a.subject_id = x.id::uuid),
           family as (select id from asked union select a.subject_id from subject_alias a join asked on asked.id = a.canonical_id)
         select r.id as red, b.id as black from red_list_entry r cross join lateral (${BLACK_OF_RED}) b
         where r.status = 'in-force' and r.from_on <= $1::date and (r.until_on is null or r.until_on > $1::date) and ($2::text[] is null or r.subject_id in (select id from family))
           and not exists (select 1 from list_conflict k where k.red_entry_id = r.id and k.black_entry_id = b.id) order by r.id, b.id`,
};
const PARTED = {
  name: 'lists_parted',
  text: `select k.id, k.red_entry_id as red, k.black_entry_id as black from list_conflict k join designation d on d.id = k.black_entry_id join red_list_entry r on r.id = k.red_entry_id
         where k.status = 'open' and (d.status = 'ended' or r.status = 'ended') order by k.id`,
};

export interface Comparison {
  /** of whom entries may have begun; null = of everybody */
  subjects: readonly string[] | null;
  today: LocalDate;
  /** by the id of the entry: the event that moved it */
  causes?: ReadonlyMap<string, Cause>;
}

/**
 * 红黑名单交叉比对 — in the transaction of whatever began or ended: a red entry and one of a joint-discipline list of one subject, both in force, are a case from now on; a case of which one entry has ended is closed.
 * The list is held, so of two transactions that move both entries at once the second one sees the first (P-6). 《实施方案》红黑名单交叉比对 (O84)
 */
export async function compareLists(uow: UnitOfWork, desk: Desk, { subjects, today, causes = new Map() }: Comparison): Promise<void> {
  await holdList(uow);
  const parted = await uow.query<{ id: string; red: string; black: string }>(PARTED);
  const meeting = subjects?.length === 0 ? [] : await uow.query<{ red: string; black: string }>(MEETING, [today, subjects === null ? null : textArray(subjects)]);
  if (parted.length + meeting.length === 0) return;
  const pairs = [...parted, ...meeting];
  const reds = await desk.redEntries.load(uow, pairs.map(({ red }) => red));
  const blacks = await desk.designations.load(uow, pairs.map(({ black }) => black));
  const causeOf = ({ red, black }: { red: string; black: string }): { cause?: Cause } => {
    const cause = causes.get(black) ?? causes.get(red);
    return cause === undefined ? {} : { cause };
  };
  const outcomes = await desk.listConflicts.updateMany(uow, [
    ...parted.map((pair) => ({ id: pair.id, ...causeOf(pair), decide: (state: Parameters<typeof closeConflict>[1]) => closeConflict(closingOf(reds.get(pair.red)!, blacks.get(pair.black)!), state) })),
    ...meeting.map((pair) => {
      const found = caseOf(desk, today, reds.get(pair.red)!, blacks.get(pair.black)!);
      return { id: found.conflictId, ...causeOf(pair), decide: (state: Parameters<typeof openConflict>[1]) => openConflict({ case: found }, state) };
    }),
  ]);
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
}

function closingOf(red: RedEntry, black: Designation): Parameters<typeof closeConflict>[0] {
  if (red.status === 'ended') return { on: red.endedOn, because: 'red-ended', reason: red.reason };
  if (black.status !== 'ended') throw new Error('a case is closed when one of its entries has ended');
  return { on: black.endedOn, because: 'black-ended', reason: black.reason };
}

function caseOf({ rulebook }: Desk, openedOn: LocalDate, red: RedEntry, black: Designation): ConflictCase {
  if (red.status !== 'in-force' || black.status !== 'in-force') throw new Error('a case is made of two entries in force');
  const due = conflictDueOn(rulebook, openedOn);
  const side = (entryId: string, { listType, authority, decision }: Pick<typeof black, 'listType' | 'authority' | 'decision'>): ConflictSide => ({ entryId, listType: listType.code, authority, docNo: decision.docNo });
  return { conflictId: newEventId(), subject: red.subject, red: side(red.entryId, red), black: side(black.designationId, black), openedOn, dueOn: due?.status === 'FIXED' ? due.date : null };
}
