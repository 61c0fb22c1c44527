import { createHash } from 'node:crypto';
import { findIdentityNumbers } from '@credit/kernel';
import type { Database, UnitOfWork } from '@credit/persistence';
import { textArray } from '@credit/persistence';
import { PositionsFellBack } from './given-up.ts';
import type { KafkaPort, RawBatch, RawRecord } from './kafka-port.ts';

interface Place {
  /** Offset after the last committed record, as the database knew it when last read or written. */
  next: number;
  lastEventId: string | null;
  verified: boolean;
  seeks: number;
}

const ENSURE = 'insert into consumer_position (topic, part, next_offset) select t, p::int4, 0 from unnest($1::text[], $2::text[]) as x(t, p) order by 1, 2 on conflict do nothing';
const LOAD = 'select topic, part, next_offset, last_event_id from consumer_position';
const LOCK = {
  name: 'position_lock',
  text: `select p.topic, p.part, p.next_offset from unnest($1::text[], $2::text[]) as x(t, n) join consumer_position p on p.topic = x.t and p.part = x.n::int4 order by p.topic, p.part for update of p`,
};
const MOVE = {
  name: 'position_move',
  text: `update consumer_position p set next_offset = x.o::int8, last_event_id = x.e from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(t, n, o, e) where p.topic = x.t and p.part = x.n::int4`,
};
const RESET = 'update consumer_position set next_offset = 0, last_event_id = null where topic = $1 and part = $2';

/** What is kept of the last event id: the id, or its hash when a careless sender put an identity number into it (decision 1). */
const markOf = (eventId: string | null): string | null =>
  eventId !== null && findIdentityNumbers(eventId).length > 0 ? `sha256:${createHash('sha256').update(eventId).digest('base64url')}` : eventId;

/** A record with its place on the broker. */
export interface Placed {
  topic: string;
  partition: number;
  offset: number;
  eventId: string | null;
}

export const placeOf = ({ topic, partition }: { topic: string; partition: number }): string => `${topic}/${partition}`;

/** The last record of each partition, in the order in which the partitions appear. */
export function lastOfEach<P extends Placed>(records: readonly P[]): P[] {
  const last = new Map<string, P>();
  for (const record of records) last.set(placeOf(record), record);
  return [...last.values()];
}

/**
 * Locks the rows of the partitions that the records come from, in one order for all, and keeps the records above them; everything below was committed before. Also stops a stale generation.
 * @param remembered the next offset of a place as this service knows it
 * @throws PositionsFellBack when less is stored: what lies between was read before and is not there any more
 */
export async function aheadOfPositions<P extends Placed>(uow: UnitOfWork, records: readonly P[], remembered: (place: string) => number): Promise<P[]> {
  const partitions = lastOfEach(records);
  const rows = await uow.query<{ topic: string; part: number; next_offset: string }>(LOCK, [textArray(partitions.map((p) => p.topic)), textArray(partitions.map((p) => String(p.partition)))]);
  const next = new Map(rows.map((row) => [placeOf({ topic: row.topic, partition: row.part }), Number(row.next_offset)]));
  const fallen = partitions.map(placeOf).filter((place) => (next.get(place) ?? -1) < remembered(place));
  if (fallen.length > 0) throw new PositionsFellBack(`the stored position is older than what was committed: ${fallen.join(', ')}`);
  return records.filter((record) => record.offset >= next.get(placeOf(record))!);
}

/** Moves the positions behind the last of the records of each partition. */
export async function movePositions(uow: UnitOfWork, records: readonly Placed[]): Promise<void> {
  const last = lastOfEach(records);
  if (last.length === 0) return;
  await uow.query(MOVE, [textArray(last.map((p) => p.topic)), textArray(last.map((p) => String(p.partition))), textArray(last.map((p) => String(p.offset + 1))), textArray(last.map((p) => markOf(p.eventId)))]);
}

/**
 * The database, not the broker, knows how far we are (P-12). After each assignment the consumer starts one record before the stored position and compares that record's
 * event id; a different or a missing one means that the broker lost data, and the partition is read again from its beginning.
 */
export class Positions {
  private readonly database: Database;
  private readonly kafka: KafkaPort;
  private readonly seek: (topic: string, partition: number, offset: string) => void;
  private places = new Map<string, Place>();
  private ready: Promise<void> = Promise.resolve();

