import { Controller, Inject } from '@nestjs/common';
import { endedRecord, RECORD, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS, type CityConfig } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { Counter, Metrics } from '@credit/observability';
import type { EffectsAnswerStore } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CITY, METRICS, RULEBOOK } from '@credit/service-host';
import { ANSWERS } from '../../application/answer-endings.ts';
import { decidePublicityOf, ENTRIES, type EntryStore } from '../../application/decide-publicity.ts';
import { COMMITMENT_POSTINGS, type CommitmentPostingStore } from '../../application/follow-commitments.ts';
import { LATE_CAUSES } from '../../application/late-publications.ts';
import { projectPublicContent } from '../../application/project-public-content.ts';
import type { RecordVersion } from '../../application/record-version.ts';

/** 信用记录事件 — every version of a record is projected and answered by a decision, and every ending by what it ended on this site, in one transaction. */
@Controller()
export class RecordsConsumer {
  private readonly late: Counter;

  constructor(
    @Inject(ENTRIES) private readonly entries: EntryStore,
    @Inject(COMMITMENT_POSTINGS) private readonly commitments: CommitmentPostingStore,
    @Inject(ANSWERS) private readonly answers: EffectsAnswerStore,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
    @Inject(METRICS) metrics: Metrics,
    @Inject(CITY) city: CityConfig,
  ) {
    this.late = metrics.counter('credit_publication_late_total', 'Records first published after their due date', ['department', 'cause']);
    // a series that begins with its first late record shows no increase
    for (const { source: department } of city.departments) for (const cause of LATE_CAUSES) this.late.inc({ department, cause }, 0);
  }

  @BatchHandler(TOPICS.recordEvents, { mode: 'react', types: Object.values(RECORD) })
  async decide(batch: EventBatch): Promise<void> {
    const { entries, commitments, rulebook, answers } = this;
    const late = await decidePublicityOf(batch.uow, { entries, commitments, rulebook, answers }, batch.events.map(recordVersionOf));
    batch.uow.afterCommit(() => late.forEach((labels) => this.late.inc({ ...labels })));
  }

  @BatchHandler(TOPICS.recordEvents, { mode: 'project', types: Object.values(RECORD) })
  async project(batch: EventBatch): Promise<void> {
    await projectPublicContent(batch.uow, this.rulebook, batch.events.map(recordVersionOf));
  }
}

/** The record version that an event of the record topic carries. */
export const recordVersionOf = (event: IncomingEvent<RecordStateV1>): RecordVersion => ({
  version: event.aggregateVersion ?? '0',
  businessDate: event.businessDate,
  cause: causeOf(event),
  state: event.data,
  ended: endedRecord(event.type, event.data, event.aggregateVersion ?? '0'),
});
