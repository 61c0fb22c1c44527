import { LIST_POSTING, type ListPostingV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type AggregateDefinition, type PublicFact } from '@credit/persistence';
import type { PostingStore } from '../application/follow-list-entries.ts';
import { evolvePosting, noPosting, type ListPosting, type ListPostingEvent } from '../domain/list-posting/list-posting.ts';
import { ListPostingRow, toRow, toState } from './list-posting.row.ts';

/** What is public of a posting: that it began, and that it ended; each with the whole state. */
export const publishPosting: AggregateDefinition<ListPosting, ListPostingEvent>['publish'] = {
  PostingScheduled: () => null,
  ListEntryPosted: (_, state) => wholePosting(state),
  PostingAmended: () => null,
  PostingLapsed: (_, state) => wholePosting(state),
  ListEntryWithdrawn: (_, state) => wholePosting(state),
  PostingClosed: () => null,
};

/** The fact that a posting's state stands for; null for one that never showed. */
export function wholePosting(s: ListPosting): PublicFact | null {
  if (s.status !== 'posted' && s.status !== 'lapsed' && s.status !== 'withdrawn') return null;
  const { entryId, listType, subject, ruleId, postedOn, until } = s;
  const data: ListPostingV1 = {
    entryId, listType, subject: { ...subject }, status: s.status === 'posted' ? 'posted' : 'withdrawn', ruleId, postedOn, ...(until === null ? {} : { until }),
    ...(s.status === 'posted' ? {} : { withdrawnOn: s.withdrawnOn, reason: s.reason }),
  };
  return { type: s.status === 'posted' ? LIST_POSTING.posted : LIST_POSTING.withdrawn, data };
}

/** 名单公布 store; the Kafka key is the subject at the birth of the posting (P-15). */
export const listPostings: PostingStore = defineAggregate({
  type: 'list-posting', topic: TOPICS.publicityEvents, entity: ListPostingRow, initial: noPosting, evolve: evolvePosting, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishPosting,
});

/** 公布事实重述 — how postings are told again after a restore that lost commits. */
export const ownedPostings: OwnedTopic<ListPosting> = {
  topic: TOPICS.publicityEvents, aggregateType: 'list-posting', store: listPostings,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = wholePosting(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
