import { spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ensureSecrets } from '@credit/access';
import { DomainError, localDate } from '@credit/kernel';
import fc from 'fast-check';
import { startFault } from './boot.ts';
import { sandboxClock, systemClock } from './clock.ts';
import { loadCityConfig, loadRulebook } from './configuration.ts';
import { createCursors } from './cursors.ts';
import { checkIfMatch, etagOf, notModified } from './etag.ts';
import { HealthBoard } from './health-board.ts';
import { bodyHash } from './idempotency.ts';
import { ProblemError } from './problem.ts';
import { problemOf, statusOf } from './problem-of.ts';
import { databaseUrl, list, oneOf, optionalText, parseSettings, port, text, url } from './settings.ts';

const problemIn = (fn: () => unknown): [number, string] => {
  try {
    fn();
  } catch (error) {
    expect(error).toBeInstanceOf(ProblemError);
    const { status, code } = (error as ProblemError).problem;
    return [status, code];
  }
  throw new Error('nothing was thrown');
};

describe('settings', () => {
  const spec = { port: port('PORT', 8101), mode: oneOf('CREDIT_MODE', ['sandbox', 'production'], 'sandbox'), brokers: list('KAFKA_BROKERS'), db: databaseUrl('DB_URL'), extra: optionalText('EXTRA') };
  const good = { KAFKA_BROKERS: 'a:1, b:2', DB_URL: 'postgres://u:p@h:1/d' };

  it('are typed, with defaults', () => {
    expect(parseSettings(spec, good)).toEqual({ port: 8101, mode: 'sandbox', brokers: ['a:1', 'b:2'], db: good.DB_URL, extra: undefined });
    expect(parseSettings(spec, { ...good, PORT: '0', CREDIT_MODE: 'production', EXTRA: 'x' })).toMatchObject({ port: 0, mode: 'production', extra: 'x' });
  });

  it.each([
    [{ KAFKA_BROKERS: '' }, 'KAFKA_BROKERS is missing'], [{ KAFKA_BROKERS: ' , ' }, 'KAFKA_BROKERS is malformed'], [{ PORT: '80x' }, 'PORT is malformed: it must be a whole number from 0 to 65535'],
    [{ PORT: '65536' }, 'PORT is malformed'], [{ CREDIT_MODE: 'test' }, 'CREDIT_MODE is malformed: it must be one of sandbox, production'], [{ DB_URL: 'mysql://secret' }, 'DB_URL is malformed'],
  ])('name what is wrong: %o', (more, message) => {
    expect(() => parseSettings(spec, { ...good, ...more })).toThrow(message);
    expect(() => parseSettings(spec, { ...good, ...more })).not.toThrow('secret');
  });

  it('that are wrong end the process with one line and exit 78', () => {
    const script = `import { readSettings, text } from ${JSON.stringify(join(__dirname, 'settings.ts'))}; readSettings({ a: text('NOBODY_SETS_THIS') });`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--conditions=@credit/source', '-e', script], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([78, 'configuration: NOBODY_SETS_THIS is missing\n']);
  });

  it('know URLs and plain texts', () => {
    expect(parseSettings({ u: url('U', ['http:']), t: text('T', 'd') }, { U: 'http://x/' })).toEqual({ u: 'http://x/', t: 'd' });
  });
});

describe('configuration folders', () => {
  it('name the file or the pointer that is wrong', () => {
    const dir = mkdtempSync(join(tmpdir(), 'city-'));
    expect(() => loadCityConfig(dir)).toThrow('city.json');
    writeFileSync(join(dir, 'city.json'), '{"name": "样例市", "region": "210500", "openingDate": "x"}');
    writeFileSync(join(dir, 'departments.json'), '[]');
    expect(() => loadCityConfig(dir)).toThrow(expect.objectContaining({ code: 'CITY_CONFIG_INVALID' }) as never);
    mkdirSync(join(dir, 'overlay'));
    writeFileSync(join(dir, 'overlay', '1.json'), '{"nonsense": 1}');
    expect(() => loadRulebook(join(dir, 'overlay'))).toThrow(expect.objectContaining({ code: 'RULEBOOK.OVERLAY_INVALID' }) as never);
    expect(() => loadRulebook(join(dir, 'absent'))).toThrow('CREDIT_RULEBOOK_OVERLAY');
    expect(loadRulebook().version).toBe(loadRulebook(mkdtempSync(join(tmpdir(), 'none-'))).version);
  });
});

describe('the sandbox clock', () => {
  it('moves forward only and tells its listeners once per move', () => {
    const clock = sandboxClock(localDate('2026-11-23'));
    const seen: string[] = [];
    const end = clock.onDateChange((date) => seen.push(date));
    expect([clock.moveTo(localDate('2026-11-23')), clock.moveTo(localDate('2026-12-01')), clock.moveTo(localDate('2026-11-30'))]).toEqual([false, true, false]);
    end();
    clock.moveTo(localDate('2027-01-01'));
    expect([clock.today(), seen]).toEqual(['2027-01-01', ['2026-12-01']]);
    expect(Math.abs(Date.parse(clock.now()) - Date.now())).toBeLessThan(1_000);
  });

  it('in production is the date in Asia/Shanghai', () => {
    const clock = systemClock();
    expect(clock.today()).toBe(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10));
    clock.stop();
  });
});

