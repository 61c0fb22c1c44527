import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD } from '@credit/contracts/events';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ALL_TOPICS, EFFECTS, fact, publish, readAll, recordEvent, RECORDS, relaysOf, runStrategy, send, writeEffects } from '../pipeline-kit.ts';
import type { Running } from '../pipeline-kit.ts';

let f: PipelineFixture;
const open: Running[] = [];
const count = async (sql: string, values: unknown[] = []): Promise<number> => Number((await f.admin.query(`select count(*) as n from ${sql}`, values)).rows[0].n);

beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query(EFFECTS);
});
afterEach(async () => {
  for (const running of open.splice(0)) await running.close();
});
afterAll(() => f?.close());

describe('from one service to the next', () => {
  it('journal → relay → Kafka → handler → row, with every header, each event once and in order', async () => {
    const ids = Array.from({ length: 20 }, () => newEventId());
    const relays = relaysOf(f);
    open.push(await runStrategy(f, { records: ({ events, uow }) => writeEffects(uow, events) }));
    for (let version = 1; version <= 5; version++) await publish(f, ids.map((id) => fact(id, version)));
    await eventually(async () => (await count('effect')) === 100, 'all 100 events have their effect');
    const effects = (await f.admin.query('select aggregate_id as id, array_agg(version::int order by n) as versions from effect group by 1')).rows;
    expect(effects).toHaveLength(20);
    for (const { versions } of effects) expect(versions).toEqual([1, 2, 3, 4, 5]);
    expect(relays.health()[0]).toMatchObject({ lane: 'facts', leased: true, refused: 0 });
    await relays.stop();
    const wire = (await readAll(f, RECORDS.name))[0]!;
    expect(wire.headers).toMatchObject({ ce_specversion: '1.0', ce_type: RECORD.recorded, ce_aggregateversion: '1', 'content-type': 'application/json' });
    expect(wire.headers['ce_aggregateid']).toBe(wire.key);
  });

  it('the same records once more, and a restart from the stored position, change nothing', async () => {
    const before = await count('effect');
    const id = newEventId();
    const events = [recordEvent(id, 1), recordEvent(id, 2)];
    await send(f.kafka, RECORDS.name, [...events, ...events]);
    open.push(await runStrategy(f, { records: ({ events: fresh, uow }) => writeEffects(uow, fresh) }));
    await eventually(async () => (await count('effect')) === before + 2, 'two new effects');
    await open.pop()!.close();
    open.push(await runStrategy(f, { records: ({ events: fresh, uow }) => writeEffects(uow, fresh) }));
    await send(f.kafka, RECORDS.name, [recordEvent(newEventId(), 1)]);
    await eventually(async () => (await count('effect')) === before + 3, 'the next event arrives after the restart');
    expect(await count('effect')).toBe(before + 3);
    expect(await count('parked')).toBe(0);
  });

  it('what one fetch brings of several partitions shares a transaction; one event that fails holds up no other, and every position moves', async () => {
    const ids = Array.from({ length: 30 }, () => newEventId());
    const bad = newEventId();
    await send(f.kafka, RECORDS.name, [...ids.slice(0, 15), bad, ...ids.slice(15)].map((id) => recordEvent(id, 1)));
    const shared = new Map<string, Set<number>>();
    open.push(await runStrategy(f, { records: async ({ events, uow }) => {
      if (events.some(({ aggregateId }) => aggregateId === bad)) throw new TypeError('bug');
      const [{ id }] = await uow.query<{ id: string }>('select txid_current()::text as id') as [{ id: string }];
      shared.set(id, new Set(events.map(({ partition }) => partition)));
      await writeEffects(uow, events);
    } }));
    await eventually(async () => (await count('effect where aggregate_id = any($1)', [ids])) === 30, 'the 30 others have their effect');
    await eventually(async () => (await count(`parked where aggregate_id = $1 and cause = 'bug'`, [bad])) === 1, 'the one that fails is parked');
    expect(Math.max(...[...shared.values()].map((partitions) => partitions.size))).toBeGreaterThan(1);
    const ends = (await f.kafka.offsetsOf(RECORDS.name)).map(({ partition, high }) => [partition, high]);
    expect((await f.admin.query('select part, next_offset::text as next from consumer_position where topic = $1 order by part', [RECORDS.name])).rows.map(({ part, next }) => [part, next])).toEqual(ends);
    await f.admin.query('delete from parked');
  });

  it('health follows the loop: assigned, all assigned, caught up', async () => {
    const running = await runStrategy(f, { records: async () => undefined });
    open.push(running);
    await eventually(() => running.strategy.health().allAssigned && running.strategy.health().caughtUp, 'the group holds every partition and has caught up');
    expect(running.strategy.health()).toMatchObject({ assigned: 3, parked: 0 });
    expect(running.strategy.health().lastPollAgeMs).toBeLessThan(3_000);
  });
});
