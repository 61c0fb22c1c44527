import type { RawBatch } from './kafka-port.ts';

/** How far behind each topic is, from the broker's timestamps: the oldest event that was fetched and is not committed yet. */
export class PendingEvents {
  private readonly since = new Map<string, { topic: string; at: number }>();
  private readonly topics: readonly string[];

  constructor(topics: readonly string[]) {
    this.topics = topics;
  }

  fetched({ topic, partition, records }: RawBatch): void {
    const first = records[0];
    if (first) this.since.set(`${topic}/${partition}`, { topic, at: Number(first.timestamp) });
  }

  /** Everything below `next` is committed. At the end of what the broker had, nothing is pending; else the next event, or one younger than the last. */
  moved({ topic, partition, records, highWatermark }: RawBatch, next: number): void {
    const name = `${topic}/${partition}`;
    if (next >= Number(highWatermark)) this.since.delete(name);
    else this.since.set(name, { topic, at: Number((records.find(({ offset }) => Number(offset) >= next) ?? records.at(-1)!).timestamp) });
  }

  /** Partitions were given to others. */
  forget(): void {
    this.since.clear();
  }

  /** Age per topic, ms. */
  ages(): Map<string, number> {
    const ages = new Map(this.topics.map((topic) => [topic, 0]));
    for (const { topic, at } of this.since.values()) ages.set(topic, Math.max(ages.get(topic) ?? 0, Date.now() - at));
    return ages;
  }
}
