import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseAttempts, kafkaAttempts } from '@credit/testing/servers';
import { creditctl } from './harness/creditctl.ts';
import { databaseOf, databaseUrlOf } from './harness/databases.ts';
import { cityConfig, departments, environment } from './harness/environment.ts';
import { call, tokenFor } from './harness/gateway.ts';
import { generatedSecrets, logFiles, processArguments, scanFiles, secretsIn, trackedFiles, type Secrets } from './harness/secret-scan.ts';

const services = ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment'];
const processes = [...services, 'gateway'];
const databaseVariable = (service: string): string => `${service.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;

/** S15: the secrets that this very stack was given, looked for by their values wherever something of it is written down or can be asked. */
describe('generated secrets', () => {
  let secrets: Secrets;
  const canary = randomBytes(24).toString('base64url');
  const planted: Secrets = new Map([['canary', canary]]);
  const scratch = mkdtempSync(join(tmpdir(), 'secret-scan-'));
  beforeAll(() => {
    secrets = generatedSecrets();
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('are there: one per service, owner, department, administrator and key', () => {
    const names = [...secrets.keys()].join(' ');
    for (const name of [...services.flatMap((one) => [`db-${one}.txt`, `db-${one}-owner.txt`]), 'field-key', 'blind-index-key', 'cursor-key', 'issuer-private', 'intake-private', 'screening-private']) expect(names).toContain(name);
    if (environment.kafkaAuth !== 'none') for (const name of ['operator', ...services, ...departments.map(({ source }) => source)]) expect(names).toContain(`kafka-${name}.txt`);
    expect(new Set(secrets.values()).size).toBeGreaterThanOrEqual(secrets.size - 1); // the administrator's stands in two files
  });

  it('would be found: in a file, plain or encoded, and among the arguments of a process', async () => {
    for (const text of [canary, `postgres://x:${encodeURIComponent(canary)}@h/d`, Buffer.from(canary).toString('hex'), ...['', 'a', 'ab', `\0user\0`].map((head) => Buffer.from(`${head}${canary}`).toString('base64'))]) {
      expect({ text: text.length, found: secretsIn(`… ${text} …`, planted) }).toEqual({ text: text.length, found: ['canary'] });
    }
    writeFileSync(join(scratch, 'file'), `password=${canary}\n`);
    expect(scanFiles([join(scratch, 'file')], planted)).toHaveLength(1);
    const careless = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)', canary]);
    await new Promise((resolve) => careless.once('spawn', resolve));
    expect(processArguments().flatMap((line) => secretsIn(line, planted))).toEqual(['canary']);
    careless.kill('SIGKILL');
  });

  it('stand in no file that git holds or would take', () => {
    const files = trackedFiles();
    expect(files.length).toBeGreaterThan(500);
    expect(scanFiles(files, secrets)).toEqual([]);
  });

  it('stand in no process list, also while the operator\'s commands run', async () => {
    const department = departments[0]!.source;
    let running = true;
    const commands = Promise.all([creditctl(['topics', 'plan'], '', [0, 3]), creditctl(['status'], '', [0, 1, 3]), creditctl(['kcat-config', department])]).finally(() => { running = false; });
    const seen = new Set<string>();
    for (let creditctls = 0; running || creditctls === 0;) {
      const lines = processArguments();
      creditctls += lines.filter((line) => line.includes('creditctl.mjs')).length;
      for (const line of lines) for (const name of secretsIn(line, secrets)) seen.add(`${name}: ${line.replaceAll(secrets.get(name)!, '…').slice(0, 200)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await commands;
    expect([...seen]).toEqual([]);
  });

  it('stand in no log', () => {
    const logs = logFiles();
    expect(logs.length).toBeGreaterThanOrEqual(processes.length);
    expect(scanFiles(logs, secrets)).toEqual([]);
  });

  it('stand in no answer: pages, metrics, documents, refusals and faults, of the gateway and of each service', async () => {
    const token = await tokenFor({ roles: ['operator'] });
    const answers = await Promise.all([
      ...['/docs', '/openapi.json', '/public', '/health/ready', '/metrics', '/v1/nothing', '/v1/receipts/x', '/v1/keys/intake', '/%00', '/v1/records?cursor=x'].map((path) => call('GET', path)),
      ...['not a token', `${token}x`, token.replace(/^[^.]+/, Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url'))].map((bad) => call('GET', '/v1/receipts/x', { token: bad })),
      ...['{', '{"a":"\u0000"}', '[]'].map((raw) => call('POST', '/v1/records', { token, raw })),
      ...services.map((service) => call('GET', `/v1/ops/${service}/parked?limit=200`, { token })),
    ]);
    const direct = await Promise.all(processes.flatMap((name) => ['/health/ready', '/metrics', '/openapi.json', '/nothing'].map((path) => fetch(`http://127.0.0.1:${environment.ports[name]}${path}`).then((answer) => answer.text()))));
    expect(answers.filter(({ status }) => status >= 400 && status < 500).length).toBeGreaterThanOrEqual(9);
    expect([...answers.map(({ text, headers }) => `${JSON.stringify([...headers])}\n${text}`), ...direct].flatMap((text) => secretsIn(text, secrets))).toEqual([]);
  });

  it('lie in files that only their owner may read', () => {
    const open = ['secrets', 'kcat'].flatMap((folder) => readdirSync(join(environment.stateDir, folder)).map((name) => join(environment.stateDir, folder, name))).filter((path) => (statSync(path).mode & 0o077) !== 0);
    expect(open).toEqual([]);
  });
});

