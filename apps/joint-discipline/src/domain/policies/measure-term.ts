import type { LocalDate } from '@credit/kernel';
import { measureEndsOn, type Rulebook } from '@credit/rulebook';
import type { DisciplineBasis } from '../prompt/prompt.ts';

/**
 * 措施期满日 — the first day on which a measure on this basis burdens nobody any more, whether or not anybody has stated its end (P-11); undefined = as long as its entry.
 * POLICY-ASSUMPTION(MEASURE-MONTHS-FROM-ENTRY): so many months count from the first day of the entry, as the prompt's do. 国办发〔2020〕49号：过惩相当
 */
export function termEndsOn(rulebook: Rulebook, { matrixRowId }: Pick<DisciplineBasis, 'matrixRowId'>, entryFrom: LocalDate): LocalDate | undefined {
  const cell = rulebook.tables.measureMatrix.find(({ id }) => id === matrixRowId);
  return cell === undefined ? undefined : measureEndsOn(cell, entryFrom);
}
