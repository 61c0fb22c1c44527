import type { LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { InterviewKind } from '@credit/rulebook/codes';
import type { Authority } from '../designation/designation.ts';

/** 约谈的内容 — who was talked to, about which entry, with what result. */
export interface InterviewRecord {
  interviewId: string;
  /** 约谈记录编号 */
  docNo: string;
  kind: InterviewKind;
  subject: SubjectSnapshot;
  personIndex?: string;
  authority: Authority;
  entryId: string;
  orderId?: string;
  heldOn: LocalDate;
  place?: string;
  /** whether the subject came */
  attended: boolean;
  attendees: readonly string[];
  minutes: string;
  demands?: string;
  outcome: string;
  recordedBy: string;
  recordedOn: LocalDate;
}

/** 约谈 — held and recorded in one step; what happened is not taken back (O44). */
export type Interview = { status: 'absent' } | ({ status: 'held' } & InterviewRecord);

/** Private facts of an interview. */
export type InterviewEvent = { type: 'InterviewHeld'; record: InterviewRecord };

export const noInterview: Interview = { status: 'absent' };

/** The one place where state changes. */
export const evolveInterview = (_state: Interview, { record }: InterviewEvent): Interview => ({ status: 'held', ...record });
