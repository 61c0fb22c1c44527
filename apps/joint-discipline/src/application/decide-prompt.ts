import { DomainError } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import { applyMeasure, confirmLift, recordExecution } from '../domain/measure/measure.decide.ts';
import { MeasureNotFound } from '../domain/measure/measure.errors.ts';
import type { DisciplineMeasure } from '../domain/measure/measure.ts';
import { applyPrompt, declinePrompt } from '../domain/prompt/prompt.decide.ts';
import { PromptNotFound, PromptNotOpen } from '../domain/prompt/prompt.errors.ts';
import type { Prompt } from '../domain/prompt/prompt.ts';
import type { Followers } from './follow-entries.ts';
import { confirmEntries } from './list-entries.ts';

/** 选择 — what an officer does with a prompt; one of the two must be chosen (forced choice, B8). */
export type Choice = { readonly choice: 'apply' } | { readonly choice: 'decline'; readonly reason: string };

/** The department whose matter it is, alone, decides and reports. */
export class MatterOfAnother extends DomainError {
  constructor() {
    super({ code: 'AUTH.DEPARTMENT_NOT_YOURS', message: 'A department decides in its own matters only', userMessage: '只能处理本部门办理事项的提示和惩戒' });
  }
}

/** The entry was in force when it was prompted and is not any more: nothing may be applied on it. */
export class EntryNotInForce extends DomainError {
  constructor() {
    super({ code: 'PROMPT.ENTRY_ENDED_CONFLICT', message: 'The list entry is not in force any more', userMessage: '名单条目已不再有效，不得据以实施惩戒', clause: '国办发〔2020〕49号' });
  }
}

export interface DecidedPrompt {
  promptId: string;
  prompt: Prompt;
  measureId?: string;
}

/**
 * 处理提示 — apply or decline. To apply, the entry is confirmed and locked first (P-7), so that no measure is born on an entry that ends meanwhile.
 * @throws PromptNotFound, PromptNotOpen, ReasonMissing, EntryNotInForce, MatterOfAnother
 */
export async function decidePrompt(uow: UnitOfWork, { prompts, measures }: Followers, department: string, promptId: string, choice: Choice): Promise<DecidedPrompt> {
  const { today } = uow.ctx;
  const seen = (await prompts.load(uow, [promptId])).get(promptId);
  if (seen === undefined || seen.status === 'absent') throw new PromptNotFound();
  if (seen.matter.department !== department) throw new MatterOfAnother();
  if (choice.choice === 'decline') {
    return { promptId, prompt: await prompts.update(uow, promptId, (state) => [declinePrompt({ reason: choice.reason, today }, state)]) };
  }
  const [entry] = await confirmEntries(uow, [seen.basis.entryId], today);
  if (entry === undefined && seen.status === 'open') throw new EntryNotInForce();
  const measureId = newEventId();
  const prompt = await prompts.update(uow, promptId, (state) => [applyPrompt({ measureId, today }, state)]);
  if (prompt.status !== 'applied') throw new PromptNotOpen(prompt.status);
  const { subject, matter, basis } = prompt;
  await measures.update(uow, measureId, (state) => [applyMeasure({ measureId, promptId, subject, matter, basis, appliedOn: today }, state)]);
  return { promptId, prompt, measureId };
}

const ofDepartment = (department: string, state: DisciplineMeasure): void => {
  if (state.status === 'absent') throw new MeasureNotFound();
  if (state.matter.department !== department) throw new MatterOfAnother();
};

/** 执行反馈. @throws MeasureNotFound, MeasureNotToExecute, MatterOfAnother */
export const reportExecution = (uow: UnitOfWork, { measures }: Followers, department: string, measureId: string): Promise<DisciplineMeasure> =>
  measures.update(uow, measureId, (state) => {
    ofDepartment(department, state);
    return [recordExecution({ on: uow.ctx.today }, state)];
  });

/** 确认解除. @throws MeasureNotFound, MeasureNotLifted, MatterOfAnother */
export const reportLift = (uow: UnitOfWork, { measures }: Followers, department: string, measureId: string): Promise<DisciplineMeasure> =>
  measures.update(uow, measureId, (state) => {
    ofDepartment(department, state);
    return [confirmLift({ on: uow.ctx.today }, state)];
  });
