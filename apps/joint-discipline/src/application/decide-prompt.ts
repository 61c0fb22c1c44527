import { DomainError, type LocalDate } from '@credit/kernel';
import { newEventId, type Cause, type UnitOfWork } from '@credit/persistence';
import { applyMeasure, confirmLift, recordExecution } from '../domain/measure/measure.decide.ts';
import { MeasureNotFound } from '../domain/measure/measure.errors.ts';
import { isInEffect, noMeasure, type DisciplineMeasure } from '../domain/measure/measure.ts';
import { basisToday } from '../domain/policies/basis-today.ts';
import { termEndsOn } from '../domain/policies/measure-term.ts';
import { applyPrompt, declinePrompt } from '../domain/prompt/prompt.decide.ts';
import { PromptNotFound } from '../domain/prompt/prompt.errors.ts';
import type { Prompt } from '../domain/prompt/prompt.ts';
import type { Followers } from './follow-entries.ts';
import { confirmEntries, firstDayOf } from './list-entries.ts';

/** 选择 — what an officer does with a prompt; one of the two must be chosen (forced choice, B8). */
export type Choice = { readonly choice: 'apply' } | { readonly choice: 'decline'; readonly reason: string };

/** The department whose matter it is, alone, decides and reports. */
export class MatterOfAnother extends DomainError {
  constructor() {
    super({ code: 'AUTH.DEPARTMENT_NOT_YOURS', message: 'A department decides in its own matters only', userMessage: '只能处理本部门办理事项的提示和惩戒' });
  }
}

export interface DecidedPrompt {
  promptId: string;
  prompt: Prompt;
  measureId?: string;
}

/**
 * 处理提示 — apply or decline. To apply, the entry is confirmed and locked first (P-7), so that no measure is born on an entry that ends meanwhile, and the law of the day is asked (N1):
 * the measure rests on the row that carries it today.
 * @throws PromptNotFound, PromptNotOpen, ReasonMissing, EntryNotInForce, BasisLost, MatterOfAnother
 */
export async function decidePrompt(uow: UnitOfWork, { prompts, measures, rulebook }: Followers, department: string, promptId: string, choice: Choice, cause?: Cause): Promise<DecidedPrompt> {
  const { today } = uow.ctx;
  const seen = (await prompts.load(uow, [promptId])).get(promptId);
  if (seen === undefined || seen.status === 'absent') throw new PromptNotFound();
  if (seen.matter.department !== department) throw new MatterOfAnother();
  if (choice.choice === 'decline') {
    return { promptId, prompt: await prompts.update(uow, promptId, (state) => [declinePrompt({ reason: choice.reason, today }, state)], cause) };
  }
  const [entry] = await confirmEntries(uow, [seen.basis.entryId], today);
  const basis = basisToday(rulebook, seen.basis, today, entry?.from);
  const measureId = newEventId();
  const prompt = await prompts.update(uow, promptId, (state) => [applyPrompt({ measureId, today, entryInForce: entry !== undefined, basis }, state)], cause);
  const { subject, matter } = seen;
  await measures.update(uow, measureId, (state) => [applyMeasure({ measureId, promptId, subject, matter, basis: basis.holds ? basis.basis : seen.basis, appliedOn: today }, state)], cause);
  return { promptId, prompt, measureId };
}

const ofDepartment = (department: string, state: DisciplineMeasure): void => {
  if (state.status === 'absent') throw new MeasureNotFound();
  if (state.matter.department !== department) throw new MatterOfAnother();
};

/** A report of its executor; without a day it is of today. */
export interface Told {
  readonly on?: LocalDate;
  readonly cause?: Cause;
}

/** 执行反馈. @throws MeasureNotFound, MeasureNotToExecute, ReportedTooEarly, MeasureTermOver, MatterOfAnother */
export async function reportExecution(uow: UnitOfWork, { measures, rulebook }: Followers, department: string, measureId: string, { on, cause }: Told = {}): Promise<DisciplineMeasure> {
  const seen = (await measures.load(uow, [measureId])).get(measureId) ?? noMeasure;
  ofDepartment(department, seen);
  const from = isInEffect(seen) ? await firstDayOf(uow, seen.basis.entryId) : undefined;
  return measures.update(uow, measureId, (state) => {
    const until = isInEffect(state) && from !== undefined ? termEndsOn(rulebook, state.basis, from) : undefined;
    return [recordExecution({ on: on ?? uow.ctx.today, until }, state)];
  }, cause);
}

/** 确认解除. @throws MeasureNotFound, MeasureNotLifted, ReportedTooEarly, MatterOfAnother */
export const reportLift = (uow: UnitOfWork, { measures }: Followers, department: string, measureId: string, { on, cause }: Told = {}): Promise<DisciplineMeasure> =>
  measures.update(uow, measureId, (state) => {
    ofDepartment(department, state);
    return [confirmLift({ on: on ?? uow.ctx.today }, state)];
  }, cause);
