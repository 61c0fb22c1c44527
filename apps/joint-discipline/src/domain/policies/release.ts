import type { LocalDate } from '@credit/kernel';
import type { Rulebook } from '@credit/rulebook';
import { endTerm, liftMeasure, rebaseMeasure } from '../measure/measure.decide.ts';
import type { MeasureEvent } from '../measure/measure.events.ts';
import { isInEffect, type DisciplineMeasure, type LiftCause } from '../measure/measure.ts';
import { closePrompt } from '../prompt/prompt.decide.ts';
import type { PromptEvent } from '../prompt/prompt.events.ts';
import type { DisciplineBasis, Prompt } from '../prompt/prompt.ts';
import { termEndsOn } from './measure-term.ts';
import { measuresOfHit, type EntryForMeasures } from './measures-of-hit.ts';

/** How an entry has ended, and on which day that is taken note of. */
export interface EntryEnd {
  readonly ending?: LiftCause | undefined;
  readonly endingReason?: string | undefined;
  readonly on: LocalDate;
  /** First day of the entry: measures that last so many months count from it. */
  readonly from: LocalDate;
}
/** Another entry of the same subject. */
export type OtherEntry = EntryForMeasures & { readonly subject: { readonly subjectId: string } };

/** 名单条目结束，提示关闭 — nothing is left to decide. A prompt that was decided before stays as it was decided. */
export const releasePrompt = ({ endingReason, on }: EntryEnd, state: Prompt): PromptEvent[] =>
  (state.status === 'open' ? [closePrompt({ reason: endingReason ?? '名单条目已结束', today: on }, state)] : []);

/**
 * 移出名单的，同步解除惩戒 — unless another live entry of the subject carries the same measure: then it goes on under that one. One whose own months were over before is lifted for that, on that day.
 * 国办发〔2020〕49号
 */
export function releaseMeasure(rulebook: Rulebook, { ending, on, from }: EntryEnd, others: readonly OtherEntry[], state: DisciplineMeasure): MeasureEvent[] {
  const carried = carriedBy(rulebook, others, state, on);
  if (carried !== undefined) return [rebaseMeasure({ basis: carried, on }, state)];
  const until = isInEffect(state) ? termEndsOn(rulebook, state.basis, from) : undefined;
  return [until !== undefined && until <= on ? endTerm({ until, today: on }, state) : liftMeasure({ because: ending ?? 'expired', on }, state)];
}

/** 措施期满解除 — the months that its cell grants are over while its entry goes on; another entry that carries the same measure carries it on. 国办发〔2020〕49号：过惩相当 @throws MeasureTermNotOver */
export function releaseAfterTerm(rulebook: Rulebook, { on, from }: Pick<EntryEnd, 'on' | 'from'>, others: readonly OtherEntry[], state: DisciplineMeasure): MeasureEvent[] {
  const ended = endTerm({ until: isInEffect(state) ? termEndsOn(rulebook, state.basis, from) : undefined, today: on }, state);
  const carried = carriedBy(rulebook, others, state, on);
  return [carried === undefined ? ended : rebaseMeasure({ basis: carried, on }, state)];
}

/** The same measure in the same matter by another live entry of the subject (领域 15.11: 只解除没有其他有效依据的措施). */
function carriedBy(rulebook: Rulebook, others: readonly OtherEntry[], measure: DisciplineMeasure, on: LocalDate): DisciplineBasis | undefined {
  if (!isInEffect(measure)) return undefined;
  return others.filter(({ subject }) => subject.subjectId === measure.subject.subjectId)
    .flatMap((entry) => measuresOfHit(rulebook, entry, { matterKind: measure.matter.matterKind, field: entry.ban?.field }, on))
    .find(({ basis }) => basis.measure === measure.basis.measure)?.basis;
}
