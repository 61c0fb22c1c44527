// @ts-expect-error KafkaJS has no types for its internals
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
// @ts-expect-error KafkaJS has no types for its internals
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
// @ts-expect-error KafkaJS has no types for its internals
import SocketRequest from 'kafkajs/src/network/requestQueue/socketRequest.js';

/** Makes a member that holds a moment of the wall clock keep its distance to now on the monotonic clock, whatever happens to the wall clock meanwhile. */
export function keepsItsDistance(prototype: object, name: string): void {
  const held = new WeakMap<object, { distance: number; at: number }>();
  Object.defineProperty(prototype, name, {
    configurable: true,
    set(this: object, moment: number | null) {
      if (moment === null) held.delete(this);
      else held.set(this, { distance: moment - Date.now(), at: performance.now() });
    },
    get(this: object): number | null {
      const one = held.get(this);
      return one === undefined ? null : Date.now() + one.distance - (performance.now() - one.at);
    },
  });
}

let patched = false;

/**
 * KafkaJS measures spans with the wall clock: set back by a day, a consumer sends no heartbeat for a day and loses its partitions every session time-out, a request never times out, a
 * throttled connection stays silent; set forward, every request in flight times out (R20). Idempotent.
 */
export function patchClock(): void {
  if (patched) return;
  patched = true;
  keepsItsDistance((ConsumerGroup as { prototype: object }).prototype, 'lastRequest');
  keepsItsDistance((SocketRequest as { prototype: object }).prototype, 'sentAt');
  keepsItsDistance((RequestQueue as { prototype: object }).prototype, 'throttledUntil');
}
