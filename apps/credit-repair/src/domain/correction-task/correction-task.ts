import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { CorrectionAction, EffectKind, EffectOwner, EndedKind } from '@credit/rulebook/codes';

/** 纠正内容 — which effect of which wrong item is put right, how, and by whom. */
export interface TaskContent {
  taskId: string;
  subject: SubjectSnapshot;
  /** 被撤销的信用记录或者名单条目 */
  wrong: { endingId: string; kind: EndedKind; id: string; version: string; on: LocalDate };
  effect: { owner: EffectOwner; effectId: string; kind: EffectKind; recipient: string; since?: LocalDate };
  rule: { ruleId: string; action: CorrectionAction; clause: string };
  /** 责任部门: the recipient when it is a department, else who designated; absent = no department of the city, so the credit centre's */
  department?: string;
}

/** 办结情况 — what was done, on which day, by which document. */
export interface Proof {
  on: LocalDate;
  by: string;
  what: string;
  docNo: string;
}

/** `dueOn`: null while the calendar of its year is not announced. */
type Opened = TaskContent & { openedOn: LocalDate; dueOn: LocalDate | null; escalatedOn?: LocalDate };
type Open = Opened & { status: 'open' };
type Done = Opened & { status: 'done'; proof: Proof };

/** 终止办理 — the record is in effect again: on which day, and why. */
export interface Discontinuance {
  on: LocalDate;
  reason: string;
}
type Discontinued = Opened & { status: 'discontinued'; discontinued: Discontinuance };

/** 纠正任务 — absent → open → done, or discontinued; one for each effect of what was wrong, closed with proof (O99, N6). Overdue is computed when read, and told once. 《实施方案》二（三）:采取措施消除不良影响 */
export type CorrectionTask = { status: 'absent' } | Open | Done | Discontinued;

export const noTask: CorrectionTask = { status: 'absent' };

/** Private facts of a task. */
export type CorrectionEvent =
  | { type: 'CorrectionOpened'; content: TaskContent; on: LocalDate; dueOn: LocalDate | null }
  | { type: 'CorrectionEscalated'; on: LocalDate }
  | { type: 'CorrectionDone'; proof: Proof }
  | { type: 'CorrectionDiscontinued'; discontinued: Discontinuance };

/** The one place where state changes. */
export function evolveTask(state: CorrectionTask, event: CorrectionEvent): CorrectionTask {
  switch (event.type) {
    case 'CorrectionOpened': return { ...event.content, status: 'open', openedOn: event.on, dueOn: event.dueOn };
    case 'CorrectionEscalated': return { ...(state as Open), escalatedOn: event.on };
    case 'CorrectionDone': return { ...(state as Open), status: 'done', proof: event.proof };
    case 'CorrectionDiscontinued': return { ...(state as Open), status: 'discontinued', discontinued: event.discontinued };
    default: return assertNever(event);
  }
}

/** 逾期 — its last day has passed and it is not done. */
export const isTaskOverdue = (state: CorrectionTask, today: LocalDate): boolean => state.status === 'open' && state.dueOn !== null && state.dueOn < today;
