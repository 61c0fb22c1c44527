import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@credit/observability';
import type { Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CLOCK, DailyJob, DATABASE, LOGGER, RULEBOOK, type ServiceClock } from '@credit/service-host';
import { endMeasures } from '../../application/end-measures.ts';
import { MEASURES, type MeasureStore } from '../../application/follow-entries.ts';

const CHUNK = 200;

/** 惩戒日程 — states the measures whose own months are over. */
@Injectable()
export class MeasureDaysJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(LOGGER) logger: Logger, @Inject(MEASURES) measures: MeasureStore, @Inject(RULEBOOK) rulebook: Rulebook) {
    super({ db, clock, logger }, { name: 'measure-days', steps: [(uow) => endMeasures(uow, { measures, rulebook }, CHUNK)] });
  }
}
