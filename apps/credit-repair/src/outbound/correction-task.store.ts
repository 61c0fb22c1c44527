import { CORRECTION_TASK, type CorrectionTaskV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { CorrectionStore } from '../application/desk.ts';
import { evolveTask, noTask, type CorrectionTask } from '../domain/correction-task/correction-task.ts';
import { CorrectionTaskRow, toRow, toState } from './correction-task.row.ts';

/** 纠正任务 store; the Kafka key is the subject of what was wrong (P-15). */
export const correctionTasks: CorrectionStore = defineAggregate({
  type: 'correction_task', topic: TOPICS.repairEvents, entity: CorrectionTaskRow, initial: noTask, evolve: evolveTask, toRow, toState, keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId),
  publish: { CorrectionOpened: (_, state) => taskFact(state), CorrectionEscalated: (_, state) => taskFact(state), CorrectionDone: (_, state) => taskFact(state) },
});

/** The fact that a task stands for; null for one that is absent. */
export function taskFact(state: CorrectionTask): PublicFact | null {
  if (state.status === 'absent') return null;
  const { taskId, status, subject, wrong: { endingId: _, ...wrong }, effect, rule: { ruleId, action, clause }, department, openedOn, dueOn, escalatedOn } = state;
  const data: CorrectionTaskV1 = {
    taskId, status, subject: { ...subject }, wrong, effect: { ...effect }, action, ruleId, clause, ...(department === undefined ? {} : { department }), openedOn, ...(dueOn === null ? {} : { dueOn }),
    ...(escalatedOn === undefined ? {} : { escalatedOn }), ...(status === 'done' ? { proof: { on: state.proof.on, what: state.proof.what, docNo: state.proof.docNo } } : {}),
  };
  return { type: status === 'done' ? CORRECTION_TASK.done : escalatedOn === undefined ? CORRECTION_TASK.opened : CORRECTION_TASK.escalated, data };
}

/** 事实重述 — how tasks are told again after a restore that lost commits. */
export const ownedTasks: OwnedTopic<CorrectionTask> = {
  topic: TOPICS.repairEvents, aggregateType: 'correction_task', store: correctionTasks,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = taskFact(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
