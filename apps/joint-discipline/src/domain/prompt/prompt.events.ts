import type { LocalDate } from '@credit/kernel';
import type { PromptFacts } from './prompt.ts';

/** 提示 — a hit met a cell of the matrix. */
export interface PromptRaised {
  type: 'PromptRaised';
  facts: PromptFacts;
}
/** 决定实施 — the officer applies the measure; `measureId` is born with it. */
export interface PromptApplied {
  type: 'PromptApplied';
  measureId: string;
  on: LocalDate;
}
/** 不予实施 — the officer declines, with the reason. */
export interface PromptDeclined {
  type: 'PromptDeclined';
  reason: string;
  on: LocalDate;
}
/** 关闭 — the entry ended before anybody decided. */
export interface PromptClosed {
  type: 'PromptClosed';
  reason: string;
  on: LocalDate;
}

export type PromptEvent = PromptRaised | PromptApplied | PromptDeclined | PromptClosed;
