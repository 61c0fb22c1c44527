import { DomainError, type LocalDate, type WorkingDayDate } from '@credit/kernel';
import { dutyDueOn, type Rulebook } from '@credit/rulebook';

/** 处理期限 — the last day for the decision on a conflict found on that day; undefined while no rule sets one: an owner's fact is taken all the same (P-13). 《实施方案》红黑名单交叉比对 */
export function conflictDueOn(rulebook: Rulebook, openedOn: LocalDate): WorkingDayDate | undefined {
  try {
    return dutyDueOn(rulebook, 'list-conflict', openedOn).dueOn;
  } catch (refusal) {
    if (refusal instanceof DomainError) return undefined;
    throw refusal;
  }
}
