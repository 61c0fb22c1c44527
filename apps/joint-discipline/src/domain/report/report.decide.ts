import { DomainError } from '@credit/kernel';
import type { ReportEvent } from './report.events.ts';
import type { Report, ReportFacts } from './report.ts';

/** A department names the subject that its prompt or measure is about; a mistaken id must not reach somebody else. */
export class ReportOfAnother extends DomainError {
  constructor() {
    super({ code: 'REPORT.SUBJECT_OTHER', message: 'The prompt or measure is about another subject', userMessage: '该提示或惩戒措施不属于所报主体' });
  }
}

/** 已采纳 — whether the same was carried out before: told again it is not carried out again, and has the same answer. */
export const isCarriedOut = (state: Report, { said }: ReportFacts): boolean => state.status === 'taken-over' && state.said === said;

/**
 * 答复反馈 — every report gets one answer, a fact of a department is never refused (P-13). `refusal` is what kept it from being carried out.
 * A report whose same words were carried out before is answered as then.
 */
export function answerReport(command: { facts: ReportFacts; refusal?: DomainError | undefined }, state: Report): ReportEvent {
  const { facts, refusal } = command;
  if (isCarriedOut(state, facts)) return { type: 'ReportTakenOver', facts: { ...facts, ...(state.status === 'taken-over' && state.measureId !== undefined ? { measureId: state.measureId } : {}) } };
  return refusal === undefined ? { type: 'ReportTakenOver', facts } : { type: 'ReportSetAside', facts, code: refusal.code, reason: refusal.userMessage };
}
