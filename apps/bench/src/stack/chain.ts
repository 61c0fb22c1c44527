import { join } from 'node:path';
import { receiptsTopic, TOPICS } from '@credit/contracts/topics';
import { cpuBetween } from '../measure/cpu.ts';
import { RAW_TOPIC } from '../ceiling/raw-topic.ts';
import { sourcesWith, type LoadSpec } from './load.ts';
import type { Counts, System } from './system.ts';
import { until } from './until.ts';
import { Worker } from './worker.ts';

const CEILING = join(import.meta.dirname, '../ceiling/ceiling.js');
/** Departments that report in the full chain; subjects they report on. */
const SOURCES = 4;
const SUBJECTS = 5_000;

/** One timed run. */
export interface Run {
  perSecond: number;
  seconds: number;
  /** CPU seconds per process. */
  cpu: Map<string, number>;
}

/** A load that was offered at a fixed rate. */
export interface Paced {
  from: number;
  count: number;
  /** When an event was due, ms since the epoch. */
  intended(number: number): number;
}

interface Offer {
  perSecond: number;
  count: number;
  hot?: boolean;
}

const secondsBetween = (from: string | bigint, to: string | bigint): number => Number(BigInt(to) - BigInt(from)) / 1e9;

/** The full chain and the raw ceiling beside each other, fed by the same sender with the same events. */
export class Chain {
  readonly sources = sourcesWith('penalty', SOURCES);
  private readonly sender: Worker;
  private readonly raw: Worker;
  private next = 0;

  private constructor(readonly system: System) {
    const env = { KAFKA_BROKERS: system.brokers, DATABASE_URL: system.adminUrl };
    this.sender = new Worker(CEILING, ['produce'], env);
    this.raw = new Worker(CEILING, ['consume'], env);
  }

  /** Starts the workers and registers the subjects, so that every penalty takes effect at once. */
  static async open(system: System): Promise<Chain> {
    const chain = new Chain(system);
    await Promise.all([chain.sender.next(), chain.raw.next()]);
    const registrar = sourcesWith('registration', 1);
    const before = await system.end(receiptsTopic(registrar[0]!));
    const subjects = await system.reached(TOPICS.subjectEvents);
    await chain.send({ kind: 'registration', from: 0, count: SUBJECTS, subjects: SUBJECTS, sources: registrar });
    await until(async () => (await system.end(receiptsTopic(registrar[0]!))) >= before + SUBJECTS, 'every registration has its receipt', { everyMs: 100 });
    await until(async () => (await system.reached(TOPICS.subjectEvents)) >= subjects + SUBJECTS, 'publicity knows every subject', { everyMs: 100 });
    return chain;
  }

  /** Sends the load; resolves with the times of first send and last acknowledgement. */
  async send(spec: LoadSpec): Promise<{ started: string; ended: string }> {
    await this.sender.ask({ prepare: spec }, 300);
    return this.sender.ask({ go: true }, 600);
  }

  /** Offers penalties at that rate for as long as `work` takes, at most `seconds`; what becomes of them is not looked at. */
  async beside(perSecond: number, seconds: number, work: () => Promise<void>): Promise<void> {
    await this.sender.ask({ prepare: this.penalties(Math.round(perSecond * seconds)) }, 300);
    const sending = this.sender.ask({ go: true, perSecond }, 600);
    await work();
    await sending;
  }

  /** The next load of penalties; numbers are never used twice. */
  penalties(count: number, more: Partial<LoadSpec> = {}): LoadSpec {
    const from = this.next;
    this.next += count;
    return { kind: 'penalty', from, count, subjects: SUBJECTS, sources: this.sources, ...more };
  }

  /** Our chain: from the first send to the last publicity row visible and the last receipt on its topic. @throws Error when the effects are not once */
  async ours(count: number, during?: (started: bigint) => Promise<void>): Promise<Run> {
    const { system } = this;
    await this.sender.ask({ prepare: this.penalties(count) }, 300);
    const before = await system.counts(this.sources);
    const cpu = this.cpu();
    const sending = this.sender.ask<{ started: string }>({ go: true }, 600);
    const also = during?.(process.hrtime.bigint());
    const ends = await Promise.all([
      until(async () => (await system.reached(TOPICS.recordEvents)) >= before.recordEvents + count, 'publicity has decided every record', { everyMs: 25 }),
      until(async () => (await this.receipts()) >= before.receipts + count, 'every statement has its receipt', { everyMs: 50 }),
    ]);
    const { started } = await sending;
    const ended = ends.reduce((a, b) => (a > b ? a : b));
    await also;
    await this.settled(before, count);
    const seconds = secondsBetween(started, ended);
    return { seconds, perSecond: count / seconds, cpu: cpuBetween(cpu, this.cpu()) };
  }

