import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError } from '@credit/kernel';
import type { Logger, Metrics } from '@credit/observability';
import { isTransient, withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import { CLOCK, DATABASE, LOGGER, METRICS, type ServiceClock } from '@credit/service-host';
import { answerCases, dueCases, postponeCase, type CaseDesk, type DueKey } from '../../application/answer-cases.ts';
import { countUnanswered } from '../../application/queries/find-coverage.ts';

/** Nest token of the {@link CaseDesk}. */
export const CASE_DESK = Symbol('CASE_DESK');

const CHUNK = 100;
const AGAIN_MS = 250;
const ACTOR = 'job:answer-cases';

/**
 * 事项比对 — answers cases that are due: at once when it is woken by whoever made them due, and again as long as some wait for the list or for the index.
 * Several instances share the work by row.
 */
@Injectable()
export class CasesJob implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: ServiceClock,
    @Inject(CASE_DESK) private readonly desk: CaseDesk,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(METRICS) metrics: Metrics,
  ) {
    metrics.gauge('credit_cases_unanswered', 'Opened cases that have no answer yet', [], async (gauge) => gauge.set(await countUnanswered(this.db)));
  }

  onApplicationBootstrap(): void {
    this.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  /** Starts a pass, or asks the one that runs for another. */
  wake(): void {
    this.again = true;
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.running ??= this.loop().finally(() => (this.running = undefined));
  }

  private async loop(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      const waiting = await this.pass().catch((error: unknown) => {
        if (!isTransient(error)) this.logger.error({ code: 'CASE.PASS_FAILED', err: error }, 'a pass over the open cases failed; it is tried again');
        return true;
      });
      if (waiting && !this.again && !this.stopped) this.timer = setTimeout(() => this.wake(), AGAIN_MS);
    }
  }

  /** Works off what is due. @returns whether something still waits: for the list, for the index, or for a database that is away */
  private async pass(): Promise<boolean> {
    // nothing is answered from a list that is not current: the cases wait, nothing else does (P-7)
    if (this.desk.list.staleBecause() !== undefined) return true;
    for (;;) {
      const due = await dueCases(this.db, CHUNK);
      if (due.length === 0 || this.stopped) return false;
      const answered = await this.answer(due);
      if (answered === 0) return true;
    }
  }

  /** One transaction; a case that fails for a fault of ours is found alone and put off. */
  private async answer(due: readonly DueKey[]): Promise<number> {
    try {
      return await this.inWork((uow) => answerCases(uow, this.desk, due));
    } catch (error) {
      if (isTransient(error) || (error instanceof DomainError && error.code === 'LIST_STALE')) return 0;
      if (due.length === 1) {
        this.logger.error({ code: 'CASE.NOT_ANSWERED', matterId: due[0]!.id, err: error }, 'a case cannot be answered; it is tried again in a minute');
        await this.inWork((uow) => postponeCase(uow, due[0]!.id));
        return 0;
      }
    }
    let answered = 0;
    for (const one of due) answered += await this.answer([one]);
    return answered;
  }

  private inWork<T>(step: (uow: UnitOfWork) => Promise<T>): Promise<T> {
    return withUnitOfWork(this.db, { actor: ACTOR, now: this.clock.now(), today: this.clock.today() }, step);
  }
}
