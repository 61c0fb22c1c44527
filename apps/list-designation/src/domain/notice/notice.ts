import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { NoticeAddressee } from '@credit/rulebook/codes';
import type { Authority, Decision, Ending, Evidence, Term } from '../designation/designation.ts';

/** 通报事由: the subject was listed, or its entry is over. */
export type Occasion = 'listed' | 'ended';

/** 通报单位 — the listed unit, or the unit of the listed person and what the person is there. */
export interface Unit {
  uscc: string;
  name?: string;
  position?: string;
}

/** 通报内容 — which entry of whom, on which basis, for whom among the addressees of the rule. */
export interface NoticeSubstance {
  noticeId: string;
  occasion: Occasion;
  addresseeKind: NoticeAddressee;
  /** the rule because of which it is told, and its clause */
  ruleId: string;
  clause: string;
  sender: Authority;
  subject: SubjectSnapshot;
  unit: Unit;
  entryId: string;
  listType: { code: string; ruleId: string; statute: string };
  decision: Decision;
  evidence: readonly Evidence[];
  term: Term;
  /** how the entry is over; only of an ending */
  end?: { ending: Ending; on: LocalDate; reason: string };
}

/** 签收 — by a person of the department, or as its system reported it. */
export interface Receipt {
  on: LocalDate;
  by: string;
}

/** `dueOn`: last day for the receipt; null = it lies in a year whose calendar is not announced. */
type Sent = NoticeSubstance & { status: 'sent'; addressee: Authority; sentOn: LocalDate; dueOn: LocalDate | null };
type Received = Omit<Sent, 'status'> & { status: 'received'; receipt: Receipt };
/** The city has configured nobody of that kind: it is on the list until somebody is. */
type Unaddressed = NoticeSubstance & { status: 'unaddressed'; foundOn: LocalDate };

/** 通报 — absent → sent → received; unaddressed while there is nobody to send it to. Overdue is computed when read (O62, O64). */
export type Notice = { status: 'absent' } | Sent | Received | Unaddressed;

export const noNotice: Notice = { status: 'absent' };

/** Private facts of a notice. */
export type NoticeEvent =
  | { type: 'NoticeSent'; substance: NoticeSubstance; addressee: Authority; on: LocalDate; dueOn: LocalDate | null }
  | { type: 'NoticeUnaddressed'; substance: NoticeSubstance; on: LocalDate }
  | { type: 'NoticeReceived'; receipt: Receipt };

/** The one place where state changes. */
export function evolveNotice(state: Notice, event: NoticeEvent): Notice {
  switch (event.type) {
    case 'NoticeSent': return { ...event.substance, status: 'sent', addressee: event.addressee, sentOn: event.on, dueOn: event.dueOn };
    case 'NoticeUnaddressed': return { ...event.substance, status: 'unaddressed', foundOn: event.on };
    case 'NoticeReceived': return { ...(state as Sent), status: 'received', receipt: event.receipt };
    default: return assertNever(event);
  }
}

/** 逾期未签收 — sent, its last day has passed, and nobody has received it. */
export const isNoticeOverdue = (state: Notice, today: LocalDate): boolean => state.status === 'sent' && state.dueOn !== null && state.dueOn < today;
