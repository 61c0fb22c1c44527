import { mkdtempSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Param, Post, Query, Req } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CurrentCaller, ensureSecrets, Public, Roles, sandboxIssuer } from '@credit/access';
import type { Caller } from '@credit/access';
import { DomainError } from '@credit/kernel';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsNotEmpty, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { serveEdge } from './serve-edge.ts';
import { edgeSettings } from './service-settings.ts';
import { parseSettings } from './settings.ts';
import type { RunningService } from './run.ts';

class Part {
  @IsInt()
  amount: number;
}

class Statement {
  @IsString() @IsNotEmpty() @MaxLength(10)
  name: string;

  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Part)
  parts?: Part[];
}

@Controller('v1')
class SampleController {
  @Public() @Get('open')
  open(@Query('q') q?: string): object {
    return { q: q ?? null };
  }

  @Roles('source') @Get('mine')
  mine(@CurrentCaller() caller: Caller): object {
    return { dept: caller.dept };
  }

  @Public() @Post('statements')
  statement(@Body() statement: Statement): object {
    return { name: statement.name };
  }

  @Public() @Post('files')
  async file(@Req() request: { body: AsyncIterable<Buffer> }): Promise<object> {
    let bytes = 0;
    for await (const chunk of request.body) bytes += chunk.length;
    return { bytes };
  }

  @Public() @Get('slow')
  async slow(): Promise<object> {
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { done: true };
  }

