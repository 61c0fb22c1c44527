import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { syntheticFirm, TEST_AUTHORITY } from '@credit/testing';
import { EXIT } from '../../src/exit.ts';
import { runProgram } from '../../src/program.ts';
import { readSettings } from '../../src/settings.ts';

interface Seen { method: string; path: string; authorization?: string; idempotencyKey?: string; body: unknown }

const parked = [
  { id: '019a0000-0000-7000-8000-00000000000a', cause: 'bug', code: 'HANDLER.FAILED', topic: 'records', partition: 1, offset: '7', attempts: 5 },
  { id: '019a0000-0000-7000-8000-00000000000b', cause: 'gap', code: 'EVENT.BEHIND_PARKED', topic: 'records', partition: 1, offset: '8', attempts: 0 },
];
let folder: string;
let server: Server;
let base: string;
let seen: Seen[];
let answers: Record<string, [number, unknown]>;

const read = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? undefined : JSON.parse(text);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'creditctl-'));
  writeFileSync(join(folder, 'city.json'), JSON.stringify({ name: '示例市', region: '210500', openingDate: '2026-11-23' }));
  writeFileSync(join(folder, 'departments.json'), JSON.stringify([{ source: 'sample-department', name: '示例局', uscc: TEST_AUTHORITY.uscc, region: '210500', powers: ['penalty'] }]));
  server = createServer((request, response) => void (async () => {
    const body = await read(request);
    const { authorization, 'idempotency-key': idempotencyKey } = request.headers;
    seen.push({ method: request.method ?? '', path: request.url ?? '', body, ...(authorization ? { authorization } : {}), ...(idempotencyKey ? { idempotencyKey: String(idempotencyKey) } : {}) });
    const [status, document] = answers[`${request.method} ${request.url}`] ?? [404, { code: 'ROUTE.UNKNOWN', detail: 'no such route', userMessage: '没有此地址' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  })());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  seen = [];
  answers = { 'POST /v1/sandbox/token': [200, { token: 'a.b.c' }], 'GET /ops/parked?limit=200': [200, { items: parked }], 'GET /v1/ops/list-designation/parked?limit=200': [200, { items: [] }], 'GET /v1/ops/publicity/parked?limit=200': [200, { items: [] }], 'GET /v1/ops/joint-discipline/parked?limit=200': [200, { items: [] }], 'GET /v1/ops/credit-repair/parked?limit=200': [200, { items: [] }], 'GET /v1/ops/commitment/parked?limit=200': [200, { items: [] }] };
  for (const one of parked) answers[`GET /ops/parked/${one.id}`] = [200, one];
});

async function creditctl(args: string[], input = ''): Promise<{ exit: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const env = { CREDIT_GATEWAY_URL: base, CREDIT_RECORD_URL: base, CREDIT_CITY_CONFIG: folder, CREDIT_STATE_DIR: folder, KAFKA_BROKERS: '127.0.0.1:1' };
  const exit = await runProgram(args, {
    settings: readSettings(env, folder), output: { json: false, write: (text) => { out += text; }, complain: (text) => { err += text; } },
    nowMs: () => Date.UTC(2026, 10, 23), readInput: async () => input, stop: new AbortController().signal,
  });
  return { exit, out, err };
}
const json = async (args: string[]): Promise<any> => JSON.parse((await creditctl([...args, '--json'])).out);

describe('creditctl: arguments', () => {
  it('help is in both languages', async () => {
    const { exit, out: wrapped } = await creditctl(['--help']);
    const out = wrapped.replaceAll(/\n {20,}/g, ' ');
    expect(exit).toBe(EXIT.ok);
    for (const verb of ['topics', 'dlq', 'token', 'publish', 'receipts', 'rebuild', 'date', 'kcat-config']) expect(out).toMatch(new RegExp(`${verb}.*[\\u4e00-\\u9fff]`));
  });
  it.each([[['nonsense']], [['dlq', 'show']], [['publish', '--wait', 'soon']], [['date', '2026-13-01']], [['dlq', 'discard', 'x']], [['dlq', 'replay']], [['dlq', 'list', '--filter', 'code']], [['kcat-config', 'nobody']]])('%j is wrong usage', async (args) => {
    const { exit, err } = await creditctl(args);
    expect(exit).toBe(EXIT.usage);
    expect(err).not.toBe('');
  });
  it('with --json a failure is a document', async () => {
    const { exit, err } = await creditctl(['kcat-config', 'nobody', '--json']);
    expect(exit).toBe(EXIT.usage);
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'SOURCE.UNKNOWN', userMessage: expect.stringContaining('sample-department') } });
  });
});

