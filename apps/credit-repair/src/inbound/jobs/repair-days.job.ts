import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { Database } from '@credit/persistence';
import { CLOCK, DailyJob, DATABASE, LOGGER, type ServiceClock } from '@credit/service-host';
import { escalateLate } from '../../application/carry-on.ts';
import { DESK, type Desk } from '../../application/desk.ts';
import { escalateTasks } from '../../application/open-corrections.ts';

const CHUNK = 200;

/** 修复日程 — authorities that have let their day pass are told of. */
@Injectable()
export class RepairDaysJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(LOGGER) logger: Logger, @Inject(DESK) desk: Desk) {
    super({ db, clock, logger }, { name: 'repair-days', steps: [(uow) => escalateLate(uow, desk, CHUNK), (uow) => escalateTasks(uow, desk, CHUNK)] });
  }
}
