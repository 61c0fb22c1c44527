import { Controller, Inject } from '@nestjs/common';
import { REPAIR, type RepairCaseV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { linkRepairs, type RepairWithCommitment } from '../../application/link-repairs.ts';

/** 信用修复事件 — in which case a commitment was handed in (decision 32). */
@Controller()
export class RepairsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.repairEvents, { mode: 'react', types: [REPAIR.applied, REPAIR.supplemented] })
  async link({ uow, events }: EventBatch): Promise<void> {
    await linkRepairs(uow, this.desk, (events as IncomingEvent<RepairCaseV1>[]).flatMap(repairWithCommitmentOf));
  }
}

/** The case as far as it names commitments. */
export const repairWithCommitmentOf = (event: IncomingEvent<RepairCaseV1>): RepairWithCommitment[] => {
  const { caseId, commitmentIds } = event.data;
  return commitmentIds === undefined ? [] : [{ caseId, commitmentIds, cause: causeOf(event) }];
};