describe('creditctl: questions to the gateway', () => {
  it('token prints the bare token', async () => {
    expect(await creditctl(['token', '--dept', 'sample-department', '--role', 'source', '--role', 'case-officer'])).toEqual({ exit: 0, out: 'a.b.c\n', err: '' });
    expect(seen[0]).toMatchObject({ method: 'POST', path: '/v1/sandbox/token', body: { dept: 'sample-department', roles: ['source', 'case-officer'] } });
  });
  it('date shows and moves', async () => {
    answers['GET /v1/sandbox/date'] = [200, { date: '2026-11-23' }];
    answers['POST /v1/sandbox/date'] = [200, { date: '2026-12-01' }];
    expect(await json(['date'])).toEqual({ date: '2026-11-23' });
    expect((await creditctl(['date', '2026-12-01'])).out).toContain('2026-12-01');
    expect(seen.at(-1)).toMatchObject({ body: { date: '2026-12-01' }, authorization: 'Bearer a.b.c' });
  });
  it('a problem keeps its own code and Chinese text', async () => {
    answers['POST /v1/sandbox/date'] = [422, { code: 'SANDBOX.DATE_BACKWARD', detail: 'only forward', userMessage: '业务日期只能向前' }];
    const { exit, err } = await creditctl(['date', '2026-11-01']);
    expect(exit).toBe(EXIT.failed);
    expect(err).toContain('SANDBOX.DATE_BACKWARD');
    expect(err).toContain('业务日期只能向前');
  });
});

describe('creditctl: parked events', () => {
  it('list shows and filters', async () => {
    expect((await json(['dlq', 'list'])).parked.map((one: { id: string }) => one.id)).toEqual(parked.map((one) => one.id));
    expect((await json(['dlq', 'list', '--filter', 'cause=bug'])).parked).toEqual([{ service: 'credit-record', ...parked[0] }]);
    expect((await creditctl(['dlq', 'list'])).out).toContain('HANDLER.FAILED');
  });
  it('a service without a known address is asked through the gateway', async () => {
    expect((await creditctl(['dlq', 'list'])).exit).toBe(EXIT.ok);
    expect(seen.filter((call) => call.path.includes('parked')).map((call) => call.path)).toEqual(['/ops/parked?limit=200', '/v1/ops/list-designation/parked?limit=200', '/v1/ops/publicity/parked?limit=200', '/v1/ops/joint-discipline/parked?limit=200', '/v1/ops/credit-repair/parked?limit=200', '/v1/ops/commitment/parked?limit=200']);
  });
  it('a dry run changes nothing', async () => {
    const { out, exit } = await creditctl(['dlq', 'discard', '--all', '--filter', 'code=HANDLER.FAILED', '--reason', 'test', '--dry-run']);
    expect(exit).toBe(EXIT.ok);
    expect(out).toContain('would discard');
    expect(seen.filter((call) => call.method === 'POST' && call.path.startsWith('/ops'))).toEqual([]);
  });
  it('replay and discard reach exactly the named ones', async () => {
    answers[`POST /ops/parked/${parked[0]?.id}/replay`] = [200, { state: 'requested' }];
    answers[`POST /ops/parked/${parked[1]?.id}/discard`] = [200, { state: 'discarded' }];
    expect((await creditctl(['dlq', 'replay', String(parked[0]?.id)])).exit).toBe(EXIT.ok);
    expect((await creditctl(['dlq', 'discard', String(parked[1]?.id), '--reason', '来源已重报'])).exit).toBe(EXIT.ok);
    expect(seen.filter((call) => call.method === 'POST' && call.path.startsWith('/ops')).map(({ path, body }) => [path, body])).toEqual([
      [`/ops/parked/${parked[0]?.id}/replay`, { reason: 'creditctl dlq replay' }], [`/ops/parked/${parked[1]?.id}/discard`, { reason: '来源已重报' }],
    ]);
  });
  it('an event that moved with the one before it is no failure of --all', async () => {
    answers[`POST /ops/parked/${parked[0]?.id}/replay`] = [200, { state: 'done' }];
    answers[`POST /ops/parked/${parked[1]?.id}/replay`] = [409, { code: 'PARKED.NOT_WAITING' }];
    expect((await json(['dlq', 'replay', '--all'])).events).toEqual([
      { service: 'credit-record', id: parked[0]?.id, state: 'done', code: 'HANDLER.FAILED' }, { service: 'credit-record', id: parked[1]?.id, state: 'already moved', code: 'EVENT.BEHIND_PARKED' },
    ]);
  });

  it('a replay that fails again says so and ends with 1', async () => {
    answers[`POST /ops/parked/${parked[0]?.id}/replay`] = [200, { ...parked[0], state: 'waiting', code: 'STILL.BROKEN' }];
    const { out, exit } = await creditctl(['dlq', 'replay', String(parked[0]?.id)]);
    expect(exit).toBe(EXIT.failed);
    expect(out).toMatch(/STILL\.BROKEN failed again/);
  });
  it('an unknown id says so', async () => expect((await creditctl(['dlq', 'show', 'nowhere'])).err).toContain('PARKED.UNKNOWN'));
});