  @Public() @Get('faults/:kind')
  fault(@Param('kind') kind: string): object {
    if (kind === 'rule') throw new DomainError({ code: 'RECORD.ALREADY_REVOKED', message: 'revoked', userMessage: '已撤销', clause: '第五条', pointer: '/docNo' });
    if (kind === 'sql') throw Object.assign(new Error('invalid byte sequence for 11010519491231002X'), { code: '22021' });
    throw new Error('secret detail 11010519491231002X');
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

@Controller('v1')
class ForgottenController {
  @Get('forgotten')
  forgotten(): object {
    return {};
  }
}

@Module({ controllers: [ForgottenController] })
class ForgottenModule {}

let service: RunningService;
let secretsDir: string;
const settings = () => parseSettings(edgeSettings(0), { CREDIT_SECRETS_DIR: secretsDir, PORT: '0', LOG_LEVEL: 'silent' });
const call = async (path: string, init: RequestInit = {}): Promise<{ status: number; body: any; headers: Headers }> => {
  const answer = await fetch(`${service.url}${path}`, init);
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
};
const post = (path: string, body: string | Buffer, type = 'application/json') => call(path, { method: 'POST', body: body as never, headers: { 'content-type': type } });

beforeAll(async () => {
  secretsDir = mkdtempSync(join(tmpdir(), 'edge-'));
  await ensureSecrets(secretsDir);
  service = await serveEdge({ name: 'sample', title: 'Sample', settings: settings(), module: SampleModule, ownsProcess: false });
});
afterAll(() => service.stop());

describe('the HTTP edge', () => {
  it('stops the start when a route does not say who may call it', async () => {
    await expect(serveEdge({ name: 'forgotten', title: 'F', settings: settings(), module: ForgottenModule, ownsProcess: false })).rejects.toThrow('ForgottenController.forgotten');
  });

  it('answers a problem with code, Chinese text and errors for every 4xx', async () => {
    const cases: [string, RequestInit, number, string][] = [
      ['/nowhere', {}, 404, 'HTTP.NOT_FOUND'],
      ['/v1/mine', {}, 401, 'AUTH.TOKEN_MISSING'],
      ['/v1/mine', { headers: { authorization: 'Bearer x.y.z' } }, 401, 'AUTH.TOKEN_INVALID'],
      ['/v1/open?q=%00', {}, 400, 'URL.INVALID'],
      ['/v1/open?q=%ff', {}, 400, 'URL.INVALID'],
      ['/v1/open?q=11010519491231002X', {}, 400, 'URL.IDENTITY_NUMBER'],
      [`/v1/open?q=${'a'.repeat(5000)}`, {}, 414, 'HTTP.URI_TOO_LONG'],
      ['/v1/faults/rule', {}, 409, 'RECORD.ALREADY_REVOKED'],
      ['/v1/faults/sql', {}, 400, 'HTTP.VALUE_NOT_STORABLE'],
      ['/v1/statements', { method: 'POST', body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'HTTP.UNSUPPORTED_MEDIA_TYPE'],
      ['/v1/statements', { method: 'POST' }, 400, 'REQUEST.INVALID'],
      ['/v1/open', { method: 'DELETE' }, 404, 'HTTP.NOT_FOUND'],
      [`/v1/faults/${'x'.repeat(200)}`, {}, 414, 'HTTP.URI_TOO_LONG'],
    ];
    for (const [path, init, status, code] of cases) {
      const { status: got, body, headers } = await call(path, init);
      expect([path.slice(0, 40), got, body.code]).toEqual([path.slice(0, 40), status, code]);
      expect(headers.get('content-type')).toContain('application/problem+json');
      expect(body.userMessage).toMatch(/[\u4e00-\u9fff]/);
      expect(body.errors.length).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toContain('11010519491231002X');
    }
  });

  it('hides what went wrong inside', async () => {
    const { status, body } = await call('/v1/faults/bug');
    expect([status, body.code]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(body)).not.toMatch(/secret|stack/);
  });

  it.each([
    ['{"name": 1, "stranger": true, "parts": [{"amount": "x"}]}', 'REQUEST.INVALID'],
    ['{"name": "a", "name": "b"}', 'JSON.DUPLICATE_KEY'],
    ['{"name": "a"', 'JSON.INVALID'],
    ['', 'JSON.INVALID'],
    ['{"name": "a", "__proto__": {"x": 1}}', 'JSON.FORBIDDEN_KEY'],
    [`${'['.repeat(40)}${']'.repeat(40)}`, 'JSON.TOO_DEEP'],
    ['{"name": "a\\u0000"}', 'JSON.TEXT'],
    ['{"name": "\\ud800"}', 'JSON.TEXT'],
    ['"text"', 'REQUEST.INVALID'],
    ['[]', 'REQUEST.INVALID'],
    ['null', 'REQUEST.INVALID'],
  ])('refuses the body %s', async (text, code) => {
    const { status, body } = await post('/v1/statements', text);
    expect([status, body.code]).toEqual([400, code]);
  });

  it('names each fault of a body by its pointer', async () => {
    const { body } = await post('/v1/statements', '{"name": 1, "stranger/x": true, "parts": [{"amount": "x"}]}');
    expect(body.errors.map((e: { pointer: string; code: string }) => [e.pointer, e.code])).toEqual(
      expect.arrayContaining([['/stranger~1x', 'FIELD.UNKNOWN'], ['/name', 'FIELD.IS_STRING'], ['/parts/0/amount', 'FIELD.IS_INT']]),
    );
  });

  it('bounds JSON at 1 MiB, refuses broken UTF-8 and streams files', async () => {
    expect((await post('/v1/statements', JSON.stringify({ name: 'a'.repeat(1_100_000) }))).body.code).toBe('HTTP.TOO_LARGE');
    expect((await post('/v1/statements', Buffer.from([0x7b, 0xff, 0x7d]))).body.code).toBe('JSON.UTF8');
    expect((await post('/v1/files', Buffer.alloc(3_000_000, 'a'), 'text/csv; charset=gb18030')).body).toEqual({ bytes: 3_000_000 });
  });

  it('knows the caller from the token', async () => {
    const { token } = await sandboxIssuer({ privateKeyFile: join(secretsDir, 'issuer-private.jwk.json') }).issue({ sub: 'p1', dept: 'benxi', roles: ['source'] });
    expect((await call('/v1/mine', { headers: { authorization: `Bearer ${token}` } })).body).toEqual({ dept: 'benxi' });
    const other = await sandboxIssuer({ privateKeyFile: join(secretsDir, 'issuer-private.jwk.json') }).issue({ sub: 'p1', roles: ['auditor'] });
    expect((await call('/v1/mine', { headers: { authorization: `Bearer ${other.token}` } })).body.code).toBe('AUTH.FORBIDDEN');
  });

  it('keeps a harmless request id, replaces others, and continues the trace', async () => {
    const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { body, headers } = await call('/nowhere', { headers: { 'x-request-id': 'abc-1', traceparent: parent } });
    expect(headers.get('x-request-id')).toBe('abc-1');
    expect(body.instance).toBe('urn:credit:request:abc-1');
    expect(body.traceId).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect((await call('/nowhere', { headers: { 'x-request-id': '11010519491231002X' } })).headers.get('x-request-id')).not.toContain('1101');
  });

  it('answers a broken request line with a problem', async () => {
    const { port } = new URL(service.url);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('GET / HTTP/9.9\r\nx\r\n\r\n'));
      let all = '';
      socket.on('data', (data) => (all += data)).on('close', () => resolve(all));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json[\s\S]*HTTP\.BAD_REQUEST/);
  });

  it('answers what is running before it stops, and nothing new after', async () => {
    const other = await serveEdge({ name: 'stopping', title: 'S', settings: settings(), module: SampleModule, ownsProcess: false });
    const running = fetch(`${other.url}/v1/slow`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const stopped = other.stop();
    expect(await (await running).json()).toEqual({ done: true });
    await stopped;
    await expect(fetch(`${other.url}/v1/open`)).rejects.toThrow();
  });

  it('survives a caller that hangs up in the middle of a file', async () => {
    const { port } = new URL(service.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write('POST /v1/files HTTP/1.1\r\nhost: x\r\ncontent-type: text/csv\r\ncontent-length: 1000\r\n\r\nabc');
        setTimeout(() => socket.resetAndDestroy(), 50);
      });
      socket.on('close', () => resolve()).on('error', () => undefined);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await call('/health/live')).status).toBe(200);
  });

  it('shows health, metrics by route pattern, and an OpenAPI 3.1 document that names the roles', async () => {
    expect((await call('/health/live')).body.status).toBe('ok');
    expect((await call('/health/ready')).status).toBe(200);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/credit_http_requests_total\{[^}]*route="\/v1\/faults\/:kind"/);
    expect(metrics).toMatch(/credit_http_requests_total\{[^}]*route="\/v1\/mine",client="source",status="200"/);
    expect(metrics).toMatch(/credit_http_errors_total\{[^}]*route="\/v1\/mine",client="none",status="401",code="AUTH\.[A-Z_]+"/);
    const { body } = await call('/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(body.paths['/v1/mine'].get['x-roles']).toEqual(['source']);
    expect(body.paths['/v1/open'].get.security).toEqual([]);
    expect(body.paths['/health/live']).toBeUndefined();
    expect(body.components.schemas.Statement).toEqual({ type: 'object', required: ['name'], properties: { name: { type: 'string', minLength: 1, maxLength: 10 }, parts: { type: 'array', items: { type: 'object' } } } });
  });
});
