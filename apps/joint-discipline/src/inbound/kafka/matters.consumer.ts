import { Controller, Inject } from '@nestjs/common';
import { MATTER, type MatterCaseDecidedV1, type MatterCaseV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { Metrics } from '@credit/observability';
import type { Rulebook } from '@credit/rulebook';
import { METRICS, RULEBOOK } from '@credit/service-host';
import { MEASURES, type MeasureStore } from '../../application/follow-entries.ts';
import { PROMPTS, type PromptStore } from '../../application/raise-prompts.ts';
import { decideCases, openCases, type CaseFact } from '../../application/take-cases.ts';
import { REPORTS, takeDisciplineReports, type ForwardedReport, type ReportStore } from '../../application/take-discipline-reports.ts';
import { CasesJob } from '../jobs/cases.job.ts';

/** What each type of the matter topic reports. */
const REPORTED: Readonly<Record<string, ForwardedReport['kind']>> = {
  [MATTER.promptDecisionReported]: 'prompt-decision', [MATTER.measureExecutionReported]: 'measure-execution', [MATTER.liftConfirmationReported]: 'lift-confirmation',
};

/**
 * 事项事件 — what departments told the register: a case that was opened makes a look-up due, a decision is held against those that were made, and neither waits for the list;
 * what a department did with a prompt or measure is done as an officer does it over HTTP (P-18).
 */
@Controller()
export class MattersConsumer {
  private readonly without;

  constructor(
    @Inject(PROMPTS) private readonly prompts: PromptStore,
    @Inject(MEASURES) private readonly measures: MeasureStore,
    @Inject(REPORTS) private readonly reports: ReportStore,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
    @Inject(CasesJob) private readonly job: CasesJob,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.without = metrics.counter('credit_decisions_without_lookup_total', 'Reported decisions of cases without a valid look-up before them', ['department']);
  }

  @BatchHandler(TOPICS.matterEvents, { mode: 'react', types: [MATTER.caseOpened, MATTER.caseDecided, ...Object.keys(REPORTED)] })
  async take({ uow, events }: EventBatch): Promise<void> {
    const { prompts, measures, rulebook } = this;
    const opened = events.filter(({ type }) => type === MATTER.caseOpened).map(factOf);
    await openCases(uow, opened);
    const unproven = await decideCases(uow, events.filter(({ type }) => type === MATTER.caseDecided).map(factOf));
    await takeDisciplineReports(uow, { prompts, measures, rulebook }, this.reports, events.filter(({ type }) => type in REPORTED).map(reportOf));
    uow.afterCommit(() => {
      for (const { department } of unproven) this.without.inc({ department });
      if (opened.length > 0) this.job.wake();
    });
  }
}

const factOf = (event: IncomingEvent): CaseFact => ({ data: event.data as MatterCaseV1 | MatterCaseDecidedV1, heardAt: event.time, cause: causeOf(event) });

/** The report that an event of the matter topic carries. */
export const reportOf = (event: IncomingEvent): ForwardedReport => ({ kind: REPORTED[event.type]!, data: event.data, cause: causeOf(event) }) as ForwardedReport;
