import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { RULEBOOK } from '@credit/service-host';
import { followEntries, MEASURES, type MeasureStore } from '../../application/follow-entries.ts';
import { PROMPTS, type PromptStore } from '../../application/raise-prompts.ts';

const TYPES = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];

/** 名单认定事件 — new states of entries; where one ends, its prompts close and its measures are lifted in this transaction. */
@Controller()
export class DesignationsConsumer {
  constructor(@Inject(PROMPTS) private readonly prompts: PromptStore, @Inject(MEASURES) private readonly measures: MeasureStore, @Inject(RULEBOOK) private readonly rulebook: Rulebook) {}

  @BatchHandler(TOPICS.designationEvents, { mode: 'react', types: TYPES })
  follow(batch: EventBatch): Promise<void> {
    const { prompts, measures, rulebook } = this;
    return followEntries(batch.uow, { prompts, measures, rulebook }, batch.events.map((event) => ({ state: event.data as ListEntryV1, businessDate: event.businessDate, cause: causeOf(event) })));
  }
}
