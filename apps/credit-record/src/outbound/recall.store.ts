import { RECALL, type RecallAcknowledgedV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { RecallStore } from '../application/register.ts';
import { evolveRecall, noRecall, type Recall } from '../domain/recall/recall.ts';
import { RecallRow, toRecallRow, toRecallState } from './recall.row.ts';

/** The fact that a recall stands for; null until it is acknowledged: the notice itself goes to its department only. */
export function recallFact(s: Recall): PublicFact | null {
  if (s.status !== 'acknowledged') return null;
  const data: RecallAcknowledgedV1 = { effectId: s.recallId, recordId: s.recordId, department: s.department, acknowledgedOn: s.acknowledgedOn };
  return { type: RECALL.acknowledged, data };
}

/** 停用通知 store. Kafka key: the subject of the record, for life (P-15). */
export const recallStore: RecallStore = defineAggregate({
  type: 'recall', topic: TOPICS.recordEvents, entity: RecallRow, initial: noRecall, evolve: evolveRecall, toRow: toRecallRow, toState: toRecallState,
  keyOf: (s) => (s.status === 'absent' ? '' : s.subjectId), publish: { RecallSent: () => null, RecallAcknowledged: (_, s) => recallFact(s) },
});

/** 事实重述 — how acknowledgements are told again after a restore that lost commits. */
export const ownedRecalls: OwnedTopic<Recall> = {
  topic: TOPICS.recordEvents, aggregateType: 'recall', store: recallStore,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = recallFact(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
