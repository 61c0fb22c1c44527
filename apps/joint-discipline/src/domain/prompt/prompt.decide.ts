import type { LocalDate } from '@credit/kernel';
import type { BasisToday } from '../policies/basis-today.ts';
import { BasisLost, EntryNotInForce, PromptAlreadyRaised, PromptNotFound, PromptNotOpen, ReasonMissing } from './prompt.errors.ts';
import type { PromptApplied, PromptClosed, PromptDeclined, PromptRaised } from './prompt.events.ts';
import type { Prompt, PromptFacts } from './prompt.ts';

/** 提示 — show one measure for one hit in one matter. 《实施方案》自动比对、自动提示 @throws PromptAlreadyRaised */
export function raisePrompt(facts: PromptFacts, state: Prompt): PromptRaised {
  if (state.status !== 'absent') throw new PromptAlreadyRaised();
  return { type: 'PromptRaised', facts };
}

const mustBeOpen = (state: Prompt): void => {
  if (state.status === 'absent') throw new PromptNotFound();
  if (state.status !== 'open') throw new PromptNotOpen(state.status);
};

/** What must be known on the day of the choice: the entry is looked at again, and so is the law. */
export interface ApplyFacts {
  readonly entryInForce: boolean;
  readonly basis: BasisToday;
}

/**
 * 决定实施 — the officer chooses the measure. 《实施方案》二（三）认真落实各项行政性惩戒措施；国办发〔2020〕49号
 * @throws PromptNotFound, PromptNotOpen; EntryNotInForce, BasisLost: what was lawful when it was prompted is not any more
 */
export function applyPrompt(command: { measureId: string; today: LocalDate } & ApplyFacts, state: Prompt): PromptApplied {
  mustBeOpen(state);
  if (!command.entryInForce) throw new EntryNotInForce();
  if (!command.basis.holds) throw new BasisLost(command.basis);
  return { type: 'PromptApplied', measureId: command.measureId, on: command.today };
}

/** 不予实施 — the officer declines and says why. @throws PromptNotFound, PromptNotOpen, ReasonMissing */
export function declinePrompt(command: { reason: string; today: LocalDate }, state: Prompt): PromptDeclined {
  mustBeOpen(state);
  if (command.reason.trim() === '') throw new ReasonMissing();
  return { type: 'PromptDeclined', reason: command.reason, on: command.today };
}

/** 关闭提示 — the entry on which it rests has ended: nothing is left to decide. 国办发〔2020〕49号 @throws PromptNotFound, PromptNotOpen */
export function closePrompt(command: { reason: string; today: LocalDate }, state: Prompt): PromptClosed {
  mustBeOpen(state);
  return { type: 'PromptClosed', reason: command.reason, on: command.today };
}
