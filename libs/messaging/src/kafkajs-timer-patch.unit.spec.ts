import { describe, expect, it } from '@jest/globals';
// @ts-expect-error KafkaJS has no types for its internals
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { patchRequestQueueTimer } from './kafkajs-timer-patch.ts';

const original = RequestQueue.prototype.scheduleCheckPendingRequests;

/** Wake-ups of one idle queue in 300 ms after its first answered request. */
async function wakeUps(): Promise<number> {
  const logger = { debug: () => undefined, warn: () => undefined, error: () => undefined, namespace: (): object => logger };
  const queue = new RequestQueue({ instrumentationEmitter: null, maxInFlightRequests: null, requestTimeout: 1000, enforceRequestTimeout: false, clientId: 't', broker: 'b', logger, isConnected: () => true });
  let count = 0;
  const check = queue.checkPendingRequests.bind(queue);
  queue.checkPendingRequests = () => {
    count += 1;
    check();
  };
  queue.fulfillRequest({ correlationId: 1, payload: {}, size: 0 });
  await new Promise((resolve) => setTimeout(resolve, 300));
  queue.destroy();
  return count;
}

describe('KafkaJS timer patch', () => {
  it('an idle connection wakes up hundreds of times a second without it and never with it', async () => {
    RequestQueue.prototype.scheduleCheckPendingRequests = original;
    expect(await wakeUps()).toBeGreaterThan(50);
    patchRequestQueueTimer();
    expect(await wakeUps()).toBe(1);
  });

  it('a throttled or crowded queue is still looked at', async () => {
    patchRequestQueueTimer();
    let looked = 0;
    const queue = { throttledUntil: Date.now() + 30, throttleCheckTimeoutId: null, pending: [] as unknown[], checkPendingRequests: () => (looked += 1) };
    RequestQueue.prototype.scheduleCheckPendingRequests.call(queue);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(looked).toBe(1);
    Object.assign(queue, { throttledUntil: -1, pending: [{}] });
    RequestQueue.prototype.scheduleCheckPendingRequests.call(queue);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(looked).toBe(2);
  });
});
