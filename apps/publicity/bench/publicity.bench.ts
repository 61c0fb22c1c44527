/**
 * P2, the publicity step: prepared record events go through the service's own batch transport, codec, validation, version check, decision, read model and journal into a fresh database;
 * beside it COPY of the same records. Everything but the network to Kafka. A child process of apps/bench (`npm run bench -- P2`).
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RECORD } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { KafkaBatchStrategy, type EventBatch } from '@credit/messaging';
import { defaultRulebook } from '@credit/rulebook';
import { loadCityConfig } from '@credit/service-host';
import { copyRate, memoryKafka, servePairs, stepRate, type BenchRecord } from '@credit/testing/bench';
import { pipelineFixture } from '@credit/testing/pipeline';
import { effectsAnswers } from '@credit/persistence';
import { RecordsConsumer } from '../src/inbound/kafka/records.consumer.ts';
import { Publicity1764000000000 } from '../src/outbound/migrations/1764000000000-publicity.ts';
import { KindsNeverPublic1764200000000 } from '../src/outbound/migrations/1764200000000-kinds-never-public.ts';
import { commitmentPostings } from '../src/outbound/commitment-posting.store.ts';
import { PublicityEntryRow } from '../src/outbound/publicity-entry.row.ts';
import { publicityEntries } from '../src/outbound/publicity-entry.store.ts';

const sample = JSON.parse(readFileSync(join(process.cwd(), `libs/credit-contracts/src/events/samples/${RECORD.recorded}.json`), 'utf8')) as { envelope: { data: Record<string, unknown> } };
const city = loadCityConfig(join(process.cwd(), 'deploy/sample-city/config'));
const topic = topicManifest(city).find(({ name }) => name === TOPICS.recordEvents)!;

const fixture = await pipelineFixture({ service: 'publicity', entities: [PublicityEntryRow], migrations: [Publicity1764000000000, KindsNeverPublic1764200000000] });
const kafka = memoryKafka({ [topic.name]: topic.partitions });
const strategy = new KafkaBatchStrategy({
  kafka: kafka.port, group: 'publicity', database: fixture.database, topics: [topic], clock: fixture.clock, logger: fixture.logger, metrics: fixture.metrics, actor: 'service:publicity', cipher: fixture.cipher,
});
const consumer = new RecordsConsumer(publicityEntries, commitmentPostings, effectsAnswers(TOPICS.publicityEvents), defaultRulebook, fixture.metrics, city);
strategy.register({ topic: topic.name, mode: 'react', call: (batch) => consumer.decide(batch as EventBatch) });
strategy.register({ topic: topic.name, mode: 'project', call: (batch) => consumer.project(batch as EventBatch) });
strategy.listen(() => undefined);
await strategy.whenStarted();

let number = 0;
function recorded(): BenchRecord {
  const recordId = randomUUID();
  const headers = {
    ce_specversion: '1.0', ce_id: randomUUID(), ce_type: RECORD.recorded, ce_source: '/services/credit-record', ce_time: new Date().toISOString(), ce_correlationid: randomUUID(), ce_causationid: randomUUID(),
    ce_aggregateid: recordId, ce_aggregateversion: '1', 'content-type': 'application/json',
  };
  const data = { ...sample.envelope.data, recordId, docNo: `压测步〔2026〕${++number}号` };
  return { key: Buffer.from(recordId), value: Buffer.from(JSON.stringify(data)), headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)])) };
}
const count = async (): Promise<number> => (await fixture.database.pool.query<{ n: number }>(`select count(*)::int4 as n from publicity_entry e join public_entry_view v on v.entry_id = e.id where status = 'posted'`)).rows[0]!.n;

servePairs(async (events) => {
  const records = Array.from({ length: events }, recorded);
  const before = await count();
  const ours = await stepRate(records, (some) => kafka.feed(topic.name, 0, some));
  const posted = (await count()) - before;
  if (posted !== events) throw new Error(`${events} records, but ${posted} posted`);
  return { ours, ceiling: await copyRate(fixture.databaseUrl, records) };
}, async () => {
  await strategy.close();
  await fixture.close();
});
