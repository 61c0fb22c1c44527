import { DISCIPLINE } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, effectsAnswers } from '@credit/persistence';
import type { MeasureStore } from '../application/follow-entries.ts';
import { keepMeasureEntries } from '../application/measure-entries.ts';
import type { PromptStore } from '../application/raise-prompts.ts';
import { evolveMeasure, noMeasure, type DisciplineMeasure } from '../domain/measure/measure.ts';
import { evolvePrompt, noPrompt, type Prompt } from '../domain/prompt/prompt.ts';
import { measureData, promptData, publishMeasure, publishPrompt } from './discipline.publisher.ts';
import { MeasureRow, toRow as measureRow, toState as measureState } from './measure.row.ts';
import { PromptRow, toRow as promptRow, toState as promptState } from './prompt.row.ts';

/** 提示 store; the Kafka key is the subject of the entry, for life (P-15). */
export const promptStore: PromptStore = defineAggregate({
  type: 'prompt', topic: TOPICS.disciplineEvents, entity: PromptRow, initial: noPrompt, evolve: evolvePrompt, toRow: promptRow, toState: promptState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishPrompt,
});

/** 惩戒措施 store. */
export const measureStore: MeasureStore = defineAggregate({
  type: 'measure', topic: TOPICS.disciplineEvents, entity: MeasureRow, initial: noMeasure, evolve: evolveMeasure, toRow: measureRow, toState: measureState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishMeasure, tally: keepMeasureEntries,
});

/** 效果终止答复 store. */
export const answerStore = effectsAnswers(TOPICS.disciplineEvents);

const PROMPT_FACT = { open: DISCIPLINE.prompted, applied: DISCIPLINE.promptDecided, declined: DISCIPLINE.promptDecided, closed: DISCIPLINE.promptClosed } as const;
const MEASURE_FACT = { applied: DISCIPLINE.applied, executed: DISCIPLINE.executed, lifted: DISCIPLINE.lifted, 'lift-confirmed': DISCIPLINE.liftConfirmed } as const;

/** 事实重述 — how prompts and measures are told again after a restore that lost commits. */
export const ownedPrompts: OwnedTopic<Prompt> = {
  topic: TOPICS.disciplineEvents, aggregateType: 'prompt', store: promptStore,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => (state.status === 'absent' ? [] : [[id, { type: PROMPT_FACT[state.status], data: promptData(state) }] as const]))),
};
export const ownedMeasures: OwnedTopic<DisciplineMeasure> = {
  topic: TOPICS.disciplineEvents, aggregateType: 'measure', store: measureStore,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => (state.status === 'absent' ? [] : [[id, { type: MEASURE_FACT[state.status], data: measureData(state) }] as const]))),
};
