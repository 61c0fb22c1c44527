import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OPERATIONS, ROUTES, UPSTREAMS } from '../../src/inbound/http/routes.ts';
import { call, edgeUnderTest, type Answer, type EdgeUnderTest } from './edge-kit.ts';

let e: EdgeUnderTest;
let bearer: Record<string, string>;
beforeAll(async () => {
  e = await edgeUnderTest();
  bearer = await e.token();
});
afterAll(() => e?.stop());
const forgetAll = (): void => Object.values(e.behind).forEach((one) => one.forget());
beforeEach(forgetAll);
const json = (more: Record<string, string> = {}): Record<string, string> => ({ ...bearer, 'content-type': 'application/json', ...more });

describe('a forwarded call', () => {
  const everyRoute = [
    ...ROUTES.map(({ method, url, upstream }) => ({ method, url, upstream, to: url })),
    ...UPSTREAMS.flatMap((upstream) => OPERATIONS.map(({ method, url }) => ({ method, url: `/v1/ops/${upstream}${url}`, upstream, to: `/ops${url}` }))),
  ];
  const segment = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).filter((s) => !/^\.|\/\.\.|\.\.\/|\\|\0/.test(s) && encodeURIComponent(s).length < 120).map((s) => encodeURIComponent(s)), fc.constantFrom('%2F', 'a%2Fb', '%25', 'a..b', '~', 'x;y=1', "it's"));
  const query = fc.oneof(fc.constant(''), fc.constantFrom('?', '?a=1&a=2', '?q=%E4%B8%AD&x=%26', '?after=a%2Bb%3D', '??', '?a=b?c'));

  it.each(everyRoute)('$method $url reaches its owner with path and query as they were sent', async ({ method, url, upstream, to }) => {
    await fc.assert(fc.asyncProperty(fc.array(segment, { minLength: 2, maxLength: 2 }), query, async (segments, q) => {
      forgetAll();
      let n = 0, m = 0;
      const path = url.replace(/:\w+/g, () => segments[(n += 1) - 1]!);
      const wanted = to.replace(/:\w+/g, () => segments[(m += 1) - 1]!);
      const answer = await call(e.url, path + q, { method, headers: bearer });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      expect(UPSTREAMS.flatMap((name) => e.behind[name].calls.map((seen) => [name, seen.method, seen.url]))).toEqual([[upstream, method, wanted + q]]);
    }), { numRuns: 12 });
  });

  it('carries the bytes of body and answer unchanged, with their headers', async () => {
    const body = Buffer.from('\uFEFF{ "a" :  1.0e2,\r\n\t"a":2 , "名":"\\u540d"}  ');
    e.record.behave = (_request, response) => void response.writeHead(422, { 'content-type': 'application/problem+json; charset=utf-8', etag: '"7"', location: '/v1/receipts/1', 'retry-after': '9' }).end(body);
    const answer = await call(e.url, '/v1/records', { method: 'POST', headers: json({ 'idempotency-key': 'k-1', 'if-match': '"6"' }), body });
    expect(e.record.calls[0]!.body.equals(body)).toBe(true);
    expect(e.record.calls[0]!.headers).toMatchObject({ ...bearer, 'idempotency-key': 'k-1', 'if-match': '"6"', 'content-type': 'application/json' });
    expect(answer).toMatchObject({ status: 422, headers: { etag: '"7"', location: '/v1/receipts/1', 'retry-after': '9', 'content-type': 'application/problem+json; charset=utf-8' } });
    expect(answer.bytes.equals(body)).toBe(true);
  });

  it('speaks neither for a foreign proxy nor for us, also when the caller names our headers in Connection', async () => {
    const lies = { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-host': 'h', 'x-forwarded-proto': 'https', 'x-real-ip': '6.6.6.6', forwarded: 'for=6', via: '1.1 x', 'x-credit-caller': 'root', 'x-credit-roles': 'operator', cookie: 'a=b', 'proxy-authorization': 'Basic x', te: 'trailers' };
    await call(e.url, '/v1/receipts/r', { headers: { ...bearer, ...lies, connection: 'close, x-request-id, x-forwarded-for' } });
    const { headers } = e.record.calls[0]!;
    expect(headers).toMatchObject({ ...bearer, 'x-forwarded-for': '127.0.0.1', 'x-request-id': expect.any(String) });
    for (const name of Object.keys(lies).filter((one) => one !== 'x-forwarded-for')) expect({ name, value: headers[name] }).toEqual({ name, value: undefined });
  });

  it.each(['/v1/receipts/..', '/v1/receipts/%2e%2e', '/v1/receipts/%2E.', '/v1/receipts/.', '/v1/subjects/%2e%2e/records', '/v1/subjects/./records', '/v1/public/columns/%2e%2e', '/v1/ops/publicity/parked/%2e%2e/replay', '/v1/receipts/..\\x', '//v1/receipts/r', '/V1/receipts/r', '/v1/receipts/...', '/v1/receipts/r/'])('whose address %s would become another one is answered by us', async (path) => {
    const { status, body } = await call(e.url, path, { headers: bearer });
    expect({ status: [400, 404].includes(status), code: typeof body.code }).toEqual({ status: true, code: 'string' });
    expect([...e.record.calls, ...e.publicity.calls]).toEqual([]);
  });

  it('is sent once, whatever happens to it', async () => {
    const falls: [string, () => void][] = [
      ['dropped with the headers', () => (e.record.early = (request) => { request.socket.destroy(); return true; })],
      ['dropped with the body', () => (e.record.behave = (request) => void request.socket.destroy())],
      ['dropped in the answer', () => (e.record.behave = (request, response) => { response.writeHead(200, { 'content-length': '100' }); response.write('half'); setTimeout(() => request.socket.destroy(), 20); })],
      ['503', () => (e.record.behave = (_request, response) => void response.writeHead(503, { 'retry-after': '0' }).end())],
    ];
    for (const [name, fall] of falls) {
      for (const [method, path] of [['POST', '/v1/records'], ['POST', '/v1/batches?kind=x'], ['GET', '/v1/receipts/r']] as const) {
        e.record.forget();
        fall();
        const answer = await call(e.url, path, { method, headers: { ...json(), ...(path.includes('batches') && { 'content-type': 'text/csv' }) }, ...(method === 'POST' && { body: '{}' }) }).catch((error: Error) => error);
        await new Promise((later) => setTimeout(later, 120));
        expect({ name, path, calls: e.record.calls.length }).toEqual({ name, path, calls: 1 });
        if (name === 'dropped in the answer') expect(answer).toMatchObject({ code: 'ECONNRESET' });
        else expect((answer as Answer).status).toBe(503);
      }
    }
  }, 30_000);

  it('by HEAD goes on as HEAD; other methods are nothing at all', async () => {
    expect(await call(e.url, '/v1/public/statistics', { method: 'HEAD' })).toMatchObject({ status: 200, bytes: Buffer.alloc(0) });
    expect(e.publicity.calls.map(({ method }) => method)).toEqual(['HEAD']);
    for (const method of ['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
      const { status, headers } = await call(e.url, '/v1/records', { method, headers: bearer });
      expect({ method, status: [404, 405].includes(status), cors: headers['access-control-allow-origin'] }).toEqual({ method, status: true, cors: undefined });
    }
    expect(e.record.calls).toEqual([]);
  });
});

