import { mkdtempSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ensureSecrets } from '@credit/access';
import { parseSettings, serveEdge, type RunningService } from '@credit/service-host/edge';
import { Upstream } from '../test/upstream.ts';
import { gateway, gatewaySettings } from './gateway.module.ts';

let record: Upstream;
let designation: Upstream;
let publicity: Upstream;
let discipline: Upstream;
let service: RunningService;
let secretsDir: string;

const start = async (env: Record<string, string> = {}): Promise<RunningService> => serveEdge({
  ...gateway(parseSettings(gatewaySettings, {
    PORT: '0', LOG_LEVEL: 'silent', CREDIT_SECRETS_DIR: secretsDir, CREDIT_CITY_CONFIG: 'deploy/sample-city/config', CREDIT_RECORD_URL: record.url, LIST_DESIGNATION_URL: designation.url, PUBLICITY_URL: publicity.url, JOINT_DISCIPLINE_URL: discipline.url, CREDIT_REPAIR_URL: discipline.url, COMMITMENT_URL: discipline.url, ...env,
  })),
  ownsProcess: false,
});

beforeAll(async () => {
  secretsDir = mkdtempSync(join(tmpdir(), 'gateway-'));
  await ensureSecrets(secretsDir);
  record = await new Upstream().start();
  designation = await new Upstream().start();
  publicity = await new Upstream().start();
  discipline = await new Upstream().start();
  service = await start();
});
afterAll(() => Promise.all([service.stop(), record.stop(), designation.stop(), publicity.stop(), discipline.stop()]));
beforeEach(() => {
  for (const upstream of [record, designation, publicity, discipline]) {
    upstream.calls.length = 0;
    upstream.answer = (_url, respond) => respond(200, { ok: true });
  }
});

