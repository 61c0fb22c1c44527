import { Controller, Inject } from '@nestjs/common';
import { MATTER, type MatterCaseDecidedV1, type MatterCaseV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { Metrics } from '@credit/observability';
import { METRICS } from '@credit/service-host';
import { decideCases, openCases, type CaseFact } from '../../application/take-cases.ts';
import { CasesJob } from '../jobs/cases.job.ts';

const factOf = (event: IncomingEvent<MatterCaseV1 | MatterCaseDecidedV1>): CaseFact => ({ data: event.data, heardAt: event.time, cause: causeOf(event) });

/** 事项受理与办结 — cases as the register forwards them: an opening makes a look-up due, a decision is held against those that were made. Neither waits for the list. */
@Controller()
export class CasesConsumer {
  private readonly without;

  constructor(@Inject(CasesJob) private readonly job: CasesJob, @Inject(METRICS) metrics: Metrics) {
    this.without = metrics.counter('credit_decisions_without_lookup_total', 'Reported decisions of cases without a valid look-up before them', ['department']);
  }

  @BatchHandler(TOPICS.matterEvents, { mode: 'react', types: [MATTER.caseOpened, MATTER.caseDecided] })
  async take(batch: EventBatch): Promise<void> {
    const { uow } = batch;
    const opened = batch.events.filter(({ type }) => type === MATTER.caseOpened).map(factOf);
    await openCases(uow, opened);
    const unproven = await decideCases(uow, batch.events.filter(({ type }) => type === MATTER.caseDecided).map(factOf));
    uow.afterCommit(() => {
      for (const { department } of unproven) this.without.inc({ department });
      if (opened.length > 0) this.job.wake();
    });
  }
}
