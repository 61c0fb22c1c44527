import { DISCIPLINE, type DisciplineMeasureV1, type DisciplinePromptV1 } from '@credit/contracts/events';
import type { AggregateDefinition } from '@credit/persistence';
import type { MeasureEvent } from '../domain/measure/measure.events.ts';
import { isInEffect, type DisciplineMeasure } from '../domain/measure/measure.ts';
import type { PromptEvent } from '../domain/prompt/prompt.events.ts';
import type { Prompt } from '../domain/prompt/prompt.ts';

/** 提示现状 — the data of every public event of a prompt. */
export function promptData(state: Prompt): DisciplinePromptV1 {
  if (state.status === 'absent') throw new Error('a prompt that was not raised has nothing to publish');
  const { promptId, screeningId, subject, matter, basis, status, promptedOn } = state;
  return {
    promptId, screeningId, subject, matter, basis, status, promptedOn, ...(state.status === 'open' ? {} : { endedOn: state.endedOn }),
    ...(state.status === 'declined' || state.status === 'closed' ? { reason: state.reason } : {}), ...(state.status === 'applied' ? { measureId: state.measureId } : {}),
  };
}

/** 惩戒现状 — the data of every public event of a measure. */
export function measureData(state: DisciplineMeasure): DisciplineMeasureV1 {
  if (state.status === 'absent') throw new Error('a measure that was not applied has nothing to publish');
  const { measureId, promptId, subject, matter, basis, status, appliedOn } = state;
  const executedOn = state.status === 'applied' ? null : state.executedOn;
  return {
    measureId, promptId, subject, matter, basis, status, appliedOn, ...(executedOn === null ? {} : { executedOn }),
    ...(isInEffect(state) ? {} : { liftedOn: state.liftedOn, liftedBecause: state.because }), ...(state.status === 'lift-confirmed' ? { liftConfirmedOn: state.liftConfirmedOn } : {}),
  };
}

/** Every step of a prompt is public, with its whole state. */
export const publishPrompt: AggregateDefinition<Prompt, PromptEvent>['publish'] = {
  PromptRaised: (_, state) => ({ type: DISCIPLINE.prompted, data: promptData(state) }),
  PromptApplied: (_, state) => ({ type: DISCIPLINE.promptDecided, data: promptData(state) }),
  PromptDeclined: (_, state) => ({ type: DISCIPLINE.promptDecided, data: promptData(state) }),
  PromptClosed: (_, state) => ({ type: DISCIPLINE.promptClosed, data: promptData(state) }),
};

/** Every step of a measure is public, with its whole state. */
export const publishMeasure: AggregateDefinition<DisciplineMeasure, MeasureEvent>['publish'] = {
  MeasureApplied: (_, state) => ({ type: DISCIPLINE.applied, data: measureData(state) }),
  MeasureExecuted: (_, state) => ({ type: DISCIPLINE.executed, data: measureData(state) }),
  MeasureRebased: (_, state) => ({ type: DISCIPLINE.rebased, data: measureData(state) }),
  MeasureLifted: (_, state) => ({ type: DISCIPLINE.lifted, data: measureData(state) }),
  LiftConfirmed: (_, state) => ({ type: DISCIPLINE.liftConfirmed, data: measureData(state) }),
};
