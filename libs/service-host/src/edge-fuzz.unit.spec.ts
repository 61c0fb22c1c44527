import { mkdtempSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureSecrets, Public } from '@credit/access';
import { IsIn, IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import fc from 'fast-check';
import type { RunningService } from './run.ts';
import { serveEdge } from './serve-edge.ts';
import { edgeSettings } from './service-settings.ts';
import { parseSettings } from './settings.ts';

class Statement {
  @IsString() @MaxLength(20)
  name: string;

  @IsOptional() @IsInt()
  amount?: number;

  @IsOptional() @IsIn(['a', 'b'], { each: true })
  kinds?: string[];
}

class PageQuery {
  @IsOptional() @IsString() @MaxLength(50)
  after?: string;
}

@Public()
@Controller('v1/things')
class ThingController {
  @Post()
  create(@Body() body: Statement): object {
    return { name: body.name };
  }

  @Get(':id')
  read(@Param('id') id: string, @Query() query: PageQuery): object {
    return { id, after: query.after ?? null };
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

let service: RunningService;
beforeAll(async () => {
  const secretsDir = mkdtempSync(join(tmpdir(), 'fuzz-'));
  await ensureSecrets(secretsDir);
  service = await serveEdge({ name: 'fuzzed', title: 'F', settings: parseSettings(edgeSettings(0), { CREDIT_SECRETS_DIR: secretsDir, PORT: '0', LOG_LEVEL: 'silent' }), module: ThingModule, ownsProcess: false });
});
afterAll(() => service.stop());

interface Answer {
  status: number;
  type: string;
  body: string;
}

const ask = (method: string, path: string, headers: Record<string, string>, body: Buffer): Promise<Answer> => new Promise((resolve, reject) => {
  const { hostname, port } = new URL(service.url);
  const request = rawRequest({ hostname, port, method, path, headers: { ...headers, 'content-length': String(body.length), connection: 'close' } }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ status: response.statusCode!, type: response.headers['content-type'] ?? '', body: Buffer.concat(chunks).toString() })).on('error', reject);
  });
  request.on('error', reject).end(body);
});

/** Any text of characters that Node lets into a request line. */
const visible = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)), maxLength: 60 });
const hostileText = fc.oneof(fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('\u0000', '\ud800', '\u202e\u200b', '１１０１０５', '__proto__', 'constructor', '-1e999', '%00', '../../x'));
const hostileJson = fc.oneof(
  fc.json({ maxDepth: 6 }), fc.record({ name: hostileText, amount: fc.oneof(fc.double(), hostileText) }, { requiredKeys: [] }).map((value) => JSON.stringify(value)),
  fc.jsonValue().map((value) => JSON.stringify({ name: value, kinds: value })), fc.string({ maxLength: 60 }), fc.nat(2_000).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
).map((value) => Buffer.from(value));

const sound = ({ status, type, body }: Answer): void => {
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(type).toContain('application/problem+json');
  const problem = JSON.parse(body) as { code: string; userMessage: string; errors: unknown[] };
  expect(problem.code).toMatch(/^[A-Z][A-Z0-9_]*(\.[A-Z][A-Z0-9_]*)?$/);
  expect(problem.userMessage).toMatch(/[\u4e00-\u9fff]/);
  expect(problem.errors.length).toBeGreaterThan(0);
};

describe('whatever is sent to the edge', () => {
  it('as a body is answered without a 5xx, with a problem that names it', async () => {
    const types = fc.constantFrom('application/json', 'application/json; charset=gb18030', 'text/plain', 'application/xml', '', 'x', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded');
    await fc.assert(fc.asyncProperty(fc.oneof(hostileJson, fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes))), types, async (body, type) => {
      sound(await ask('POST', '/v1/things', type === '' ? {} : { 'content-type': type }, body));
    }), { numRuns: 300, seed: 20261123 });
  });

  it('as an address, method or header is answered the same way', async () => {
    const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS');
    const headers = fc.record({ 'x-request-id': visible, traceparent: visible, authorization: visible, 'idempotency-key': visible, 'if-match': visible, accept: visible }, { requiredKeys: [] });
    const paths = fc.oneof(visible.map((tail) => `/${tail}`), visible.map((id) => `/v1/things/${id}`), hostileText.map((text) => `/v1/things/x?after=${encodeURIComponent(Buffer.from(text).toString())}`), visible.map((query) => `/v1/things/x?${query}`));
    await fc.assert(fc.asyncProperty(methods, paths, headers, async (method, path, given) => {
      sound(await ask(method, path, given as Record<string, string>, Buffer.alloc(0)));
    }), { numRuns: 300, seed: 20261123 });
  });
});
