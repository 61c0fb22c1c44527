import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate } from '@credit/persistence';
import type { ObjectionStore } from '../application/objection-desk.ts';
import { evolveObjection, noObjection, type Objection } from '../domain/objection/objection.ts';
import { publishObjection, wholeObjection } from './objection.publisher.ts';
import { ObjectionRow, toRow, toState } from './objection.row.ts';

/** 异议 store; the Kafka key is the subject of the item at the birth of the objection (P-15). */
export const objections: ObjectionStore = defineAggregate({
  type: 'objection', topic: TOPICS.objectionEvents, entity: ObjectionRow, initial: noObjection, evolve: evolveObjection, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishObjection,
});

/** 事实重述 — how objections are told again after a restore that lost commits. */
export const ownedObjections: OwnedTopic<Objection> = {
  topic: TOPICS.objectionEvents, aggregateType: 'objection', store: objections,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = wholeObjection(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
