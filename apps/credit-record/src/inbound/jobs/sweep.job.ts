import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Clock } from '@credit/kernel';
import type { Logger, Metrics } from '@credit/observability';
import { isTransient, withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, LOGGER, METRICS } from '@credit/service-host';
import { REGISTER, type Register } from '../../application/register.ts';
import { sweepHeld } from '../../application/sweep-held.ts';

const EVERY_MS = 30_000;

/** 暂存巡查作业: every 30 s; what it finds is counted and would be a fault of ours (P-6). */
@Injectable()
export class SweepJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private running: Promise<void> = Promise.resolve();
  private readonly found;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(REGISTER) private readonly register: Register,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.found = metrics.counter('credit_sweeper_found_total', 'Held records whose condition already held when the sweeper came', []);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => (this.running = this.running.then(() => this.sweep())), EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async sweep(): Promise<void> {
    try {
      const context = { actor: 'job:sweep-held', now: this.clock.now(), today: this.clock.today() };
      const released = await withUnitOfWork(this.db, context, (uow) => sweepHeld(uow, this.register));
      if (released > 0) this.found.inc(released);
    } catch (error) {
      if (!isTransient(error)) throw error;
      this.logger.warn({ code: 'JOB.PUT_OFF' }, (error as Error).message);
    }
  }
}
