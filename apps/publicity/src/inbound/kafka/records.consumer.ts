import { Controller, Inject } from '@nestjs/common';
import type { RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { RULEBOOK } from '@credit/service-host';
import { decidePublicityOf, ENTRIES, type EntryStore } from '../../application/decide-publicity.ts';
import { projectPublicContent } from '../../application/project-public-content.ts';
import type { RecordVersion } from '../../application/record-version.ts';

/** 信用记录事件 — every version of a record is projected and answered by a decision, in one transaction. */
@Controller()
export class RecordsConsumer {
  constructor(
    @Inject(ENTRIES) private readonly entries: EntryStore,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
  ) {}

  @BatchHandler(TOPICS.recordEvents, { mode: 'react' })
  async decide(batch: EventBatch): Promise<void> {
    await decidePublicityOf(batch.uow, { entries: this.entries, rulebook: this.rulebook }, batch.events.map(recordVersionOf));
  }

  @BatchHandler(TOPICS.recordEvents, { mode: 'project' })
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
});
