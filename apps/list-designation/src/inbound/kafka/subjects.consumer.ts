import { Controller } from '@nestjs/common';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { projectSubjects, type SubjectVersion } from '../../application/register-facts.ts';

/** 信用主体事件 — names, blind indexes and merged files, for reading only. */
@Controller()
export class SubjectsConsumer {
  @BatchHandler(TOPICS.subjectEvents, { mode: 'project' })
  async project(batch: EventBatch): Promise<void> {
    await projectSubjects(batch.uow, batch.events.map(subjectVersionOf));
  }
}

/** The subject version that an event of the subject topic carries. */
export const subjectVersionOf = (event: IncomingEvent<SubjectVersion['state']>): SubjectVersion => ({ subjectId: event.aggregateId ?? event.key, version: event.aggregateVersion ?? '0', state: event.data });
