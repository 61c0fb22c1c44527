import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf, localDate } from '@credit/kernel';
import { withUnitOfWork } from '@credit/persistence';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ProblemError, withIdempotency } from '@credit/service-host';
import type { IdempotencyScope, Outcome, ReplayableOutcome } from '@credit/service-host';

let fixture: PipelineFixture;
beforeAll(async () => {
  fixture = await pipelineFixture();
  await fixture.admin.query('create table effect (name text not null)');
});
afterAll(() => fixture.close());

const scope = (more: Partial<IdempotencyScope> = {}): IdempotencyScope => ({ client: 'p1@benxi', method: 'POST', route: '/v1/records', key: 'k1', body: { a: 1, b: [2, { c: 3 }] }, ...more });
const run = (of: IdempotencyScope, name: string, more: () => Promise<Outcome | void> = async () => undefined): Promise<ReplayableOutcome> =>
  withUnitOfWork(fixture.database, { actor: 'test', now: instantOf(Date.now()), today: localDate('2026-11-23') }, (uow) => withIdempotency(uow, of, async () => {
    await uow.query('insert into effect (name) values ($1)', [name]);
    return (await more()) ?? { status: 201, body: { name }, headers: { location: `/v1/records/${name}` } };
  }));
const effects = async (name: string): Promise<number> => (await fixture.admin.query('select 1 from effect where name = $1', [name])).rowCount!;
const problem = async (answer: Promise<unknown>): Promise<[number, string]> => {
  const error = await answer.then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(ProblemError);
  const { status, code } = (error as ProblemError).problem;
  return [status, code];
};

describe('Idempotency-Key', () => {
  it('gives the same answer for the same key and body, whatever the member order, and has one effect', async () => {
    const first = await run(scope(), 'same');
    const again = await run(scope({ body: { b: [2, { c: 3 }], a: 1 } }), 'same');
    expect(first).toEqual({ status: 201, body: { name: 'same' }, headers: { location: '/v1/records/same' }, replayed: false });
    expect(again).toEqual({ status: 201, body: { name: 'same' }, headers: { location: '/v1/records/same', 'idempotent-replayed': 'true' }, replayed: true });
    expect(await effects('same')).toBe(1);
  });

  it('refuses another body under the same key', async () => {
    await run(scope({ key: 'k2' }), 'reused');
    expect(await problem(run(scope({ key: 'k2', body: { a: 2 } }), 'reused'))).toEqual([422, 'IDEMPOTENCY.KEY_REUSED']);
    expect(await effects('reused')).toBe(1);
  });

  it('keeps keys of clients, methods and routes apart', async () => {
    for (const more of [{}, { client: 'p2@benxi' }, { method: 'PUT' }, { route: '/v1/batches' }]) await run(scope({ key: 'k3', ...more }), 'apart');
    expect(await effects('apart')).toBe(4);
  });

  it('leaves nothing behind after a failed attempt', async () => {
    await expect(run(scope({ key: 'k4' }), 'failed', async () => { throw new Error('no'); })).rejects.toThrow('no');
    expect(await effects('failed')).toBe(0);
    expect((await run(scope({ key: 'k4' }), 'failed')).replayed).toBe(false);
  });

  it('answers 409 while the first request runs, then the stored answer', async () => {
    let finish!: () => void;
    let inside!: () => void;
    const entered = new Promise<void>((resolve) => (inside = resolve));
    const gate = new Promise<void>((resolve) => (finish = resolve));
    const first = run(scope({ key: 'k5' }), 'running', async () => {
      inside();
      await gate;
    });
    await entered;
    expect(await problem(run(scope({ key: 'k5' }), 'running'))).toEqual([409, 'IDEMPOTENCY.RUNNING']);
    finish();
    await first;
    expect((await run(scope({ key: 'k5' }), 'running')).replayed).toBe(true);
    expect(await effects('running')).toBe(1);
  });

  it('remembers a refusal that was decided and stored, not one that was thrown', async () => {
    const refused = { status: 422, body: { code: 'RECORD.REJECTED' } };
    await run(scope({ key: 'k6' }), 'refused', async () => refused);
    expect(await run(scope({ key: 'k6' }), 'refused')).toMatchObject({ ...refused, replayed: true });
  });

  it('forgets after 72 hours', async () => {
    await run(scope({ key: 'k7' }), 'old');
    await fixture.admin.query(`update idempotency set created_at = now() - interval '73 hours' where key = 'k7'`);
    expect((await run(scope({ key: 'k7', body: 'other' }), 'old')).replayed).toBe(false);
  });

  it.each([[undefined, 'IDEMPOTENCY.KEY_MISSING'], ['', 'IDEMPOTENCY.KEY_MISSING'], ['a b', 'IDEMPOTENCY.KEY_INVALID'], ['x'.repeat(129), 'IDEMPOTENCY.KEY_INVALID'], ['键', 'IDEMPOTENCY.KEY_INVALID'], ['11010519491231002X', 'IDEMPOTENCY.KEY_INVALID']])('refuses the key %s', async (key, code) => {
    expect(await problem(run(scope({ key }), 'bad'))).toEqual([400, code]);
  });
});
