import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { withUnitOfWork, type Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CLOCK, DATABASE, RULEBOOK, type ServiceClock } from '@credit/service-host';
import { loadRules } from '../../application/load-rules.ts';

/** 法规入库 — once, before anything is asked of this instance: what the database then refuses is what this rulebook does not carry. */
@Injectable()
export class RuleRowsJob implements OnModuleInit {
  constructor(@Inject(DATABASE) private readonly db: Database, @Inject(CLOCK) private readonly clock: ServiceClock, @Inject(RULEBOOK) private readonly rulebook: Rulebook) {}

  async onModuleInit(): Promise<void> {
    await withUnitOfWork(this.db, { actor: 'job:rule-rows', now: this.clock.now(), today: this.clock.today() }, (uow) => loadRules(uow, this.rulebook));
  }
}
