import { Controller } from '@nestjs/common';
import { OBJECTION } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch } from '@credit/messaging';
import { projectDisputes } from '@credit/persistence';

/** 异议事件 — what is disputed is marked in every view, from the moment on which the objection was lodged (trap 18). */
@Controller()
export class ObjectionsConsumer {
  @BatchHandler(TOPICS.objectionEvents, { mode: 'project', types: Object.values(OBJECTION) })
  async mark({ uow, events }: EventBatch): Promise<void> {
    await projectDisputes(uow, events);
  }
}
