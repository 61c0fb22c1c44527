import { Controller, Inject } from '@nestjs/common';
import { DISCIPLINE, type DisciplineReportNotApplicableV1, type DisciplineReportTakenOverV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { REGISTER, type Register } from '../../application/register.ts';
import { settleOutcomes, type MatterOutcome } from '../../application/settle-outcomes.ts';

/** 惩戒事件 — what became of the departments' reports on prompts and measures. */
@Controller()
export class DisciplineConsumer {
  constructor(@Inject(REGISTER) private readonly register: Register) {}

  @BatchHandler(TOPICS.disciplineEvents, { types: [DISCIPLINE.reportTakenOver, DISCIPLINE.reportNotApplicable] })
  async settle(batch: EventBatch): Promise<void> {
    await settleOutcomes(batch.uow, this.register, batch.events.map(reportOutcomeOf));
  }
}

/** The outcome that an event tells of the report whose matter it names. */
export function reportOutcomeOf({ type, data, causationId }: IncomingEvent<DisciplineReportTakenOverV1 | DisciplineReportNotApplicableV1>): MatterOutcome {
  if (type === DISCIPLINE.reportTakenOver) return { matterId: data.matterId, causationId };
  const { matterId, code, reason } = data as DisciplineReportNotApplicableV1;
  return { matterId, causationId, refused: { code, reason } };
}
