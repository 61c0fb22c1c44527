import { assertNever, type LocalDate } from '@credit/kernel';
import type { EffectEnding } from '@credit/rulebook/codes';

/** 停用通知 — which department is told that which record, which it has read, is not to be used any more, or not in the words that it read. */
export interface RecallFacts {
  recallId: string;
  recordId: string;
  subjectId: string;
  department: string;
  docNo: string;
  authorityUscc: string;
  authorityName: string;
  ending: EffectEnding;
  on: LocalDate;
  sentOn: LocalDate;
  /** Last day for the acknowledgement; null = it lies in a year whose calendar is not announced. */
  acknowledgeBy: LocalDate | null;
}

/** 停用通知 — absent → sent → acknowledged. Overdue is computed when read. */
export type Recall = { status: 'absent' } | ({ status: 'sent' } & RecallFacts) | ({ status: 'acknowledged'; acknowledgedOn: LocalDate; by: string } & RecallFacts);

export type RecallEvent = { type: 'RecallSent'; facts: RecallFacts } | { type: 'RecallAcknowledged'; on: LocalDate; by: string };

export const noRecall: Recall = { status: 'absent' };

/** The state machine: the only place where a recall changes. */
export function evolveRecall(state: Recall, event: RecallEvent): Recall {
  switch (event.type) {
    case 'RecallSent': return { status: 'sent', ...event.facts };
    case 'RecallAcknowledged': return state.status === 'sent' ? { ...state, status: 'acknowledged', acknowledgedOn: event.on, by: event.by } : state;
    default: return assertNever(event);
  }
}

/** 逾期未确认 — sent, its last day has passed, and nobody has acknowledged it. */
export const isRecallOverdue = (state: Recall, today: LocalDate): boolean => state.status === 'sent' && state.acknowledgeBy !== null && state.acknowledgeBy < today;
