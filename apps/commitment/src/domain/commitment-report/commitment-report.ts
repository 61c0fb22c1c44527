import { assertNever, type DomainError } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';

/** 报送种类 */
export type ReportKind = 'commitment' | 'performance' | 'education' | 'declaration';

/** 承诺类报送 as the register forwarded it: which department, about whom. */
export interface ReportFacts {
  /** The matter of the register. */
  matterId: string;
  source: string;
  subject: SubjectSnapshot;
  report: ReportKind;
  commitmentCode?: string;
  /** digest of what was reported, so that the same said again is known as such */
  said: string;
}

/** 报送 — answered once per version: taken over, or set aside with a reason (P-13). */
export type CommitmentReport = { status: 'absent' } | ({ status: 'taken-over' } & ReportFacts) | ({ status: 'not-applicable'; code: string; reason: string } & ReportFacts);
export type CommitmentReportEvent = { type: 'ReportTakenOver'; facts: ReportFacts } | { type: 'ReportSetAside'; facts: ReportFacts; code: string; reason: string };

export const noReport: CommitmentReport = { status: 'absent' };

/** The last answer stands. */
export function evolveReport(_state: CommitmentReport, event: CommitmentReportEvent): CommitmentReport {
  switch (event.type) {
    case 'ReportTakenOver': return { ...event.facts, status: 'taken-over' };
    case 'ReportSetAside': return { ...event.facts, status: 'not-applicable', code: event.code, reason: event.reason };
    default: return assertNever(event);
  }
}

/** Whether the same was taken over before: told again, nothing is done again. */
export const isTakenOver = (state: CommitmentReport, { said }: Pick<ReportFacts, 'said'>): boolean => state.status === 'taken-over' && state.said === said;

/** 答复 — every report gets one answer; a fact of a department is never refused (P-13). `refusal` is what kept it from being taken. */
export function answerReport({ facts, refusal }: { facts: ReportFacts; refusal?: DomainError | undefined }, state: CommitmentReport): CommitmentReportEvent {
  if (isTakenOver(state, facts)) return { type: 'ReportTakenOver', facts: { ...facts, ...(state.status === 'taken-over' && state.commitmentCode !== undefined ? { commitmentCode: state.commitmentCode } : {}) } };
  return refusal === undefined ? { type: 'ReportTakenOver', facts } : { type: 'ReportSetAside', facts, code: refusal.code, reason: refusal.userMessage };
}
