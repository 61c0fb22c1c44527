import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import type { Cause } from '@credit/persistence';
import { dutyDueOn, reminderOn } from '@credit/rulebook';
import type { CheckOccasion, Performance } from '@credit/rulebook/codes';
import { acceptExplanation, decideBreach, explainBreach, noticeBreach, orderRectification, revokeBreach } from '../domain/commitment/breach.decide.ts';
import { endCommitment, reportPerformance, retractCommitment, supplyDocuments } from '../domain/commitment/commitment.decide.ts';
import { CommitmentNotFound } from '../domain/commitment/commitment.errors.ts';
import type { CommitmentEvent } from '../domain/commitment/commitment.events.ts';
import { evolveCommitment, type Commitment } from '../domain/commitment/commitment.ts';
import type { OfficersStep, Step } from './desk.ts';
import { filesOf } from './known-subjects.ts';

/** 履约情况 as it is reported. */
export interface PerformanceAsked { occasion: CheckOccasion; reference?: string; on: LocalDate; finding: Performance; what: string; unperformed?: string; interim?: boolean; supplied?: readonly string[] }

const masked = (text: string): string => maskIdentityNumbers(text);

/** 履约核查, with the deferred documents that came in. */
export function report({ uow, desk, id, ...officer }: OfficersStep, { supplied = [], ...performed }: PerformanceAsked, cause?: Cause): Promise<Commitment> {
  const acting = { ...officer, today: uow.ctx.today };
  const { what, unperformed } = performed;
  const told = { ...performed, what: masked(what), ...(unperformed === undefined ? {} : { unperformed: masked(unperformed) }) };
  const verbs: Verb[] = [...(supplied.length === 0 ? [] : [(s: Commitment) => supplyDocuments({ ...acting, names: supplied, on: performed.on }, s)]), (s: Commitment) => reportPerformance({ ...acting, ...told }, s)];
  return desk.commitments.update(uow, id, together(...verbs), cause);
}

/** 补交材料. */
export const supply = ({ uow, desk, id, ...officer }: OfficersStep, c: { names: readonly string[]; on: LocalDate }): Promise<Commitment> =>
  desk.commitments.update(uow, id, (state) => supplyDocuments({ ...officer, today: uow.ctx.today, ...c }, state));

/** 告知拟认定违诺 — with the last day for an explanation by the rule of today. */
export function notice({ uow, desk, id, ...officer }: OfficersStep, { grounds }: { grounds: string }): Promise<Commitment> {
  const { today } = uow.ctx;
  const { dueOn } = dutyDueOn(desk.rulebook, 'commitment-explanation', today);
  return desk.commitments.update(uow, id, (state) => noticeBreach({ ...officer, today, grounds: masked(grounds), explainUntil: dueOn.status === 'FIXED' ? dueOn.date : null }, state));
}

/** 采纳陈述. */
export function accept({ uow, desk, id, ...officer }: OfficersStep, { reason, dueOn }: { reason: string; dueOn?: LocalDate }): Promise<Commitment> {
  const { today } = uow.ctx;
  const days = dueOn === undefined ? {} : { dueOn, remindOn: reminderOn(desk.rulebook, { dueOn, on: today, duty: 'commitment-reminder' }) };
  return desk.commitments.update(uow, id, (state) => acceptExplanation({ ...officer, today, reason: masked(reason), ...days }, state));
}

/** 责令限期整改. */
export const order = ({ uow, desk, id, ...officer }: OfficersStep, { until, demands }: { until: LocalDate; demands: string }): Promise<Commitment> =>
  desk.commitments.update(uow, id, (state) => orderRectification({ ...officer, today: uow.ctx.today, until, demands: masked(demands) }, state));

/** 认定违诺. */
export const decide = ({ uow, desk, id, ...officer }: OfficersStep, c: { performance: Exclude<Performance, 'FULL'>; docNo: string; unperformed: string; accountability: string }): Promise<Commitment> =>
  desk.commitments.update(uow, id, (state) => decideBreach({ ...officer, today: uow.ctx.today, performance: c.performance, docNo: c.docNo, unperformed: masked(c.unperformed), accountability: masked(c.accountability) }, state));

/** 撤销违诺认定. */
export const revoke = ({ uow, desk, id, ...officer }: OfficersStep, { reason }: { reason: string }): Promise<Commitment> =>
  desk.commitments.update(uow, id, (state) => revokeBreach({ ...officer, today: uow.ctx.today, reason: masked(reason) }, state));

/** A step of the promisor itself, or of the window for it (`subjectId` undefined). */
export type PromisorsStep = Step & { subjectId: string | undefined };

/** 陈述申辩, or its waiver. */
export const explain = (step: PromisorsStep, said: { what: string } | { waived: true }): Promise<Commitment> =>
  own(step, (state) => explainBreach({ by: step.by, today: step.uow.ctx.today, ...('what' in said ? { what: masked(said.what) } : said) }, state));

/** 撤回承诺. */
export const retract = (step: PromisorsStep, { reason }: { reason: string }): Promise<Commitment> => own(step, (state) => retractCommitment({ by: step.by, today: step.uow.ctx.today, reason: masked(reason) }, state));

/** 终止自愿承诺. */
export const end = (step: PromisorsStep, { reason }: { reason: string }): Promise<Commitment> => own(step, (state) => endCommitment({ by: step.by, today: step.uow.ctx.today, reason: masked(reason) }, state));

/** @throws CommitmentNotFound for a commitment of somebody else, as for none */
async function own({ uow, desk, id, subjectId }: PromisorsStep, decided: Verb): Promise<Commitment> {
  const state = (await desk.commitments.load(uow, [id])).get(id);
  if (state === undefined || state.status === 'absent') throw new CommitmentNotFound();
  if (subjectId !== undefined && !(await filesOf(uow, subjectId)).includes(state.subject.subjectId)) throw new CommitmentNotFound();
  return desk.commitments.update(uow, id, decided);
}

type Verb = (state: Commitment) => readonly CommitmentEvent[];

/** Several verbs as one: each sees what the one before left behind; all of them, or none. */
const together = (...verbs: readonly Verb[]): Verb => (before) => {
  let state = before;
  return verbs.flatMap((verb) => {
    const events = verb(state);
    state = events.reduce(evolveCommitment, state);
    return events;
  });
};
