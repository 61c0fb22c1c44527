import { Controller, Inject } from '@nestjs/common';
import { MATTER, type ListEntryReportedV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { isRedList, takeRedReports } from '../../application/take-red-reports.ts';
import { takeReports, type ReportFact } from '../../application/take-reports.ts';

/** 事项事件 — entries decided elsewhere, as the register forwards them, those of red lists apart; cases are not ours. */
@Controller()
export class MattersConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.matterEvents, { types: [MATTER.listEntryReported] })
  async takeOver(batch: EventBatch): Promise<void> {
    const reports = batch.events.map(reportFactOf);
    const red = ({ report }: ReportFact): boolean => isRedList(this.desk, report.listType);
    await takeReports(batch.uow, this.desk, reports.filter((fact) => !red(fact)));
    await takeRedReports(batch.uow, this.desk, reports.filter(red));
  }
}

/** The report that an event of the matter topic carries. */
export const reportFactOf = (event: IncomingEvent<ListEntryReportedV1>): ReportFact => ({ report: event.data, businessDate: event.businessDate, cause: causeOf(event) });
