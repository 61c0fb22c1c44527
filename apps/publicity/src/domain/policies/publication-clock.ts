import type { LocalDate } from '@credit/kernel';
import { isPublishedKind, publicityDeadline, type Rulebook } from '@credit/rulebook';
import type { DueDate, RecordKind } from '../publicity-entry/publicity-entry.ts';

/**
 * 七个工作日公示期限 — counted from the day of the decision, never from reporting; a year without a holiday notice stays provisional,
 * a decision older than the rule, or of a kind that is not published, has no due date.
 * 发改办财金〔2018〕424号；《实施方案》：行政许可、行政处罚等信息7个工作日内上网公开
 */
export function publicityIsDueOn(rulebook: Rulebook, kind: RecordKind, decisionDate: LocalDate): DueDate {
  const dueOn = isPublishedKind(rulebook, kind, decisionDate) ? publicityDeadline(rulebook, kind, decisionDate)?.dueOn : undefined;
  if (!dueOn) return { status: 'NONE' };
  return dueOn.status === 'FIXED' ? { status: 'FIXED', on: dueOn.date } : { status: 'PROVISIONAL', enteredYear: dueOn.enteredYear };
}
