import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { INTAKE_PATTERN } from './batch-handler.ts';
import { intakeChunk, internalChunk } from './chunk.ts';
import type { Chunk } from './chunk.ts';
import { streamsOf } from './consumed.ts';
import { DlqCopies } from './dlq-copies.ts';
import { drainDue } from './drain.ts';
import { GroupWatch } from './group-watch.ts';
import { readInternal } from './incoming.ts';
import { readIntake } from './intake-batch.ts';
import { GivenUp } from './isolate.ts';
import type { BatchControls, KafkaConsumer, RawBatch, RawRecord } from './kafka-port.ts';
import { PendingEvents } from './pending-events.ts';
import { Positions } from './positions.ts';
import { HandlerFailure, registered } from './strategy-core.ts';
import type { Core, Registered } from './strategy-core.ts';
import { strategyGauges, strategyMetrics } from './strategy-metrics.ts';
import type { StrategyHealth, StrategyOptions } from './strategy-options.ts';

const BATCH = 500;
const COMMIT_EVERY_MS = 250;
const SWEEP_MS = 5_000;
const SWEEP_SOON_MS = 200;
const CRASHED = 70;

/** The transport of every service: batches in, one transaction each, failure table of architecture §3.3. Nest gives registration and DI; nothing of it runs per message. */
export class KafkaBatchStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('credit-kafka');
  override readonly propagatesEventHandlerErrors = true;
  private readonly options: StrategyOptions;
  private readonly own: Registered[] = [];
  private readonly kinds: ReadonlyMap<string, string>;
  private core!: Core;
  private consumer: KafkaConsumer | undefined;
  private positions!: Positions;
  private dlq!: DlqCopies;
  private watch!: GroupWatch;
  private assignment: ReadonlyMap<string, readonly number[]> = new Map();
  private readonly committed = new Map<string, number>();
  private readonly lastAlive = { at: performance.now() };
  private readonly pending: PendingEvents;
  private sweeper: NodeJS.Timeout | undefined;
  private soon: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();
  private started: Promise<void> = Promise.resolve();
  private closing = false;

  constructor(options: StrategyOptions) {
    super();
    this.options = options;
    this.kinds = new Map(options.topics.map(({ name, kind }) => [name, kind]));
    this.pending = new PendingEvents([...this.kinds.keys()]);
  }

  /** Registers a handler without Nest (benchmarks, tests). */
  register(handler: Registered): void {
    const call: Registered['call'] = (batch, bug) => handler.call(batch, bug).catch((error: unknown) => {
      throw new HandlerFailure(error);
    });
    this.own.push({ ...handler, call });
  }

  override listen(callback: (error?: unknown) => void): void {
    this.started = this.start();
    this.started.then(() => undefined, (error: Error) => this.fatal(error));
    callback();
  }

  /** Resolves when the consumer runs; rejects when a handler is missing or wrong. */
  whenStarted(): Promise<void> {
    return this.started;
  }

  override on(): void {
    throw new Error('KafkaBatchStrategy has no events');
  }

  override unwrap<T>(): T {
    return this.options.kafka as T;
  }

  private handlers(): Map<string, Registered[]> {
    const all = [...this.own];
    for (const handler of this.messageHandlers.values()) {
      const one = registered(handler as never);
      if (one) all.push(one);
    }
    const byTopic = new Map<string, Registered[]>();
    for (const { name, kind } of this.options.topics) {
      const mine = all.filter(({ topic }) => topic === (kind === 'intake' ? INTAKE_PATTERN : name));
      if (mine.length === 0) throw new Error(`no @BatchHandler for ${name}: its events would be lost`);
      byTopic.set(name, mine);
    }
    return byTopic;
  }

  private async start(): Promise<void> {
    const { options } = this;
    const byTopic = this.handlers();
    const handles = (topic: string, type: string): boolean => byTopic.get(topic)!.some(({ types }) => types === undefined || types.has(type));
    const streams = await streamsOf(options.database, [...byTopic.keys()]);
    this.core = { options, metrics: strategyMetrics(options.metrics), streams, handlersOf: (topic) => byTopic.get(topic)!, handles, parkedNow: () => this.sweepSoon() };
    this.positions = new Positions(options.database, options.kafka, (topic, partition, offset) => this.consumer?.seek(topic, partition, offset));
    this.dlq = new DlqCopies(this.core);
    this.watch = new GroupWatch(options, () => this.positions.held());
    strategyGauges(options.metrics, { watch: this.watch, pending: this.pending, lastAlive: this.lastAlive });
    this.consumer = options.kafka.createConsumer({
      group: options.group,
      topics: [...byTopic.keys()],
      onBatch: (batch, controls) => this.onBatch(batch, controls),
      onAssigned: (assignment) => {
        this.assignment = assignment;
        this.positions.assign(assignment);
        this.pending.forget();
        this.watch.changed();
      },
      onAlive: () => (this.lastAlive.at = performance.now()),
      onCrash: (error) => this.fatal(error),
    });
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS);
    await this.consumer.start();
    this.sweep();
  }

  private fatal(error: Error): void {
    if (this.closing) return;
    if (this.watch) this.watch.crashed = error.message;
    this.options.logger.error({ code: 'CONSUMER.CRASHED' }, error.message);
    if (this.options.onFatal) this.options.onFatal(error);
    else process.exit(CRASHED);
  }

  private async onBatch(batch: RawBatch, controls: BatchControls): Promise<void> {
    if (controls.stale() || this.closing) return;
    const intake = this.kinds.get(batch.topic) === 'intake';
    const { options } = this;
    const settings = {
      bugAttempts: options.bugAttempts ?? 3,
      retryMs: options.retryMs ?? { first: 100, most: 5_000 },
      heartbeat: () => controls.heartbeat(),
      stopped: () => this.closing || controls.stale(),
      onRetry: (error: Error) => {
        this.core.metrics.retries.inc({ topic: batch.topic });
        options.logger.warn({ code: 'PIPELINE.TRANSIENT', topic: batch.topic, partition: batch.partition }, error.message);
      },
    };
    this.pending.fetched(batch);
    try {
      if (!(await this.inPlace(batch, intake, controls))) return;
      const size = options.batchSize ?? BATCH;
      const read = intake ? intakeChunk : internalChunk;
      const chunkAt = (at: number): Chunk | undefined => (at < batch.records.length ? read(this.core, batch.topic, batch.partition, batch.records.slice(at, at + size)) : undefined);
      let chunk = chunkAt(0);
      for (let at = size; chunk && !settings.stopped(); at += size) {
        const committing = chunk.commit(settings);
        committing.catch(() => undefined);
        const next = chunkAt(at);
        await committing;
        await this.afterChunk(batch, chunk, controls);
        chunk = next;
      }
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
    }
  }

  /** Waits for the stored positions and checks that the batch continues there. A database outage here keeps the batch, with heartbeats. */
  private async inPlace(batch: RawBatch, intake: boolean, controls: BatchControls): Promise<boolean> {
    const idOf = (record: RawRecord): string | null =>
      intake ? readIntake(record, batch.topic, batch.partition).eventId : readInternal(record, batch.topic, batch.partition, () => false).eventId;
    for (;;) {
      try {
        await this.positions.whenReady(this.assignment);
        if (controls.stale()) return false;
        const verdict = await this.positions.check(batch, idOf);
        if (verdict === 'amnesia') {
          this.core.metrics.amnesia.inc({ side: 'consumer' });
          this.options.logger.error({ code: 'BROKER.AMNESIA', topic: batch.topic, partition: batch.partition }, 'the broker lost data: the partition is read again from its beginning');
        }
        return verdict === 'go';
      } catch (error) {
        this.options.logger.warn({ code: 'PIPELINE.TRANSIENT', topic: batch.topic }, (error as Error).message);
        await new Promise((resolve) => setTimeout(resolve, 500));
        await controls.heartbeat();
        if (this.closing || controls.stale()) return false;
      }
    }
  }

  private async afterChunk(batch: RawBatch, { lastOffset, lastEventId }: Chunk, controls: BatchControls): Promise<void> {
    const next = Number(lastOffset) + 1;
    this.positions.moved(batch.topic, batch.partition, next, lastEventId);
    this.pending.moved(batch, next);
    controls.resolve(lastOffset);
    const name = `${batch.topic}/${batch.partition}`;
    const now = performance.now();
    if (next >= Number(batch.highWatermark) || now - (this.committed.get(name) ?? 0) >= COMMIT_EVERY_MS) {
      this.committed.set(name, now);
      await controls.commit(String(next));
    }
    await controls.heartbeat();
  }

  private sweepSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.sweep();
    }, SWEEP_SOON_MS);
  }

  private sweep(): void {
    if (this.closing) return;
    this.sweeping = this.sweeping.then(async () => {
      try {
        await drainDue(this.core);
        await this.dlq.run();
        await this.watch.look();
      } catch (error) {
        this.options.logger.warn({ code: 'PIPELINE.SWEEP' }, (error as Error).message);
      }
    });
  }

  /** Works off what may move now: replays asked for, discards, closed gaps; then the copies. Used by `/ops/parked`. */
  async drain(): Promise<number> {
    const moved = await drainDue(this.core);
    await this.dlq.run();
    return moved;
  }

  health(): StrategyHealth {
    const assigned = [...this.assignment.values()].reduce((sum, partitions) => sum + partitions.length, 0);
    const base = { assigned, lastPollAgeMs: performance.now() - this.lastAlive.at };
    return { ...base, ...(this.watch?.health() ?? { allAssigned: false, caughtUp: false, parked: 0, oldestParkedAgeMs: 0 }) };
  }

  /** Stops polling, lets the running batch finish, leaves the group. */
  override async close(): Promise<void> {
    this.closing = true;
    clearInterval(this.sweeper);
    clearTimeout(this.soon);
    await this.consumer?.stop();
    await this.sweeping;
    await this.dlq?.close();
  }
}
