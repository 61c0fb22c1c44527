import { assertNever } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { ReportEvent } from './report.events.ts';

/** 反馈种类: what a department says it did. */
export type ReportKind = 'prompt-decision' | 'measure-execution' | 'lift-confirmation';

/** 部门反馈 as the register forwarded it: which department, about whom, on which prompt or measure. */
export interface ReportFacts {
  /** The matter of the register. */
  matterId: string;
  source: string;
  subject: SubjectSnapshot;
  report: ReportKind;
  promptId?: string;
  measureId?: string;
  /** 反馈内容 in one text, so that the same said again is known as such. */
  said: string;
}

/** 部门反馈 — answered once per version: carried out on its prompt or measure, or set aside with a reason (P-13). */
export type Report = { status: 'absent' } | ({ status: 'taken-over' } & ReportFacts) | ({ status: 'not-applicable'; code: string; reason: string } & ReportFacts);

export const noReport: Report = { status: 'absent' };

/** The state machine: the last answer stands. */
export function evolveReport(_state: Report, event: ReportEvent): Report {
  switch (event.type) {
    case 'ReportTakenOver': return { ...event.facts, status: 'taken-over' };
    case 'ReportSetAside': return { ...event.facts, status: 'not-applicable', code: event.code, reason: event.reason };
    default: return assertNever(event);
  }
}
