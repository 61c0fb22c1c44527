import { effectsAnswerFact, type EffectsAnswer, type EffectsAnswerStore } from '@credit/persistence';
import type { OwnedTopic } from './reconcile.ts';

/** 事实重述 — how the answers to endings are told again after a restore that lost commits (decision 15). */
export const ownedAnswers = (topic: string, store: EffectsAnswerStore): OwnedTopic<EffectsAnswer> => ({
  topic, aggregateType: 'effects-answer', store,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = effectsAnswerFact(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
});
