/**
 * The raw ceiling: what this machine, this broker and this database do with the same bytes when nothing is asked of them but to arrive. KafkaJS `sendBatch` of 500 with acks=-1,
 * one topic of two partitions, `eachBatch`, binary COPY with a commit per 500 rows, fsync on. No Nest, no ORM, no inbox, no rule. Two processes: `produce` and `consume`, forked with
 * KAFKA_BROKERS and DATABASE_URL; messages in {prepare}, {go} or {expect}, out {ready}, {started, ended} or {ended}, nanoseconds of the machine's monotonic clock.
 */
import { createKafka } from '@credit/messaging';
import { createLogger } from '@credit/observability';
import { binaryCopy, copyIn, type CopyRow } from '@credit/testing/bench';
import type { KafkaMessage } from 'kafkajs';
import pg from 'pg';
import { bareKafka } from '../stack/bare-kafka.ts';
import { batchesOf, eventsOf, type Addressed, type LoadSpec } from '../stack/load.ts';
import { openLoop } from '../stack/open-loop.ts';
import { RAW_TOPIC } from './raw-topic.ts';


const PARTITIONS = 2;
const ROWS = 500;
const IN_FLIGHT = 3;
const brokers = process.env['KAFKA_BROKERS']!.split(',');

// Applies our patches of KafkaJS (timer, encoder, headers) to the client that the ceiling uses: without them the ceiling would be slower than it can be.
createKafka({ brokers, clientId: 'bench-ceiling', logger: createLogger({ service: 'bench', level: 'silent' }) });
const kafka = bareKafka('bench-ceiling');
const answer = (message: object): void => void process.send!(message);
const now = (): string => String(process.hrtime.bigint());

async function produce(): Promise<void> {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  let events: Addressed[] = [];
  let batches: ReturnType<typeof batchesOf> = [];
  process.on('message', (message: { prepare?: LoadSpec; go?: true; perSecond?: number }) => {
    if (message.prepare) {
      events = eventsOf(message.prepare);
      batches = batchesOf(events);
      answer({ ready: true });
    }
    if (message.go) void (message.perSecond === undefined ? send() : paced(message.perSecond)).catch(fail);
  });
  const send = async (): Promise<void> => {
    const started = now();
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < batches.length) await producer.sendBatch({ acks: -1, topicMessages: batches[next++]! });
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
    batches = [];
    answer({ started, ended: now() });
  };
  const paced = async (perSecond: number): Promise<void> => answer({ began: await openLoop(events, perSecond, (topicMessages) => producer.sendBatch({ acks: -1, topicMessages })) });
  answer({ ready: true });
}

function copy(client: pg.Client, partition: number, messages: readonly KafkaMessage[]): Promise<void> {
  const place = Buffer.allocUnsafe(4);
  place.writeInt32BE(partition);
  const rows = messages.map(({ offset, key, value, headers }): CopyRow => {
    const off = Buffer.allocUnsafe(8);
    off.writeBigInt64BE(BigInt(offset));
    return [place, off, key, headers!['ce_id'] as Buffer, value];
  });
  return copyIn(client, 'copy raw_event from stdin (format binary)', binaryCopy(rows));
}

/** Reads a topic from its beginning with a new group, copies everything and leaves: what a rebuild could do at best. */
async function replay(topic: string, expect: number, client: pg.Client): Promise<void> {
  const began = process.hrtime.bigint();
  const consumer = kafka.consumer({ groupId: `bench-replay-${began}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let left = expect;
  await new Promise<void>((resolve, reject) => void consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch: { messages, partition } }) => {
      for (let at = 0; at < messages.length; at += ROWS) await copy(client, partition, messages.slice(at, at + ROWS));
      left -= messages.length;
      if (left <= 0) resolve();
    },
  }).catch(reject));
  answer({ perSecond: (expect / Number(process.hrtime.bigint() - began)) * 1e9 });
  await consumer.disconnect();
}

async function consume(): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: true, topics: [{ topic: RAW_TOPIC, numPartitions: PARTITIONS }] });
  await admin.disconnect();
  const clients = await Promise.all(Array.from({ length: PARTITIONS }, async () => {
    const client = new pg.Client({ connectionString: process.env['DATABASE_URL']! });
    await client.connect();
    return client;
  }));
  await clients[0]!.query('create table if not exists raw_event (part int4, off int8, key text, id text, payload text)');
  let missing = 0;
  let asked = false;
  let arrivals: [number, number][] | undefined;
  const consumer = kafka.consumer({ groupId: 'bench-ceiling', maxWaitTimeInMs: 100, maxBytesPerPartition: 1_048_576 });
  await consumer.connect();
  await consumer.subscribe({ topic: RAW_TOPIC, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: PARTITIONS,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary }) => {
      const { messages, partition } = batch;
      const at = Date.now();
      for (const { value } of arrivals ? messages : []) arrivals!.push([Number(/〔2026〕(\d+)号/.exec(value!.toString())![1]), at]);
      for (let at = 0; at < messages.length; at += ROWS) {
        const some = messages.slice(at, at + ROWS);
        await copy(clients[partition]!, partition, some);
        missing -= some.length;
        if (asked && missing === 0) {
          asked = false;
          answer({ ended: now(), arrivals });
        }
      }
      const last = messages.at(-1)!.offset;
      resolveOffset(last);
      await commitOffsetsIfNecessary({ topics: [{ topic: RAW_TOPIC, partitions: [{ partition, offset: String(BigInt(last) + 1n) }] }] });
    },
  });
  process.on('message', (message: { expect: number; replay?: string; latencies?: true }) => {
    if (message.replay !== undefined) return void replay(message.replay, message.expect, clients[0]!).catch(fail);
    missing = message.expect;
    asked = true;
    arrivals = message.latencies ? [] : undefined;
    answer({ ready: true });
  });
  answer({ ready: true });
}

const fail = (error: Error): void => {
  answer({ failed: error.message });
  process.exit(1);
};
process.on('disconnect', () => process.exit(0));
await (process.argv[2] === 'produce' ? produce() : consume()).catch(fail);
