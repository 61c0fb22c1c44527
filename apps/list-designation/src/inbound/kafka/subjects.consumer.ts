import { Controller, Inject } from '@nestjs/common';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { compareLists } from '../../application/compare-lists.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { projectSubjects, type SubjectVersion } from '../../application/register-facts.ts';

/** 信用主体事件 — names, blind indexes and merged files, for reading; files that become one may be on a red and on a joint-discipline list. */
@Controller()
export class SubjectsConsumer {
  constructor(@Inject(DESK) private readonly desk: Desk) {}

  @BatchHandler(TOPICS.subjectEvents)
  async follow({ uow, events }: EventBatch): Promise<void> {
    const versions = events.map(subjectVersionOf);
    await projectSubjects(uow, versions);
    const merged = versions.flatMap(({ state }) => state.canonicalSubjectId ?? []);
    if (merged.length > 0) await compareLists(uow, this.desk, { subjects: merged, today: uow.ctx.today });
  }
}

/** The subject version that an event of the subject topic carries. */
export const subjectVersionOf = (event: IncomingEvent<SubjectVersion['state']>): SubjectVersion => ({ subjectId: event.aggregateId ?? event.key, version: event.aggregateVersion ?? '0', state: event.data });
