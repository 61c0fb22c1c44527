import type { LiftConfirmationReportedV1, MatterV1, MeasureExecutionReportedV1, PromptDecisionReportedV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { DomainError } from '@credit/kernel';
import type { AggregateStore, Cause, UnitOfWork } from '@credit/persistence';
import { noMeasure } from '../domain/measure/measure.ts';
import { noPrompt } from '../domain/prompt/prompt.ts';
import { answerReport, isCarriedOut, ReportOfAnother } from '../domain/report/report.decide.ts';
import type { ReportEvent } from '../domain/report/report.events.ts';
import { noReport, type Report, type ReportFacts } from '../domain/report/report.ts';
import { decidePrompt, reportExecution, reportLift } from './decide-prompt.ts';
import type { Followers } from './follow-entries.ts';

/** Nest token of the {@link ReportStore}. */
export const REPORTS = Symbol('REPORTS');
export type ReportStore = AggregateStore<Report, ReportEvent>;

/** One report of a department as the register forwarded it. */
export type ForwardedReport = { readonly cause: Cause } & (
  | { readonly kind: 'prompt-decision'; readonly data: PromptDecisionReportedV1 }
  | { readonly kind: 'measure-execution'; readonly data: MeasureExecutionReportedV1 }
  | { readonly kind: 'lift-confirmation'; readonly data: LiftConfirmationReportedV1 });

/**
 * 部门反馈 — what departments did with their prompts and measures, by the same rules as over HTTP. Each is answered by one fact: carried out, or not applicable with the reason (P-13, P-18).
 */
export async function takeDisciplineReports(uow: UnitOfWork, followers: Followers, reports: ReportStore, forwarded: readonly ForwardedReport[]): Promise<void> {
  for (const report of forwarded) {
    const facts = factsOf(report);
    const before = (await reports.load(uow, [facts.matterId])).get(facts.matterId) ?? noReport;
    const outcome = isCarriedOut(before, facts) ? { facts } : await carriedOut(uow, followers, report, facts);
    await reports.update(uow, facts.matterId, (state) => [answerReport(outcome, state)], report.cause);
  }
}

async function carriedOut(uow: UnitOfWork, followers: Followers, report: ForwardedReport, facts: ReportFacts): Promise<{ facts: ReportFacts; refusal?: DomainError }> {
  try {
    await mustBeAbout(uow, followers, facts);
    const measureId = await carryOut(uow, followers, report);
    return { facts: { ...facts, ...(measureId === undefined ? {} : { measureId }) } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { facts, refusal: error };
  }
}

/** A subject whose codes were merged since may go by another id; its code is the same. */
const isSame = (a: SubjectSnapshot, b: SubjectSnapshot): boolean => a.subjectId === b.subjectId || (a.uscc !== undefined && a.uscc === b.uscc);

async function mustBeAbout(uow: UnitOfWork, { prompts, measures }: Followers, { promptId, measureId, subject }: ReportFacts): Promise<void> {
  const prompt = promptId === undefined ? noPrompt : ((await prompts.load(uow, [promptId])).get(promptId) ?? noPrompt);
  const measure = measureId === undefined ? noMeasure : ((await measures.load(uow, [measureId])).get(measureId) ?? noMeasure);
  for (const state of [prompt, measure]) if (state.status !== 'absent' && !isSame(state.subject, subject)) throw new ReportOfAnother();
}

async function carryOut(uow: UnitOfWork, followers: Followers, { kind, data, cause }: ForwardedReport): Promise<string | undefined> {
  switch (kind) {
    case 'prompt-decision': return (await decidePrompt(uow, followers, data.source, data.promptId, data.choice === 'apply' ? { choice: 'apply' } : { choice: 'decline', reason: data.reason ?? '' }, cause)).measureId;
    case 'measure-execution': return void (await reportExecution(uow, followers, data.source, data.measureId, { on: data.executedOn, cause }));
    default: return void (await reportLift(uow, followers, data.source, data.measureId, { on: data.confirmedOn, cause }));
  }
}

function factsOf({ kind, data }: ForwardedReport): ReportFacts {
  const { matterId, source, subject } = data as MatterV1;
  const head = { matterId, source, subject, report: kind };
  switch (kind) {
    case 'prompt-decision': return { ...head, promptId: data.promptId, said: `${data.choice} ${data.reason ?? ''}` };
    case 'measure-execution': return { ...head, measureId: data.measureId, said: data.executedOn };
    default: return { ...head, measureId: data.measureId, said: data.confirmedOn };
  }
}
