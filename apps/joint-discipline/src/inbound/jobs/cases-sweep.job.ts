import { Inject, Injectable } from '@nestjs/common';
import type { Logger, Metrics } from '@credit/observability';
import type { Database } from '@credit/persistence';
import { CLOCK, DailyJob, DATABASE, LOGGER, METRICS, type ServiceClock } from '@credit/service-host';
import { markCasesBehind } from '../../application/rescreen-cases.ts';
import { CasesJob } from './cases.job.ts';

const EVERY_MS = 30_000;

/** 在办事项巡查 — looks for cases that nobody made due, and for entries dated ahead whose day has come; what it finds is answered like everything that is due, and so is what was put off. */
@Injectable()
export class CasesSweepJob extends DailyJob {
  constructor(@Inject(DATABASE) db: Database, @Inject(CLOCK) clock: ServiceClock, @Inject(LOGGER) logger: Logger, @Inject(METRICS) metrics: Metrics, @Inject(CasesJob) cases: CasesJob) {
    const swept = metrics.counter('credit_cases_swept_total', 'Open cases that a list change had not reached when the sweeper came; stays 0 but for entries dated ahead', []);
    super({ db, clock, logger }, {
      name: 'sweep-cases', everyMs: EVERY_MS,
      steps: [
        async (uow) => {
          const found = await markCasesBehind(uow);
          uow.afterCommit(() => {
            if (found > 0) swept.inc(found);
            cases.wake();
          });
          return 0;
        },
      ],
    });
  }
}
