import type { LocalDate } from '@credit/kernel';
import type { Decision, RepairApplication, RepairEvidence } from './repair-case.ts';

/** Private facts of a repair case. */
export type RepairEvent =
  | { type: 'RepairApplied'; application: RepairApplication }
  | { type: 'SupplementRequired'; on: LocalDate; by: string; what: string }
  | { type: 'RepairSupplemented'; on: LocalDate; by: string; evidence: readonly RepairEvidence[]; acceptanceDueOn: LocalDate | null }
  | { type: 'RepairAccepted'; on: LocalDate; by: string; decisionDueOn: LocalDate | null }
  | { type: 'RepairRejected'; decision: Decision }
  | { type: 'DecisionExtended'; on: LocalDate; by: string; reason: string; decisionDueOn: LocalDate | null }
  | { type: 'RepairEscalated'; on: LocalDate; dueOn: LocalDate }
  | { type: 'RepairApproved'; decision: Decision }
  | { type: 'RepairDenied'; decision: Decision }
  | { type: 'RepairRetracted'; on: LocalDate; by: string }
  | { type: 'RepairRevoked'; revocation: Decision; barredUntil: LocalDate };
