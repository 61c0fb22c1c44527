import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
// @ts-expect-error KafkaJS has no types for its internals
import reference from 'kafkajs/src/producer/partitioners/default/murmur2.js';
import { deal } from './partition-assigner.ts';
import { murmur2, partitionOf } from './partitioner.ts';

describe('murmur2', () => {
  it('equals the Java client', () => {
    expect(['21', 'foobar', 'a-little-bit-long-string', 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8'].map((text) => murmur2(Buffer.from(text))))
      .toEqual([-973932308, -790332482, -985981536, -58897971]);
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => murmur2(Buffer.from(bytes)) === reference(Buffer.from(bytes))));
  });
  it('gives a partition in range for any key', () => {
    fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 50 }), (key, count) => partitionOf(key, count) >= 0 && partitionOf(key, count) < count));
  });
});

describe('assignment (P-21)', () => {
  const members = [
    { memberId: 'a', topics: new Set(['x', 'y']) },
    { memberId: 'b', topics: new Set(['x']) },
  ];
  it('never gives a partition to a member that does not subscribe its topic', () => {
    const given = deal(members, ['x', 'y'], (topic) => (topic === 'x' ? [0, 1, 2] : [0, 1]));
    expect(given.get('a')).toEqual({ x: [0, 2], y: [0, 1] });
    expect(given.get('b')).toEqual({ x: [1] });
  });
  it('gives every partition of a subscribed topic to exactly one subscriber', () => {
    const topics = ['p', 'q', 'r'];
    fc.assert(fc.property(fc.array(fc.subarray(topics), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 7 }), (subscriptions, count) => {
      const group = subscriptions.map((subscribed, n) => ({ memberId: `m${n}`, topics: new Set(subscribed) }));
      const given = deal(group, topics, () => Array.from({ length: count }, (_, n) => n));
      return topics.every((topic) => {
        const holders = group.flatMap(({ memberId }) => (given.get(memberId)![topic] ?? []).map((partition) => ({ memberId, partition })));
        const wanted = group.some((member) => member.topics.has(topic)) ? count : 0;
        return new Set(holders.map(({ partition }) => partition)).size === wanted && holders.length === wanted && holders.every(({ memberId }) => group.find((m) => m.memberId === memberId)!.topics.has(topic));
      });
    }));
  });
});
