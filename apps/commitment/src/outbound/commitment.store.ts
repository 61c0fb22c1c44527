import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate } from '@credit/persistence';
import type { CommitmentStore } from '../application/desk.ts';
import { evolveCommitment, noCommitment, type Commitment } from '../domain/commitment/commitment.ts';
import { publishCommitment, wholeCommitment } from './commitment.publisher.ts';
import { CommitmentRow, toRow, toState } from './commitment.row.ts';

/** 信用承诺 store; the Kafka key is the promisor at the birth of the commitment (P-15). */
export const commitments: CommitmentStore = defineAggregate({
  type: 'commitment', topic: TOPICS.commitmentEvents, entity: CommitmentRow, initial: noCommitment, evolve: evolveCommitment, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishCommitment,
});

/** 事实重述 — how commitments are told again after a restore that lost commits. */
export const ownedCommitments: OwnedTopic<Commitment> = {
  topic: TOPICS.commitmentEvents, aggregateType: 'commitment', store: commitments,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = wholeCommitment(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
