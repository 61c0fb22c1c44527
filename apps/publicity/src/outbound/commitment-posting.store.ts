import { COMMITMENT_POSTING, type CommitmentPostingV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type AggregateDefinition, type PublicFact } from '@credit/persistence';
import type { CommitmentPostingStore } from '../application/follow-commitments.ts';
import { evolveCommitmentPosting, noCommitmentPosting, wasShown, type CommitmentPosting, type CommitmentPostingEvent } from '../domain/commitment-posting/commitment-posting.ts';
import { COMMITMENT_RULE } from '../domain/policies/commitment-verdict.ts';
import { CommitmentPostingRow, toRow, toState } from './commitment-posting.row.ts';

/** What is public of a posting: that it began, that what it shows has changed, and that it ended; never that something is looked into. */
export const publishCommitmentPosting: AggregateDefinition<CommitmentPosting, CommitmentPostingEvent>['publish'] = {
  BreachRecordAwaits: () => null,
  CommitmentWithheld: () => null,
  CommitmentPosted: (_, state) => factOf(COMMITMENT_POSTING.posted, state),
  CommitmentAmended: (_, state) => factOf(COMMITMENT_POSTING.amended, state),
  CommitmentFollowed: () => null,
  CommitmentWithdrawn: (_, state) => factOf(COMMITMENT_POSTING.withdrawn, state),
};

/** The fact that a posting's state stands for; null for one that never showed. */
export const wholeCommitmentPosting = (s: CommitmentPosting): PublicFact | null => factOf(s.status === 'posted' ? COMMITMENT_POSTING.posted : COMMITMENT_POSTING.withdrawn, s);

function factOf(type: string, s: CommitmentPosting): PublicFact | null {
  if (!wasShown(s)) return null;
  const { commitment: { commitmentId, commitmentCode, subject, itemCode, department, validTo, contentHash, ...rest }, state, recordId, postedOn } = s;
  const data: CommitmentPostingV1 = {
    commitmentId, commitmentCode, subject: { ...subject }, type: rest.type as CommitmentPostingV1['type'], ...(itemCode === null ? {} : { itemCode }), ...(department === null ? {} : { department }), status: s.status, state,
    ...(recordId === null ? {} : { recordId }), contentHash, ruleId: COMMITMENT_RULE, postedOn, ...(validTo === null ? {} : { validTo }), ...(s.status === 'posted' ? {} : { withdrawnOn: s.withdrawnOn, reason: s.reason }),
  };
  return { type, data };
}

/** 信用承诺公示 store; the Kafka key is the subject at the birth of the posting (P-15). */
export const commitmentPostings: CommitmentPostingStore = defineAggregate({
  type: 'commitment-posting', topic: TOPICS.publicityEvents, entity: CommitmentPostingRow, initial: noCommitmentPosting, evolve: evolveCommitmentPosting, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subjectId), publish: publishCommitmentPosting,
});

/** 承诺公示事实重述 — how postings are told again after a restore that lost commits. */
export const ownedCommitmentPostings: OwnedTopic<CommitmentPosting> = {
  topic: TOPICS.publicityEvents, aggregateType: 'commitment-posting', store: commitmentPostings,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = wholeCommitmentPosting(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
