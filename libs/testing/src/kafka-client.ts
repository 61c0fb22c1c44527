import { randomUUID } from 'node:crypto';
import { createKafka, kafkaSecurity, type KafkaConsumer, type KafkaPort, type KafkaProducer, type RawRecord, type Sasl } from '@credit/messaging';
import { createLogger } from '@credit/observability';
import { eventually } from './eventually.ts';

/** A record as a person with kcat would see it. */
export interface SeenRecord {
  topic: string;
  partition: number;
  offset: string;
  timestampMs: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
}

/** A record to send; a null key goes to partition 0. */
export interface SentRecord {
  key: string | null;
  value: string | Buffer | null;
  headers?: Record<string, string | Buffer>;
}

/** A running reader. */
export interface Follower {
  stop(): Promise<void>;
}

/** A department's own Kafka client, as far as black-box tests need one. Topic names without prefix. */
export interface KafkaClient {
  /** Sends one record with acks=all. @throws Error of the broker; the next send uses a fresh producer */
  send(topic: string, record: SentRecord): Promise<{ partition: number; offset: string }>;
  /** Reads topics from their first record or from here on, also over broker restarts; each record once, in order per partition. Resolves when it misses nothing any more. */
  follow(topics: readonly string[], from: 'start' | 'now', onRecord: (record: SeenRecord) => void): Promise<Follower>;
  /** Everything in the topics up to this moment, in order per partition. */
  readAll(topics: readonly string[]): Promise<SeenRecord[]>;
  topicNames(): Promise<string[]>;
  close(): Promise<void>;
}

export type { Sasl } from '@credit/messaging';

const PLACE = '\0';
const placeOf = (topic: string, partition: number): string => `${topic}${PLACE}${partition}`;

/**
 * Opens a client on the brokers; several kinds of tests share it. `sasl`: whom it shows itself as, else what KAFKA_SASL_* says; `group`: its readers' groups are `<group>.<random>`,
 * which a credential owns when it bears that name.
 */
export function openKafkaClient({ brokers, topicPrefix = '', group = 'testing', sasl }: { brokers: string; topicPrefix?: string; group?: string; sasl?: Sasl | undefined }): KafkaClient {
  const kafka = createKafka({ ...kafkaSecurity(process.env), ...(sasl ? { sasl } : {}), brokers, clientId: `testing-${randomUUID().slice(0, 8)}`, topicPrefix, logger: createLogger({ service: 'testing', level: 'silent' }) });
  const followers = new Set<Follower>();
  const sender = producerOf(kafka);
  const follow: KafkaClient['follow'] = async (topics, from, onRecord) => {
    const follower = await startFollower(kafka, group, topics, from, onRecord);
    followers.add(follower);
    return { stop: () => (followers.delete(follower), follower.stop()) };
  };
  return {
    send: (topic, record) => sender.send(topic, record),
    follow,
    readAll: (topics) => readAll(kafka, topics, follow),
    topicNames: () => kafka.topicNames(),
    close: async () => {
      await Promise.all([...followers].map((follower) => follower.stop()));
      await sender.close();
      await kafka.close();
    },
  };
}

function producerOf(kafka: KafkaPort) {
  let producer: Promise<KafkaProducer> | undefined;
  const connect = async (): Promise<KafkaProducer> => {
    const created = kafka.createProducer();
    await created.connect();
    return created;
  };
  const drop = async (failed: Promise<KafkaProducer> | undefined): Promise<void> => {
    if (producer === failed) producer = undefined;
    await failed?.then((p) => p.disconnect()).catch(() => undefined);
  };
  return {
    async send(topic: string, { key, value, headers = {} }: SentRecord): Promise<{ partition: number; offset: string }> {
      const mine = (producer ??= connect());
      try {
        const [sent] = await (await mine).send([{ topic, records: [{ key, value, headers, ...(key === null ? { partition: 0 } : {}) }] }]);
        return { partition: sent!.partition, offset: sent!.baseOffset };
      } catch (error) {
        await drop(mine);
        throw error;
      }
    },
    close: () => drop(producer),
  };
}

/** Asked again until a leader answers: the broker may just be starting, or the connection of before be dead. */
const offsetsOf = (kafka: KafkaPort, topic: string): ReturnType<KafkaPort['offsetsOf']> => eventually(() => kafka.offsetsOf(topic), `the broker tells where ${topic} begins and ends`, { timeoutMs: 90_000, intervalMs: 200 });

async function startFollower(kafka: KafkaPort, group: string, topics: readonly string[], from: 'start' | 'now', onRecord: (record: SeenRecord) => void): Promise<Follower> {
  const next = new Map<string, bigint>();
  for (const topic of topics) for (const { partition, low, high } of await offsetsOf(kafka, topic)) next.set(placeOf(topic, partition), BigInt(from === 'start' ? low : high));
  let consumer: KafkaConsumer | undefined;
  let stopped = false;
  const start = (): Promise<void> => new Promise((resolve) => {
    const created = kafka.createConsumer({
      group: `${group}.${randomUUID()}`, topics, maxWaitMs: 100,
      onAssigned: (assignment) => {
        for (const [topic, partitions] of assignment) for (const partition of partitions) created.seek(topic, partition, String(next.get(placeOf(topic, partition)) ?? 0n));
        resolve();
      },
      onCrash: () => {
        void created.stop().catch(() => undefined);
        if (!stopped) void start();
      },
      onBatch: async ({ topic, partition, records }, controls) => {
        for (const record of records) {
          const place = placeOf(topic, partition);
          if (BigInt(record.offset) < (next.get(place) ?? 0n)) continue;
          next.set(place, BigInt(record.offset) + 1n);
          onRecord(seen(topic, partition, record));
          controls.resolve(record.offset);
        }
        await controls.heartbeat();
      },
    });
    consumer = created;
    void created.start();
  });
  await start();
  return { stop: async () => ((stopped = true), await consumer?.stop()) };
}

function seen(topic: string, partition: number, { key, value, headers = {}, offset, timestamp }: RawRecord): SeenRecord {
  const texts = Object.entries(headers).map(([name, one]) => [name, String(Array.isArray(one) ? one[0] : one)]);
  return { topic, partition, offset, timestampMs: Number(timestamp), key, value, headers: Object.fromEntries(texts) as Record<string, string> };
}

async function readAll(kafka: KafkaPort, topics: readonly string[], follow: KafkaClient['follow']): Promise<SeenRecord[]> {
  const open = new Map<string, bigint>();
  for (const topic of topics) for (const { partition, low, high } of await offsetsOf(kafka, topic)) if (BigInt(high) > BigInt(low)) open.set(placeOf(topic, partition), BigInt(high));
  const records: SeenRecord[] = [];
  if (open.size === 0) return records;
  let done: () => void = () => undefined;
  const complete = new Promise<void>((resolve) => { done = resolve; });
  const follower = await follow(topics, 'start', (record) => {
    const place = placeOf(record.topic, record.partition);
    const end = open.get(place);
    if (end === undefined) return;
    records.push(record);
    if (BigInt(record.offset) + 1n >= end) open.delete(place);
    if (open.size === 0) done();
  });
  await complete;
  await follower.stop();
  return records;
}
