import { Controller } from '@nestjs/common';
import { SUBJECT, type SubjectMergedV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { projectAliases } from '../../application/repair-items.ts';

/** 信用主体事件 — merged files, so that a case is found under the file that lasts. */
@Controller()
export class SubjectsConsumer {
  @BatchHandler(TOPICS.subjectEvents, { mode: 'project', types: [SUBJECT.merged] })
  async project({ uow, events }: EventBatch): Promise<void> {
    await projectAliases(uow, events.map(aliasOf));
  }
}

export const aliasOf = ({ data, aggregateVersion }: IncomingEvent<SubjectMergedV1>): { id: string; canonical: string; version: string } => ({ id: data.mergedSubjectId, canonical: data.canonicalSubjectId, version: aggregateVersion ?? '0' });
