import { compareDates, type LocalDate } from '@credit/kernel';
import { publicityDeadline, type Rulebook } from '@credit/rulebook';
import type { DueDate, RecordKind } from '../publicity-entry/publicity-entry.ts';

/** 迟报原因 — who used up the time: the department that reported after the due date, or we who held the record. */
export type LateCause = 'reported-late' | 'held-in-system';

/**
 * 七个工作日公示期限 — counted from the day of the decision, never from reporting; a year without a holiday notice stays provisional.
 * 发改办财金〔2018〕424号；《实施方案》：行政许可、行政处罚等信息7个工作日内上网公开
 */
export function publicityIsDueOn(rulebook: Rulebook, kind: RecordKind, decisionDate: LocalDate): DueDate {
  const { dueOn } = publicityDeadline(rulebook, kind, decisionDate);
  return dueOn.status === 'FIXED' ? { status: 'FIXED', on: dueOn.date } : { status: 'PROVISIONAL', enteredYear: dueOn.enteredYear };
}

/**
 * 逾期公示 — late when published after the due date, or still waiting today after it; null when in time or not yet known.
 * 发改办财金〔2018〕424号 · POLICY-ASSUMPTION(publicity-late-cause): a record received after its due date is the sender's delay, any other is ours.
 */
export function lateCause(entry: { due: DueDate; receivedOn: LocalDate; firstPostedOn?: LocalDate | undefined }, today: LocalDate): LateCause | null {
  if (entry.due.status !== 'FIXED') return null;
  if (compareDates(entry.firstPostedOn ?? today, entry.due.on) <= 0) return null;
  return compareDates(entry.receivedOn, entry.due.on) > 0 ? 'reported-late' : 'held-in-system';
}
