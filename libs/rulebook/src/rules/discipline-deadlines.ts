import { addWorkingDays } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { DisciplineStep } from '../codes/measures.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { Deadline } from './deadlines.ts';

/**
 * 落实时限: the last day for the officer's choice on a prompt, the report of execution, or the confirmed lifting, in working days after the day `from` on which the step became due.
 * 《实施方案》二（三）
 * @returns undefined while no rule was in force on that day: then nothing is ever overdue.
 */
export function disciplineDeadline(rb: Rulebook, step: DisciplineStep, from: LocalDate): Deadline | undefined {
  const row = rowInForce(rb.tables.disciplineDeadlines, from, (r) => r.step === step);
  return row && { dueOn: addWorkingDays(rb.calendar, from, row.workingDays), ruleId: row.id, workingDays: row.workingDays, clause: row.clause };
}
