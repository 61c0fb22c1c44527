// @ts-expect-error KafkaJS has no types for its internals
import groupMessagesPerPartition from 'kafkajs/src/producer/groupMessagesPerPartition.js';
// @ts-expect-error KafkaJS has no types for its internals
import SubscriptionState from 'kafkajs/src/consumer/subscriptionState.js';
import { patchFetchOrder } from './kafkajs-fetch-order-patch.ts';
import { grouped } from './kafkajs-grouped.ts';

interface Assigned {
  topic: string;
  partitions: number[];
}

describe('the order in which a consumer asks for its partitions', () => {
  it('begins with each topic and each partition in turn, and always names all of them', () => {
    patchFetchOrder();
    patchFetchOrder();
    const state = new (SubscriptionState as new () => { assign(list: Assigned[]): void; assigned(): Assigned[] })();
    state.assign([{ topic: 'a', partitions: [0, 1, 2] }, { topic: 'b', partitions: [0, 1] }]);
    const asked = Array.from({ length: 6 }, () => state.assigned());
    expect(new Set(asked.map(([first]) => `${first!.topic}/${first!.partitions[0]}`))).toEqual(new Set(['a/0', 'a/1', 'a/2', 'b/0', 'b/1']));
    for (const one of asked) expect(one.map(({ topic, partitions }) => [topic, [...partitions].sort()]).sort()).toEqual([['a', [0, 1, 2]], ['b', [0, 1]]]);
  });
});

describe('records that know their partitions', () => {
  const record = (n: number) => ({ key: `k${n}`, value: 'v', headers: {}, partition: n % 3 });
  const group = (messages: unknown): unknown =>
    (groupMessagesPerPartition as (args: object) => unknown)({ topic: 't', partitionMetadata: [{}, {}, {}], messages, partitioner: ({ message }: { message: { partition: number } }) => message.partition });
  it('fall into the same groups, in the same order, as KafkaJS would put them', () => {
    const records = Array.from({ length: 20 }, (_, n) => record(n));
    expect(group(grouped(records))).toEqual(group(records));
  });
  it('and those that do not are left to KafkaJS', () => {
    const records = [record(0), { key: null, value: 'v', headers: {} }];
    expect(grouped(records)).toBe(records);
  });
});
