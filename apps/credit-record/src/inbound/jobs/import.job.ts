import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { CityConfig } from '@credit/contracts/topics';
import { DomainError, type Clock } from '@credit/kernel';
import type { Logger } from '@credit/observability';
import { isTransient, type Database } from '@credit/persistence';
import { CITY, CLOCK, DATABASE, LOGGER } from '@credit/service-host';
import { randomUUID } from 'node:crypto';
import { importBatch, LeaseLost } from '../../application/import-batch.ts';
import { INGEST } from '../../application/ingest-statements.ts';
import type { IngestStatements } from '../../application/intake-statement.ts';
import { BATCHES, type BatchStore } from '../../application/receive-file.ts';
import type { Batch } from '../../domain/batch/batch.ts';
import { statementsOf } from '../files/statements-of-batch.ts';

const IDLE_MS = 1_000;
const SWEEP_MS = 10 * 60_000;

/** 批次导入作业: takes waiting batches one after the other, on whatever instance; `wake()` starts it at once after an upload. */
@Injectable()
export class ImportJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly owner = randomUUID();
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private waken: () => void = () => undefined;
  private sweptAt = 0;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BATCHES) private readonly batches: BatchStore,
    @Inject(INGEST) private readonly ingest: IngestStatements,
    @Inject(CITY) private readonly city: CityConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.loop();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.waken();
    await this.running;
  }

  wake(): void {
    this.waken();
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const worked = await this.step().catch((error: unknown) => {
        this.logger.error({ err: error }, 'batch import step failed; it is tried again');
        return false;
      });
      if (!worked) await this.idle();
    }
  }

  /** One batch to its end. @returns whether there was one */
  private async step(): Promise<boolean> {
    if (Date.now() - this.sweptAt > SWEEP_MS) {
      await this.batches.sweep();
      this.sweptAt = Date.now();
    }
    const batch = await this.batches.claim(this.owner);
    if (batch === undefined) return false;
    await this.take(batch);
    return true;
  }

  private async take(batch: Batch): Promise<void> {
    try {
      await importBatch({ db: this.db, store: this.batches, ingest: this.ingest, clock: this.clock }, batch, this.owner, this.untilStop(statementsOf(batch, this.batches.chunks(batch.id), this.city)));
    } catch (error) {
      if (error instanceof LeaseLost || isTransient(error) || this.stopping) {
        this.logger.warn({ batchId: batch.id, reason: (error as Error).name }, 'batch import interrupted; it resumes at the next row');
        return;
      }
      if (!(error instanceof DomainError)) throw error;
      await this.batches.refuse(batch.id, this.owner, { code: error.code, message: error.message, userMessage: error.userMessage }, this.clock.now());
    }
  }

  /** Ends the import between two steps when the service stops; the lease runs out and the next start goes on. */
  private async *untilStop<T>(rows: AsyncIterable<T>): AsyncGenerator<T> {
    for await (const row of rows) {
      if (this.stopping) throw new LeaseLost('the service stops');
      yield row;
    }
  }

  private idle(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, IDLE_MS);
      this.waken = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
