import type { LocalDate } from '@credit/kernel';
import { DoneOutOfOrder, TaskAlreadyDone, TaskDiscontinued, TaskNotFound, TaskNotOverdue } from './correction-task.errors.ts';
import { isTaskOverdue, type CorrectionEvent, type CorrectionTask, type Discontinuance, type TaskContent } from './correction-task.ts';

/** 立项 — in the transaction that knows both the revocation and the effect; an effect that is told again is no other task. 《实施方案》二（三） */
export const openTask = ({ content, dueOn, today }: { content: TaskContent; dueOn: LocalDate | null; today: LocalDate }, state: CorrectionTask): readonly CorrectionEvent[] =>
  state.status === 'absent' ? [{ type: 'CorrectionOpened', content, on: today, dueOn }] : [];

/**
 * 办结 — by the responsible department alone, once, with its document, on a day from that of the revocation to today. `source` null = the credit centre, for what no department is responsible for.
 * @throws TaskNotFound also to everybody else, TaskAlreadyDone, TaskDiscontinued, DoneOutOfOrder
 */
export function completeTask(c: { source: string | null; by: string; on: LocalDate; what: string; docNo: string; today: LocalDate }, state: CorrectionTask): readonly CorrectionEvent[] {
  if (state.status === 'absent' || (state.department ?? null) !== c.source) throw new TaskNotFound();
  if (state.status === 'done') throw new TaskAlreadyDone(state.proof.on);
  if (state.status === 'discontinued') throw new TaskDiscontinued(state.discontinued.on);
  if (c.on < state.wrong.on || c.on > c.today) throw new DoneOutOfOrder(state.wrong.on, c.today);
  return [{ type: 'CorrectionDone', proof: { on: c.on, by: c.by, what: c.what, docNo: c.docNo } }];
}

/** 逾期督办 — its day has passed: told once, and the task stays open. */
export function escalateTask({ today }: { today: LocalDate }, state: CorrectionTask): readonly CorrectionEvent[] {
  if (state.status === 'absent') throw new TaskNotFound();
  if (!isTaskOverdue(state, today) || state.escalatedOn !== undefined) throw new TaskNotOverdue();
  return [{ type: 'CorrectionEscalated', on: today }];
}

/** 终止办理 — what was revoked is in effect again: what is open ends with the reason, what is done stays done; told again, nothing changes. */
export const discontinueTask = (discontinued: Discontinuance, state: CorrectionTask): readonly CorrectionEvent[] => (state.status === 'open' ? [{ type: 'CorrectionDiscontinued', discontinued }] : []);