describe('creditctl: rebuild', () => {
  it('reconcile lists what is lost; a dry run with something to mend ends with 3', async () => {
    const lost = [{ topic: 'records', aggregateId: 'a-1', version: 2, type: 't', eventId: 'e-1', time: '2026-11-23T00:00:00Z', outcome: 'rebased' }];
    answers['POST /ops/reconcile'] = [200, { dryRun: true, read: 5, lost, rebased: 1, ended: 0 }];
    const dry = await creditctl(['reconcile', '--dry-run', '--service', 'credit-record']);
    expect(dry.exit).toBe(EXIT.differences);
    expect(dry.out).toMatch(/credit-record +records +a-1 +2 +t +2026-11-23T00:00:00Z +would be rebased/);
    expect(seen.at(-1)).toMatchObject({ path: '/ops/reconcile', body: { dryRun: true } });
    expect((await creditctl(['reconcile', '--service', 'credit-record'])).exit).toBe(EXIT.ok);
    expect(seen.at(-1)).toMatchObject({ body: { dryRun: false } });
  });

  it('differences exit 3', async () => {
    answers['POST /ops/rebuild'] = [200, { rows: 10, differences: 2 }];
    expect((await creditctl(['rebuild', 'record_view', '--verify'])).exit).toBe(EXIT.differences);
    expect(seen.at(-1)?.body).toEqual({ projection: 'record_view', verify: true });
    answers['POST /ops/rebuild'] = [200, { rows: 10, differences: 0 }];
    expect((await creditctl(['rebuild', 'record_view', '--verify'])).exit).toBe(EXIT.ok);
  });
  it('a read model that nobody owns is named', async () => expect((await creditctl(['rebuild', 'nothing'])).err).toContain('PROJECTION.UNKNOWN'));
});

describe('creditctl: files', () => {
  it('kcat-config writes the documented configuration', async () => {
    const { file } = await json(['kcat-config', 'sample-department']);
    expect(readFileSync(file, 'utf8')).toContain('partitioner=murmur2_random');
  });
  it('publish --dry-run shows the events of stdin and sends nothing', async () => {
    const { exit, out } = await creditctl(['publish', '--source', 'sample-department', '--type', 'registration', '--dry-run', '--json'], JSON.stringify({ uscc: syntheticFirm(1).uscc, name: 'x' }));
    expect(exit).toBe(EXIT.ok);
    expect(JSON.parse(out)).toMatchObject({ published: 0, events: [{ key: syntheticFirm(1).uscc, source: 'sample-department' }] });
  });
});
