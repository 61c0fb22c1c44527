import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RECORD } from '@credit/contracts/events';
import { dlqTopic } from '@credit/contracts/topics';
import { DomainError } from '@credit/kernel';
import { parkedOps } from '@credit/messaging';
import type { EventBatch, OutgoingRecord } from '@credit/messaging';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ALL_TOPICS, EFFECTS, GROUP, readAll, recordEvent, RECORDS, runStrategy, send, writeEffects } from '../pipeline-kit.ts';
import type { Running } from '../pipeline-kit.ts';

let f: PipelineFixture;
let running: Running | undefined;
const one = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>> => (await f.admin.query(sql, values)).rows[0];
const effectsOf = async (id: string): Promise<number[]> => (await f.admin.query('select version::int as v from effect where aggregate_id = $1 order by n', [id])).rows.map(({ v }) => v);
const parkedOf = async (id: string): Promise<[number, string, string][]> =>
  (await f.admin.query(`select version::int as v, cause, state from parked where aggregate_id = $1 order by version, parked_at`, [id])).rows.map(({ v, cause, state }) => [v, cause, state]);
const versions = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const apply = ({ events, uow }: EventBatch): Promise<void> => writeEffects(uow, events);
const start = async (records: (batch: EventBatch) => Promise<void> = apply, types?: readonly string[]): Promise<void> => {
  running = await runStrategy(f, { records, ...(types ? { types } : {}) });
};
/** Fails on the given aggregate's version for as long as `broken` says so. */
const failing = (id: string, version: number, broken: () => boolean, error: () => Error) => async (batch: EventBatch): Promise<void> => {
  if (broken() && batch.events.some((e) => e.aggregateId === id && e.aggregateVersion === String(version))) throw error();
  await apply(batch);
};

beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query(EFFECTS);
});
beforeEach(() => f.admin.query('truncate effect, parked'));
afterEach(async () => {
  await running?.close();
  running = undefined;
});
afterAll(() => f?.close());

