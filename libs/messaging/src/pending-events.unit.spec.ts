import { describe, expect, it } from '@jest/globals';
import type { RawBatch } from './kafka-port.ts';
import { PendingEvents } from './pending-events.ts';

const secondsAgo = (s: number): string => String(Date.now() - s * 1_000);
const batch = (topic: string, partition: number, ages: readonly number[], highWatermark: number): RawBatch => ({
  topic, partition, highWatermark: String(highWatermark), records: ages.map((age, offset) => ({ key: null, value: null, offset: String(offset), timestamp: secondsAgo(age) })),
});
const ageOf = (pending: PendingEvents, topic: string): number => Math.round(pending.ages().get(topic)! / 1_000);

describe('pending events', () => {
  it('a topic that is read to its end has none, one that was never fetched neither', () => {
    const pending = new PendingEvents(['a', 'b']);
    expect([...pending.ages()]).toEqual([['a', 0], ['b', 0]]);
    const whole = batch('a', 0, [90, 60], 2);
    pending.fetched(whole);
    expect(ageOf(pending, 'a')).toBe(90);
    pending.moved(whole, 2);
    expect(ageOf(pending, 'a')).toBe(0);
  });

  it('the age is that of the next event, of the slowest partition; a batch that stands still grows older', () => {
    const pending = new PendingEvents(['a']);
    const slow = batch('a', 0, [300, 200, 100], 10);
    pending.fetched(slow);
    pending.fetched(batch('a', 1, [50], 1));
    pending.moved(slow, 1);
    expect(ageOf(pending, 'a')).toBe(200);
    pending.moved(slow, 3); // the rest of the ten lies on the broker and is not older than the last one seen
    expect(ageOf(pending, 'a')).toBe(100);
    pending.forget();
    expect(ageOf(pending, 'a')).toBe(0);
  });
});
