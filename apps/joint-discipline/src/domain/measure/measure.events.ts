import type { LocalDate } from '@credit/kernel';
import type { DisciplineBasis } from '../prompt/prompt.ts';
import type { LiftCause, MeasureFacts } from './measure.ts';

/** 决定实施惩戒 — an officer chose it on a prompt. */
export interface MeasureApplied {
  type: 'MeasureApplied';
  facts: MeasureFacts;
}
/** 已执行 — the executor says that it was carried out. */
export interface MeasureExecuted {
  type: 'MeasureExecuted';
  on: LocalDate;
}
/** 改依 — its entry ended, another live entry carries the same measure. */
export interface MeasureRebased {
  type: 'MeasureRebased';
  basis: DisciplineBasis;
  on: LocalDate;
}
/** 解除惩戒 — its entry or its own term ended and nothing else carries it. */
export interface MeasureLifted {
  type: 'MeasureLifted';
  because: LiftCause;
  on: LocalDate;
}
/** 确认解除 — the executor says that it was undone. */
export interface LiftConfirmed {
  type: 'LiftConfirmed';
  on: LocalDate;
}

export type MeasureEvent = MeasureApplied | MeasureExecuted | MeasureRebased | MeasureLifted | LiftConfirmed;
