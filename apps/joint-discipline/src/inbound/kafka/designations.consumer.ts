import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch } from '@credit/messaging';
import type { EffectsAnswerStore } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { RULEBOOK } from '@credit/service-host';
import type { CaseDesk } from '../../application/answer-cases.ts';
import { ANSWERS } from '../../application/answer-entry-endings.ts';
import { followEntries, MEASURES, type MeasureStore } from '../../application/follow-entries.ts';
import { lockChanging, markCasesOf } from '../../application/rescreen-cases.ts';
import { PROMPTS, type PromptStore } from '../../application/raise-prompts.ts';
import { CASE_DESK, CasesJob } from '../jobs/cases.job.ts';

const TYPES = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];

/** 名单认定事件 — new states of entries; where one ends, its prompts close and its measures are lifted in this transaction; open cases of its subject become due to be screened again. */
@Controller()
export class DesignationsConsumer {
  constructor(
    @Inject(PROMPTS) private readonly prompts: PromptStore, @Inject(MEASURES) private readonly measures: MeasureStore, @Inject(ANSWERS) private readonly answers: EffectsAnswerStore, @Inject(CASE_DESK) private readonly desk: CaseDesk,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook, @Inject(CasesJob) private readonly job: CasesJob,
  ) {}

  @BatchHandler(TOPICS.designationEvents, { mode: 'react', types: TYPES })
  async follow({ uow, events }: EventBatch): Promise<void> {
    const { prompts, measures, answers, rulebook, desk: { answered } } = this;
    const versions = events.map((event) => ({ state: event.data as ListEntryV1, version: event.aggregateVersion!, businessDate: event.businessDate, cause: causeOf(event) }));
    await lockChanging(uow, versions.map(({ state }) => state));
    await followEntries(uow, { prompts, measures, answers, answered, rulebook }, versions);
    const due = await markCasesOf(uow, versions.map(({ state }) => state.entryId), versions.at(-1)?.cause);
    if (due > 0) uow.afterCommit(() => this.job.wake());
  }
}
