import { derivedId, type AddingStore, type Cause, type UnitOfWork } from '@credit/persistence';
import { raisePrompt } from '../domain/prompt/prompt.decide.ts';
import type { PromptEvent } from '../domain/prompt/prompt.events.ts';
import type { Prompt, PromptFacts } from '../domain/prompt/prompt.ts';

/** Nest token of the {@link PromptStore}. */
export const PROMPTS = Symbol('PROMPTS');
export type PromptStore = AddingStore<Prompt, PromptEvent>;

/** The id of the prompt of one department, matter, entry and cell: a second look-up of the matter meets the same prompt. UUIDv8 of their digest. */
export const promptIdOf = ({ matter, basis }: Pick<PromptFacts, 'matter' | 'basis'>): string => derivedId([matter.department, matter.matterKind, matter.matterId, basis.entryId, basis.matrixRowId]);

/** 提示 — one prompt per cell; those that exist stay as they are. @returns every prompt with its state, by id */
export async function raisePrompts(uow: UnitOfWork, prompts: PromptStore, wanted: readonly { facts: PromptFacts; cause?: Cause | undefined }[]): Promise<Map<string, Prompt>> {
  const asked = new Map(wanted.map((one) => [one.facts.promptId, one]));
  const states = await prompts.load(uow, [...asked.keys()]);
  const missing = [...asked].filter(([id]) => !states.has(id));
  const raised = await prompts.add(uow, missing.map(([id, { facts, cause }]) => ({ id, decide: (state) => [raisePrompt(facts, state)], ...(cause === undefined ? {} : { cause }) })));
  return new Map([...states, ...raised]);
}

