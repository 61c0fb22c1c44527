import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DomainError } from '@credit/kernel';
import { defineAggregate, isTransient, newEventId, runJobPerDate, withUnitOfWork } from '@credit/persistence';
import type { WorkContext } from '@credit/persistence';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { localDate } from '@credit/kernel';

@Entity('counter')
class CounterRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) subjectId: string;
  @Column({ type: 'int4' }) total: number;
  @Column({ type: 'text', array: true }) notes: string[];
  @Column({ type: 'jsonb', nullable: true }) extra: object | null;
  @Column({ type: 'date', nullable: true }) lastOn: string | null;
}

class CreateCounter1800000000000 implements MigrationInterface {
  readonly name = 'CreateCounter1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table counter (id uuid constraint counter_pk primary key, version int8 not null, public_version int8 not null, status text not null, subject_id text not null,
      total int4 not null constraint counter_positive check (total >= 0), notes text[] not null, extra jsonb, last_on date)`);
  }
  async down(): Promise<void> {
    return Promise.resolve();
  }
}

type Counter = { status: 'new' | 'open'; subjectId: string; total: number; notes: string[]; extra: object | null; lastOn: string | null };
type Counted = { type: 'Counted'; by: number; subjectId: string; note?: string };
type Noted = { type: 'Noted'; note: string };
const counters = defineAggregate<Counter, Counted | Noted>({
  type: 'counter', topic: 'counter.events', entity: CounterRow,
  initial: { status: 'new', subjectId: '', total: 0, notes: [], extra: null, lastOn: null },
  evolve: (s, e) => (e.type === 'Counted'
    ? { ...s, status: 'open', subjectId: e.subjectId, total: s.total + e.by, extra: { 最后: e.by }, lastOn: '2026-11-23' } : { ...s, notes: [...s.notes, e.note] }),
  toRow: (s) => ({ subjectId: s.subjectId, total: s.total, notes: s.notes, extra: s.extra, lastOn: s.lastOn }),
  toState: (row: CounterRow) => ({ status: row.status as 'open', subjectId: row.subjectId, total: row.total, notes: row.notes, extra: row.extra, lastOn: row.lastOn }),
  keyOf: (s) => s.subjectId,
  publish: { Counted: (e, s) => ({ type: 'counter.counted', data: { by: e.by, total: s.total } }), Noted: () => null },
});

let f: PipelineFixture;
const context = (more: Partial<WorkContext> = {}): WorkContext => ({ actor: 'test', now: f.clock.now(), today: f.clock.today(), ...more });
const counted = (by: number): Counted => ({ type: 'Counted', by, subjectId: 's-1' });
const journal = async (id: string): Promise<Record<string, string>[]> => (await f.admin.query('select * from journal where aggregate_id = $1 order by id', [id])).rows;

beforeAll(async () => {
  f = await pipelineFixture({ entities: [CounterRow], migrations: [CreateCounter1800000000000] });
});
afterAll(() => f?.close());

describe('unit of work', () => {
  it('writes state, private facts and public events together, versions contiguous per aggregate', async () => {
    const [a, b] = [newEventId(), newEventId()];
    const outcomes = await withUnitOfWork(f.database, context({ correlationId: 'c-1', reason: 'why' }), (uow) => counters.updateMany(uow, [
      { id: a, decide: () => [counted(1)] }, { id: b, decide: () => [counted(5)] },
      { id: a, decide: (s) => [{ type: 'Noted', note: `quote " \\ 逗号, {${s.total}}` }, counted(2)], cause: { correlationId: 'c-2', causationId: 'e-9' } },
    ]));
    expect(outcomes.map((o) => o.ok)).toEqual([true, true, true]);
    const rows = await journal(a);
    expect(rows.map((r) => [r['type'], r['aggregate_version'], r['reason']])).toEqual([['Counted', '1', 'why'], ['Noted', null, 'why'], ['Counted', '2', 'why']]);
    expect(JSON.parse(rows[2]!['headers']!)).toMatchObject({ ce_correlationid: 'c-2', ce_causationid: 'e-9', ce_type: 'counter.counted', ce_businessdate: '2026-11-23' });
    expect(JSON.parse(rows[2]!['payload']!)).toEqual({ by: 2, total: 3 });
    const loaded = await withUnitOfWork(f.database, context(), (uow) => counters.load(uow, [a, b]));
    expect(loaded.get(a)).toEqual({ status: 'open', subjectId: 's-1', total: 3, notes: ['quote " \\ 逗号, {1}'], extra: { 最后: 2 }, lastOn: '2026-11-23' });
    expect((await f.admin.query('select version, public_version from counter where id = $1', [a])).rows[0]).toEqual({ version: '3', public_version: '2' });
  });

  it('a refused step changes nothing, the others of the batch stand', async () => {
    const [a, b] = [newEventId(), newEventId()];
    const refuse = (): never => {
      throw new DomainError({ code: 'COUNTER.CLOSED', message: 'closed', userMessage: '已关闭' });
    };
    const [first, second] = await withUnitOfWork(f.database, context(), (uow) => counters.updateMany(uow, [{ id: a, decide: refuse }, { id: b, decide: () => [counted(1)] }]));
    expect(first).toMatchObject({ ok: false, error: { code: 'COUNTER.CLOSED' } });
    expect(second).toMatchObject({ ok: true, publicVersion: 1 });
    expect(await journal(a)).toEqual([]);
  });

  it('an error rolls back state and journal; nothing may follow the flush', async () => {
    const id = newEventId();
    let kept: import('@credit/persistence').UnitOfWork | undefined;
    await expect(withUnitOfWork(f.database, context(), async (uow) => {
      await counters.update(uow, id, () => [counted(1)]);
      throw new Error('after the write');
    })).rejects.toThrow('after the write');
    expect(await journal(id)).toEqual([]);
    await withUnitOfWork(f.database, context(), async (uow) => {
      kept = uow;
      await counters.update(uow, id, () => [counted(1)]);
    });
    await expect(kept!.query('select 1')).rejects.toThrow('nothing may follow the flush');
    expect(await journal(id)).toHaveLength(1);
  });

  it('a check constraint violated at the flush or before leaves nothing behind', async () => {
    const id = newEventId();
    await expect(withUnitOfWork(f.database, context(), (uow) => counters.update(uow, id, () => [counted(-1)]))).rejects.toThrow('counter_positive');
    expect(await journal(id)).toEqual([]);
    expect(f.database.pool.idleCount + f.database.pool.waitingCount).toBeGreaterThan(0);
  });

  it('connections cut between two statements roll back and throw, the process lives, the pool recovers', async () => {
    const cut = (id: string): Promise<unknown> => withUnitOfWork(f.database, context(), async (uow) => {
      await counters.update(uow, id, () => [counted(1)]);
      const [{ pid }] = (await uow.query<{ pid: number }>('select pg_backend_pid() as pid')) as [{ pid: number }];
      await f.admin.query('select pg_terminate_backend($1)', [pid]);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }).catch((e: unknown) => e);
    const ids = Array.from({ length: 4 }, () => newEventId());
    for (const error of await Promise.all(ids.map(cut))) expect(isTransient(error)).toBe(true);
    for (const id of ids) expect(await journal(id)).toEqual([]);
    await Promise.all(ids.map((id) => withUnitOfWork(f.database, context(), (uow) => counters.update(uow, id, () => [counted(1)]))));
    for (const error of await Promise.all(ids.map(cut))) expect(isTransient(error)).toBe(true);
  });

  it('tells what it has committed with the ids that the rows got, and the row before them', async () => {
    const heard: { before: number; ids: number[] }[] = [];
    const stop = f.database.onJournalWritten((lane, { before, rows }) => void (lane === 'facts' && heard.push({ before: Number(before), ids: rows.map(({ id }) => id) })));
    const count = (fail = false): Promise<unknown> => withUnitOfWork(f.database, context(), async (uow) => {
      await counters.updateMany(uow, [newEventId(), newEventId()].map((id) => ({ id, decide: () => [{ type: 'Counted' as const, by: 1, subjectId: id }] })));
      if (fail) uow.journal('receipts', [{ eventId: 'no uuid', aggregateType: 'x', aggregateId: newEventId(), fact: null, publish: null }]);
    });
    await count();
    await expect(count(true)).rejects.toThrow(/uuid/); // its ids are drawn and gone
    await count();
    stop();
    const stored = (await f.admin.query('select id::int from journal order by id desc limit 5')).rows.map(({ id }) => id as number).reverse();
    expect(heard.map(({ ids }) => ids).flat()).toEqual(stored.slice(1));
    expect(heard.map(({ before }) => before)).toEqual([stored[0], stored[2]]);
  });

  it('refuses an oversize payload before anything is written', async () => {
    const row = { eventId: newEventId(), aggregateType: 'x', aggregateId: newEventId(), fact: null, publish: { topic: 't', key: 'k', headers: {}, payload: 'x'.repeat(300_000) } };
    await expect(withUnitOfWork(f.database, context(), async (uow) => uow.journal('facts', [row]))).rejects.toMatchObject({ code: 'JOURNAL.PAYLOAD_TOO_LARGE' });
  });

  describe('statements whose answer nobody waits for', () => {
    const ADD = { name: 'test_counter_add', text: `insert into counter (id, version, public_version, status, subject_id, total, notes) values ($1, 1, 0, 'open', 's', $2, '{}')` };
    const counts = async (id: string): Promise<number> => (await f.admin.query('select count(*)::int4 as n from counter where id = $1', [id])).rows[0].n;

    it('are there for what is asked next, and commit with it', async () => {
      const id = newEventId();
      const seen = await withUnitOfWork(f.database, context(), async (uow) => {
        uow.send(ADD, [id, 7]);
        return uow.query('select total from counter where id = $1', [id]);
      });
      expect([seen, await counts(id)]).toEqual([[{ total: 7 }], 1]);
    });

    it('fail their unit of work with their own error, not with that of a statement behind them, and leave nothing', async () => {
      const [id, other] = [newEventId(), newEventId()];
      const failing = (after: (uow: import('@credit/persistence').UnitOfWork) => Promise<unknown>): Promise<unknown> => withUnitOfWork(f.database, context(), async (uow) => {
        uow.send(ADD, [other, 1]);
        uow.send(ADD, [id, -1], (error) => new Error(`meant: ${error.message}`));
        await counters.update(uow, newEventId(), () => [counted(1)]).catch(() => undefined);
        return after(uow);
      });
      await expect(failing(async () => undefined)).rejects.toThrow(/^meant: .*counter_positive/);
      await expect(failing((uow) => uow.query('select 1'))).rejects.toThrow(/^meant: .*counter_positive/);
      await expect(failing(() => Promise.reject(new Error('the caller gave up')))).rejects.toThrow(/^meant: .*counter_positive/);
      expect([await counts(id), await counts(other)]).toEqual([0, 0]);
    });

    it('behind a failed question do not hide what it failed with', async () => {
      const id = newEventId();
      await expect(withUnitOfWork(f.database, context(), async (uow) => {
        const asked = uow.query('select 1 / 0 as n');
        uow.send(ADD, [id, 1]);
        await asked;
      })).rejects.toThrow('division by zero');
      await expect(withUnitOfWork(f.database, context(), async (uow) => {
        uow.query('select 1 / 0 as n').catch(() => undefined);
        uow.send(ADD, [id, 1]);
      })).rejects.toThrow(/aborted|rolled back/);
      expect(await counts(id)).toBe(0);
    });
  });

  it('aggregates known to be new are added without a look; who adds one of them at the same moment is told to run again, and nothing of it stands', async () => {
    const [id, other] = [newEventId(), newEventId()];
    const adding = (by: number): Promise<Map<string, Counter>> => withUnitOfWork(f.database, context(), (uow) => counters.add(uow, [id, ...(by === 2 ? [other] : [])].map((one) => ({ id: one, decide: () => [counted(by), { type: 'Noted', note: 'n' }] }))));
    expect([...(await adding(1))]).toEqual([[id, { status: 'open', subjectId: 's-1', total: 1, notes: ['n'], extra: { 最后: 1 }, lastOn: '2026-11-23' }]]);
    expect((await journal(id)).map((r) => [r['type'], r['aggregate_version']])).toEqual([['Counted', '1'], ['Noted', null]]);
    expect((await f.admin.query('select version, public_version from counter where id = $1', [id])).rows[0]).toEqual({ version: '2', public_version: '1' });
    await expect(adding(2)).rejects.toMatchObject({ name: 'ConcurrencyClash' });
    expect([await journal(id), await journal(other)].map((rows) => rows.length)).toEqual([2, 0]);
  });

  it('30 writers of one aggregate in parallel: every step counted once, versions without a hole, journal order = version order', async () => {
    const id = newEventId();
    await withUnitOfWork(f.database, context(), (uow) => counters.update(uow, id, () => [counted(0)]));
    await Promise.all(Array.from({ length: 30 }, () => withUnitOfWork(f.database, context(), (uow) => counters.update(uow, id, () => [counted(1)]))));
    const rows = await journal(id);
    expect(rows.map((r) => Number(r['aggregate_version']))).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
  });

  it('of two transactions that create the same aggregate one is told to run again', async () => {
    const id = newEventId();
    const racing = await Promise.allSettled([1, 2].map(() => withUnitOfWork(f.database, context(), async (uow) => {
      await counters.load(uow, [id]);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return counters.update(uow, id, () => [counted(1)]);
    })));
    const lost = racing.filter((r) => r.status === 'rejected');
    expect(lost.map((r) => (r as PromiseRejectedResult).reason.name)).toEqual(lost.length === 0 ? [] : ['ConcurrencyClash']);
    const total = (await f.admin.query('select total from counter where id = $1', [id])).rows[0].total;
    expect(total).toBe(2 - lost.length);
  });
});

