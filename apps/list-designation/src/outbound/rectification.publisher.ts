import { RECTIFICATION, type RectificationOrderV1 } from '@credit/contracts/events';
import type { AggregateDefinition, PublicFact } from '@credit/persistence';
import type { RectificationEvent } from '../domain/rectification/rectification-order.events.ts';
import type { RectificationOrder } from '../domain/rectification/rectification-order.ts';

/** Every step of an order is public, each with the whole state. */
export const publishRectification: AggregateDefinition<RectificationOrder, RectificationEvent>['publish'] = {
  RectificationOrdered: (_, state) => fact(RECTIFICATION.ordered, state),
  SubjectReminded: (_, state) => fact(RECTIFICATION.reminded, state),
  DeadlineExtended: (_, state) => fact(RECTIFICATION.extended, state),
  EvidenceSubmitted: (_, state) => fact(RECTIFICATION.evidenceSubmitted, state),
  OrderRebased: (_, state) => fact(RECTIFICATION.rebased, state),
  RectificationConcluded: (_, state) => fact(RECTIFICATION.concluded, state),
  OrderRevoked: (_, state) => fact(RECTIFICATION.revoked, state),
};

const TYPE_OF = {
  ordered: RECTIFICATION.ordered, reminded: RECTIFICATION.reminded, 'evidence-submitted': RECTIFICATION.evidenceSubmitted, rectified: RECTIFICATION.concluded, 'not-rectified': RECTIFICATION.concluded,
  revoked: RECTIFICATION.revoked,
} as const;

/** The fact that an order's state stands for; null for one that is absent. */
export const wholeOrder = (state: RectificationOrder): PublicFact | null => (state.status === 'absent' ? null : fact(TYPE_OF[state.status], state));

const fact = (type: string, state: RectificationOrder): PublicFact => ({ type, data: orderData(state as Exclude<RectificationOrder, { status: 'absent' }>) });

function orderData(s: Exclude<RectificationOrder, { status: 'absent' }>): RectificationOrderV1 {
  const { orderId, docNo, status, authority, subject, basis, facts, demands, entryId, campaign, orderedOn, dueOn, extension, remindedOn, submissions } = s;
  const evidenceOn = submissions.at(-1)?.on;
  return {
    orderId, docNo, status, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name, subject: { ...subject }, basis: basis.map((document) => ({ ...document })), facts, demands, orderedOn, dueOn,
    ...(entryId === undefined ? {} : { entryId }), ...(campaign === undefined ? {} : { campaign }), ...(extension === undefined ? {} : { extendedFrom: extension.from, extensionReason: extension.reason }),
    ...(remindedOn === undefined ? {} : { remindedOn }), ...(evidenceOn === undefined ? {} : { evidenceOn }), ...endOf(s),
  };
}

function endOf(s: RectificationOrder): Pick<RectificationOrderV1, 'endedOn' | 'conclusion'> {
  if (s.status === 'rectified' || s.status === 'not-rectified') return { endedOn: s.conclusion.on, conclusion: s.conclusion.finding };
  return s.status === 'revoked' ? { endedOn: s.revocation.on, conclusion: s.revocation.reason } : {};
}
