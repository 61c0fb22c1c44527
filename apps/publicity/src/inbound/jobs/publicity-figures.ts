import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@credit/kernel';
import type { Metrics } from '@credit/observability';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE, METRICS } from '@credit/service-host';
import { overdueOf, parkedBurdening } from '../../application/queries/publicity-figures.ts';

/** 公示指标 — figures that are counted in the database when somebody scrapes. */
@Injectable()
export class PublicityFigures {
  constructor(@Inject(METRICS) metrics: Metrics, @Inject(DATABASE) db: Database, @Inject(CLOCK) clock: Clock) {
    metrics.gauge('credit_publications_overdue', 'Records not yet public after their due date, by department', ['department'], async (gauge) => {
      const rows = await overdueOf(db, clock.today());
      gauge.reset();
      for (const { source, n } of rows) gauge.set({ department: source }, n);
    });
    metrics.gauge('credit_parked_burdening_keys', 'Penalties on show whose next fact is parked', [], async (gauge) => gauge.set(await parkedBurdening(db)));
  }
}
