import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { Database } from '@credit/persistence';
import { CLOCK, DailyJob, DATABASE, LOGGER, type ServiceClock } from '@credit/service-host';
import { DESK, type Desk } from '../../application/desk.ts';
import { endFreeCommitments } from '../../application/end-free-commitments.ts';
import { reminders } from '../../application/remind.ts';

/** Reminders are one statement each, free commitments are events each. */
const REMINDERS = 20_000;
const CHUNK = 200;

/** 承诺日程 — reminders, what is overdue, and free commitments whose term is over. A missed day breaches nothing. */
@Injectable()
export class CommitmentDaysJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(LOGGER) logger: Logger, @Inject(DESK) desk: Desk) {
    const [due, overdue] = [reminders('due'), reminders('overdue')];
    super({ db, clock, logger }, { name: 'commitment-days', steps: [(uow) => due(uow, REMINDERS), (uow) => overdue(uow, REMINDERS), (uow) => endFreeCommitments(uow, desk, CHUNK)] });
  }
}
