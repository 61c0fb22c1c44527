import type { Database, Lane } from '@credit/persistence';
import { textArray } from '@credit/persistence';
import type { KafkaPort, SentPartition } from './kafka-port.ts';
import type { RelayLease } from './relay-lease.ts';

export interface SentRange extends SentPartition {
  count: number;
  firstId: number;
  lastId: number;
}

/** Sends are remembered per this many journal ids; what goes out again after a loss starts at most so many too early. */
const BUCKET = 20_000;
/** `last_id` is the end of the bucket; the row grows with each send that falls into it. */
const SENT = {
  name: 'relay_sent',
  text: `insert into relay_sent as r (lane, topic, part, base_offset, count, first_id, last_id)
    select $1, t, p::int4, b::int8, c::int4, f::int8, (l::int8 / ${BUCKET} + 1) * ${BUCKET} - 1 from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as x(t, p, b, c, f, l)
    where set_config('synchronous_commit', 'off', true) = 'off'
    on conflict (lane, topic, part, last_id) do update set count = greatest(r.count, excluded.base_offset + excluded.count - r.base_offset), sent_at = now()`,
};
const ENDS = 'select topic, part, max(base_offset + count) as next from relay_sent where lane = $1 group by 1, 2';
const LOST = 'select min(first_id) as id from relay_sent where lane = $1 and topic = $2 and part = $3 and base_offset + count > $4';
const FORGET = 'delete from relay_sent where lane = $1 and ($2::text is null or (topic = $2 and part = $3 and base_offset + count > $4))';

/** Remembers where the broker put the records of a send. */
export async function rememberSent(database: Database, lane: Lane, ranges: readonly SentRange[]): Promise<void> {
  const known = ranges.filter(({ baseOffset }) => baseOffset !== '-1');
  if (known.length === 0) return;
  const column = (value: (range: SentRange) => string | number): Buffer => textArray(known.map((range) => String(value(range))));
  await database.pool.query({
    ...SENT,
    values: [lane, column((r) => r.topic), column((r) => r.partition), column((r) => r.baseOffset), column((r) => r.count), column((r) => r.firstId), column((r) => r.lastId)],
  });
}

/** Where partitions end, as this process knows them. A record that lands below such an end shows that the broker has forgotten a tail, also when its place has been filled again since. */
export class KnownEnds {
  private readonly ends = new Map<string, number>();
  private readonly fell = new Map<string, number>();

  /** Takes where records landed. @returns whether a tail was lost that nobody has looked after yet */
  landed(ranges: readonly { topic: string; partition: number; baseOffset: string; count: number }[]): boolean {
    for (const { topic, partition, baseOffset, count } of ranges) {
      if (baseOffset === '-1') continue;
      const name = `${topic}/${partition}`;
      const base = Number(baseOffset);
      if (base < (this.ends.get(name) ?? 0)) this.fell.set(name, Math.min(base, this.fell.get(name) ?? base));
      this.ends.set(name, base + count);
    }
    return this.fell.size > 0;
  }

  /** Takes the end that the broker names. @returns up to where what was sent before is surely still there */
  told(topic: string, partition: number, high: number): number {
    const name = `${topic}/${partition}`;
    const kept = Math.min(high, this.fell.get(name) ?? high);
    this.fell.delete(name);
    this.ends.set(name, high);
    return kept;
  }

  clear(): void {
    this.ends.clear();
    this.fell.clear();
  }
}

/**
 * Compares what the broker has with what we were told it has (P-12). Tail of a partition lost: the cursor goes back to the first journal row of the lost tail.
 * Topic new or another cluster: back to the beginning of the journal. Readers drop what they have by version.
 * @returns the id it went back to, or undefined when the broker remembers everything
 */
export async function checkBroker(database: Database, kafka: KafkaPort, lane: Lane, lease: RelayLease, known: KnownEnds): Promise<number | undefined> {
  const clusterId = await kafka.clusterId();
  if (lease.clusterId !== null && lease.clusterId !== clusterId) {
    known.clear();
    await database.pool.query(FORGET, [lane, null, null, null]);
    await lease.rewind(clusterId, 0);
    return 0;
  }
  if (lease.clusterId === null) await lease.rewind(clusterId, lease.position);
  const ends = (await database.pool.query<{ topic: string; part: number; next: string }>(ENDS, [lane])).rows;
  const existing = new Set(await kafka.topicNames());
  let back: number | undefined;
  for (const topic of new Set(ends.map((end) => end.topic))) {
    const ranges = existing.has(topic) ? await kafka.offsetsOf(topic) : [];
    for (const end of ends.filter((candidate) => candidate.topic === topic)) {
      const high = known.told(topic, end.part, Number(ranges.find(({ partition }) => partition === end.part)?.high ?? 0));
      if (high >= Number(end.next)) continue;
      const lost = high === 0 ? 1 : Number((await database.pool.query<{ id: string | null }>(LOST, [lane, topic, end.part, high])).rows[0]?.id ?? 1);
      await database.pool.query(FORGET, [lane, topic, end.part, high]);
      back = Math.min(back ?? lost - 1, lost - 1);
    }
  }
  if (back === undefined || back >= lease.position) return undefined;
  await lease.rewind(clusterId, back);
  return back;
}
