import type { Logger } from '@credit/observability';
import { headerText } from './incoming.ts';
import type { KafkaPort, RawBatch, RawRecord } from './kafka-port.ts';

/** One record of a state topic. */
export interface StateRecord {
  key: string;
  /** What is stated, and its text as it lies on the topic; absent for a tombstone. Not held against its schema: an owner alone writes its state. */
  stated?: { type: string; data: unknown; text: Buffer };
  /** `ce_aggregateversion`, also of a tombstone. */
  version?: string;
  partition: number;
  offset: string;
}

export interface FollowStateOptions {
  topic: string;
  /** `<app>.snapshot.<instanceId>`: every instance reads everything (decision 10). A replaced reader gets a number behind it. */
  group: string;
  /** What a value says; default: its JSON. One that it throws for is passed by as unreadable. */
  parse?(type: string, text: Buffer): unknown;
  /** Called in offset order per partition; again from the first record on when a reader has been replaced. An error here replaces it too. */
  onRecord(record: StateRecord): void | Promise<void>;
  /** Called when everything that was on the topic when its reader began has been read: once per reader. */
  onCaughtUp?(): void;
  /** A reader has broken; the next one begins at the first record. */
  onBroken?(): void;
  logger: Logger;
}

export interface StateFollower {
  /** Resolves when everything that was on the topic has been read for the first time. */
  readonly caughtUp: Promise<void>;
  stop(): Promise<void>;
}

const RETRY_MS = 1_000;
/** Batches that wait while one is worked on: one answer of the broker. */
const AHEAD = 3;
const VERSION = /^\d{1,16}$/;

/**
 * Reads a state topic from its beginning and follows it; commits nothing. Unreadable records are logged and passed by: a newer record of the key replaces them.
 * Waits for a broker that is away. A reader that breaks, as when the broker closes the connection in the middle of a login, which KafkaJS does not repeat, is replaced after a second:
 * who follows a snapshot loses nothing by reading it anew. Each reader has a group of its own: the broker would let the next one wait 20 s for the one that could not take leave.
 */
export function followState(kafka: KafkaPort, options: FollowStateOptions): StateFollower {
  const { topic, logger } = options;
  let stopped = false;
  let end!: () => void;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let reached!: () => void;
  const caughtUp = new Promise<void>((resolve) => (reached = resolve));

  const follow = async (): Promise<void> => {
    for (let n = 0; !stopped; n += 1) {
      const reader = stateReader(kafka, n === 0 ? options : { ...options, group: `${options.group}.${n}` }, () => {
        if (stopped) return;
        reached();
        options.onCaughtUp?.();
      });
      try {
        await Promise.race([reader.run(), ended]);
        await Promise.race([reader.broken, ended]);
      } catch (error) {
        logger.warn({ code: 'STATE.NOT_FOLLOWED', topic }, (error as Error).message);
        options.onBroken?.();
      }
      await reader.stop().catch((error: Error) => logger.debug({ code: 'STATE.READER_STOP', topic }, error.message));
      if (!stopped) await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, RETRY_MS))]);
    }
  };
  const running = follow();
  return {
    caughtUp,
    stop: async () => {
      stopped = true;
      end();
      await running;
    },
  };
}

interface StateReader {
  /** Resolves when it reads. @throws what the broker answered when the ends of the topic cannot be learnt */
  run(): Promise<void>;
  /** Rejects when it has ended for ever. */
  readonly broken: Promise<never>;
  stop(): Promise<void>;
}

/** Batches one after the other, while the broker already answers the next question. What the work fails with reaches `failed`; nothing is worked on after it. */
function inTurn(work: (batch: RawBatch) => Promise<void>, failed: (error: Error) => void): { take(batch: RawBatch): Promise<void>; end(): Promise<void> } {
  const line: Promise<void>[] = [];
  let last = Promise.resolve();
  let ended = false;
  const after = async (before: Promise<void>, batch: RawBatch): Promise<void> => {
    await before;
    await new Promise((resolve) => setImmediate(resolve)); // the answers of others have their turn
    if (ended) return;
    await work(batch).catch((error: Error) => {
      ended = true;
      failed(error);
    });
  };
  return {
    take: async (batch) => {
      line.push((last = after(last, batch)));
      while (line.length > AHEAD) await line.shift();
    },
    end: () => {
      ended = true;
      return last;
    },
  };
}

/** One consumer over the whole topic, from its beginning. */
function stateReader(kafka: KafkaPort, options: FollowStateOptions, caughtUp: () => void): StateReader {
  const { topic, group, logger, onRecord } = options;
  let breaks!: (error: Error) => void;
  const broken = new Promise<never>((_, reject) => (breaks = reject));
  broken.catch(() => undefined);
  const missing = new Map<number, number>();
  let told = false;
  const settle = (): void => {
    if (missing.size > 0 || told) return;
    told = true;
    caughtUp();
  };
  let known: Promise<void> | undefined;
  const ends = async (): Promise<void> => {
    for (const { partition, low, high } of await kafka.offsetsOf(topic)) if (Number(high) > Number(low)) missing.set(partition, Number(high));
    settle();
  };
  const knowEnds = (): Promise<void> =>
    (known ??= ends().catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
  const work = async ({ partition, records }: RawBatch): Promise<void> => {
    for (const record of records) {
      const read = readState(record, partition, options);
      if (read === undefined) {
        logger.error({ code: 'STATE.UNREADABLE', topic, offset: record.offset }, 'unreadable state record passed by');
        continue;
      }
      const done = onRecord(read);
      if (done !== undefined) await done;
    }
    const end = missing.get(partition);
    if (end !== undefined && Number(records.at(-1)?.offset ?? -1) + 1 >= end) missing.delete(partition);
    settle();
  };
  const turns = inTurn(work, breaks);
  const consumer = kafka.createConsumer({
    group,
    topics: [topic],
    onAssigned: (assignment) => {
      for (const partition of assignment.get(topic) ?? []) consumer.seek(topic, partition, '0');
    },
    onBatch: async (batch, controls) => {
      await knowEnds();
      await turns.take(batch);
      if (batch.records.length > 0) controls.resolve(batch.records.at(-1)!.offset);
      await controls.heartbeat();
    },
    onCrash: breaks,
  });
  return {
    broken,
    run: async () => {
      await consumer.start();
      await knowEnds();
    },
    stop: async () => {
      const idle = turns.end();
      await consumer.stop();
      await idle;
    },
  };
}

/**
 * Only what a reader of state needs: type, version, data. A list of some 100,000 entries is read at every start, and its owner has checked what it wrote.
 * @returns undefined when it cannot be read
 */
function readState(record: RawRecord, partition: number, { parse }: FollowStateOptions): StateRecord | undefined {
  const { key, value, offset } = record;
  const version = headerText(record, 'ce_aggregateversion');
  if (key === null || (version !== undefined && !VERSION.test(version))) return undefined;
  const read: StateRecord = version === undefined ? { key: key.toString(), partition, offset } : { key: key.toString(), partition, offset, version };
  if (value === null) return read;
  const type = headerText(record, 'ce_type');
  if (type === undefined) return undefined;
  try {
    read.stated = { type, data: parse === undefined ? JSON.parse(value.toString()) : parse(type, value), text: value };
  } catch {
    return undefined;
  }
  return read;
}
