import { RECORD, INTAKE } from '@credit/contracts/events';
import { TOPICS, intakeTopic, dlqTopic, receiptsTopic } from '@credit/contracts/topics';
import type { TopicSpec } from '@credit/contracts/topics';
import type { UnitOfWork } from '@credit/persistence';
import { newEventId, withUnitOfWork } from '@credit/persistence';
import type { JournalRow } from '@credit/persistence';
import { KafkaBatchStrategy, startRelays } from '@credit/messaging';
import type { EventBatch, IncomingEvent, IntakeBatch, KafkaPort, KafkaProducer, OutgoingRecord, StrategyOptions } from '@credit/messaging';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const GROUP = 'test-app';
const topic = (name: string, kind: TopicSpec['kind'], partitions: number, types: readonly string[] = [], maxMessageBytes = 1_048_588): TopicSpec => ({
  name, kind, key: 'test', partitions, cleanup: 'delete', retentionMs: -1, maxMessageBytes, writers: [], readers: [GROUP], types,
});
export const SOURCE = 'test-office';
export const RECORDS = topic(TOPICS.recordEvents, 'events', 3, Object.values(RECORD));
export const INTAKE_TOPIC = topic(intakeTopic(SOURCE), 'intake', 3, Object.values(INTAKE));
export const RECEIPTS_TOPIC = topic(receiptsTopic(SOURCE), 'receipts', 3);
export const dlqOf = (spec: TopicSpec): TopicSpec => topic(dlqTopic(spec.name, GROUP), 'dlq', 1, [], 2_097_152);
export const ALL_TOPICS = [RECORDS, INTAKE_TOPIC, RECEIPTS_TOPIC, dlqOf(RECORDS), dlqOf(INTAKE_TOPIC)];

const SAMPLES = resolve(process.cwd(), 'libs/credit-contracts/src/events/samples');
/** Data of a frozen sample of a type. */
export function sampleData(file: string): Record<string, unknown> {
  return (JSON.parse(readFileSync(resolve(SAMPLES, file), 'utf8')) as { envelope: { data: Record<string, unknown> } }).envelope.data;
}

/** A table in which handlers write what they applied: the effects that tests count. */
export const EFFECTS = 'create table if not exists effect (n bigserial primary key, topic text, event_id text, aggregate_id uuid, version int8, type text, key text)';
export async function writeEffects(uow: UnitOfWork, events: readonly IncomingEvent[]): Promise<void> {
  for (const e of events) {
    await uow.query('insert into effect (topic, event_id, aggregate_id, version, type, key) values ($1, $2, $3, $4, $5, $6)', [e.topic, e.id, e.aggregateId, e.aggregateVersion, e.type, e.key]);
  }
}

export interface Running {
  strategy: KafkaBatchStrategy;
  close(): Promise<void>;
}

/** A strategy on the fixture with the given handlers. */
export async function runStrategy(
  f: PipelineFixture, handlers: { records?: (batch: EventBatch) => Promise<void>; types?: readonly string[]; intake?: (batch: IntakeBatch, bug?: unknown) => Promise<void> }, options: Partial<StrategyOptions> = {},
): Promise<Running> {
  const topics = [...(handlers.records ? [RECORDS] : []), ...(handlers.intake ? [INTAKE_TOPIC] : [])];
  const strategy = new KafkaBatchStrategy({
    kafka: f.anotherKafka(), group: GROUP, database: f.database, topics, clock: f.clock, logger: f.logger, metrics: f.metrics, actor: 'service:test', cipher: f.cipher,
    retryMs: { first: 50, most: 500 }, onFatal: (error) => f.logger.error({ code: 'TEST.FATAL' }, error.message), ...options,
  });
  const { records, intake, types } = handlers;
  if (records) strategy.register({ topic: RECORDS.name, mode: 'react', ...(types ? { types: new Set(types) } : {}), call: (batch) => records(batch as EventBatch) });
  if (intake) strategy.register({ topic: 'intake', mode: 'react', call: (batch, bug) => intake(batch as IntakeBatch, bug) });
  strategy.listen(() => undefined);
  await strategy.whenStarted();
  return { strategy, close: () => strategy.close() };
}

