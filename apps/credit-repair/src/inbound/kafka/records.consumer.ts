import { Controller, Inject } from '@nestjs/common';
import { RECORD, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { itemOfRecord, projectItems, type ItemVersion } from '../../application/repair-items.ts';
import { tellRepairNotices } from '../../application/tell-repair-notices.ts';

/** 信用记录事件 — penalties as what can be repaired, for reading, and told with their repair notices. */
@Controller()
export class RecordsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.recordEvents, { mode: 'project', types: Object.values(RECORD) })
  async project({ uow, events }: EventBatch): Promise<void> {
    await projectItems(uow, events.flatMap((event) => itemVersionOf(event) ?? []));
  }

  @BatchHandler(TOPICS.recordEvents, { mode: 'react', types: Object.values(RECORD) })
  async tell({ uow, events }: EventBatch): Promise<void> {
    await tellRepairNotices(uow, this.desk, events.flatMap((event) => {
      const version = itemVersionOf(event);
      return version === undefined ? [] : [{ version, businessDate: event.businessDate, cause: causeOf(event) }];
    }));
  }
}

/** The item that an event of the record topic speaks of; undefined when the record burdens nobody by itself. */
export const itemVersionOf = (event: IncomingEvent<RecordStateV1>): ItemVersion | undefined => itemOfRecord(event.data, event.aggregateVersion ?? '0');
