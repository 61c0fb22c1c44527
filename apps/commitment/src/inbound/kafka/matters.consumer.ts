import { Controller, Inject } from '@nestjs/common';
import { MATTER } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import type { CodeSource } from '../../application/make-commitment.ts';
import { takeReports, type ForwardedReport } from '../../application/take-reports.ts';
import { CODES } from '../http/commitments.controller.ts';

/** What each type of the matter topic reports. */
const REPORTED: Readonly<Record<string, ForwardedReport['kind']>> = {
  [MATTER.commitmentReported]: 'commitment', [MATTER.commitmentPerformanceReported]: 'performance', [MATTER.educationReported]: 'education', [MATTER.selfDeclarationReported]: 'declaration',
};

/** 事项事件 — promises, performance, education and declarations as departments reported them to the register (decision 3, P-18). */
@Controller()
export class MattersConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk, @Inject(CODES) private readonly codes: CodeSource) {}

  @BatchHandler(TOPICS.matterEvents, { mode: 'react', types: Object.keys(REPORTED) })
  async take({ uow, events }: EventBatch): Promise<void> {
    await takeReports(uow, this.desk, this.codes, events.map(reportOf));
  }
}

/** The report that an event of the matter topic carries. */
export const reportOf = (event: IncomingEvent): ForwardedReport => ({ kind: REPORTED[event.type]!, data: event.data, cause: causeOf(event) }) as ForwardedReport;