describe('cursors', () => {
  let keyFile: string;
  beforeAll(async () => {
    const dir = mkdtempSync(join(tmpdir(), 'cursor-'));
    await ensureSecrets(dir);
    keyFile = join(dir, 'cursor-key.json');
  });

  it('come back as they were given, for the same query and client only', () => {
    const cursors = createCursors({ keyFile });
    fc.assert(fc.property(fc.jsonValue(), (position) => {
      expect(cursors.decode('q:c', cursors.encode('q:c', position as never))).toEqual(JSON.parse(JSON.stringify(position)));
    }), { numRuns: 50 });
    expect(problemIn(() => cursors.decode('q:other', cursors.encode('q:c', 1)))).toEqual([400, 'CURSOR.INVALID']);
  });

  it('that were altered anywhere are refused', () => {
    const cursors = createCursors({ keyFile });
    const cursor = cursors.encode('q', { postedOn: '2026-11-23', id: 'x' });
    for (let i = 0; i < cursor.length; i += 1) {
      const altered = cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1);
      expect(problemIn(() => cursors.decode('q', altered))).toEqual([400, 'CURSOR.INVALID']);
    }
    for (const bad of ['', '.', 'a.b.c', 'x'.repeat(3_000), cursor.slice(0, -1)]) expect(problemIn(() => cursors.decode('q', bad))).toEqual([400, 'CURSOR.INVALID']);
  });
});

describe('versions', () => {
  it('are asked for before a change and compared strongly', () => {
    expect(problemIn(() => checkIfMatch(undefined, 3))).toEqual([428, 'PRECONDITION.REQUIRED']);
    for (const stale of ['"2"', 'W/"3"', '3']) expect(problemIn(() => checkIfMatch(stale, 3))).toEqual([412, 'PRECONDITION.STALE']);
    for (const good of ['"3"', '"2", "3"', '*']) expect(() => checkIfMatch(good, 3)).not.toThrow();
    expect([notModified(etagOf(3), 3), notModified('W/"3"', 3), notModified('"2"', 3), notModified(undefined, 3)]).toEqual([true, true, false, false]);
  });
});

describe('problems', () => {
  const rules = { statuses: { 'RECORD.ODD': 418 }, isTransient: (error: unknown) => (error as Error).message === 'away' };
  it.each([
    ['AUTH.TOKEN_EXPIRED', 401], ['AUTH.DEPARTMENT_NOT_YOURS', 403], ['RECORD.NOT_FOUND', 404], ['PUBLICITY.ENTRY_NOT_FOUND', 404], ['RECORD.ALREADY_REVOKED', 409],
    ['VERSION_CONFLICT', 409], ['ENTRY.GONE', 410], ['FILE.TOO_LARGE', 413], ['QUERY.NOT_IMPLEMENTED', 501], ['RECORD.ODD', 418], ['RECORD.ANYTHING', 422], ['AUTH.KEYS_UNAVAILABLE', 503],
  ])('the code %s has status %i', (code, status) => expect(statusOf(code, rules.statuses)).toBe(status));

  it('tell passing faults from bugs', () => {
    expect(problemOf(new Error('away'), rules)).toMatchObject({ unexpected: false, problem: { status: 503, headers: { 'retry-after': '2' } } });
    expect(problemOf(new Error('x'), rules)).toMatchObject({ unexpected: true, problem: { status: 500, code: 'INTERNAL' } });
    expect(problemOf('x', rules).problem.status).toBe(500);
    expect(problemOf(new DomainError({ code: 'A.B', message: 'm', userMessage: '无', pointer: '/x' }), rules).problem.errors).toEqual([{ pointer: '/x', code: 'A.B', detail: 'm', userMessage: '无' }]);
  });
});

describe('what keeps a process from starting', () => {
  it.each([
    [new DomainError({ code: 'CITY_CONFIG_INVALID', message: 'm', userMessage: '无' }), 78, 'CITY_CONFIG_INVALID: m'],
    [new Error('key file /x/y.json: cannot be read (ENOENT)'), 78, 'key file /x/y.json: cannot be read (ENOENT)'],
    [new Error('CREDIT_ISSUER: the sandbox issuer is refused in production'), 78, 'CREDIT_ISSUER: the sandbox issuer is refused in production'],
    [Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' }), 69, 'a server it needs does not answer: connect refused (ECONNREFUSED)'],
    [new AggregateError([Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' })], ''), 69, 'a server it needs does not answer: connect refused (ECONNREFUSED)'],
    [new TypeError('x is not a function'), 70, undefined],
    [new Error('Connection terminated due to connection timeout'), 69, 'a server it needs does not answer: Connection terminated due to connection timeout'],
  ])('is told by %s', (error, exit, line) => expect(startFault(error)).toEqual(line === undefined ? { exit } : { exit, line }));
});

describe('health', () => {
  it('is the sum of its checks; ready includes live; a hanging check fails in time', async () => {
    const board = new HealthBoard('s');
    board.add({ name: 'a', kind: 'live', look: () => undefined });
    board.add({ name: 'b', kind: 'ready', look: () => 'not yet' });
    expect((await board.report('live')).status).toBe('ok');
    expect(await board.report('ready')).toEqual({ status: 'failing', service: 's', checks: { a: 'ok', b: 'not yet' } });
    board.add({ name: 'c', kind: 'live', look: () => new Promise(() => undefined) });
    board.add({ name: 'd', kind: 'live', look: () => Promise.reject(new Error('password=x')) });
    expect((await board.report('live')).checks).toEqual({ a: 'ok', c: 'no answer within 2 s', d: 'failing' });
  });
});

describe('the hash of a body', () => {
  it('does not depend on the order of members, but on everything else', () => {
    expect(bodyHash({ a: 1, b: { c: [1, 2] } })).toEqual(bodyHash({ b: { c: [1, 2] }, a: 1, d: undefined }));
    for (const other of [{ a: 1 }, { a: '1', b: { c: [1, 2] } }, { a: 1, b: { c: [2, 1] } }, null, 'x', Buffer.from('x')]) expect(bodyHash(other)).not.toEqual(bodyHash({ a: 1, b: { c: [1, 2] } }));
  });
});
