import { Controller, Inject } from '@nestjs/common';
import { COMMITMENT, type CommitmentV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { DESK, type Desk } from '../../application/desk.ts';
import { followBreaches, type BreachVersion } from '../../application/follow-breaches.ts';

/** 承诺事件 — breaches that were decided, and those whose decision was revoked. A promise, a finding or a day that has passed puts nobody forward (trap 36). */
@Controller()
export class CommitmentsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.commitmentEvents, { types: [COMMITMENT.breached, COMMITMENT.breachRevoked] })
  async follow({ uow, events }: EventBatch): Promise<void> {
    await followBreaches(uow, this.desk, (events as IncomingEvent<CommitmentV1>[]).flatMap(breachVersionOf));
  }
}

/** The breach that an event carries. */
export function breachVersionOf(event: IncomingEvent<CommitmentV1>): BreachVersion[] {
  const { assessment } = event.data;
  return assessment === undefined ? [] : [{ version: event.aggregateVersion ?? '0', commitment: { ...event.data, assessment }, cause: causeOf(event) }];
}
