/**
 * P5, in one process: a topic filled beforehand is read to its end by our batch strategy with a handler that does nothing (decode, validate, one transaction per 500 with versions and
 * position), then by bare KafkaJS `eachBatch` that parses each value and does nothing. Both from a new group, the clock runs from the first fetched batch to the last handled one.
 */
import { KafkaBatchStrategy, type KafkaPort } from '@credit/messaging';
import { servePairs } from '@credit/testing/bench';
import { pipelineFixture } from '@credit/testing/pipeline';
import { bareKafka } from '../stack/bare-kafka.ts';
import { until } from '../stack/until.ts';
import { GROUP, RECORDS, recordEvents, wireHeaders } from './events.ts';

const PER_SEND = 500;
const fixture = await pipelineFixture({ service: GROUP, topics: [RECORDS] });
const producer = fixture.kafka.createProducer();
await producer.connect();
const raw = bareKafka('bench-raw');
let filled = 0;
let turn = 0;

async function fill(count: number): Promise<void> {
  const records = recordEvents(count).map((event) => ({ key: event.aggregateId, value: event.payload, headers: wireHeaders(event) }));
  for (let at = 0; at < records.length; at += PER_SEND) await producer.send([{ topic: RECORDS.name, records: records.slice(at, at + PER_SEND) }]);
  filled += count;
}

/** The port with a note of when the first batch arrived. */
const watched = (kafka: KafkaPort, first: { at: bigint }): KafkaPort => ({
  ...kafka,
  createConsumer: (options) => kafka.createConsumer({ ...options, onBatch: (batch, controls) => {
    first.at ||= process.hrtime.bigint();
    return options.onBatch(batch, controls);
  } }),
});

async function ours(): Promise<number> {
  await fixture.database.pool.query('truncate consumer_position, consumed, parked');
  const first = { at: 0n };
  let handled = 0;
  const kafka = fixture.anotherKafka();
  const strategy = new KafkaBatchStrategy({
    kafka: watched(kafka, first), group: `${GROUP}-${++turn}`, database: fixture.database, topics: [RECORDS], clock: fixture.clock, logger: fixture.logger, metrics: fixture.metrics, actor: 'service:bench', cipher: fixture.cipher,
    onFatal: (error) => process.send!({ failed: error.message }),
  });
  strategy.register({ topic: RECORDS.name, mode: 'react', call: async ({ uow, ...batch }) => {
    const { length } = (batch as unknown as { events: unknown[] }).events;
    uow.afterCommit(() => void (handled += length));
  } });
  strategy.listen(() => undefined);
  await strategy.whenStarted();
  const ended = await until(async () => handled >= filled, 'the strategy has handled everything', { everyMs: 2 });
  await strategy.close();
  await kafka.close();
  return (filled / Number(ended - first.at)) * 1e9;
}

async function bare(): Promise<number> {
  const first = { at: 0n };
  let handled = 0;
  let bytes = 0;
  const consumer = raw.consumer({ groupId: `bench-bare-${++turn}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topic: `${fixture.prefix}${RECORDS.name}`, fromBeginning: true });
  await consumer.run({
    autoCommit: false, eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat }) => {
      first.at ||= process.hrtime.bigint();
      for (const { value } of batch.messages) bytes += Object.keys(JSON.parse(value!.toString()) as object).length;
      const last = batch.messages.at(-1)!.offset;
      resolveOffset(last);
      await commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset: String(BigInt(last) + 1n) }] }] });
      await heartbeat();
      handled += batch.messages.length;
    },
  });
  const ended = await until(async () => handled >= filled, 'bare eachBatch has read everything', { everyMs: 2 });
  await consumer.disconnect();
  if (bytes === 0) throw new Error('nothing was parsed');
  return (filled / Number(ended - first.at)) * 1e9;
}

servePairs(async (count) => {
  if (filled === 0) await fill(count);
  return { ours: await ours(), ceiling: await bare() };
}, async () => {
  await producer.disconnect();
  await fixture.close();
});
