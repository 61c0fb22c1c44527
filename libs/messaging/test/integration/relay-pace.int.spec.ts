import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEventId, withUnitOfWork } from '@credit/persistence';
import { startRelays } from '@credit/messaging';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ALL_TOPICS, fact, readAll, RECORDS } from '../pipeline-kit.ts';

let f: PipelineFixture;
const versionsOn = async (topic: string, id: string): Promise<number[]> =>
  (await readAll(f, topic)).filter(({ headers }) => headers['ce_aggregateid'] === id).map(({ headers }) => Number(headers['ce_aggregateversion']));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
});
afterAll(() => f?.close());

describe('a relay with a pace', () => {
  it('sends the first row after a quiet time at once, lets the following ones gather, and ends without waiting', async () => {
    const id = newEventId();
    let sends = 0;
    const port = f.anotherKafka();
    const counting = { ...port, createProducer: () => { const made = port.createProducer(); return { ...made, send: (topics: Parameters<typeof made.send>[0]) => { sends += 1; return made.send(topics); } }; } };
    const relays = startRelays(f.database, counting, { lanes: ['facts'], logger: f.logger, metrics: f.metrics, clock: f.clock, paceMs: 2_000 });
    await eventually(() => relays.health()[0]!.leased, 'the relay has its lease');
    const commit = (version: number): Promise<void> => withUnitOfWork(f.database, { actor: 'test', now: f.clock.now(), today: f.clock.today() }, async (uow) => uow.journal('facts', [fact(id, version)]));
    const began = performance.now();
    await commit(1);
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length >= 1, 'the first one is on the topic');
    expect(performance.now() - began).toBeLessThan(1_900);
    for (const version of range(2, 40)) await commit(version);
    expect(sends).toBeLessThanOrEqual(2);
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length >= 40, 'all versions are on the topic');
    expect(sends).toBeLessThanOrEqual(3);
    await commit(41);
    const ending = performance.now();
    await relays.stop();
    expect(performance.now() - ending).toBeLessThan(1_500);
    expect(await versionsOn(RECORDS.name, id)).toEqual(range(1, 41));
  });
});
