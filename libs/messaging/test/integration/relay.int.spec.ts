import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newEventId, withUnitOfWork } from '@credit/persistence';
import { applyTopics } from '@credit/messaging';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { RelayLease } from '../../src/relay-lease.ts';
import { ALL_TOPICS, EFFECTS, fact, publish, readAll, recordEvent, RECEIPTS_TOPIC, RECORDS, relaysOf, runStrategy, send, writeEffects } from '../pipeline-kit.ts';

const NARROW = { ...RECORDS, name: 'narrow', partitions: 1, maxMessageBytes: 2_000 };
const WIDE = { ...RECORDS, name: 'wide', partitions: 1 };

let f: PipelineFixture;
let relays: ReturnType<typeof relaysOf> | undefined;
const one = async (sql: string): Promise<Record<string, unknown>> => (await f.admin.query(sql)).rows[0];
const high = async (topic: string): Promise<number> => (await f.kafka.offsetsOf(topic)).reduce((sum, range) => sum + Number(range.high), 0);
const versionsOn = async (topic: string, id: string): Promise<number[]> =>
  (await readAll(f, topic)).filter(({ headers }) => headers['ce_aggregateid'] === id).map(({ headers }) => Number(headers['ce_aggregateversion']));
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

beforeAll(async () => {
  f = await pipelineFixture({ topics: [...ALL_TOPICS, NARROW, WIDE] });
  await f.admin.query(EFFECTS);
});
afterEach(async () => {
  await relays?.stop();
  relays = undefined;
});
afterAll(() => f?.close());

describe('rows that the relay has in hand', () => {
  it('and rows of another process between them are sent in the order of their commits', async () => {
    const id = newEventId();
    const deaf = { ...f.database, journalWritten: () => undefined };
    relays = relaysOf(f);
    await eventually(() => relays!.health()[0]!.leased, 'the relay has its lease');
    for (let version = 1; version <= 60; version++) {
      await withUnitOfWork(version % 3 === 0 ? deaf : f.database, { actor: 'test', now: f.clock.now(), today: f.clock.today() }, async (uow) => uow.journal('facts', [fact(id, version)]));
    }
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length >= 60, 'all 60 versions are on the topic');
    expect(await versionsOn(RECORDS.name, id)).toEqual(range(1, 60));
  });
});

describe('P-1: what a rejected send does to an idempotent producer', () => {
  it('after a partly failed batch the reused producer loses the next records without an error; a fresh one does not', async () => {
    const small = (n: number) => recordEvent(newEventId(), 1, { data: { n } });
    const big = recordEvent(newEventId(), 1, { data: { text: 'x'.repeat(5_000) } });
    const batch = () => [{ topic: WIDE.name, records: [small(1), small(2), small(3)] }, { topic: NARROW.name, records: [big] }];
    const reused = f.kafka.createProducer();
    await reused.connect();
    await expect(reused.send(batch())).rejects.toThrow(/larger than the max message size/);
    expect(await high(WIDE.name)).toBe(3);
    await reused.send([{ topic: WIDE.name, records: [small(4), small(5), small(6)] }]);
    expect(await high(WIDE.name)).toBe(3);
    await reused.disconnect();
    const fresh = f.kafka.createProducer();
    await fresh.connect();
    await fresh.send([{ topic: WIDE.name, records: [small(4), small(5), small(6)] }]);
    expect(await high(WIDE.name)).toBe(6);
    await fresh.disconnect();
  });

  it('the relay puts exactly the refused event aside and sends everything around it', async () => {
    const before = await high(WIDE.name);
    const id = newEventId();
    const rows = range(1, 40).map((v) => fact(id, v, { topic: WIDE.name }));
    const refused = fact(newEventId(), 1, { topic: NARROW.name, payload: JSON.stringify({ text: 'x'.repeat(5_000) }) });
    await publish(f, [...rows.slice(0, 20), refused, ...rows.slice(20)]);
    relays = relaysOf(f);
    await eventually(async () => (await one('select max(id) as n from journal'))['n'] === (await one(`select id as n from relay_position where lane = 'facts'`))['n'], 'the cursor has passed all rows', { timeoutMs: 20_000 });
    expect(await one('select count(*)::int as n, min(code) as code from outbox_refused')).toEqual({ n: 1, code: 'MESSAGE_TOO_LARGE' });
    const versions = await versionsOn(WIDE.name, id);
    expect([...new Set(versions)]).toEqual(range(1, 40));
    expect(versions.length).toBeGreaterThanOrEqual(40);
    expect((await high(WIDE.name)) - before).toBe(versions.length);
    expect(relays.health()[0]).toMatchObject({ refused: 1 });
  });

  it('a clock that is a day ahead puts nothing aside: every fact goes out, in order', async () => {
    const id = newEventId();
    const asideBefore = (await one('select count(*)::int as n from outbox_refused'))['n'];
    await publish(f, range(1, 20).map((v) => fact(id, v)));
    const real = Date.now;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => real() + 86_400_000);
    try {
      relays = relaysOf(f);
      await eventually(async () => new Set(await versionsOn(RECORDS.name, id)).size === 20, 'all twenty are on the topic', { timeoutMs: 20_000 });
    } finally {
      clock.mockRestore();
    }
    expect((await one('select count(*)::int as n from outbox_refused'))['n']).toBe(asideBefore);
  });
});

