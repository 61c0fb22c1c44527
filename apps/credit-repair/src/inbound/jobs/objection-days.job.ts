import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { Database } from '@credit/persistence';
import { CLOCK, DailyJob, DATABASE, LOGGER, type ServiceClock } from '@credit/service-host';
import { escalateLateObjections } from '../../application/carry-objection-on.ts';
import { OBJECTION_DESK, type ObjectionDesk } from '../../application/objection-desk.ts';

const CHUNK = 200;

/** 异议日程 — providers that have let their day pass are told of. */
@Injectable()
export class ObjectionDaysJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(LOGGER) logger: Logger, @Inject(OBJECTION_DESK) desk: ObjectionDesk) {
    super({ db, clock, logger }, { name: 'objection-days', steps: [(uow) => escalateLateObjections(uow, desk, CHUNK)] });
  }
}
