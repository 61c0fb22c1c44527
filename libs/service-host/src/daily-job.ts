import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { LocalDate } from '@credit/kernel';
import type { Logger } from '@credit/observability';
import { isTransient, runJobPerDate, withUnitOfWork, type Database, type JobRun, type UnitOfWork } from '@credit/persistence';
import type { ServiceClock } from './clock.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What every daily job works with. */
export interface DailyJobParts {
  readonly db: Database;
  readonly clock: ServiceClock;
  readonly logger: Logger;
}

/** A chunk of what is due on `uow.ctx.today`, idempotent, in a unit of work of its own. @returns how many it did; it is called again until it returns 0 */
export type DailyStep = (uow: UnitOfWork) => Promise<number>;

export interface DailyJobPlan {
  /** Unique within the service; the actor of its units of work is `job:<name>`. */
  readonly name: string;
  /** Worked off one after the other on every date. */
  readonly steps: readonly DailyStep[];
  /** How often today is run again, for what became due meanwhile; milliseconds, default one hour. */
  readonly everyMs?: number;
  /** When what was put off is tried again; milliseconds, default one minute. */
  readonly retryMs?: number;
}

/** Ends a run between two chunks; the date that it interrupts is not completed. */
class Stopping extends Error {}

/**
 * 按日作业 — the loop of a job that states what has become due, so that a service keeps only its steps:
 * * for every business date from the last completed one to today (at first: today), one instance at a time under a row lease ({@link runJobPerDate}); after downtime it catches up day by day;
 * * at start, at every change of the business date, every `everyMs`, and when {@link wake} is called; a call during a run makes it run once more;
 * * a run that fails, or that another instance holds, is put off: tried again after `retryMs`. A database that is away is a warning `JOB.PUT_OFF`, a fault of ours an error `JOB.FAILED`; neither ends the process,
 *   and the date stays uncompleted, so that nothing is left out;
 * * at shutdown it ends after the chunk that runs.
 */
export abstract class DailyJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer?: NodeJS.Timeout;
  private retry?: NodeJS.Timeout | undefined;
  private running?: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  protected constructor(private readonly parts: DailyJobParts, private readonly plan: DailyJobPlan) {}

  onApplicationBootstrap(): void {
    this.parts.clock.onDateChange(() => this.wake());
    this.timer = setInterval(() => this.wake(), this.plan.everyMs ?? HOUR_MS);
    this.timer.unref();
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    clearTimeout(this.retry);
    await this.running;
  }

  /** Starts a run, or asks the one that runs for another. */
  wake(): void {
    this.again = true;
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.running ??= this.loop().finally(() => (this.running = undefined));
  }

  /** One run over all dates up to today. @returns the dates done; none when another instance holds the job */
  run(): Promise<LocalDate[]> {
    const today = this.parts.clock.today();
    return runJobPerDate(this.parts.db, { name: this.plan.name, from: today, today, repeatToday: true, run: (date, job) => this.day(date, job) });
  }

  private async loop(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        if ((await this.run()).length === 0) this.putOff();
      } catch (error) {
        if (error instanceof Stopping) return;
        if (isTransient(error)) this.parts.logger.warn({ code: 'JOB.PUT_OFF', job: this.plan.name }, (error as Error).message);
        else this.parts.logger.error({ code: 'JOB.FAILED', job: this.plan.name, err: error }, 'a daily job failed; it is tried again');
        this.putOff();
      }
    }
  }

  private putOff(): void {
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.wake(), this.plan.retryMs ?? MINUTE_MS);
    this.retry.unref();
  }

  private async day(today: LocalDate, job: JobRun): Promise<void> {
    const { db, clock } = this.parts;
    for (const step of this.plan.steps) {
      for (let done = 1; done > 0; ) {
        if (this.stopped) throw new Stopping();
        job.assertHeld();
        done = await withUnitOfWork(db, { actor: `job:${this.plan.name}`, now: clock.now(), today }, step);
      }
    }
  }
}
