import type { LocalDate } from '@credit/kernel';
import type { Evidence } from '../designation/designation.ts';
import type { Conclusion, Extension, OrderSubstance, Submission } from './rectification-order.ts';

/** Private facts of an order to rectify. */
export type RectificationEvent =
  | { type: 'RectificationOrdered'; substance: OrderSubstance }
  | { type: 'SubjectReminded'; on: LocalDate }
  | { type: 'DeadlineExtended'; dueOn: LocalDate; remindOn: LocalDate; extension: Extension }
  | { type: 'EvidenceSubmitted'; submission: Submission }
  | { type: 'OrderRebased'; basis: readonly Evidence[]; fell: string }
  | { type: 'RectificationConcluded'; outcome: 'rectified' | 'not-rectified'; conclusion: Conclusion }
  | { type: 'OrderRevoked'; on: LocalDate; reason: string; by: string };
