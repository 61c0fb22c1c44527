import { digestText, encodeKafka, entryWeight, LIST_ENTRY_STATE, LIST_WATERMARK, watermarkKey, type EventEnvelope, type ListEntryV1 } from '@credit/contracts/events';
import { LIST_STATE_PARTITIONS, TOPICS } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { partitionOf, type KafkaPort, type KafkaProducer, type OutgoingRecord } from '@credit/messaging';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';

/** Stands for list-designation on `credit.list.state.v1`: states entries, ends them with their tombstone, and says three times a second how far it is. */
export interface ListOwner {
  /** The next statement of an entry, and behind an ended one its tombstone. */
  state(entry: ListEntryV1): Promise<void>;
  /** Sends a statement under a version of one's choice and counts it nowhere: what a late or repeated send looks like. */
  replay(entry: ListEntryV1, version: number): Promise<void>;
  /** Says nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Counts an entry as live that it has not stated. */
  countUnstated(entryId: string): void;
  stop(): Promise<void>;
}

const EVERY_MS = 300;

export async function listOwner(kafka: KafkaPort): Promise<ListOwner> {
  const live = new Map<string, number>();
  const versions = new Map<string, number>();
  let listVersion = 0n;
  let frozen = false;
  let producer: KafkaProducer | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const done = Promise.allSettled([turn]).then(work);
    turn = done;
    return done.then(() => undefined);
  };

  const record = (key: string, envelope: Pick<EventEnvelope, 'type' | 'data'> & Partial<EventEnvelope>, partition: number): OutgoingRecord => {
    const { value, headers } = encodeKafka({ id: newEventId(), source: '/services/list-designation', time: instantOf(Date.now()), ...envelope }, key);
    return { key, value, headers, partition };
  };
  const statement = (entry: ListEntryV1, version: number, data: ListEntryV1 | null = entry): OutgoingRecord =>
    record(entry.entryId, { type: LIST_ENTRY_STATE, aggregateId: entry.entryId, aggregateVersion: String(version), data }, partitionOf(entry.entryId, LIST_STATE_PARTITIONS));
  /** A broker that is busy electing itself is asked again, by a fresh producer (P-1). */
  const send = (records: OutgoingRecord[]): Promise<unknown> => eventually(async () => {
    try {
      if (producer === undefined) {
        const created = kafka.createProducer();
        await created.connect();
        producer = created;
      }
      return await producer.send([{ topic: TOPICS.listState, records }]);
    } catch (error) {
      const dropped = producer;
      producer = undefined;
      await dropped?.disconnect();
      throw error;
    }
  }, 'the broker takes what the owner says', { intervalMs: 200 });
  const marks = (): OutgoingRecord[] => Array.from({ length: LIST_STATE_PARTITIONS }, (_, partition) => {
    const here = [...live].filter(([entryId]) => partitionOf(entryId, LIST_STATE_PARTITIONS) === partition);
    const liveHash = digestText(here.reduce((sum, [entryId, version]) => sum ^ entryWeight(entryId, String(version)), 0n));
    return record(watermarkKey(partition), { type: LIST_WATERMARK, data: { listVersion: String(listVersion), committedAt: instantOf(Date.now()), liveEntries: here.length, liveHash } }, partition);
  });
  const timer = setInterval(() => {
    if (!frozen) void inTurn(() => send(marks()));
  }, EVERY_MS);

  return {
    state: (entry) => inTurn(async () => {
      const version = (versions.get(entry.entryId) ?? 0) + 1;
      versions.set(entry.entryId, version);
      if (BigInt(entry.listVersion) > listVersion) listVersion = BigInt(entry.listVersion);
      if (entry.status === 'in-force') live.set(entry.entryId, version);
      else live.delete(entry.entryId);
      await send([statement(entry, version), ...(entry.status === 'ended' ? [statement(entry, version, null)] : [])]);
    }),
    replay: (entry, version) => inTurn(() => send([statement(entry, version)])),
    freeze: () => void (frozen = true),
    thaw: () => void (frozen = false),
    countUnstated: (entryId) => void live.set(entryId, 1),
    stop: async () => {
      clearInterval(timer);
      await Promise.allSettled([turn]);
      await producer?.disconnect();
    },
  };
}
