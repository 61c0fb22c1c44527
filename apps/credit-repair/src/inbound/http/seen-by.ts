import { hasRole, visibleDepartment, type Caller } from '@credit/access';
import type { Clock, LocalDate } from '@credit/kernel';
import { RepairNotFound } from '../../domain/repair-case/repair-case.errors.ts';

/** 可见范围: a subject what is its own, a department what it decides on, who oversees them all. @throws RepairNotFound when the token of a subject names none */
export function seenBy(caller: Caller, clock: Clock): { source: string | null; subjectId: string | null; today: LocalDate } {
  const today = clock.today();
  if (hasRole(caller, 'source', 'credit-centre', 'auditor', 'operator', 'case-officer', 'approver')) return { source: visibleDepartment(caller), subjectId: null, today };
  if (caller.subject === undefined) throw new RepairNotFound();
  return { source: null, subjectId: caller.subject, today };
}
