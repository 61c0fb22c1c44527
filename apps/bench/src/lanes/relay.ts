/** P3, in one process: the relay drains a journal that was filled beforehand; then KafkaJS sends the same bytes from memory, 500 at once, acks=-1, to the same topic. */
import { startRelays } from '@credit/messaging';
import { textArray } from '@credit/persistence';
import { servePairs } from '@credit/testing/bench';
import { pipelineFixture } from '@credit/testing/pipeline';
import { Partitioners } from 'kafkajs';
import { bareKafka } from '../stack/bare-kafka.ts';
import { until } from '../stack/until.ts';
import { RECORDS, recordEvents, wireHeaders, type LaneEvent } from './events.ts';

const PER_SEND = 500;
const IN_FLIGHT = 3;
const FILL = `insert into journal (event_id, type, aggregate_type, aggregate_id, aggregate_version, actor, topic, key, headers, payload)
  select e::uuid, 'RecordRecorded', 'record', a::uuid, 1, 'bench', $1, a, h, p from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as x(e, a, h, p)`;

const fixture = await pipelineFixture({ service: 'bench', topics: [RECORDS] });
const { database, kafka } = fixture;
const relays = startRelays(database, fixture.anotherKafka(), { lanes: ['facts'], logger: fixture.logger, metrics: fixture.metrics, clock: fixture.clock });
const raw = bareKafka('bench-raw');
const producer = raw.producer({ allowAutoTopicCreation: false, createPartitioner: Partitioners.DefaultPartitioner });
await producer.connect();

const topic = `${fixture.prefix}${RECORDS.name}`;
const end = async (): Promise<number> => (await kafka.offsetsOf(RECORDS.name)).reduce((sum, { high }) => sum + Number(high), 0);

async function relayed(events: readonly LaneEvent[]): Promise<number> {
  const before = await end();
  const columns = [events.map(({ id }) => id), events.map(({ aggregateId }) => aggregateId), events.map(({ headers }) => JSON.stringify(headers)), events.map(({ payload }) => payload)];
  const began = { at: 0n };
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    for (let at = 0; at < events.length; at += 5_000) await client.query(FILL, [RECORDS.name, ...columns.map((column) => textArray(column.slice(at, at + 5_000)))]);
    began.at = process.hrtime.bigint();
    await client.query('commit');
  } finally {
    client.release();
  }
  database.journalWritten('facts', { before: '0', rows: [] });
  const ended = await until(async () => (await end()) >= before + events.length, 'the relay has sent the journal', { everyMs: 5 });
  return (events.length / Number(ended - began.at)) * 1e9;
}

async function sent(events: readonly LaneEvent[], inFlight: number): Promise<number> {
  const messages = events.map((event) => ({ key: event.aggregateId, value: event.payload, headers: wireHeaders(event) }));
  const began = process.hrtime.bigint();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < messages.length) {
      const some = messages.slice(next, next + PER_SEND);
      next += PER_SEND;
      await producer.sendBatch({ acks: -1, topicMessages: [{ topic, messages: some }] });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (events.length / Number(process.hrtime.bigint() - began)) * 1e9;
}

servePairs(async (count) => {
  const events = recordEvents(count);
  const ours = await relayed(events);
  const ceiling = await sent(events, 1);
  return { ours, ceiling, more: { [`sendBatch ${IN_FLIGHT} in flight`]: await sent(events, IN_FLIGHT) } };
}, async () => {
  await relays.stop();
  await producer.disconnect();
  await fixture.close();
});