const call = async (path: string, init: RequestInit & { base?: string } = {}): Promise<{ status: number; body: any; headers: Headers }> => {
  const answer = await fetch(`${init.base ?? service.url}${path}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text.startsWith('{') ? JSON.parse(text) : text, headers: answer.headers };
};
const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
const token = async (body: object = { dept: 'benxi', roles: ['source'] }): Promise<Record<string, string>> =>
  ({ authorization: `Bearer ${(await call('/v1/sandbox/token', json(body))).body.token}` });

describe('forwarding', () => {
  it('sends a call to the owner with the caller\'s token, its own request id and the trace, and nothing of foreign proxies', async () => {
    const given = await token();
    const { status, body } = await call('/v1/receipts/r1?x=1', { headers: { ...given, 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-credit-role': 'operator', cookie: 'a=b', 'x-request-id': 'req-1', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' } });
    expect([status, body]).toEqual([200, { ok: true }]);
    const [{ url, headers }] = record.calls as [(typeof record.calls)[number]];
    expect(url).toBe('/v1/receipts/r1?x=1');
    expect(headers).toMatchObject({ ...given, 'x-request-id': 'req-1', 'x-forwarded-for': '127.0.0.1' });
    expect(headers['traceparent']).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/);
    for (const name of ['forwarded', 'x-credit-role', 'cookie']) expect(headers[name]).toBeUndefined();
  });

  it.each([['/v1/nope'], ['/ops/parked'], ['/v1/records/../../ops/parked'], ['/v1/ops/nobody/parked']])('answers 404 for %s', async (path) => {
    const { status, body } = await call(path, { headers: await token() });
    expect([status, body.code]).toEqual([404, 'HTTP.NOT_FOUND']);
    expect(record.calls).toEqual([]);
  });

  it('asks for a token where the owner would, and lets public routes pass', async () => {
    expect((await call('/v1/records', json({}))).body.code).toBe('AUTH.TOKEN_MISSING');
    expect((await call('/v1/records', json({}, { authorization: 'Bearer a.b.c' }))).body.code).toBe('AUTH.TOKEN_INVALID');
    expect((await call('/v1/public/statistics')).status).toBe(200);
    expect(record.calls).toEqual([]);
  });

  it('sends an unsafe call once, whatever comes back', async () => {
    record.answer = (_url, respond) => respond(503, { code: 'SERVICE.STARTING' });
    const { status, body } = await call('/v1/records', json({}, await token()));
    expect([status, body.code, record.calls.length]).toEqual([503, 'SERVICE.STARTING', 1]);
  });

  it('streams uploads, also with Expect: 100-continue, and refuses what is too large', async () => {
    const given = await token();
    const headers = { ...given, 'content-type': 'text/csv', 'content-length': '3000000', expect: '100-continue' };
    const status = await new Promise((resolve, reject) => {
      const request = rawRequest(`${service.url}/v1/batches?kind=administrative-penalty`, { method: 'POST', headers }, (response) => resolve(response.resume().statusCode));
      request.on('continue', () => request.end(Buffer.alloc(3_000_000, 'a'))).on('error', reject).flushHeaders();
    });
    expect([status, record.calls[0]?.bytes]).toEqual([200, 3_000_000]);
    expect((await call('/v1/records', { method: 'POST', body: 'x'.repeat(1_100_000), headers: { ...given, 'content-type': 'application/json' } })).body.code).toBe('HTTP.TOO_LARGE');
    const chunks = new ReadableStream({ start: (out) => { for (let i = 0; i < 12; i += 1) out.enqueue(Buffer.alloc(100_000, 'x')); out.close(); } });
    expect((await call('/v1/records', { method: 'POST', body: chunks, duplex: 'half', headers: { ...given, 'content-type': 'application/json' } } as RequestInit)).status).toBe(413);
    expect(record.calls.length).toBe(1);
  });

  it('answers 503 with Retry-After when the owner is away', async () => {
    const away = await new Upstream().start();
    const other = await start({ CREDIT_RECORD_URL: away.url });
    await away.stop();
    const { status, body, headers } = await call('/v1/keys/intake', { base: other.url });
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'UPSTREAM.UNAVAILABLE', '2']);
    expect((await call('/v1/sandbox/date', { ...json({ date: '2026-12-01' }), base: other.url })).status).toBe(503);
    await other.stop();
  });

  it('survives callers that hang up and services that break off', async () => {
    const given = await token();
    const upload = rawRequest(`${service.url}/v1/batches?kind=x`, { method: 'POST', headers: { ...given, 'content-type': 'text/csv', 'content-length': '100000' } });
    upload.on('error', () => undefined);
    upload.write('abc');
    await new Promise((resolve) => setTimeout(resolve, 50));
    upload.destroy();
    record.answer = () => record.breakOff();
    const { status, body } = await call('/v1/receipts/r', { headers: given });
    expect([status, body.code]).toEqual([503, 'UPSTREAM.UNAVAILABLE']);
    expect((await call('/health/live')).status).toBe(200);
  });

  it('answers 504 when the owner takes too long', async () => {
    record.answer = (_url, respond) => void setTimeout(() => respond(200, {}), 3_000);
    const impatient = await start({ CREDIT_ANSWER_TIMEOUT_MS: '100' });
    const { status, body } = await call('/v1/keys/intake', { base: impatient.url });
    expect([status, body.code]).toEqual([504, 'UPSTREAM.TIMEOUT']);
    await impatient.stop();
  });

  it('reaches the operations of each service under its name', async () => {
    await call('/v1/ops/publicity/parked/p1/replay', json({ reason: 'fixed' }, await token({ roles: ['operator'] })));
    expect(publicity.calls.map(({ method, url }) => [method, url])).toEqual([['POST', '/ops/parked/p1/replay']]);
  });
});

describe('rate limits', () => {
  it('are published, count a caller by its verified token, and search by address whatever token is shown', async () => {
    const limited = await start({ CREDIT_RATE_LIMIT_PER_MINUTE: '3', CREDIT_SEARCH_LIMIT_PER_MINUTE: '2' });
    const [one, two] = [await token({ sub: 'one', dept: 'a', roles: ['source'] }), await token({ sub: 'two', dept: 'b', roles: ['source'] })];
    const statuses = async (times: number, path: string, init: RequestInit): Promise<number[]> => {
      const seen: number[] = [];
      for (let i = 0; i < times; i += 1) seen.push((await call(path, { ...init, base: limited.url })).status);
      return seen;
    };
    expect(await statuses(4, '/v1/receipts/r', { headers: one })).toEqual([200, 200, 200, 429]);
    expect(await statuses(1, '/v1/records/r', { headers: one })).toEqual([429]);
    expect(await statuses(1, '/v1/receipts/r', { headers: two })).toEqual([200]);
    expect(await statuses(1, '/v1/public/search', json({ name: 'x' }))).toEqual([200]);
    expect(await statuses(1, '/v1/public/search', json({ name: 'x' }, { authorization: 'Bearer made.up.1' }))).toEqual([200]);
    const { status, body, headers } = await call('/v1/public/search', { ...json({ name: 'x' }, { authorization: 'Bearer made.up.2' }), base: limited.url });
    expect([status, body.code, body.errors.length, headers.get('ratelimit-limit')]).toEqual([429, 'RATE_LIMITED', 1, '2']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    await limited.stop();
  });
});

describe('the sandbox', () => {
  it('moves the date at its owner and answers when every service reports it', async () => {
    let [atRecord, atPublicity, atDiscipline] = ['2026-11-23', '2026-11-23', '2026-11-23'];
    record.answer = (_url, respond) => respond(200, { date: atRecord });
    designation.answer = (_url, respond) => respond(200, { date: '2026-12-01' });
    publicity.answer = (_url, respond) => respond(200, { date: atPublicity });
    discipline.answer = (_url, respond) => respond(200, { date: atDiscipline });
    const given = await token({ roles: ['operator'] });
    const moved = call('/v1/sandbox/date', json({ date: '2026-12-01' }, given));
    setTimeout(() => (atRecord = '2026-12-01'), 100);
    setTimeout(() => (atDiscipline = '2026-12-01'), 200);
    setTimeout(() => (atPublicity = '2026-12-01'), 300);
    const from = Date.now();
    expect((await moved).body).toEqual({ date: '2026-12-01' });
    expect(Date.now() - from).toBeGreaterThan(200);
    expect(record.calls[0]).toMatchObject({ method: 'POST', headers: given });
  });

  it('passes the owner\'s refusal on with its status', async () => {
    record.answer = (_url, respond) => respond(403, { code: 'AUTH.FORBIDDEN', detail: 'no', userMessage: '无权' });
    const { status, body } = await call('/v1/sandbox/date', json({ date: '2026-12-01' }));
    expect([status, body.code, body.userMessage]).toEqual([403, 'AUTH.FORBIDDEN', '无权']);
  });

  it('gives tokens for known roles only', async () => {
    expect((await call('/v1/sandbox/token', json({ roles: ['king'] }))).status).toBe(400);
    expect((await call('/v1/sandbox/token', json({ roles: ['source'], dept: 'UPPER' }))).status).toBe(400);
  });
});

describe('what people see', () => {
  it('merges the descriptions of the services into one OpenAPI 3.1 document of the forwarded routes', async () => {
    const operation = (id: string): object => ({ operationId: id, responses: { 200: { description: '' } } });
    record.answer = (_url, respond) => respond(200, { openapi: '3.1.0', paths: { '/v1/records': { post: operation('Records_post') }, '/v1/hidden': { get: operation('Hidden_get') }, '/ops/parked': { get: operation('Ops_list') } }, components: { schemas: { Receipt: { type: 'object' } } } });
    publicity.answer = (_url, respond) => respond(200, { openapi: '3.1.0', paths: { '/v1/public/search': { post: operation('Public_search') } } });
    const fresh = await start();
    const { body } = await call('/openapi.json', { base: fresh.url });
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths).sort()).toEqual(['/v1/ops/credit-record/parked', '/v1/public/search', '/v1/records', '/v1/sandbox/date', '/v1/sandbox/token']);
    expect(body.paths['/v1/records'].post.operationId).toBe('credit-record_Records_post');
    expect(body.components.schemas.Receipt).toBeDefined();
    await fresh.stop();
  });

  it('serves pages and Swagger UI without foreign scripts', async () => {
    for (const path of ['/', '/public', '/docs']) {
      const { status, body, headers } = await call(path);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
      expect(body).not.toMatch(/<script(?! src="\/)|src="http|onclick=/);
    }
    for (const path of ['/docs/assets/swagger-ui-bundle.js', '/docs/start.js', '/pages/public.js', '/pages/style.css']) expect((await call(path)).status).toBe(200);
    expect((await call('/docs/assets/package.json')).status).toBe(404);
  });
});

describe('the public page', () => {
  it('shows an entry with its end date in words, as text only', async () => {
    const script = (await call('/pages/public.js')).body as string;
    const texts: string[] = [];
    class Node {
      dataset = {};
      children: unknown[] = [];
      hidden = false;
      set textContent(text: string) { texts.push(text); }
      append(...more: unknown[]): void { this.children.push(...more); }
      replaceChildren(): void { this.children = []; }
      addEventListener(): void {}
    }
    const document = { getElementById: () => new Node(), createElement: () => new Node(), querySelectorAll: () => [] };
    const entry = { subject: { name: '<img src=x>', uscc: '91210500MA0TYPE14G' }, content: { permitKind: 'GENERAL', content: '<b>' }, postedOn: '2026-11-23', endsOn: '2027-11-23' };
    runInNewContext(script, { document, fetch: async () => ({ ok: true, json: async () => ({ items: [entry], next: null }) }), encodeURIComponent });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(texts).toEqual(expect.arrayContaining(['<img src=x>', '普通', '<b>', '公示截止', '2027-11-23']));
    expect(script).not.toMatch(/innerHTML|insertAdjacentHTML|document\.write/);
  });

  it('asks for commitments with what the reader has filled in, and shows them in words', async () => {
    const script = (await call('/pages/public.js')).body as string;
    const [texts, asked]: [string[], string[]] = [[], []];
    const pressed: Record<string, (event: object) => void> = {};
    class Node {
      hidden = true;
      children: unknown[] = [];
      dataset = { kind: 'commitments' };
      constructor(private readonly id = '') {}
      set textContent(text: string) { texts.push(text); }
      append(...more: unknown[]): void { this.children.push(...more); }
      replaceChildren(): void { this.children = []; }
      setAttribute(): void {}
      addEventListener(_: string, on: (event: object) => void): void { pressed[this.id] = on; }
    }
    const nodes: Record<string, Node> = {};
    const document = { getElementById: (id: string) => (nodes[id] ??= new Node(id)), createElement: () => new Node(), querySelectorAll: () => [new Node('tab')] };
    const entry = { subject: { name: '承诺企业' }, content: { stateName: '履行中', itemName: '住所承诺', contentHash: 'a3f5' }, postedOn: '2026-11-23', endsOn: null };
    runInNewContext(script, {
      document, encodeURIComponent, FormData: class { *[Symbol.iterator]() { yield ['state', 'kept']; yield ['item', ' BX 1 ']; yield ['department', '']; } },
      fetch: async (url: string) => (asked.push(url), { ok: true, json: async () => ({ items: url.includes('commitments') ? [entry] : [], next: null }) }),
    });
    pressed['tab']!({});
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked.at(-1)).toBe('/v1/public/columns/commitments?limit=20&state=kept&item=BX%201');
    expect([nodes['filter']!.hidden, texts]).toEqual([false, expect.arrayContaining(['履行中', '住所承诺', '承诺书摘要（SHA-256）', 'a3f5'])]);
  });
});

describe('production', () => {
  it('refuses the sandbox issuer and has no sandbox routes', async () => {
    await expect(start({ CREDIT_MODE: 'production' })).rejects.toThrow('sandbox issuer');
    await expect(start({ CREDIT_MODE: 'production', CREDIT_ISSUER: 'https://issuer.example' })).rejects.toThrow('sandbox are refused');
  });
});