describe('default credentials', () => {
  const words = ['postgres', 'password', 'admin', 'secret', 'changeme', 'credit'];

  it.each(services.flatMap((service) => [databaseOf(service), `${databaseOf(service)}_owner`]).concat('postgres', 'credit_admin'))('open no database for %s', async (user) => {
    for (const password of [user, ...words]) {
      const url = new URL(databaseUrlOf(services[0]!));
      [url.username, url.password] = [user, password];
      await expect(databaseAttempts(url.href)).rejects.toMatchObject({ code: '28P01' });
    }
  });

  it('open no broker', async () => {
    for (const username of ['admin', 'operator', ...services]) for (const password of [username, 'admin-secret', `${username}-secret`]) await expect(kafkaAttempts(environment.brokers, { username, password })).rejects.toThrow(/SASL|[Aa]uthentication/);
  });
});

describe('production refuses to start', () => {
  const strict = mkdtempSync(join(tmpdir(), 'production-'));
  beforeAll(() => cpSync(join(environment.stateDir, 'secrets'), strict, { recursive: true }));
  afterAll(() => rmSync(strict, { recursive: true, force: true }));
  const ISSUER = 'https://issuer.example';
  const start = (service: string, env: Record<string, string>): Promise<{ status: number | null; said: string }> => new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(environment.root, 'apps', service, 'dist/main.js')], {
      timeout: 60_000, stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'], CREDIT_MODE: 'production', HOST: '127.0.0.1', PORT: '0', KAFKA_BROKERS: '127.0.0.1:1', CREDIT_CITY_CONFIG: cityConfig, CREDIT_SECRETS_DIR: strict, CREDIT_JWKS_URL: `${ISSUER}/jwks`, CREDIT_ISSUER: ISSUER,
        CREDIT_RECORD_URL: 'http://127.0.0.1:1', LIST_DESIGNATION_URL: 'http://127.0.0.1:1', PUBLICITY_URL: 'http://127.0.0.1:1', JOINT_DISCIPLINE_URL: 'http://127.0.0.1:1', CREDIT_REPAIR_URL: 'http://127.0.0.1:1', COMMITMENT_URL: 'http://127.0.0.1:1', [databaseVariable(service)]: `postgres://role:${randomBytes(12).toString('hex')}@127.0.0.1:1/credit`, ...env,
      },
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said += text; });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, said }));
  });

  it.each(processes)('%s with the issuer or the keys of the sandbox', async (service) => {
    const [issuer, keys] = await Promise.all([start(service, { CREDIT_ISSUER: 'credit-sandbox' }), start(service, { CREDIT_JWKS_URL: '', CREDIT_JWKS_FILE: join(strict, 'jwks.json') })]);
    expect(issuer).toMatchObject({ status: 78, said: expect.stringContaining('CREDIT_ISSUER') });
    expect(keys).toMatchObject({ status: 78, said: expect.stringContaining('CREDIT_JWKS_FILE') });
  });
  it.each(services)('%s with a password that everybody knows, which it never repeats; with others it gets as far as the database', async (service) => {
    const [known, others] = await Promise.all([start(service, { [databaseVariable(service)]: 'postgres://x:ChangeMe@127.0.0.1:1/credit' }), start(service, {})]);
    expect(known).toMatchObject({ status: 78, said: expect.stringContaining(`${databaseVariable(service)}: a default password`) });
    expect(known.said).not.toContain('ChangeMe');
    expect(others).toMatchObject({ status: 69, said: expect.stringContaining('a server it needs does not answer') });
  });
  it('with keys that other users may read', async () => {
    chmodSync(join(strict, 'field-key.json'), 0o644);
    for (const answer of await Promise.all(services.map((service) => start(service, {})))) expect(answer).toMatchObject({ status: 78, said: expect.stringContaining('key file') });
  });
});
