import { jest } from '@jest/globals';
// @ts-expect-error KafkaJS has no types for its internals
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';
// @ts-expect-error KafkaJS has no types for its internals
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
// @ts-expect-error KafkaJS has no types for its internals
import SocketRequest from 'kafkajs/src/network/requestQueue/socketRequest.js';
import { patchClock } from './kafkajs-clock-patch.ts';

const DAY_MS = 86_400_000;

describe('KafkaJS and a wall clock that jumps', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([['forward', DAY_MS], ['back', -DAY_MS]])('heartbeats are neither missed nor rushed, requests time out when they should, after a jump %s', async (_, jump) => {
    patchClock();
    let beats = 0;
    const group = new ConsumerGroup({ retry: {}, cluster: {}, groupId: 'g', topics: [], topicConfigurations: {}, logger: { namespace: () => ({}) }, instrumentationEmitter: { emit: () => true }, assigners: [] });
    Object.assign(group, { memberId: 'm', coordinator: { heartbeat: () => Promise.resolve(void (beats += 1)) } });
    const request = new SocketRequest({ requestTimeout: 1_000, broker: 'b', entry: {}, expectResponse: true, send: () => undefined, timeout: () => undefined });
    request.send();
    const queue = Object.create((RequestQueue as { prototype: object }).prototype) as { throttledUntil: number };
    queue.throttledUntil = Date.now() + 500;

    const real = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => real() + jump);
    await group.heartbeat({ interval: 60_000 });
    expect(beats).toBe(0);
    expect(Math.abs(Date.now() - request.sentAt)).toBeLessThan(5_000);
    expect(queue.throttledUntil - Date.now()).toBeLessThanOrEqual(501);
    expect(queue.throttledUntil - Date.now()).toBeGreaterThan(-5_000);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await group.heartbeat({ interval: 50 });
    expect(beats).toBe(1);
  });
});
