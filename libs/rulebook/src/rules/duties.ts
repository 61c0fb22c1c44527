import { addDays, addWorkingDays, DomainError, isWorkingDay, maxDate, workingDaysBetween } from '@credit/kernel';
import type { LocalDate, WorkingDayDate } from '@credit/kernel';
import type { Duty } from '../codes/duties.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { DutyPeriodRow } from '../tables/discipline-types.ts';

function dutyPeriod(rb: Rulebook, duty: Duty, on: LocalDate): DutyPeriodRow {
  const row = rowInForce(rb.tables.dutyPeriods, on, (r) => r.duty === duty);
  if (row) return row;
  throw new DomainError({ code: 'RULEBOOK.NO_RULE', message: `no period for ${duty} was in force on ${on}`, userMessage: '该日期没有适用的履职期限规则' });
}

/** 提醒: duties that look back from a deadline, see {@link reminderOn}. */
export type ReminderDuty = 'rectification-reminder' | 'commitment-reminder';

/**
 * 履职期限: the last day for a duty that arose on `on`, in working days; PROVISIONAL while it enters a year whose calendar is not announced.
 * @throws DomainError `RULEBOOK.NO_RULE` when no rule was in force on the day.
 */
export function dutyDueOn(rb: Rulebook, duty: Exclude<Duty, ReminderDuty>, on: LocalDate): { readonly dueOn: WorkingDayDate; readonly ruleId: string } {
  const { workingDays, id } = dutyPeriod(rb, duty, on);
  return { dueOn: addWorkingDays(rb.calendar, on, workingDays), ruleId: id };
}

/**
 * 提醒日: the working day so many working days before a deadline, at the earliest `on`. A reminder burdens nobody: where a calendar is not announced yet, weeks of five working days stand for it.
 * @throws DomainError `RULEBOOK.NO_RULE` when no rule was in force on the day.
 */
export function reminderOn(rb: Rulebook, { dueOn, on, duty = 'rectification-reminder' }: { readonly dueOn: LocalDate; readonly on: LocalDate; readonly duty?: ReminderDuty }): LocalDate {
  const { workingDays } = dutyPeriod(rb, duty, on);
  let day = dueOn;
  while (day > on) {
    const left = workingDaysBetween(rb.calendar, day, dueOn);
    if (left === 'PROVISIONAL') return maxDate(on, addDays(dueOn, -Math.ceil((workingDays * 7) / 5)));
    if (left >= workingDays && isWorkingDay(rb.calendar, day)) return day;
    day = addDays(day, -1);
  }
  return on;
}
