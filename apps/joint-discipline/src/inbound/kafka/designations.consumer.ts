import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { RULEBOOK } from '@credit/service-host';
import { followEntries, MEASURES, type MeasureStore } from '../../application/follow-entries.ts';
import { lockChanging, markCasesOf } from '../../application/rescreen-cases.ts';
import { PROMPTS, type PromptStore } from '../../application/raise-prompts.ts';
import { CasesJob } from '../jobs/cases.job.ts';

const TYPES = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];

/** 名单认定事件 — new states of entries; where one ends, its prompts close and its measures are lifted in this transaction; open cases of its subject become due to be screened again. */
@Controller()
export class DesignationsConsumer {
  constructor(@Inject(PROMPTS) private readonly prompts: PromptStore, @Inject(MEASURES) private readonly measures: MeasureStore, @Inject(RULEBOOK) private readonly rulebook: Rulebook, @Inject(CasesJob) private readonly job: CasesJob) {}

  @BatchHandler(TOPICS.designationEvents, { mode: 'react', types: TYPES })
  async follow({ uow, events }: EventBatch): Promise<void> {
    const { prompts, measures, rulebook } = this;
    const versions = events.map((event) => ({ state: event.data as ListEntryV1, businessDate: event.businessDate, cause: causeOf(event) }));
    await lockChanging(uow, versions.map(({ state }) => state));
    await followEntries(uow, { prompts, measures, rulebook }, versions);
    const due = await markCasesOf(uow, versions.map(({ state }) => state.entryId), versions.at(-1)?.cause);
    if (due > 0) uow.afterCommit(() => this.job.wake());
  }
}
