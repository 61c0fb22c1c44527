import type { LocalDate } from '@credit/kernel';
import { textArray, type Database } from '@credit/persistence';
import { isPastDue, type Rulebook } from '@credit/rulebook';
import { conflictDueOn } from '../../domain/list-conflict/conflict-deadline.ts';
import type { ListConflict } from '../../domain/list-conflict/list-conflict.ts';

type Known = Exclude<ListConflict, { status: 'absent' }>;

/** 红黑名单冲突 as both authorities and those who oversee them read it: the whole state, the deadline by today's calendar, and whether it has passed. */
export type ListConflictView = Known & { overdue: boolean };

export interface ConflictFilter {
  /** null = all departments */
  source: string | null;
  open: boolean;
  overdue: boolean;
  after: string | null;
  limit: number;
}

const DAYS = { name: 'list_conflicts_open_days', text: `select distinct opened_on from list_conflict where status = 'open'` };
const FIND = {
  name: 'list_conflicts_find',
  text: `select state from list_conflict where ($1::text is null or $1 in (red_source, black_source)) and (not $2::boolean or status = 'open')
           and ($3::text[] is null or (status = 'open' and opened_on = any($3::text[]::date[]))) and ($4::uuid is null or id > $4) order by id limit $5`,
};

/** 冲突清单, oldest first. */
export async function findListConflicts(db: Database, rulebook: Rulebook, today: LocalDate, { source, open, overdue, after, limit }: ConflictFilter): Promise<ListConflictView[]> {
  const days = (await db.pool.query<{ opened_on: LocalDate }>(DAYS)).rows.map(({ opened_on }) => opened_on);
  const late = overdue ? textArray(days.filter((day) => isLate(rulebook, day, today))) : null;
  const { rows } = await db.pool.query<{ state: Known }>({ ...FIND, values: [source, open, late, after, limit] });
  return rows.map(({ state }) => conflictView(state, rulebook, today));
}

/** A deadline that could not be told when the case was opened is told as soon as the holidays are announced. */
export function conflictView(state: Known, rulebook: Rulebook, today: LocalDate): ListConflictView {
  const due = conflictDueOn(rulebook, state.openedOn);
  return { ...state, dueOn: due?.status === 'FIXED' ? due.date : null, overdue: state.status === 'open' && isLate(rulebook, state.openedOn, today) };
}

function isLate(rulebook: Rulebook, openedOn: LocalDate, today: LocalDate): boolean {
  const due = conflictDueOn(rulebook, openedOn);
  return due !== undefined && isPastDue(due, today);
}
