import { Controller, Inject } from '@nestjs/common';
import { REPAIR, type RepairCaseV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { takeRepairs, type GrantedRepair } from '../../application/take-repairs.ts';

/** 信用修复事件 — granted repairs of list entries; those of records are the register's. */
@Controller()
export class RepairsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.repairEvents, { types: [REPAIR.approved] })
  async take({ uow, events }: EventBatch): Promise<void> {
    await takeRepairs(uow, this.desk, events.flatMap(grantedRepairOf));
  }
}

/** The grant as far as it is about an entry. */
export const grantedRepairOf = (event: IncomingEvent<RepairCaseV1>): GrantedRepair[] => (event.data.target.kind === 'list-entry' ? [{ case: event.data, cause: causeOf(event) }] : []);
