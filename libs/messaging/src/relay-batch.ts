import { journalRowHeaders, LANES } from '@credit/persistence';
import type { Database, JournalRow, Lane } from '@credit/persistence';
import type { KafkaPort, OutgoingRecord, SendTopic, SentPartition } from './kafka-port.ts';
import { partitionOf } from './partitioner.ts';
import type { SentRange } from './relay-amnesia.ts';

/** Limits per topic-partition of one send (P-1). */
const MOST_RECORDS = 500;
const MOST_BYTES = 512 * 1024;
/** Rows read at once; several partitions share them. */
export const MOST_ROWS = 2_000;

export interface JournalEntry {
  id: number;
  topic: string | null;
  key: string;
  record: OutgoingRecord;
}

type Cells = [id: string, eventId: string, aggregateId: string, aggregateVersion: string | null, topic: string | null, key: string | null, headers: string | null, payload: string | null];

const readFrom = (lane: Lane) => ({
  name: `relay_read_${lane}`,
  rowMode: 'array' as const,
  text: `select id, event_id, aggregate_id, aggregate_version, topic, key, headers, payload from ${LANES[lane].table} where id > $1::int8 order by id limit $2::int4`,
});
const READ = { facts: readFrom('facts'), receipts: readFrom('receipts') };

/** Rows after the cursor in id order, which is commit order (ADR 0003). */
export async function readJournal(database: Database, lane: Lane, after: number, limit: number): Promise<JournalEntry[]> {
  const { rows } = await database.pool.query<Cells>({ ...READ[lane], values: [after, limit] });
  return rows.map(([id, eventId, aggregateId, aggregateVersion, topic, key, headers, payload]) => ({
    id: Number(id), topic, key: key ?? '', record: { key, value: payload, headers: topic === null ? {} : journalRowHeaders({ eventId, aggregateId, aggregateVersion }, headers === null ? {} : JSON.parse(headers) as Record<string, string>) },
  }));
}

/** A row that is still in hand as {@link readJournal} would give it. */
export function entryOf(id: number, row: JournalRow): JournalEntry {
  const { publish } = row;
  if (publish === null) return { id, topic: null, key: '', record: { key: null, value: null, headers: {} } };
  return { id, topic: publish.topic, key: publish.key, record: { key: publish.key, value: publish.payload, headers: journalRowHeaders(row, publish.headers) } };
}

export interface RelayBatch {
  topics: SendTopic[];
  ranges: Omit<SentRange, 'baseOffset'>[];
  /** Id of the last row covered. */
  lastId: number;
  rows: number;
}

/** Partition counts never change (P-21), so they are asked for once. */
export class PartitionCounts {
  private readonly kafka: KafkaPort;
  private readonly counts = new Map<string, number>();

  constructor(kafka: KafkaPort) {
    this.kafka = kafka;
  }

  async know(topics: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    const unknown = [...topics].filter((topic) => !this.counts.has(topic));
    if (unknown.length > 0) for (const [topic, count] of await this.kafka.partitionsOf(unknown)) if (count > 0) this.counts.set(topic, count);
    return this.counts;
  }
}

/** The longest prefix of the rows up to id `upTo` that keeps the limits of every topic-partition; at least one row. */
export function cut(entries: readonly JournalEntry[], counts: ReadonlyMap<string, number>, limit: number, upTo = Number.POSITIVE_INFINITY): RelayBatch {
  const byTopic = new Map<string, OutgoingRecord[]>();
  const ranges = new Map<string, Omit<SentRange, 'baseOffset'> & { bytes: number }>();
  let rows = 0;
  let lastId = 0;
  for (const { id, topic, key, record } of entries) {
    if (rows >= limit || (rows > 0 && id > upTo)) break;
    if (topic !== null) {
      const partition = partitionOf(key, counts.get(topic)!);
      const size = (record.value?.length ?? 0) + 600;
      const name = `${topic}/${partition}`;
      const range = ranges.get(name);
      if (range && (range.count >= MOST_RECORDS || range.bytes + size > MOST_BYTES)) break;
      if (range) Object.assign(range, { count: range.count + 1, bytes: range.bytes + size, lastId: id });
      else ranges.set(name, { topic, partition, count: 1, firstId: id, lastId: id, bytes: size });
      record.partition = partition;
      const list = byTopic.get(topic);
      if (list) list.push(record);
      else byTopic.set(topic, [record]);
    }
    rows += 1;
    lastId = id;
  }
  return { topics: [...byTopic].map(([topic, records]) => ({ topic, records })), ranges: [...ranges.values()], lastId, rows };
}

/** Joins what was sent with where the broker put it. */
export function sentRanges(batch: RelayBatch, sent: readonly SentPartition[]): SentRange[] {
  const base = new Map(sent.map(({ topic, partition, baseOffset }) => [`${topic}/${partition}`, baseOffset]));
  return batch.ranges.map((range) => ({ ...range, baseOffset: base.get(`${range.topic}/${range.partition}`) ?? '-1' }));
}
