import { assertNever, type DomainError } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';

/** 签收报送 as the register forwarded it: which department, about whom, which notice; `said`: the day. */
export interface ReceiptFacts {
  /** The matter of the register. */
  matterId: string;
  source: string;
  subject: SubjectSnapshot;
  noticeId: string;
  said: string;
}

/** 签收报送 — answered once per version: noted, or set aside with a reason (P-13). */
export type ReceiptReport = { status: 'absent' } | ({ status: 'taken-over' } & ReceiptFacts) | ({ status: 'not-applicable'; code: string; reason: string } & ReceiptFacts);

/** Private facts of a reported receipt. */
export type ReceiptReportEvent = { type: 'ReceiptTakenOver'; facts: ReceiptFacts } | { type: 'ReceiptSetAside'; facts: ReceiptFacts; code: string; reason: string };

export const noReceiptReport: ReceiptReport = { status: 'absent' };

/** The state machine: the last answer stands. */
export function evolveReceiptReport(_state: ReceiptReport, event: ReceiptReportEvent): ReceiptReport {
  switch (event.type) {
    case 'ReceiptTakenOver': return { ...event.facts, status: 'taken-over' };
    case 'ReceiptSetAside': return { ...event.facts, status: 'not-applicable', code: event.code, reason: event.reason };
    default: return assertNever(event);
  }
}

/** 已采纳 — whether the same was noted before: told again it has the same answer. */
export const isNoted = (state: ReceiptReport, { said }: ReceiptFacts): boolean => state.status === 'taken-over' && state.said === said;

/** 答复签收 — every report gets one answer, a fact of a department is never refused (P-13). `refusal` is what kept it from being noted. */
export function answerReceipt({ facts, refusal }: { facts: ReceiptFacts; refusal?: DomainError | undefined }, state: ReceiptReport): ReceiptReportEvent {
  return refusal === undefined || isNoted(state, facts) ? { type: 'ReceiptTakenOver', facts } : { type: 'ReceiptSetAside', facts, code: refusal.code, reason: refusal.userMessage };
}
