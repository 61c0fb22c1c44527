import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureSecrets, sandboxIssuer } from '@credit/access';
import { topicManifest } from '@credit/contracts/topics';
import { loadCityConfig } from '@credit/service-host';
import { eventually, kafkaEnvironment, syntheticFirm } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import iconv from 'iconv-lite';
import { penaltyCells, registrationCells, sheetText } from './files-kit.ts';
import { CITY_CONFIG, MARKET } from './running-service.ts';

const ROOT = resolve(__dirname, '../../../..');
const ROWS = Number(process.env['CREDIT_FILE_ROWS'] ?? 50_000);
const FIRMS = 2_000;
const MAX_RSS_MB = 350;
/** What the launchers start a service with; without these flags V8 sizes its heap by the machine. */
const heapFlagsIn = (launcher: string): string[] => readFileSync(join(ROOT, launcher), 'utf8').match(/--(?:heap-growing-percent|max-(?:semi|old)-space-size)=\d+/g) ?? [];
const HEAP = heapFlagsIn('deploy/local/parts/services.mjs');
/** And what glibc keeps per thread: the launchers set it, so the test must; without it one run beside other suites took 319 MB. */
const arenasIn = (launcher: string): string | undefined => /MALLOC_ARENA_MAX\W+(\d+)/.exec(readFileSync(join(ROOT, launcher), 'utf8').replace(/\/\*\*.*\*\//g, ''))?.[1];
const ARENAS = arenasIn('deploy/local/parts/services.mjs')!;

let fixture: PipelineFixture;
let child: ChildProcess;
let url: string;
let secrets: string;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** Largest resident size of the service so far, in MB. */
const peakMb = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024;

const ask = async (method: string, path: string, body?: { type: string; parts: Iterable<Buffer> }): Promise<any> => {
  const { token } = await sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') }).issue({ sub: 'large', dept: MARKET.source, roles: ['source'] });
  const sent = request(`${url}${path}`, { method, agent: false, headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': body.type, 'idempotency-key': path }) } });
  const answered = once(sent, 'response');
  for (const part of body?.parts ?? []) if (!sent.write(part)) await once(sent, 'drain');
  sent.end();
  const [response] = (await answered) as [AsyncIterable<Buffer> & { statusCode: number }];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  const text = Buffer.concat(parts).toString();
  if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 300)}`);
  return text.startsWith('{') ? JSON.parse(text) : text;
};

const done = (id: string): Promise<any> => eventually(async () => {
  const batch = await ask('GET', `/v1/batches/${id}`);
  return batch.status === 'done' && batch;
}, `batch ${id} is through`, { timeoutMs: 900_000, intervalMs: 250 });

/** Every hundredth row is spoiled; the others are good. */
function* penalties(): Generator<Buffer> {
  const columns = Object.keys(penaltyCells(syntheticFirm(0), 'x'));
  yield iconv.encode(`${columns.join(',')}\r\n`, 'gb18030');
  for (let from = 0; from < ROWS; from += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, ROWS - from) }, (_, k) => penaltyCells(syntheticFirm((from + k) % FIRMS), `本市监罚〔2026〕大${from + k}号`, (from + k) % 100 === 99 ? { CF_NR_FK: '20000元' } : {}));
    yield iconv.encode(sheetText(rows, columns).split('\r\n').slice(1).join('\r\n'), 'gb18030');
  }
}

beforeAll(async () => {
  execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'build', 'credit-record'], { cwd: ROOT, stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false' } });
  fixture = await pipelineFixture({ service: 'credit-record', topics: topicManifest(loadCityConfig(CITY_CONFIG)).filter(({ kind }) => kind !== 'dlq') });
  secrets = mkdtempSync(join(tmpdir(), 'large-'));
  await ensureSecrets(secrets);
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  child = spawn(process.execPath, [...HEAP, '--import', './deploy/local/source-maps.mjs', 'apps/credit-record/dist/main.js'], {
    cwd: ROOT, stdio: 'inherit',
    env: { PATH: process.env['PATH'], TZ: 'UTC', MALLOC_ARENA_MAX: ARENAS, PORT: String(port), LOG_LEVEL: 'warn', ...kafkaEnvironment(), CREDIT_RECORD_DATABASE_URL: fixture.databaseUrl, CREDIT_TOPIC_PREFIX: fixture.prefix, CREDIT_CITY_CONFIG: CITY_CONFIG, CREDIT_SECRETS_DIR: secrets },
  });
  await eventually(async () => (await fetch(`${url}/health/ready`)).ok, 'the built service is ready', { timeoutMs: 60_000 });
}, 180_000);

afterAll(async () => {
  if (child?.exitCode === null) {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  await fixture?.close();
}, 60_000);

describe('a large file', () => {
  it('the local stack and the image start a service with the same heap', () => {
    expect(HEAP).toHaveLength(3);
    expect(heapFlagsIn('deploy/service.Dockerfile')).toEqual(HEAP);
    expect(ARENAS).toBe('1');
    expect(arenasIn('deploy/service.Dockerfile')).toBe(ARENAS);
  });

  it(`of ${ROWS} rows is taken in by the built service within ${MAX_RSS_MB} MB, every row accounted for, error sheet and all`, async () => {
    const firms = Array.from({ length: FIRMS }, (_, n) => syntheticFirm(n));
    const register = await ask('POST', '/v1/batches?kind=registration', { type: 'text/csv', parts: [Buffer.from(sheetText(firms.map(registrationCells)))] });
    expect(await done(register.id)).toMatchObject({ counts: { accepted: FIRMS } });
    const began = performance.now();
    const { id, bytes, totalRows } = await ask('POST', '/v1/batches?kind=administrative-penalty', { type: 'text/csv; charset=gb18030', parts: penalties() });
    const uploaded = performance.now();
    const batch = await done(id);
    const imported = performance.now();
    const spoiled = Math.floor(ROWS / 100);
    expect({ totalRows, ...batch }).toMatchObject({ totalRows: ROWS, rows: ROWS, counts: { accepted: ROWS - spoiled, rejected: spoiled } });
    const sheet: string = await ask('GET', batch.errorSheet);
    expect(sheet.trimEnd().split('\r\n')).toHaveLength(spoiled + 1);
    const peak = peakMb();
    const seconds = (imported - uploaded) / 1_000;
    process.stdout.write(`large file: ${ROWS} rows, ${(bytes / 1e6).toFixed(0)} MB; upload ${((uploaded - began) / 1_000).toFixed(1)} s, import ${seconds.toFixed(1)} s (${Math.round(ROWS / seconds)} rows/s), peak RSS ${peak.toFixed(0)} MB\n`);
    expect(peak).toBeLessThan(MAX_RSS_MB);
  }, 1_000_000);
});
