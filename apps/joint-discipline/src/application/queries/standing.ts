import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { disciplineDeadline, isPastDue, type Rulebook } from '@credit/rulebook';
import type { DisciplineStep } from '@credit/rulebook/codes';
import { basisToday, type BasisLoss } from '../../domain/policies/basis-today.ts';
import type { DisciplineBasis } from '../../domain/prompt/prompt.ts';

/** 当日的法规 — what standing is computed from when a row is read (P-11): nothing of it is stored. */
export interface Day {
  readonly rulebook: Rulebook;
  readonly today: LocalDate;
}

/** 时限 — until when the next step must be told. `dueOn` is null while the day lies in a year whose holidays are not announced. */
export interface Due {
  readonly step: DisciplineStep;
  readonly dueOn: LocalDate | null;
  readonly overdue: boolean;
  readonly clause: string;
}

export function dueOf({ rulebook, today }: Day, step: DisciplineStep, since: LocalDate): Due | null {
  const deadline = disciplineDeadline(rulebook, step, since);
  if (deadline === undefined) return null;
  const { dueOn, clause } = deadline;
  return { step, dueOn: dueOn.status === 'FIXED' ? dueOn.date : null, overdue: isPastDue(dueOn, today), clause };
}

/** 依据丧失 — what the basis lacks on the day, also whether its months, counted from `entryFrom`, are over; null while it holds. */
export function lossOf({ rulebook, today }: Day, basis: DisciplineBasis, entryFrom?: LocalDate): BasisLoss | null {
  const state = basisToday(rulebook, basis, today, entryFrom);
  return state.holds ? null : { what: state.what, ...(state.since === undefined ? {} : { since: state.since }), why: state.why };
}

/** The days on which something still waits began; each is judged by the rulebook, so that a change of its rows or holidays counts at once. */
export async function overdueDays(database: Database, day: Day, step: DisciplineStep): Promise<LocalDate[]> {
  const { rows } = await database.pool.query<{ since: LocalDate }>(WAITING[step]);
  return rows.map(({ since }) => since).filter((since) => dueOf(day, step, since)?.overdue === true);
}
const WAITING: Readonly<Record<DisciplineStep, { name: string; text: string }>> = {
  decide: { name: 'prompts_waiting', text: `select distinct prompted_on as since from prompt where status = 'open'` },
  execute: { name: 'measures_waiting', text: `select distinct applied_on as since from discipline_measure where status = 'applied'` },
  'confirm-lift': { name: 'lifts_waiting', text: `select distinct lifted_on as since from discipline_measure where status = 'lifted'` },
};

/** The cells of the matrix that carry something live and are not in force any more. */
export async function lostCells(database: Database, day: Day): Promise<string[]> {
  const { rows } = await database.pool.query<{ matrixRowId: string; listType: string }>(CELLS);
  return rows.filter((cell) => lossOf(day, { ...cell, entryId: '', decisionDocNo: '', measure: '', measureTitle: '', article: '' }) !== null).map(({ matrixRowId }) => matrixRowId);
}
const CELLS = {
  name: 'cells_of_live',
  text: `select matrix_row_id as "matrixRowId", list_type as "listType" from prompt where status = 'open' union select matrix_row_id, list_type from discipline_measure where status in ('applied', 'executed')`,
};
