import { REVIEW, type ReviewV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { ReviewStore } from '../application/objection-desk.ts';
import { evolveReview, noReview, type Review } from '../domain/review/review.ts';
import { ReviewRow, toRow, toState } from './review.row.ts';

/** 复议诉讼 store; the Kafka key is the subject of the item at the birth of the review (P-15). */
export const reviews: ReviewStore = defineAggregate({
  type: 'review', topic: TOPICS.objectionEvents, entity: ReviewRow, initial: noReview, evolve: evolveReview, toRow, toState, keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId),
  publish: { ReviewNoted: (_, state) => reviewFact(state), ReviewEnded: (_, state) => reviewFact(state) },
});

/** The fact that a review stands for; null for one that is absent. */
export function reviewFact(state: Review): PublicFact | null {
  if (state.status === 'absent') return null;
  const { reviewId, status, kind, subject, target: { authority, ...target }, acceptanceDocNo, acceptedOn, notedAt } = state;
  const data: ReviewV1 = {
    reviewId, status, kind, subject: { ...subject }, target: { ...target, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name }, acceptanceDocNo, acceptedOn, notedAt,
    ...(state.status === 'ended' ? { endedOn: state.endedOn, outcome: state.outcome } : {}),
  };
  return { type: status === 'ended' ? REVIEW.ended : REVIEW.noted, data };
}

/** 事实重述 — how reviews are told again after a restore that lost commits. */
export const ownedReviews: OwnedTopic<Review> = {
  topic: TOPICS.objectionEvents, aggregateType: 'review', store: reviews,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = reviewFact(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
