import type { LocalDate } from '@credit/kernel';
import type { Finding, Lodgement, Outcome } from './objection.ts';

/** Private facts of an objection. */
export type ObjectionEvent =
  | { type: 'ObjectionLodged'; lodgement: Lodgement }
  | { type: 'ObjectionVerified'; finding: Finding }
  | { type: 'ObjectionExtended'; on: LocalDate; by: string; reason: string; verificationDueOn: LocalDate | null; outcomeDueOn: LocalDate | null }
  | { type: 'AppraisalBegun'; on: LocalDate; by: string; what: string }
  | { type: 'AppraisalEnded'; on: LocalDate; by: string; verificationDueOn: LocalDate | null; outcomeDueOn: LocalDate | null }
  | { type: 'ObjectionEscalated'; on: LocalDate; dueOn: LocalDate }
  | { type: 'ObjectionExplained'; on: LocalDate; by: string; text: string }
  | { type: 'ObjectionAccepted'; outcome: Outcome }
  | { type: 'ObjectionRejected'; outcome: Outcome }
  | { type: 'ObjectionRetracted'; on: LocalDate; by: string };
