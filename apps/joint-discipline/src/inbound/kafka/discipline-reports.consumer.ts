import { Controller, Inject } from '@nestjs/common';
import { MATTER } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { RULEBOOK } from '@credit/service-host';
import { MEASURES, type MeasureStore } from '../../application/follow-entries.ts';
import { PROMPTS, type PromptStore } from '../../application/raise-prompts.ts';
import { REPORTS, takeDisciplineReports, type ForwardedReport, type ReportStore } from '../../application/take-discipline-reports.ts';

/** What each type of the matter topic reports. */
const KINDS: Readonly<Record<string, ForwardedReport['kind']>> = {
  [MATTER.promptDecisionReported]: 'prompt-decision', [MATTER.measureExecutionReported]: 'measure-execution', [MATTER.liftConfirmationReported]: 'lift-confirmation',
};

/** 事项事件中的部门反馈 — a department system can do by Kafka alone what an officer does over HTTP (P-18). */
@Controller()
export class DisciplineReportsConsumer {
  constructor(@Inject(PROMPTS) private readonly prompts: PromptStore, @Inject(MEASURES) private readonly measures: MeasureStore, @Inject(REPORTS) private readonly reports: ReportStore, @Inject(RULEBOOK) private readonly rulebook: Rulebook) {}

  @BatchHandler(TOPICS.matterEvents, { types: Object.keys(KINDS) })
  take(batch: EventBatch): Promise<void> {
    const { prompts, measures, rulebook } = this;
    return takeDisciplineReports(batch.uow, { prompts, measures, rulebook }, this.reports, batch.events.map(reportOf));
  }
}

/** The report that an event of the matter topic carries. */
export const reportOf = (event: IncomingEvent): ForwardedReport => ({ kind: KINDS[event.type]!, data: event.data, cause: causeOf(event) }) as ForwardedReport;
