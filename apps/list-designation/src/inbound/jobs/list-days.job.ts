import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { Database } from '@credit/persistence';
import { CLOCK, DailyJob, DATABASE, LOGGER, type ServiceClock } from '@credit/service-host';
import { DESK, type Desk } from '../../application/desk.ts';
import { retryBreaches } from '../../application/follow-breaches.ts';
import { onceEach, sendOwedNotices, sendUnaddressed } from '../../application/owed-notices.ts';
import { beginEntries, endEntries } from '../../application/pass-days.ts';
import { remindSubjects } from '../../application/rectification-days.ts';
import { endRedEntries } from '../../application/take-red-reports.ts';

const CHUNK = 200;

/** 名单日程 — terms that are over, entries whose first day has come, reminders of deadlines, and notices that could not be sent before. */
@Injectable()
export class ListDaysJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(LOGGER) logger: Logger, @Inject(DESK) desk: Desk) {
    super({ db, clock, logger }, {
      name: 'list-days',
      steps: [
        (uow) => endEntries(uow, desk, uow.ctx.today, CHUNK),
        (uow) => endRedEntries(uow, desk, uow.ctx.today, CHUNK),
        (uow) => beginEntries(uow, desk, uow.ctx.today, uow.ctx.actor, CHUNK),
        (uow) => remindSubjects(uow, desk, uow.ctx.today, CHUNK),
        onceEach((uow, after) => sendOwedNotices(uow, desk, after, CHUNK)),
        onceEach((uow, after) => sendUnaddressed(uow, desk, after, CHUNK)),
        onceEach((uow, after) => retryBreaches(uow, desk, after, CHUNK)),
      ],
    });
  }
}
