import { Controller, Inject } from '@nestjs/common';
import { MARKING, OBJECTION, type ObjectionV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { projectMarks } from '@credit/persistence';
import { MEASURES, type MeasureStore } from '../../application/follow-entries.ts';
import { takeObjections, type UpheldObjection } from '../../application/take-objections.ts';

/** 异议事件 — what is disputed is marked in every view, from the moment on which the objection was lodged (trap 18), and what is under reconsideration or litigation (trap 17); a measure that its department found wrong is lifted. */
@Controller()
export class ObjectionsConsumer {
  constructor(@Inject(MEASURES) private readonly measures: MeasureStore) {}

  @BatchHandler(TOPICS.objectionEvents, { mode: 'project', types: MARKING })
  async mark({ uow, events }: EventBatch): Promise<void> {
    await projectMarks(uow, events);
  }

  @BatchHandler(TOPICS.objectionEvents, { types: [OBJECTION.accepted] })
  async take({ uow, events }: EventBatch): Promise<void> {
    await takeObjections(uow, this.measures, events.flatMap(upheldObjectionOf));
  }
}

/** The outcome as far as it is about a measure. */
export const upheldObjectionOf = (event: IncomingEvent<ObjectionV1>): UpheldObjection[] => (event.data.target.kind === 'measure' ? [{ objection: event.data, cause: causeOf(event) }] : []);
