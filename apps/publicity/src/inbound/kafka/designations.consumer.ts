import { Controller, Inject } from '@nestjs/common';
import { DESIGNATION, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import type { EffectsAnswerStore } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { RULEBOOK } from '@credit/service-host';
import { ANSWERS } from '../../application/answer-endings.ts';
import { followListEntries, POSTINGS, type PostingStore } from '../../application/follow-list-entries.ts';
import { projectPublicList, shownOnThisSite, type ListEntryVersion } from '../../application/project-public-list.ts';
import { publicIdsOf } from '../../application/public-subjects.ts';

/** Facts that carry an entry; a report that could not be taken over burdens nobody and shows nothing. */
export const ENTRY_FACTS: readonly string[] = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];

/** 名单认定事件 — the entries that this site shows and how they ended: for reading, and as facts of what was shown and withdrawn. */
@Controller()
export class DesignationsConsumer {
  constructor(@Inject(RULEBOOK) private readonly rulebook: Rulebook, @Inject(POSTINGS) private readonly postings: PostingStore, @Inject(ANSWERS) private readonly answers: EffectsAnswerStore) {}

  @BatchHandler(TOPICS.designationEvents, { types: ENTRY_FACTS })
  async follow(batch: EventBatch): Promise<void> {
    const { postings, answers } = this;
    const versions = batch.events.map(listEntryVersionOf);
    const shown = shownOnThisSite(this.rulebook, versions);
    if (shown.length > 0) await publicIdsOf(batch.uow, shown.map(({ state }) => state.subject));
    await projectPublicList(batch.uow, shown);
    await followListEntries(batch.uow, { postings, answers }, versions, shown);
  }
}

/** The version of an entry that an event of the designation topic carries. */
export const listEntryVersionOf = (event: IncomingEvent<ListEntryV1>): ListEntryVersion => ({ version: event.aggregateVersion ?? '0', businessDate: event.businessDate, state: event.data, cause: causeOf(event) });
