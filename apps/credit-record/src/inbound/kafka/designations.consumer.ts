import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, type ListEntryNotApplicableV1, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { REGISTER, type Register } from '../../application/register.ts';
import { settleOutcomes, type MatterOutcome } from '../../application/settle-outcomes.ts';

/** 名单事件 — what became of reported entries; an entry that this system designated itself answers no report. */
@Controller()
export class DesignationsConsumer {
  constructor(@Inject(REGISTER) private readonly register: Register) {}

  @BatchHandler(TOPICS.designationEvents, { types: Object.values(DESIGNATION) })
  async settle(batch: EventBatch): Promise<void> {
    await settleOutcomes(batch.uow, this.register, batch.events.flatMap(outcomeOf));
  }
}

/** The outcome that an event of the designation topic tells; the entry of a report bears the id of its matter. */
export function outcomeOf({ type, data, causationId }: IncomingEvent<ListEntryV1 | ListEntryNotApplicableV1>): MatterOutcome[] {
  if (type === DESIGNATION.notApplicable) {
    const { entryId: matterId, code, reason } = data as ListEntryNotApplicableV1;
    return [{ matterId, causationId, refused: { code, reason } }];
  }
  const { entryId: matterId, origin } = data as ListEntryV1;
  return origin === 'external' ? [{ matterId, causationId }] : [];
}
