import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { itemOfEntry, projectItems, type ItemVersion } from '../../application/repair-items.ts';
import { tellRepairNotices } from '../../application/tell-repair-notices.ts';

/** Facts that carry an entry; a report that could not be taken over burdens nobody. */
const ENTRY_FACTS: readonly string[] = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];

/** 名单认定事件 — entries as what can be repaired, for reading, and told with their repair notices. */
@Controller()
export class DesignationsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.designationEvents, { mode: 'project', types: ENTRY_FACTS })
  async project({ uow, events }: EventBatch): Promise<void> {
    await projectItems(uow, events.flatMap((event) => entryVersionOf(event) ?? []));
  }

  @BatchHandler(TOPICS.designationEvents, { mode: 'react', types: ENTRY_FACTS })
  async tell({ uow, events }: EventBatch): Promise<void> {
    await tellRepairNotices(uow, this.desk, events.flatMap((event) => {
      const version = entryVersionOf(event);
      return version === undefined ? [] : [{ version, businessDate: event.businessDate, cause: causeOf(event) }];
    }));
  }
}

/** The item that an event of the designation topic speaks of. */
export const entryVersionOf = (event: IncomingEvent<ListEntryV1>): ItemVersion | undefined => itemOfEntry(event.data, event.aggregateVersion ?? '0');
