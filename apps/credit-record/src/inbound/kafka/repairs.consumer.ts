import { Controller, Inject } from '@nestjs/common';
import { REPAIR, SHIELDING, type RepairCaseV1, type ShieldingV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { REGISTER, type Register } from '../../application/register.ts';
import { takeRepairs, type ItemFact } from '../../application/take-repairs.ts';

/** 信用修复事件 — granted and revoked repairs and shieldings of records; those of list entries are their designating authority's. */
@Controller()
export class RepairsConsumer {
  constructor(@Inject(REGISTER) private readonly register: Register) {}

  @BatchHandler(TOPICS.repairEvents, { types: [REPAIR.approved, REPAIR.revoked, ...Object.values(SHIELDING)] })
  async take({ uow, events }: EventBatch): Promise<void> {
    await takeRepairs(uow, this.register, events.flatMap(repairFactOf));
  }
}

/** The fact as far as it is about a record. */
export const repairFactOf = (event: IncomingEvent<RepairCaseV1 | ShieldingV1>): ItemFact[] => (event.data.target.kind === 'record' ? [{ data: event.data, cause: causeOf(event) }] : []);
