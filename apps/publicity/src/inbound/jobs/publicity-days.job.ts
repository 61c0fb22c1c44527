import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CLOCK, DailyJob, DATABASE, LOGGER, RULEBOOK, type ServiceClock } from '@credit/service-host';
import { ENTRIES, type EntryStore } from '../../application/decide-publicity.ts';
import { endTerms } from '../../application/end-terms.ts';
import { beginPostings, lapsePostings, POSTINGS, type PostingStore } from '../../application/follow-list-entries.ts';
import { withdrawBreachesLeft } from '../../application/follow-breach-records.ts';
import { COMMITMENT_POSTINGS, expireCommitments, type CommitmentPostingStore } from '../../application/follow-commitments.ts';
import { fixDueDates } from '../../application/fix-due-dates.ts';
import { withdrawLeft } from '../../application/take-objections.ts';

const CHUNK = 500;

/** 到期任务 — states the terms that are over, posts list entries whose day has come, and fixes provisional due dates. */
@Injectable()
export class PublicityDaysJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(RULEBOOK) rulebook: Rulebook, @Inject(ENTRIES) entries: EntryStore, @Inject(POSTINGS) postings: PostingStore, @Inject(COMMITMENT_POSTINGS) commitments: CommitmentPostingStore, @Inject(LOGGER) logger: Logger) {
    super({ db, clock, logger }, {
      name: 'publicity-days',
      steps: [
        (uow) => endTerms(uow, entries, uow.ctx.today, CHUNK),
        (uow) => lapsePostings(uow, postings, uow.ctx.today, CHUNK),
        (uow) => beginPostings(uow, postings, uow.ctx.today, CHUNK),
        (uow) => expireCommitments(uow, commitments, uow.ctx.today, CHUNK),
        (uow) => fixDueDates(uow, entries, rulebook, CHUNK),
        (uow) => withdrawLeft(uow, entries, CHUNK),
        (uow) => withdrawBreachesLeft(uow, commitments, CHUNK),
      ],
    });
  }
}
