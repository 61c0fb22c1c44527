import { CORRECTION_TASK, type CorrectionContentV1, type CorrectionTaskDiscontinuedV1, type CorrectionTaskV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { CorrectionStore } from '../application/desk.ts';
import { evolveTask, noTask, type CorrectionTask } from '../domain/correction-task/correction-task.ts';
import { CorrectionTaskRow, toRow, toState } from './correction-task.row.ts';

/** 纠正任务 store; the Kafka key is the subject of what was wrong (P-15). */
export const correctionTasks: CorrectionStore = defineAggregate({
  type: 'correction_task', topic: TOPICS.repairEvents, entity: CorrectionTaskRow, initial: noTask, evolve: evolveTask, toRow, toState, keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId),
  publish: { CorrectionOpened: (_, state) => taskFact(state), CorrectionEscalated: (_, state) => taskFact(state), CorrectionDone: (_, state) => taskFact(state), CorrectionDiscontinued: (_, state) => taskFact(state) },
});

/** The fact that a task stands for; null for one that is absent. */
export function taskFact(state: CorrectionTask): PublicFact | null {
  if (state.status === 'absent') return null;
  const { taskId, subject, wrong: { endingId: _, ...wrong }, effect, rule: { ruleId, action, clause }, department, openedOn, dueOn, escalatedOn } = state;
  const content: CorrectionContentV1 = {
    taskId, subject: { ...subject }, wrong, effect: { ...effect }, action, ruleId, clause, ...(department === undefined ? {} : { department }), openedOn, ...(dueOn === null ? {} : { dueOn }), ...(escalatedOn === undefined ? {} : { escalatedOn }),
  };
  if (state.status === 'discontinued') return { type: CORRECTION_TASK.discontinued, data: { ...content, status: state.status, discontinued: state.discontinued } satisfies CorrectionTaskDiscontinuedV1 };
  if (state.status === 'open') return { type: escalatedOn === undefined ? CORRECTION_TASK.opened : CORRECTION_TASK.escalated, data: { ...content, status: state.status } satisfies CorrectionTaskV1 };
  const { on, what, docNo } = state.proof;
  return { type: CORRECTION_TASK.done, data: { ...content, status: state.status, proof: { on, what, docNo } } satisfies CorrectionTaskV1 };
}

/** 事实重述 — how tasks are told again after a restore that lost commits. */
export const ownedTasks: OwnedTopic<CorrectionTask> = {
  topic: TOPICS.repairEvents, aggregateType: 'correction_task', store: correctionTasks,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = taskFact(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
