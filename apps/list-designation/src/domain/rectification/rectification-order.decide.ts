import type { LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { CitedEvidence } from '../designation/designation.guards.ts';
import type { Authority } from '../designation/designation.ts';
import {
  AlreadyExtended, AlreadyOrdered, BasisNotCited, BasisOfAnotherSubject, CampaignNotRunning, DeadlineInvalid, DeadlinePassed, DeadlineRunning, EntryOfAnotherSubject, EvidenceInHand, NoEffectiveBasis, NoRectificationEvidence, NotOrdered,
  NothingToRemind, NotYourMatter, OrderEnded, ReminderNotDue,
} from './rectification-order.errors.ts';
import type { RectificationEvent } from './rectification-order.events.ts';
import type { OpenOrder, RectificationOrder } from './rectification-order.ts';

/** Who acts, and on which business day. */
interface Acting {
  by: string;
  today: LocalDate;
}

export interface OrderRectification extends Acting {
  orderId: string;
  docNo: string;
  subject: SubjectSnapshot;
  authority: Authority;
  basis: readonly CitedEvidence[];
  facts: string;
  demands: string;
  dueOn: LocalDate;
  remindOn: LocalDate;
  entry?: { entryId: string; subjectId: string; source: string };
  /** 专项治理 that the order names, and whether it is running */
  campaign?: { code: string; running: boolean };
  /** ids of the cited documents that are in effect and of a kind that may lead to an order */
  effective: readonly string[];
  /** codes of the authorities for which the department speaks */
  speaksFor: readonly string[];
}

/**
 * 责令限期整改 — by the department whose document it rests on, or that designated the entry; on documents in effect about the subject, with a day until which.
 * 《实施方案》二（三）督促失信市场主体限期整改 (O43)
 */
export function orderRectification(c: OrderRectification, state: RectificationOrder): readonly RectificationEvent[] {
  if (state.status !== 'absent') throw new AlreadyOrdered(state.status);
  const strangers = c.basis.filter((document) => document.subjectId !== c.subject.subjectId);
  if (strangers.length > 0) throw new BasisOfAnotherSubject(strangers.map(({ docNo }) => docNo));
  if (c.entry !== undefined && c.entry.subjectId !== c.subject.subjectId) throw new EntryOfAnotherSubject();
  const standing = c.basis.filter(({ recordId }) => c.effective.includes(recordId));
  if (standing.length === 0) throw new NoEffectiveBasis();
  if (c.entry?.source !== c.authority.source && !standing.some(({ authorityUscc }) => c.speaksFor.includes(authorityUscc))) throw new NotYourMatter(c.authority.source);
  if (c.dueOn <= c.today) throw new DeadlineInvalid(`the deadline ${c.dueOn} is not after ${c.today}`);
  if (c.campaign?.running === false) throw new CampaignNotRunning(c.campaign.code);
  const { orderId, docNo, subject, authority, facts, demands, dueOn, remindOn, entry, campaign } = c;
  const substance = {
    orderId, docNo, subject, authority, basis: standing.map(({ subjectId: _, ...document }) => document), facts, demands, orderedBy: c.by, orderedOn: c.today, dueOn, remindOn,
    ...(entry === undefined ? {} : { entryId: entry.entryId }), ...(campaign === undefined ? {} : { campaign: campaign.code }),
  };
  return [{ type: 'RectificationOrdered', substance }];
}

/** 到期提醒 — before the deadline, once; after an extension once more. */
export function remind(c: { today: LocalDate }, state: RectificationOrder): readonly RectificationEvent[] {
  const order = open(state);
  if (order.status !== 'ordered') throw new NothingToRemind(order.status);
  if (c.today < order.remindOn) throw new ReminderNotDue(order.remindOn);
  return [{ type: 'SubjectReminded', on: c.today }];
}

/** 延期 — once, with a reason, while the period runs; a new reminder comes before the new day. */
export function extendDeadline(c: Acting & { dueOn: LocalDate; remindOn: LocalDate; reason: string }, state: RectificationOrder): readonly RectificationEvent[] {
  const order = open(state);
  if (order.status === 'evidence-submitted') throw new EvidenceInHand();
  if (order.extension !== undefined) throw new AlreadyExtended();
  if (c.today > order.dueOn) throw new DeadlinePassed(order.dueOn);
  if (c.dueOn <= order.dueOn) throw new DeadlineInvalid(`the extension to ${c.dueOn} is not after ${order.dueOn}`);
  return [{ type: 'DeadlineExtended', dueOn: c.dueOn, remindOn: c.remindOn, extension: { from: order.dueOn, reason: c.reason, by: c.by, on: c.today } }];
}

/** 提交整改材料 — what the subject hands in, or the record of a check on the spot; late ones are taken too. */
export function submitEvidence(c: Acting & { statement: string }, state: RectificationOrder): readonly RectificationEvent[] {
  open(state);
  return [{ type: 'EvidenceSubmitted', submission: { on: c.today, statement: c.statement, by: c.by } }];
}

/**
 * 整改结论 — rectified, on evidence; or not rectified, when the time that was given is over.
 * @throws NoRectificationEvidence, DeadlineRunning
 */
export function concludeRectification(c: Acting & { rectified: boolean; finding: string }, state: RectificationOrder): readonly RectificationEvent[] {
  const order = open(state);
  if (c.rectified && order.status !== 'evidence-submitted') throw new NoRectificationEvidence();
  if (!c.rectified && c.today <= order.dueOn) throw new DeadlineRunning(order.dueOn);
  return [{ type: 'RectificationConcluded', outcome: c.rectified ? 'rectified' : 'not-rectified', conclusion: { on: c.today, finding: c.finding, by: c.by } }];
}

/** 依据文书失效 — the order rests on what still stands, or is revoked: no duty without a live basis (P-10). @throws BasisNotCited when it does not rest on that document */
export function basisFell(c: Acting & { recordId: string; reason: string; effective: readonly string[] }, state: RectificationOrder): readonly RectificationEvent[] {
  const order = open(state);
  if (!order.basis.some(({ recordId }) => recordId === c.recordId)) throw new BasisNotCited();
  const basis = order.basis.filter(({ recordId }) => recordId !== c.recordId && c.effective.includes(recordId));
  return [basis.length > 0 ? { type: 'OrderRebased', basis, fell: c.recordId } : { type: 'OrderRevoked', on: c.today, reason: c.reason, by: c.by }];
}

function open(state: RectificationOrder): OpenOrder {
  switch (state.status) {
    case 'absent': throw new NotOrdered();
    case 'rectified': case 'not-rectified': case 'revoked': throw new OrderEnded(state.status);
    default: return state;
  }
}
