import { Controller } from '@nestjs/common';
import { DESIGNATION, RECORD, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { breachRecordOf, projectBreachRecords, projectSeriousEntries, seriousEntryOf } from '../../application/standing.ts';

const ENTRY_FACTS: readonly string[] = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];

/** 承诺资格 — what of the register and of the lists keeps a subject from promising instead of proving, for reading only. */
@Controller()
export class StandingConsumer {
  @BatchHandler(TOPICS.recordEvents, { mode: 'project', types: Object.values(RECORD) })
  async records({ uow, events }: EventBatch): Promise<void> {
    await projectBreachRecords(uow, (events as IncomingEvent<RecordStateV1>[]).flatMap(({ data, aggregateVersion }) => breachRecordOf(data, aggregateVersion ?? '0') ?? []));
  }

  @BatchHandler(TOPICS.designationEvents, { mode: 'project', types: ENTRY_FACTS })
  async entries({ uow, events }: EventBatch): Promise<void> {
    await projectSeriousEntries(uow, (events as IncomingEvent<ListEntryV1>[]).flatMap(({ data, aggregateVersion }) => seriousEntryOf(data, aggregateVersion ?? '0') ?? []));
  }
}
