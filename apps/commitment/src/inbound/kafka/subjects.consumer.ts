import { Controller } from '@nestjs/common';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch } from '@credit/messaging';
import { projectSubjects, subjectVersionOf } from '../../application/known-subjects.ts';

/** 信用主体事件 — who may promise and which files were merged, for reading only. */
@Controller()
export class SubjectsConsumer {
  @BatchHandler(TOPICS.subjectEvents, { mode: 'project' })
  async project({ uow, events }: EventBatch): Promise<void> {
    await projectSubjects(uow, events.map((event) => subjectVersionOf(event as never)));
  }
}
