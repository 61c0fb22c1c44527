import { addWorkingDays, daysBetween, DomainError, workingDaysBetween } from '@credit/kernel';
import type { LocalDate, WorkingDayDate } from '@credit/kernel';
import type { AdminActKind, RecordKind } from '../codes/acts.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';

/** When something is due, and by which rule. */
export interface Deadline {
  /** PROVISIONAL while it enters a year whose calendar is not announced. */
  readonly dueOn: WorkingDayDate;
  readonly ruleId: string;
  readonly workingDays: number;
  readonly clause: string;
}

function deadline(rb: Rulebook, action: 'publish' | 'withdraw', act: AdminActKind | RecordKind, from: LocalDate): Deadline | undefined {
  const row = rowInForce(rb.tables.deadlines, from, (r) => r.action === action && r.acts.some((one) => one === act));
  if (!row) return undefined;
  return { dueOn: addWorkingDays(rb.calendar, from, row.workingDays), ruleId: row.id, workingDays: row.workingDays, clause: row.clause };
}

/**
 * 公示期限: the last day on which a decision must be public, counted in working days from the date of the decision.
 * 发改办财金〔2018〕424号
 * Whether a kind is published at all is said by `isPublishedKind`.
 * @returns undefined for a decision older than any such rule, and for a kind that has none.
 */
export const publicityDeadline = (rb: Rulebook, act: AdminActKind | RecordKind, decisionDate: LocalDate): Deadline | undefined =>
  deadline(rb, 'publish', act, decisionDate);

/**
 * 停止公示期限: the last day on which a revoked, changed or void decision must be gone from the public view.
 * 行政处罚法第四十八条、第八十五条
 * @throws DomainError `RULEBOOK.NO_RULE` when no rule was in force on the day.
 */
export function withdrawalDeadline(rb: Rulebook, revokedOn: LocalDate, act: AdminActKind = 'administrative-penalty'): Deadline {
  const found = deadline(rb, 'withdraw', act, revokedOn);
  if (found) return found;
  throw new DomainError({ code: 'RULEBOOK.NO_RULE', message: `no withdrawal deadline was in force on ${revokedOn}`, userMessage: '该日期没有适用的停止公示期限规则' });
}

/** 迟报: whether publication is late, and through whom. */
export interface Lateness {
  /** UNKNOWN while the due date is provisional and could still lie ahead. */
  readonly late: 'YES' | 'NO' | 'UNKNOWN';
  /** reportedLate = it reached us after the due date; heldInSystem = it came in time and was not published in time. */
  readonly cause?: 'reportedLate' | 'heldInSystem';
  /** Working days left until the due date (0 on it), negative when past; absent while provisional. */
  readonly daysLeft?: number;
}

/** 逾期: whether the day lies surely beyond the due date; beyond a provisional one once it lies beyond the year that one enters. */
export const isPastDue = (dueOn: WorkingDayDate, day: LocalDate): boolean => (dueOn.status === 'FIXED' ? day > dueOn.date : Number(day.slice(0, 4)) > dueOn.enteredYear);

/**
 * 迟报判定: late = (published on, or today) > due date.
 * A provisional due date is surely past once today lies beyond the year it enters, for a period of days is shorter than a year.
 */
export function publicityLateness(rb: Rulebook, facts: { dueOn: WorkingDayDate; receivedOn: LocalDate; publishedOn?: LocalDate; today: LocalDate }): Lateness {
  const reached = facts.publishedOn ?? facts.today;
  const isPast = (d: LocalDate): boolean => isPastDue(facts.dueOn, d);
  const daysLeft = facts.dueOn.status === 'FIXED' ? workingDaysLeft(rb, facts.today, facts.dueOn.date) : undefined;
  if (isPast(reached)) {
    return { late: 'YES', cause: isPast(facts.receivedOn) ? 'reportedLate' : 'heldInSystem', ...(daysLeft !== undefined && { daysLeft }) };
  }
  if (facts.dueOn.status === 'FIXED') return { late: 'NO', daysLeft: daysLeft! };
  return { late: Number(reached.slice(0, 4)) < facts.dueOn.enteredYear ? 'NO' : 'UNKNOWN' };
}

/** Working days between two days; where a calendar is missing in between, calendar days, which only happens far in the past. */
function workingDaysLeft(rb: Rulebook, today: LocalDate, due: LocalDate): number {
  const days = workingDaysBetween(rb.calendar, today, due);
  return days === 'PROVISIONAL' ? daysBetween(today, due) : days;
}