const known = new Set<string>(Object.values(RECORD));

/** A public record event as our relay would send it. */
export function recordEvent(aggregateId: string, version: number, more: { type?: string; key?: string; data?: object; id?: string; headers?: Record<string, string> } = {}): OutgoingRecord {
  const type = more.type ?? RECORD.recorded;
  return {
    key: more.key ?? aggregateId,
    value: JSON.stringify(more.data ?? { ...sampleData(`${known.has(type) ? type : RECORD.recorded}.json`), recordId: aggregateId }),
    headers: {
      ce_specversion: '1.0', ce_id: more.id ?? newEventId(), ce_type: type, ce_source: '/services/credit-record', ce_time: new Date().toISOString(), ce_aggregateid: aggregateId,
      ce_aggregateversion: String(version), 'content-type': 'application/json', ...more.headers,
    },
  };
}

export async function send(kafka: KafkaPort, topicName: string, records: readonly OutgoingRecord[]): Promise<void> {
  const producer: KafkaProducer = kafka.createProducer();
  await producer.connect();
  try {
    for (let at = 0; at < records.length; at += 200) await producer.send([{ topic: topicName, records: records.slice(at, at + 200) }]);
  } finally {
    await producer.disconnect();
  }
}

/** Everything on a topic, in offset order per partition. */
export async function readAll(f: PipelineFixture, topicName: string): Promise<{ key: string | null; value: string | null; headers: Record<string, string>; partition: number; offset: string }[]> {
  const kafka = f.anotherKafka();
  const missing = new Map((await kafka.offsetsOf(topicName)).filter(({ low, high }) => high !== low).map(({ partition, high }) => [partition, Number(high)]));
  const out: Awaited<ReturnType<typeof readAll>> = [];
  if (missing.size === 0) return out;
  await new Promise<void>((done, failed) => {
    const consumer = kafka.createConsumer({
      group: `reader-${newEventId()}`, topics: [topicName], onAssigned: () => undefined, onCrash: failed,
      onBatch: async (batch, controls) => {
        for (const record of batch.records) {
          const headers = Object.fromEntries(Object.entries(record.headers ?? {}).map(([name, value]) => [name, String(value)]));
          out.push({ key: record.key?.toString() ?? null, value: record.value?.toString() ?? null, headers, partition: batch.partition, offset: record.offset });
          controls.resolve(record.offset);
        }
        if (Number(batch.records.at(-1)!.offset) + 1 >= (missing.get(batch.partition) ?? 0)) missing.delete(batch.partition);
        if (missing.size === 0) setImmediate(() => void consumer.stop().then(done, failed));
      },
    });
    consumer.start().catch(failed);
  });
  return out;
}

/** Writes public facts through the journal, one transaction per call. */
export const publish = (f: PipelineFixture, rows: readonly JournalRow[], lane: 'facts' | 'receipts' = 'facts'): Promise<void> =>
  withUnitOfWork(f.database, { actor: 'test', now: f.clock.now(), today: f.clock.today() }, async (uow) => uow.journal(lane, rows));

export function fact(aggregateId: string, version: number, more: { type?: string; payload?: string; topic?: string; key?: string } = {}): JournalRow {
  const record = recordEvent(aggregateId, version, more.type === undefined ? {} : { type: more.type });
  return {
    eventId: newEventId(), type: 'Fact', aggregateType: 'record', aggregateId, aggregateVersion: String(version), fact: null,
    publish: {
      topic: more.topic ?? RECORDS.name, key: more.key ?? aggregateId, payload: more.payload ?? (record.value as string),
      headers: { ce_type: more.type ?? RECORD.recorded, ce_source: '/services/credit-record', ce_time: new Date().toISOString() },
    },
  };
}

export const relaysOf = (f: PipelineFixture, lanes: readonly ('facts' | 'receipts')[] = ['facts']) =>
  startRelays(f.database, f.anotherKafka(), { lanes, logger: f.logger, metrics: f.metrics, clock: f.clock });