describe('failure table of internal topics', () => {
  it('R8: poison of every kind in the middle of a hot partition parks alone; everything else flows; the consumer stays in its group', async () => {
    const key = 'one-hot-key';
    const good = versions(1, 60).map(() => newEventId());
    const [bug, refused, invalid, unknown, version, unreadable, keyless] = versions(1, 7).map(() => newEventId());
    const poison: OutgoingRecord[] = [
      recordEvent(bug!, 1, { key }), recordEvent(refused!, 1, { key }), recordEvent(invalid!, 1, { key, data: { recordId: 'no' } }),
      recordEvent(unknown!, 1, { key, type: 'test.unknown.happened.v1' }), recordEvent(version!, 1, { key, type: RECORD.recorded.replace(/v1$/, 'v9') }),
      { key, value: Buffer.from([0xff, 0xfe, 0x00]), headers: {} }, { key, value: '{"a":', headers: recordEvent(unreadable!, 1).headers },
      recordEvent(keyless!, 1, { key, data: { text: 'x'.repeat(200_000) } }),
    ];
    const events = good.map((id) => recordEvent(id, 1, { key }));
    await send(f.kafka, RECORDS.name, [...events.slice(0, 30), ...poison, ...events.slice(30)]);
    await start(async (batch) => {
      if (batch.events.some((e) => e.aggregateId === refused)) throw new DomainError({ code: 'TEST.REFUSED', message: 'rule says no', userMessage: '规则不允许' });
      if (batch.events.some((e) => e.aggregateId === bug)) throw new TypeError('x is not a function');
      await apply(batch);
    });
    await eventually(async () => Number((await one('select count(*) as n from effect'))['n']) === 60, 'all good events have their effect');
    const causes = (await f.admin.query('select cause, count(*)::int as n from parked group by 1 order by 1')).rows;
    expect(causes).toEqual([{ cause: 'bug', n: 1 }, { cause: 'invalid', n: 3 }, { cause: 'refused', n: 1 }, { cause: 'unknown', n: 2 }, { cause: 'unreadable', n: 1 }]);
    expect(await one('select code, attempts from parked where aggregate_id = $1', [refused])).toEqual({ code: 'TEST.REFUSED', attempts: 1 });
    expect(await one('select code, attempts from parked where aggregate_id = $1', [bug])).toEqual({ code: 'HANDLER.FAILED', attempts: 3 });
    expect(f.logger.lines.filter(({ code }) => code === 'TEST.FATAL')).toEqual([]);

    const dlq = dlqTopic(RECORDS.name, GROUP);
    await eventually(async () => (await f.kafka.offsetsOf(dlq))[0]!.high === '8', 'eight copies on the dead-letter topic');
    const copy = (await readAll(f, dlq)).find(({ headers }) => headers['credit-error-code'] === 'TEST.REFUSED')!;
    expect(copy.headers).toMatchObject({
      'kafka_dlt-original-topic': RECORDS.name, 'kafka_dlt-original-offset': '31', 'kafka_dlt-original-consumer-group': GROUP, 'kafka_dlt-exception-message': 'TestRefused: rule says no'.replace('TestRefused', 'DomainError'),
      'credit-attempts': '1', ce_aggregateid: refused,
    });
    expect(copy.key).toBe(key);
  });

  it('R9: behind a parked event 100 later ones wait; after the fix they are applied in version order, once', async () => {
    const id = newEventId();
    let broken = true;
    await start(failing(id, 2, () => broken, () => new Error('not yet written')));
    await send(f.kafka, RECORDS.name, versions(1, 102).map((v) => recordEvent(id, v)));
    await eventually(async () => (await parkedOf(id)).length === 101, '101 events are parked');
    expect(await effectsOf(id)).toEqual([1]);
    const ops = parkedOps(f.database, running!.strategy);
    const first = (await ops.list()).find(({ cause }) => cause === 'bug')!;
    expect((await ops.show(first.id)).behind).toBe(100);
    await ops.replay(first.id, 'still broken', 'operator:t');
    expect(await effectsOf(id)).toEqual([1]);
    expect((await ops.show(first.id)).attempts).toBe(4);
    broken = false;
    await ops.replay(first.id, 'fixed in 1.0.1', 'operator:t');
    expect(await effectsOf(id)).toEqual(versions(1, 102));
    await send(f.kafka, RECORDS.name, [recordEvent(id, 103)]);
    await eventually(async () => (await effectsOf(id)).length === 103, 'new events flow again');
    expect(await one('select parked from consumed where aggregate_id = $1', [id])).toEqual({ parked: 0 });
  });

  it('a discard raises the stored version, keeps who and why, and what waits behind goes on', async () => {
    const id = newEventId();
    await start(failing(id, 2, () => true, () => new DomainError({ code: 'TEST.NEVER', message: 'never', userMessage: '不允许' })));
    await send(f.kafka, RECORDS.name, versions(1, 4).map((v) => recordEvent(id, v)));
    await eventually(async () => (await parkedOf(id)).length === 3, 'three events are parked');
    const ops = parkedOps(f.database, running!.strategy);
    const refused = (await ops.list({ code: 'TEST.NEVER' }))[0]!;
    await expect(ops.discard(refused.id, ' ', 'operator:t')).rejects.toMatchObject({ code: 'PARKED.REASON_MISSING' });
    expect(await ops.discard(refused.id, 'sent by mistake', 'operator:t')).toMatchObject({ state: 'discarded', decidedBy: 'operator:t', decidedReason: 'sent by mistake', bodyKept: false });
    expect(await effectsOf(id)).toEqual([1, 3, 4]);
    await expect(ops.discard(refused.id, 'again', 'operator:t')).rejects.toMatchObject({ code: 'PARKED.NOT_WAITING' });
  });

  it('a gap waits and closes by itself when the missing version arrives', async () => {
    const id = newEventId();
    await start();
    await send(f.kafka, RECORDS.name, [recordEvent(id, 1), recordEvent(id, 3), recordEvent(id, 4)]);
    await eventually(async () => (await parkedOf(id)).length === 2, 'versions 3 and 4 wait');
    expect(await parkedOf(id)).toEqual([[3, 'gap', 'waiting'], [4, 'gap', 'waiting']]);
    await send(f.kafka, RECORDS.name, [recordEvent(id, 2)]);
    await eventually(async () => (await effectsOf(id)).length === 4, 'all four are applied');
    expect(await effectsOf(id)).toEqual([1, 2, 3, 4]);
  });

  it('an ending overtakes: it is handled at once over a gap, and what waited below it is over', async () => {
    const id = newEventId();
    await start(failing(id, 2, () => true, () => new Error('bug in amended')));
    await send(f.kafka, RECORDS.name, [recordEvent(id, 1), recordEvent(id, 2), recordEvent(id, 3)]);
    await eventually(async () => (await parkedOf(id)).length === 2, 'versions 2 and 3 are parked');
    await send(f.kafka, RECORDS.name, [recordEvent(id, 4, { type: RECORD.revoked }), recordEvent(id, 5)]);
    await eventually(async () => (await effectsOf(id)).length === 3, 'the revocation and what follows are applied');
    expect(await effectsOf(id)).toEqual([1, 4, 5]);
    expect((await parkedOf(id)).map(([, , state]) => state)).toEqual(['overtaken', 'overtaken']);
  });

  it('types this service does not take raise the version and are counted; unknown ones park', async () => {
    const id = newEventId();
    await start(apply, [RECORD.recorded]);
    await send(f.kafka, RECORDS.name, [recordEvent(id, 1), recordEvent(id, 2, { type: RECORD.amended }), recordEvent(id, 3)]);
    await eventually(async () => (await effectsOf(id)).length === 2, 'the handled types are applied');
    expect(await effectsOf(id)).toEqual([1, 3]);
    expect(await parkedOf(id)).toEqual([]);
  });

  it('parked bytes are sealed at rest and never show an identity number', async () => {
    const id = newEventId();
    const person = '11010519491231002X';
    await start();
    await send(f.kafka, RECORDS.name, [recordEvent(id, 1, { data: { secretText: 'plain-text-marker' } }), recordEvent(newEventId(), 1, { data: { personIdNo: person } })]);
    await eventually(async () => Number((await one('select count(*) as n from parked'))['n']) === 2, 'both are parked');
    const rows = (await f.admin.query('select * from parked')).rows;
    expect(rows.filter(({ body }) => body === null)).toHaveLength(1);
    expect(JSON.stringify(rows.map((row) => ({ ...row, body: row.body?.toString('latin1') })))).not.toMatch(/plain-text-marker|11010519491231002X/);
  });
});