describe('relay', () => {
  it('sends both lanes, each with its own cursor; rows without a public event are passed over', async () => {
    const id = newEventId();
    await publish(f, [fact(id, 1), { ...fact(id, 2), publish: null }]);
    await publish(f, [fact(newEventId(), 1, { topic: RECEIPTS_TOPIC.name })], 'receipts');
    relays = relaysOf(f, ['facts', 'receipts']);
    await eventually(async () => (await high(RECEIPTS_TOPIC.name)) === 1, 'the receipt is on its topic');
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length === 1, 'the fact is on its topic');
    await eventually(async () => /credit_outbox_age_seconds\{lane="facts",[^}]*\} 0\n/.test(await f.metrics.text()), 'nothing is pending');
  });

  it('the figures of a lane are those of the database: a row that waits shows its age, also when no relay runs', async () => {
    relays = relaysOf(f);
    await eventually(() => relays!.health()[0]!.leased, 'the relay holds the lane');
    await relays.stop();
    await publish(f, [fact(newEventId(), 1)]);
    const figure = async (series: string): Promise<string> => new RegExp(`${series}\\{lane="facts",[^}]*\\} (\\S+)`).exec(await f.metrics.text())![1]!;
    await eventually(async () => Number(await figure('credit_outbox_age_seconds')) > 0.5, 'the row grows old');
    expect(await figure('credit_relay_lease_age_seconds')).toBe('+Inf'); // given back, and nobody took it
    relays = relaysOf(f);
    await eventually(async () => (await figure('credit_outbox_age_seconds')) === '0', 'the row is sent');
    expect(Number(await figure('credit_relay_lease_age_seconds'))).toBeLessThan(3);
  });

  it('killed between send and position: the events go out again, downstream nothing is applied twice', async () => {
    const id = newEventId();
    await publish(f, range(1, 10).map((v) => fact(id, v)));
    const before = (await one(`select id from relay_position where lane = 'facts'`))['id'];
    relays = relaysOf(f);
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length >= 10, 'all ten are sent');
    await relays.stop();
    await f.admin.query(`update relay_position set id = $1, lease_until = '-infinity' where lane = 'facts'`, [before]);
    relays = relaysOf(f);
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length === 20, 'all ten are sent again');
    const running = await runStrategy(f, { records: ({ events, uow }) => writeEffects(uow, events) });
    const applied = async (): Promise<number[]> => (await f.admin.query('select version::int as v from effect where aggregate_id = $1 order by n', [id])).rows.map(({ v }) => v);
    await eventually(async () => (await applied()).length >= 10 && running.strategy.health().caughtUp, 'the reader has caught up');
    expect(await applied()).toEqual(range(1, 10));
    await running.close();
  });

  it('one lane, one sender: a second instance waits, takes over when the lease expires, and nothing is lost or reordered', async () => {
    relays = relaysOf(f);
    await eventually(() => relays!.health()[0]!.leased, 'the first instance holds the lane');
    const second = relaysOf(f);
    const id = newEventId();
    await publish(f, range(1, 5).map((v) => fact(id, v)));
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length === 5, 'the first five are sent');
    expect(second.health()[0]!.leased).toBe(false);
    await f.admin.query(`update relay_position set token = gen_random_uuid(), lease_until = clock_timestamp() + interval '1 second' where lane = 'facts'`);
    for (let v = 6; v <= 30; v++) await publish(f, [fact(id, v)]);
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length >= 30, 'all thirty are sent by whoever took the lane');
    const versions = await versionsOn(RECORDS.name, id);
    expect([...new Set(versions)]).toEqual(range(1, 30));
    expect([relays.health()[0]!.leased, second.health()[0]!.leased].filter(Boolean)).toHaveLength(1);
    await second.stop();
  });

  it('an instance that dies right after it renewed its lease is replaced in less than five seconds', async () => {
    const dead = new RelayLease(f.database, 'facts');
    expect(await dead.take()).toBe(true);
    const died = performance.now();
    relays = relaysOf(f);
    const id = newEventId();
    await publish(f, [fact(id, 1)]);
    await eventually(() => relays!.health()[0]!.leased, 'the other instance holds the lane', { intervalMs: 20 });
    const tookMs = performance.now() - died;
    await eventually(async () => (await versionsOn(RECORDS.name, id)).length === 1, 'and sends what waited');
    expect(tookMs).toBeGreaterThan(2_500);
    expect(tookMs).toBeLessThan(5_000);
  });

  it('a relay that was frozen longer than its lease knows it on the monotonic clock before it sends', async () => {
    const lease = new RelayLease(f.database, 'receipts');
    expect(await lease.take()).toBe(true);
    expect(lease.held).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(lease.held).toBe(false);
    expect(await new RelayLease(f.database, 'receipts').take()).toBe(false);
    await lease.free();
  });

  it('broker amnesia: a topic that comes back empty is filled again from the journal; readers apply nothing twice', async () => {
    const id = newEventId();
    await publish(f, range(1, 8).map((v) => fact(id, v, { topic: WIDE.name })));
    relays = relaysOf(f);
    await eventually(async () => (await versionsOn(WIDE.name, id)).length === 8, 'all eight are sent');
    await relays.stop();
    await f.kafka.deleteTopics([WIDE.name]);
    await eventually(async () => !(await f.kafka.topicNames()).includes(WIDE.name), 'the topic is gone');
    await applyTopics(f.kafka, [WIDE]);
    relays = relaysOf(f);
    await eventually(async () => (await versionsOn(WIDE.name, id)).length === 8, 'all eight are there again', { timeoutMs: 20_000 });
    expect(f.logger.lines.some(({ code }) => code === 'BROKER.AMNESIA')).toBe(true);
    expect(await f.metrics.text()).toMatch(/credit_broker_amnesia_total\{side="relay",[^}]*\} 1\n/);
  });

  it('consumer side of amnesia: positions beyond the new end are found out, the partition is read from its beginning', async () => {
    const first = newEventId();
    const applied = async (id: string): Promise<number> => Number((await f.admin.query('select count(*) as n from effect where aggregate_id = $1', [id])).rows[0].n);
    const handlers = { records: ({ events, uow }: Parameters<Parameters<typeof runStrategy>[1]['records'] & object>[0]) => writeEffects(uow, events) };
    let running = await runStrategy(f, handlers);
    await send(f.kafka, RECORDS.name, range(1, 30).map((v) => recordEvent(first, v)));
    await eventually(async () => (await applied(first)) === 30, 'thirty events are applied');
    await running.close();
    await relays?.stop();
    await f.kafka.deleteTopics([RECORDS.name]);
    await eventually(async () => !(await f.kafka.topicNames()).includes(RECORDS.name), 'the topic is gone');
    await applyTopics(f.kafka, [RECORDS]);
    const next = newEventId();
    await send(f.kafka, RECORDS.name, [...range(1, 30).map((v) => recordEvent(first, v)), recordEvent(next, 1, { key: first })]);
    running = await runStrategy(f, handlers);
    await eventually(async () => (await applied(next)) === 1, 'the event of the new log is applied', { timeoutMs: 20_000 });
    expect(await applied(first)).toBe(30);
    await running.close();
  });
});
