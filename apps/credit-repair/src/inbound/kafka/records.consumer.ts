import { Controller } from '@nestjs/common';
import { RECORD, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { itemOfRecord, projectItems, type ItemVersion } from '../../application/repair-items.ts';

/** 信用记录事件 — penalties as what can be repaired, for reading only. */
@Controller()
export class RecordsConsumer {
  @BatchHandler(TOPICS.recordEvents, { mode: 'project', types: Object.values(RECORD) })
  async project({ uow, events }: EventBatch): Promise<void> {
    await projectItems(uow, events.flatMap((event) => itemVersionOf(event) ?? []));
  }
}

/** The item that an event of the record topic speaks of; undefined when the record burdens nobody by itself. */
export const itemVersionOf = (event: IncomingEvent<RecordStateV1>): ItemVersion | undefined => itemOfRecord(event.data, event.aggregateVersion ?? '0');
