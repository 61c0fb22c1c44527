import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Authority, Evidence } from '../designation/designation.ts';
import type { RectificationEvent } from './rectification-order.events.ts';

/** 责令整改的内容 — who has to put what right, on the strength of which documents, until when. */
export interface OrderSubstance {
  orderId: string;
  /** 责令整改通知书文号 */
  docNo: string;
  subject: SubjectSnapshot;
  authority: Authority;
  /** documents in effect on which it rests, the leading one first */
  basis: readonly Evidence[];
  facts: string;
  demands: string;
  /** the entry it belongs to, where there is one */
  entryId?: string;
  /** 专项治理 */
  campaign?: string;
  orderedBy: string;
  orderedOn: LocalDate;
  /** last day for the rectification */
  dueOn: LocalDate;
  /** day on which the subject is reminded */
  remindOn: LocalDate;
}

/** 延期 — once, with a reason. */
export interface Extension {
  from: LocalDate;
  reason: string;
  by: string;
  on: LocalDate;
}

/** 整改材料 — what the subject handed in. */
export interface Submission {
  on: LocalDate;
  statement: string;
  by: string;
}

/** 整改结论. */
export interface Conclusion {
  on: LocalDate;
  finding: string;
  by: string;
}

type Known = OrderSubstance & { submissions: readonly Submission[]; extension?: Extension; remindedOn?: LocalDate };
type Awaiting = Known & { status: 'ordered' | 'reminded' };
type Submitted = Known & { status: 'evidence-submitted' };
type Concluded = Known & { status: 'rectified' | 'not-rectified'; conclusion: Conclusion };
type Revoked = Known & { status: 'revoked'; revocation: { on: LocalDate; reason: string } };

/** 限期整改 — an order to rectify: absent → ordered → reminded → evidence submitted → rectified | not rectified; revoked when its basis falls (O43). */
export type RectificationOrder = { status: 'absent' } | Awaiting | Submitted | Concluded | Revoked;

/** Orders on which nothing has been concluded. */
export type OpenOrder = Awaiting | Submitted;

export const noOrder: RectificationOrder = { status: 'absent' };

/** The one place where state changes. */
export function evolveOrder(state: RectificationOrder, event: RectificationEvent): RectificationOrder {
  switch (event.type) {
    case 'RectificationOrdered': return { status: 'ordered', ...event.substance, submissions: [] };
    case 'SubjectReminded': return { ...(state as Awaiting), status: 'reminded', remindedOn: event.on };
    case 'DeadlineExtended': return { ...(state as Awaiting), status: 'ordered', dueOn: event.dueOn, remindOn: event.remindOn, extension: event.extension };
    case 'EvidenceSubmitted': return { ...(state as OpenOrder), status: 'evidence-submitted', submissions: [...(state as OpenOrder).submissions, event.submission] };
    case 'OrderRebased': return { ...(state as OpenOrder), basis: event.basis };
    case 'RectificationConcluded': return { ...(state as OpenOrder), status: event.outcome, conclusion: event.conclusion };
    case 'OrderRevoked': return { ...(state as OpenOrder), status: 'revoked', revocation: { on: event.on, reason: event.reason } };
    default: return assertNever(event);
  }
}

/** 逾期 — the last day has passed and nothing was handed in; a department that has the evidence and does not conclude is late itself, not the subject. */
export const isOverdue = (state: RectificationOrder, today: LocalDate): boolean => (state.status === 'ordered' || state.status === 'reminded') && state.dueOn < today;
