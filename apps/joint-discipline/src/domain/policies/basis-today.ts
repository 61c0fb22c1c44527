import type { LocalDate } from '@credit/kernel';
import { basisHolds, measureOf, type Rulebook } from '@credit/rulebook';
import type { DisciplineBasis } from '../prompt/prompt.ts';
import { termEndsOn } from './measure-term.ts';

/** 依据丧失 — what of the basis is not in force any more: the cell of the matrix, the item of the national list or the list type, or the months that the cell grants are over; from which day, and why. */
export interface BasisLoss {
  readonly what: 'matrix-row' | 'measure' | 'list-type' | 'term';
  /** Absent when it never was in force as far as these tables know. */
  readonly since?: LocalDate;
  readonly why: string;
}
export type BasisToday = { readonly holds: true; readonly basis: DisciplineBasis } | ({ readonly holds: false } & BasisLoss);

/**
 * 现行依据 — whether what carried a prompt or a measure still does on the day, and under which row: a renumbered article carries on under its new row.
 * 国办发〔2020〕49号：不得擅自设定、加重惩戒；清单项目终止的，不得再据以实施 (N1)
 * @param entryFrom first day of its entry; without it the months of the cell are not asked
 */
export function basisToday(rulebook: Rulebook, basis: DisciplineBasis, on: LocalDate, entryFrom?: LocalDate): BasisToday {
  const state = basisHolds(rulebook, { matrixRowId: basis.matrixRowId, listType: basis.listType, on });
  if (!state.holds) return { holds: false, what: state.lost, ...(state.since === undefined ? {} : { since: state.since }), why: state.because };
  const until = entryFrom === undefined ? undefined : termEndsOn(rulebook, state, entryFrom);
  if (until !== undefined && until <= on) return { holds: false, what: 'term', since: until, why: `惩戒措施${basis.measure}的期限已于${until}届满` };
  if (state.matrixRowId === basis.matrixRowId) return { holds: true, basis };
  const row = rulebook.tables.measureMatrix.find(({ id }) => id === state.matrixRowId)!;
  return { holds: true, basis: { ...basis, matrixRowId: row.id, article: row.basis, measureTitle: measureOf(rulebook, row.measure, on)!.title } };
}
