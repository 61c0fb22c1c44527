import type { LocalDate } from '@credit/kernel';
import type { DisciplineBasis } from '../prompt/prompt.ts';
import { MeasureAlreadyApplied, MeasureNotFound, MeasureNotInEffect, MeasureNotLifted, MeasureNotToExecute, MeasureTermNotOver, MeasureTermOver, ReportedTooEarly } from './measure.errors.ts';
import type { LiftConfirmed, MeasureApplied, MeasureExecuted, MeasureLifted, MeasureRebased } from './measure.events.ts';
import { isInEffect, type DisciplineMeasure, type LiftCause, type MeasureFacts } from './measure.ts';

/** 实施惩戒 — the measure that an officer chose. 国办发〔2020〕49号：依法依规、过惩相当 @throws MeasureAlreadyApplied */
export function applyMeasure(facts: MeasureFacts, state: DisciplineMeasure): MeasureApplied {
  if (state.status !== 'absent') throw new MeasureAlreadyApplied();
  return { type: 'MeasureApplied', facts };
}

const mustExist = (state: DisciplineMeasure): void => {
  if (state.status === 'absent') throw new MeasureNotFound();
};

/** 执行反馈 — it was carried out, while it burdened: not from the day on which its own months are over. 《实施方案》二（三）认真落实 @throws MeasureNotFound, MeasureNotToExecute, ReportedTooEarly, MeasureTermOver */
export function recordExecution(command: { on: LocalDate; until?: LocalDate | undefined }, state: DisciplineMeasure): MeasureExecuted {
  mustExist(state);
  if (state.status !== 'applied') throw new MeasureNotToExecute(state.status);
  if (command.on < state.appliedOn) throw new ReportedTooEarly(state.appliedOn);
  if (command.until !== undefined && command.on >= command.until) throw new MeasureTermOver(command.until);
  return { type: 'MeasureExecuted', on: command.on };
}

/** 解除惩戒 — its entry ended. 移出名单的，同步解除惩戒 @throws MeasureNotFound, MeasureNotInEffect */
export function liftMeasure(command: { because: LiftCause; on: LocalDate }, state: DisciplineMeasure): MeasureLifted {
  mustExist(state);
  if (!isInEffect(state)) throw new MeasureNotInEffect(state.status);
  return { type: 'MeasureLifted', because: command.because, on: command.on };
}

/** 期满解除 — the months that the law grants for it are over; stated late, it ended on its day all the same (P-11). 国办发〔2020〕49号：过惩相当 @throws MeasureNotFound, MeasureNotInEffect, MeasureTermNotOver */
export function endTerm(command: { until: LocalDate | undefined; today: LocalDate }, state: DisciplineMeasure): MeasureLifted {
  const { until, today } = command;
  const lifted = liftMeasure({ because: 'term-over', on: until ?? today }, state);
  if (until === undefined || today < until) throw new MeasureTermNotOver(until);
  return lifted;
}

/** 改依其他条目 — another live entry carries the same measure on: it is not lifted (领域 15.11). @throws MeasureNotFound, MeasureNotInEffect */
export function rebaseMeasure(command: { basis: DisciplineBasis; on: LocalDate }, state: DisciplineMeasure): MeasureRebased {
  mustExist(state);
  if (!isInEffect(state)) throw new MeasureNotInEffect(state.status);
  return { type: 'MeasureRebased', basis: command.basis, on: command.on };
}

/** 确认解除 — the executor has undone it. @throws MeasureNotFound, MeasureNotLifted, ReportedTooEarly */
export function confirmLift(command: { on: LocalDate }, state: DisciplineMeasure): LiftConfirmed {
  mustExist(state);
  if (state.status !== 'lifted') throw new MeasureNotLifted(state.status);
  if (command.on < state.liftedOn) throw new ReportedTooEarly(state.liftedOn);
  return { type: 'LiftConfirmed', on: command.on };
}
