import { Controller, Inject } from '@nestjs/common';
import { MARKING, OBJECTION, type ObjectionV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { projectMarks } from '@credit/persistence';
import { ENTRIES, type EntryStore } from '../../application/decide-publicity.ts';
import { COMMITMENT_POSTINGS, type CommitmentPostingStore } from '../../application/follow-commitments.ts';
import { takeObjections, type UpheldObjection } from '../../application/take-objections.ts';

/** 异议事件 — what is disputed is marked in every view, from the moment on which the objection was lodged (trap 18), and what is under reconsideration or litigation (trap 17); a publication that was found past its period is withdrawn. */
@Controller()
export class ObjectionsConsumer {
  constructor(@Inject(ENTRIES) private readonly entries: EntryStore, @Inject(COMMITMENT_POSTINGS) private readonly commitments: CommitmentPostingStore) {}

  @BatchHandler(TOPICS.objectionEvents, { mode: 'project', types: MARKING })
  async mark({ uow, events }: EventBatch): Promise<void> {
    await projectMarks(uow, events);
  }

  @BatchHandler(TOPICS.objectionEvents, { types: [OBJECTION.accepted] })
  async take({ uow, events }: EventBatch): Promise<void> {
    const { entries, commitments } = this;
    await takeObjections(uow, { entries, commitments }, events.flatMap(upheldObjectionOf));
  }
}

/** The outcome as far as it is publicity's. */
export const upheldObjectionOf = (event: IncomingEvent<ObjectionV1>): UpheldObjection[] => (event.data.target.kind === 'record' && event.data.outcome?.kind === 'withdrawn' ? [{ objection: event.data, cause: causeOf(event) }] : []);
