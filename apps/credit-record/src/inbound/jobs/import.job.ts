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
import { REGISTER, type Register } from '../../application/register.ts';
import type { Batch } from '../../domain/batch/batch.ts';
import { statementsOf } from '../files/statements-of-batch.ts';

const IDLE_MS = 1_000;
const SWEEP_MS = 10 * 60_000;
const RENEW_MS = 5_000;
const UNREADABLE = { code: 'BATCH.INTERNAL', message: 'The stored file cannot be read back; the fault is ours and was recorded.', userMessage: '系统无法读取已保存的文件，已记录；请重新上传。' };

/** 批次导入作业: takes waiting batches one after the other, on whatever instance; `wake()` starts it at once after an upload. */
@Injectable()
export class ImportJob implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly owner = randomUUID();
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private waken: () => void = () => undefined;
  private sweptAt = -Infinity;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BATCHES) private readonly batches: BatchStore,
    @Inject(INGEST) private readonly ingest: IngestStatements,
    @Inject(REGISTER) private readonly register: Register,
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
    if (performance.now() - this.sweptAt > SWEEP_MS) {
      await this.batches.sweep();
      this.sweptAt = performance.now();
    }
    const batch = await this.batches.claim(this.owner);
    if (batch === undefined) return false;
    await this.take(batch);
    return true;
  }

  private async take(batch: Batch): Promise<void> {
    const renewal = setInterval(() => void this.batches.renew(batch.id, this.owner).catch(() => undefined), RENEW_MS);
    const onBug = (row: number, error: unknown): void => this.logger.error({ code: 'BATCH.ROW_FAULT', batchId: batch.id, row, err: error }, 'a fault of ours holds a row of a file');
    try {
      await importBatch({ db: this.db, store: this.batches, ingest: this.ingest, register: this.register, clock: this.clock, onBug }, batch, this.owner, this.untilStop(statementsOf(batch, this.batches.chunks(batch.id), this.city)));
    } catch (error) {
      await this.interrupted(batch, error);
    } finally {
      clearInterval(renewal);
    }
  }

  /** What passes by itself is tried again from the next row on; a file that turns out to be unreadable after all is refused with its reason, never tried for ever. */
  private async interrupted(batch: Batch, error: unknown): Promise<void> {
    if (error instanceof LeaseLost || isTransient(error)) {
      this.logger.warn({ code: 'BATCH.INTERRUPTED', batchId: batch.id, reason: (error as Error).name }, 'batch import interrupted; it resumes at the next row');
      if (this.stopping) await this.batches.release(batch.id, this.owner);
      return;
    }
    if (!(error instanceof DomainError)) this.logger.error({ code: 'BATCH.INTERNAL', batchId: batch.id, err: error }, 'a batch cannot be read back');
    const { code, message, userMessage } = error instanceof DomainError ? error : UNREADABLE;
    await this.batches.refuse(batch.id, this.owner, { code, message, userMessage }, this.clock.now());
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
