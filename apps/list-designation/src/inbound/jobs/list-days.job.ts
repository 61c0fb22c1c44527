import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { instantOf, type LocalDate } from '@credit/kernel';
import type { Logger } from '@credit/observability';
import { isTransient, runJobPerDate, withUnitOfWork, type Database, type JobRun, type UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE, LOGGER, type ServiceClock } from '@credit/service-host';
import { DESK, type Desk } from '../../application/desk.ts';
import { beginEntries, endEntries } from '../../application/pass-days.ts';
import { remindSubjects } from '../../application/rectification-days.ts';

const EVERY_MS = 3_600_000;
const CHUNK = 200;
const ACTOR = 'job:list-days';

/**
 * 名单日程 — per business date, from the last completed one to today, one instance at a time: entries whose first day has come, terms that are over, and reminders of deadlines.
 * Runs at start, at every change of the business date, and hourly.
 */
@Injectable()
export class ListDaysJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private running?: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: ServiceClock,
    @Inject(DESK) private readonly desk: Desk,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.clock.onDateChange(() => this.wake());
    this.timer = setInterval(() => this.wake(), EVERY_MS);
    this.timer.unref();
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  /** Starts a run, or asks the one that runs for another. */
  wake(): void {
    this.again = true;
    if (this.stopped) return;
    this.running ??= this.loop().finally(() => (this.running = undefined));
  }

  /** All dates up to today; a database that is away is left to the next run. */
  private async loop(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.run();
      } catch (error) {
        if (!isTransient(error)) throw error;
        this.logger.warn({ code: 'JOB.PUT_OFF' }, (error as Error).message);
      }
    }
  }

  /** One pass; returns the dates done. */
  run(): Promise<LocalDate[]> {
    const today = this.clock.today();
    return runJobPerDate(this.db, { name: 'list-days', from: today, today, repeatToday: true, run: (date, job) => this.day(date, job) });
  }

  private async day(date: LocalDate, job: JobRun): Promise<void> {
    await this.untilDone(date, job, (uow) => endEntries(uow, this.desk, date, CHUNK));
    await this.untilDone(date, job, (uow) => beginEntries(uow, this.desk, date, ACTOR, CHUNK));
    await this.untilDone(date, job, (uow) => remindSubjects(uow, this.desk, date, CHUNK));
  }

  private async untilDone(today: LocalDate, job: JobRun, step: (uow: UnitOfWork) => Promise<number>): Promise<void> {
    for (let done = CHUNK; done > 0; ) {
      job.assertHeld();
      done = await withUnitOfWork(this.db, { actor: ACTOR, now: instantOf(this.clock.nowMs()), today }, step);
    }
  }
}