  constructor(database: Database, kafka: KafkaPort, seek: (topic: string, partition: number, offset: string) => void) {
    this.database = database;
    this.kafka = kafka;
    this.seek = seek;
  }

  /** Reads the stored positions of a new assignment and moves the consumer there; batches wait for it. */
  assign(assignment: ReadonlyMap<string, readonly number[]>): void {
    const load = this.load(assignment);
    this.ready = load;
    load.catch(() => undefined);
  }

  private async load(assignment: ReadonlyMap<string, readonly number[]>): Promise<void> {
    const held = [...assignment].flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })));
    await this.database.pool.query(ENSURE, [textArray(held.map(({ topic }) => topic)), textArray(held.map(({ partition }) => String(partition)))]);
    const rows = (await this.database.pool.query<{ topic: string; part: number; next_offset: string; last_event_id: string | null }>(LOAD)).rows;
    const stored = new Map(rows.map((row) => [`${row.topic}/${row.part}`, row]));
    this.places = new Map(held.map(({ topic, partition }) => {
      const row = stored.get(`${topic}/${partition}`);
      const next = Number(row?.next_offset ?? 0);
      return [`${topic}/${partition}`, { next, lastEventId: row?.last_event_id ?? null, verified: false, seeks: 0 }];
    }));
    for (const { topic, partition } of held) this.seekBack(topic, partition);
  }

  private seekBack(topic: string, partition: number): void {
    const place = this.places.get(`${topic}/${partition}`)!;
    place.seeks += 1;
    this.seek(topic, partition, String(Math.max(place.next - 1, 0)));
  }

  /** Waits until positions are known. @throws the database's error */
  async whenReady(assignment: ReadonlyMap<string, readonly number[]>): Promise<void> {
    try {
      await this.ready;
    } catch (error) {
      this.assign(assignment);
      throw error;
    }
  }

  /** Next offset of every held partition. */
  held(): ReadonlyMap<string, number> {
    return new Map([...this.places].map(([name, place]) => [name, place.next]));
  }

  /** Next offset of a place `topic/partition`, 0 when it is not held. */
  remembered(place: string): number {
    return this.places.get(place)?.next ?? 0;
  }

  moved(topic: string, partition: number, next: number, lastEventId: string | null): void {
    const place = this.places.get(`${topic}/${partition}`);
    if (place) Object.assign(place, { next, lastEventId: markOf(lastEventId) });
  }

  /**
   * Whether the batch continues where the database stands.
   * @returns `go`; `drop` when the consumer was moved and the batch must be given up; `amnesia` when the partition was reset to its beginning
   */
  async check(batch: RawBatch, eventIdOf: (record: RawRecord) => string | null): Promise<'go' | 'drop' | 'amnesia'> {
    const place = this.places.get(`${batch.topic}/${batch.partition}`);
    const first = batch.records[0];
    if (!place || !first) return 'drop';
    const at = Number(first.offset);
    if (place.verified && at >= place.next) return 'go';
    place.verified = false;
    const target = Math.max(place.next - 1, 0);
    if (place.next > 0 && at === target && markOf(eventIdOf(first)) !== place.lastEventId) return this.reset(batch, place);
    if (place.next > 0 && at < target) {
      if (place.seeks > 1) return this.reset(batch, place);
      this.seekBack(batch.topic, batch.partition);
      return 'drop';
    }
    if (at > target && place.seeks < 3 && (await this.lowOf(batch)) <= target) {
      this.seekBack(batch.topic, batch.partition);
      return 'drop';
    }
    place.verified = true;
    place.seeks = 0;
    return 'go';
  }

  private async lowOf(batch: RawBatch): Promise<number> {
    const ranges = await this.kafka.offsetsOf(batch.topic);
    return Number(ranges.find(({ partition }) => partition === batch.partition)?.low ?? 0);
  }

  private async reset(batch: RawBatch, place: Place): Promise<'amnesia'> {
    await this.database.pool.query(RESET, [batch.topic, batch.partition]);
    Object.assign(place, { next: 0, lastEventId: null, verified: false, seeks: 1 });
    this.seek(batch.topic, batch.partition, '0');
    return 'amnesia';
  }
}
