import { Controller } from '@nestjs/common';
import { MATTER, type MatterCaseV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { admissionCaseOf, projectAdmissionCases } from '../../application/project-admission-cases.ts';

/** 办件受理 — the cases over which education (O12), and the share of promises (O1), is counted, for reading only. */
@Controller()
export class AdmissionCasesConsumer {
  @BatchHandler(TOPICS.matterEvents, { mode: 'project', types: [MATTER.caseOpened] })
  async project({ uow, events }: EventBatch): Promise<void> {
    await projectAdmissionCases(uow, (events as IncomingEvent<MatterCaseV1>[]).map(admissionCaseOf));
  }
}
