import { Controller, Inject } from '@nestjs/common';
import { REPAIR, type RepairCaseV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { REGISTER, type Register } from '../../application/register.ts';
import { takeRepairs, type RepairFact } from '../../application/take-repairs.ts';

/** 信用修复事件 — granted and revoked repairs of records; those of list entries are their designating authority's. */
@Controller()
export class RepairsConsumer {
  constructor(@Inject(REGISTER) private readonly register: Register) {}

  @BatchHandler(TOPICS.repairEvents, { types: [REPAIR.approved, REPAIR.revoked] })
  async take({ uow, events }: EventBatch): Promise<void> {
    await takeRepairs(uow, this.register, events.flatMap(repairFactOf));
  }
}

/** The fact as far as it is about a record. */
export const repairFactOf = (event: IncomingEvent<RepairCaseV1>): RepairFact[] => (event.data.target.kind === 'record' ? [{ case: event.data, cause: causeOf(event) }] : []);
