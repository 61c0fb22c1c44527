import { Server } from '@nestjs/microservices';
import type { CustomTransportStrategy } from '@nestjs/microservices';
import { INTAKE_PATTERN } from './batch-handler.ts';
import { streamsOf } from './consumed.ts';
import { DlqCopies } from './dlq-copies.ts';
import { drainDue } from './drain.ts';
import { FetchGate } from './fetch-gate.ts';
import { workOff } from './fetch-work.ts';
import { GroupWatch } from './group-watch.ts';
import type { KafkaConsumer } from './kafka-port.ts';
import { OffsetCommits } from './offset-commits.ts';
import { PendingEvents } from './pending-events.ts';
import { Positions } from './positions.ts';
import { HandlerFailure, registered } from './strategy-core.ts';
import type { Core, Registered } from './strategy-core.ts';
import { strategyGauges, strategyMetrics } from './strategy-metrics.ts';
import type { StrategyHealth, StrategyOptions } from './strategy-options.ts';

/** More partitions than one member ever holds: what a fetch brings is handed over at once. */
const BATCHES_AT_ONCE = 128;
/** About as many events as one transaction takes: what lies decoded in memory longer than that is copied by the garbage collector again and again. */
const FETCH_BYTES = 768 * 1024;
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
  private readonly commits = new OffsetCommits();
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
    this.positions = new Positions(options.database, options.kafka, (topic, partition, offset) => this.consumer?.seek(topic, partition, offset));
    const remembered = (place: string): number => this.positions.remembered(place);
    this.core = { options, metrics: strategyMetrics(options.metrics), streams, handlersOf: (topic) => byTopic.get(topic)!, handles, remembered, parkedNow: () => this.sweepSoon() };
    this.dlq = new DlqCopies(this.core);
    this.watch = new GroupWatch(options, () => this.positions.held());
    strategyGauges(options.metrics, { watch: this.watch, pending: this.pending, lastAlive: this.lastAlive });
    const { core, kinds, positions, pending, commits } = this;
    const gate = new FetchGate((fetched) => workOff({ core, kinds, positions, pending, commits, assignment: () => this.assignment, closing: () => this.closing }, fetched));
    this.consumer = options.kafka.createConsumer({
      group: options.group,
      topics: [...byTopic.keys()],
      batchesAtOnce: BATCHES_AT_ONCE,
      maxBytes: FETCH_BYTES,
      maxPartitionBytes: Math.max(...options.topics.map(({ maxMessageBytes }) => maxMessageBytes)),
      onBatch: (batch, controls) => gate.pass(batch, controls),
      onAssigned: (assignment) => {
        this.assignment = assignment;
        this.commits.forget();
        this.positions.assign(assignment);
        this.pending.forget();
        this.watch.changed();
        this.sweepSoon();
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
    await this.commits.send().catch(() => undefined);
    await this.consumer?.stop();
    await this.sweeping;
    await this.dlq?.close();
  }
}