describe('an upload', () => {
  const MB = Buffer.alloc(1_000_000, 'a');
  const csv = (more: Record<string, string> = {}): Record<string, string> => ({ ...bearer, 'content-type': 'text/csv', 'idempotency-key': 'k', ...more });
  const megabytes = (count: number) => async (write: (part: Buffer) => Promise<void>): Promise<void> => {
    for (let n = 0; n < count; n += 1) await write(MB);
  };

  it('of 250 MB passes through without being kept', async () => {
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
    const answer = await call(e.url, '/v1/batches?kind=x', { method: 'POST', headers: csv(), stream: megabytes(250) });
    clearInterval(watch);
    expect([answer.status, e.record.calls[0]!.bytes]).toEqual([200, 250_000_000]);
    expect((peak - before) / 1e6).toBeLessThan(200);
  }, 60_000);

  it('waits for a slow service instead of filling up', async () => {
    let sent = 0;
    e.record.early = (request) => { request.pause(); return true; };
    const stalled = call(e.url, '/v1/batches?kind=x', { method: 'POST', headers: csv(), stream: async (write) => { for (; sent < 250; sent += 1) await write(MB); } }).catch(() => undefined);
    await new Promise((later) => setTimeout(later, 700));
    const [sentSoFar, calls] = [sent, [...e.record.calls]];
    await e.record.stop();
    await stalled;
    await e.record.start();
    expect(sentSoFar).toBeLessThan(150); // socket buffers of the system take some tens of MB; 250 would be all
    for (const { url } of calls) expect(url).toBe('/v1/batches?kind=x');
  });

  it('that is refused by the first bytes gets the refusal, though the rest is still on its way', async () => {
    const other = await e.another({ CREDIT_RECORD_URL: e.record.url });
    e.record.early = (request, response) => {
      request.once('data', () => void response.writeHead(415, { 'content-type': 'application/problem+json' }).end('{"code":"BATCH.XLSX_NOT_SUPPORTED"}'));
      return true;
    };
    /** A client that is still writing when the connection closes may see that before the answer; it sends again, as a person does. */
    const refused = async (count: number, left = 2): Promise<Answer> =>
      call(other.url, '/v1/batches?kind=x', { method: 'POST', headers: csv(), stream: megabytes(count) }).catch((error: NodeJS.ErrnoException) => {
        if (left === 0 || error.code !== 'EPIPE') throw error;
        return refused(count, left - 1);
      });
    for (const count of [1, 50]) expect(await refused(count)).toMatchObject({ status: 415, body: { code: 'BATCH.XLSX_NOT_SUPPORTED' } });
    await other.stop();
  }, 30_000);

  it('above 256 MiB is refused by what it says of itself, before anybody is asked', async () => {
    expect(await call(e.url, '/v1/batches?kind=x', { method: 'POST', headers: csv({ 'content-length': String(256 * 1024 * 1024 + 1) }), stream: megabytes(1) })).toMatchObject({ status: 413, body: { code: 'HTTP.TOO_LARGE' } });
    expect(e.record.calls).toEqual([]);
  });
});