describe('job per business date', () => {
  it('catches up day by day, once per date, one instance at a time', async () => {
    const dates: string[] = [];
    const job = (today: string, repeatToday = false) => runJobPerDate(f.database, {
      name: 'term-end', from: localDate('2026-11-20'), today: localDate(today), repeatToday,
      run: async (date) => {
        dates.push(date);
        await new Promise((resolve) => setTimeout(resolve, 20));
      },
    });
    const [one, two] = await Promise.all([job('2026-11-22'), job('2026-11-22')]);
    expect([...one!, ...two!]).toEqual(['2026-11-20', '2026-11-21', '2026-11-22']);
    expect(await job('2026-11-22')).toEqual([]);
    expect(await job('2026-11-22', true)).toEqual(['2026-11-22']);
    expect(await job('2026-11-24')).toEqual(['2026-11-23', '2026-11-24']);
  });

  it('a date whose run failed is not completed', async () => {
    const job = (fail: boolean) => runJobPerDate(f.database, {
      name: 'failing', from: localDate('2026-11-20'), today: localDate('2026-11-21'),
      run: async (date) => {
        if (fail && date === '2026-11-21') throw new Error('no');
      },
    });
    await expect(job(true)).rejects.toThrow('no');
    expect(await job(false)).toEqual(['2026-11-21']);
  });
});