  /** The raw ceiling: from the first send to the answer of the last commit. */
  async ceiling(count: number): Promise<Run> {
    await this.sender.ask({ prepare: this.penalties(count, { topic: RAW_TOPIC }) }, 300);
    await this.raw.ask({ expect: count });
    const cpu = this.cpu();
    const sending = this.sender.ask<{ started: string }>({ go: true }, 600);
    const [{ started }, { ended }] = await Promise.all([sending, this.raw.next<{ ended: string }>(600)]);
    const seconds = secondsBetween(started, ended);
    return { seconds, perSecond: count / seconds, cpu: cpuBetween(cpu, this.cpu()) };
  }

  /** Our chain under an open loop at that rate, until everything has taken effect once. */
  async paced({ perSecond, count, hot = false }: Offer): Promise<Paced> {
    const load = this.penalties(count, { hot });
    const before = await this.system.counts(this.sources);
    await this.sender.ask({ prepare: load }, 300);
    const { began } = await this.sender.ask<{ began: number }>({ go: true, perSecond }, 600);
    await until(async () => (await this.system.reached(TOPICS.recordEvents)) >= before.recordEvents + count, 'publicity has decided every record', { everyMs: 100 });
    await until(async () => (await this.receipts()) >= before.receipts + count, 'every statement has its receipt', { everyMs: 100 });
    await this.settled(before, count);
    return { from: load.from, count, intended: (number) => began + ((number - load.from) / perSecond) * 1000 };
  }

  /** The raw ceiling under the same open loop: from the intended send until the consumer has the record, ms. */
  async rawLatencies({ perSecond, count }: Offer): Promise<number[]> {
    const load = this.penalties(count, { topic: RAW_TOPIC });
    await this.sender.ask({ prepare: load }, 300);
    await this.raw.ask({ expect: count, latencies: true });
    const sending = this.sender.ask<{ began: number }>({ go: true, perSecond }, 600);
    const [{ began }, { arrivals }] = await Promise.all([sending, this.raw.next<{ arrivals: [number, number][] }>(600)]);
    return arrivals.map(([number, at]) => at - began - ((number - load.from) / perSecond) * 1000);
  }

  /** Consume + COPY of the record events from their beginning, events per second. */
  async replay(): Promise<number> {
    const expect = await this.system.end(TOPICS.recordEvents);
    return (await this.raw.ask<{ perSecond: number }>({ replay: `${this.system.kafka.topicPrefix}${TOPICS.recordEvents}`, expect }, 600)).perSecond;
  }

  /** Every effect exactly once: records, receipts, decisions and read-model rows all grew by the number of events; then the last relay is through. */
  async settled(before: Counts, count: number): Promise<void> {
    const { system } = this;
    await until(async () => (await system.end(TOPICS.publicityEvents)) >= before.publicityEvents + count, 'publicity has published its decisions', { everyMs: 50 });
    const after = await system.counts(this.sources);
    const wrong = (Object.keys(before) as (keyof Counts)[]).filter((name) => after[name] - before[name] !== count);
    if (wrong.length > 0) throw new Error(`effects not once for ${count} events: ${wrong.map((name) => `${name} +${after[name] - before[name]}`).join(', ')}`);
  }

  async receipts(): Promise<number> {
    return (await Promise.all(this.sources.map((source) => this.system.end(receiptsTopic(source))))).reduce((a, b) => a + b, 0);
  }

  private cpu(): Map<string, number> {
    return this.system.cpu(new Map([['sender', this.sender.pid], ['raw consumer', this.raw.pid], ['bench', process.pid]]));
  }

  async close(): Promise<void> {
    await Promise.all([this.sender.stop(), this.raw.stop()]);
  }
}
