import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate } from '@credit/persistence';
import type { RectificationStore } from '../application/desk.ts';
import { evolveOrder, noOrder, type RectificationOrder } from '../domain/rectification/rectification-order.ts';
import { publishRectification, wholeOrder } from './rectification.publisher.ts';
import { RectificationOrderRow, toRow, toState } from './rectification.row.ts';

/** 限期整改 store; the Kafka key is the subject at the birth of the order (P-15). */
export const rectificationOrders: RectificationStore = defineAggregate({
  type: 'rectification_order', topic: TOPICS.designationEvents, entity: RectificationOrderRow, initial: noOrder, evolve: evolveOrder, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishRectification,
});

/** 事实重述 — how orders are told again after a restore that lost commits. */
export const ownedOrders: OwnedTopic<RectificationOrder> = {
  topic: TOPICS.designationEvents, aggregateType: 'rectification_order', store: rectificationOrders,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = wholeOrder(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