describe('limits', () => {
  it('count refused tokens too, and keep look-ups in a bucket of their own', async () => {
    const limited = await e.another({ CREDIT_RATE_LIMIT_PER_MINUTE: '5', CREDIT_SEARCH_LIMIT_PER_MINUTE: '2' });
    const flood = async (count: number, path: string, more: object): Promise<number[]> => {
      const seen = [];
      for (let n = 0; n < count; n += 1) seen.push((await call(limited.url, path, more)).status);
      return seen;
    };
    const search = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"x"}' };
    expect(await flood(3, '/v1/public/search', search)).toEqual([200, 200, 429]);
    expect(await flood(7, '/v1/receipts/r', { headers: { authorization: 'Bearer a.b.c' } })).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const { status, body, headers } = await call(limited.url, '/v1/public/search', search);
    expect({ status, code: body.code, type: headers['content-type'], limit: headers['ratelimit-limit'], left: headers['ratelimit-remaining'] }).toEqual({ status: 429, code: 'RATE_LIMITED', type: 'application/problem+json; charset=utf-8', limit: '2', left: '0' });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await limited.stop();
  });
});

describe('in production', () => {
  it('there is no sandbox: no token, no date, neither in the routes nor in the description', async () => {
    const production = await e.another(e.production());
    for (const [method, path] of [['POST', '/v1/sandbox/token'], ['POST', '/v1/sandbox/date'], ['GET', '/v1/sandbox/date']] as const) expect({ path, status: (await call(production.url, path, { method, headers: { 'content-type': 'application/json' }, ...(method === 'POST' && { body: '{"roles":["operator"]}' }) })).status }).toEqual({ path, status: 404 });
    expect((await call(production.url, '/v1/receipts/r', { headers: bearer })).body.code).toBe('AUTH.TOKEN_INVALID');
    expect(e.record.calls).toEqual([]);
    e.record.behave = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ openapi: '3.1.0', paths: { '/v1/sandbox/date': { get: { responses: {} } }, '/v1/records': { post: { responses: {} } } } }));
    expect(Object.keys((await call(production.url, '/openapi.json')).body.paths)).toEqual(['/v1/records']);
    await production.stop();
  });
});

describe('the merged description', () => {
  const described = (schema: object) => JSON.stringify({
    openapi: '3.1.0', components: { schemas: { Thing: schema, Same: { type: 'string' } } },
    paths: Object.fromEntries(['/v1/records', '/v1/public/search'].map((path) => [path, { post: { responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } } } }])),
  });

  it('keeps apart what two services call alike, asks once for many readers, and fills in a service that comes later', async () => {
    const ready = (text: string) => (_request: unknown, response: any): void => void setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(text), 50);
    e.record.behave = ready(described({ type: 'object' }));
    e.publicity.behave = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('<html>');
    const fresh = await e.another({});
    const first = await Promise.all([1, 2, 3].map(() => call(fresh.url, '/openapi.json')));
    expect(first.map(({ status, body }) => [status, '/v1/records' in body.paths, '/v1/public/search' in body.paths])).toEqual([1, 2, 3].map(() => [200, true, false]));
    expect(e.record.calls).toHaveLength(1);
    e.publicity.behave = ready(described({ type: 'array' }));
    await new Promise((later) => setTimeout(later, 2_100));
    const { paths, components } = (await call(fresh.url, '/openapi.json')).body;
    const refOf = (path: string): string => paths[path].post.responses[200].content['application/json'].schema.$ref.split('/').at(-1);
    expect([components.schemas[refOf('/v1/records')].type, components.schemas[refOf('/v1/public/search')].type, Object.keys(components.schemas).filter((name) => name.endsWith('Same'))]).toEqual(['object', 'array', ['Same']]);
    await fresh.stop();
  });
});
