import type { LocalDate } from '@credit/kernel';
import type { Assessment, BreachDecision, Check, MadePromise } from './commitment.ts';

/** Private facts of a commitment; each but `RepairLinked` is public, too. */
export type CommitmentEvent =
  | { type: 'CommitmentMade'; promise: MadePromise }
  | { type: 'DocumentsSupplied'; names: readonly string[]; on: LocalDate; by: string }
  | { type: 'PerformanceChecked'; check: Check }
  | { type: 'NonPerformanceFound'; on: LocalDate; by: string; unperformed: string }
  | { type: 'BreachNoticed'; on: LocalDate; by: string; grounds: string; explainUntil: LocalDate | null }
  | { type: 'BreachExplained'; explanation: { on: LocalDate; by: string; what: string } | { on: LocalDate; by: string; waived: true } }
  | { type: 'ExplanationAccepted'; on: LocalDate; by: string; reason: string; dueOn?: LocalDate; remindOn?: LocalDate }
  | { type: 'RectificationOrdered'; on: LocalDate; by: string; until: LocalDate; demands: string }
  | { type: 'CommitmentKept'; assessment: Assessment }
  | { type: 'BreachDecided'; decision: BreachDecision }
  | { type: 'BreachRevoked'; ended: { on: LocalDate; by: string; reason: string } }
  | { type: 'CommitmentRetracted'; ended: { on: LocalDate; by: string; reason: string } }
  | { type: 'CommitmentEnded'; ended: { on: LocalDate; by: string; reason: string } }
  | { type: 'RepairLinked'; caseId: string };
