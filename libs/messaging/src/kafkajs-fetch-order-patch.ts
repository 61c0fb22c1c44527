// @ts-expect-error KafkaJS has no types for its internals
import SubscriptionState from 'kafkajs/src/consumer/subscriptionState.js';

interface Assigned {
  topic: string;
  partitions: number[];
}
interface State {
  assigned(): Assigned[];
}

const turned = <T>(list: readonly T[], by: number): T[] => {
  const at = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(at), ...list.slice(0, at)];
};

let patched = false;

/**
 * KafkaJS asks for partitions in the same order each time, and the broker fills an answer of limited size in the order asked: those in front would starve the others.
 * Each question begins with another topic, each round of topics with another partition. Idempotent.
 */
export function patchFetchOrder(): void {
  if (patched) return;
  patched = true;
  const prototype = (SubscriptionState as { prototype: State }).prototype;
  const original = prototype.assigned;
  const turns = new WeakMap<State, number>();
  prototype.assigned = function (this: State): Assigned[] {
    const turn = turns.get(this) ?? 0;
    turns.set(this, turn + 1);
    const topics = original.call(this);
    const round = Math.floor(turn / Math.max(topics.length, 1));
    return turned(topics, turn).map(({ topic, partitions }) => ({ topic, partitions: turned(partitions, round) }));
  };
}
