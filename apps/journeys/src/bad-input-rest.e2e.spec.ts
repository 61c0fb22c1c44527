import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SyntheticSubject } from '@credit/testing';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { receiptIn } from './harness/department.ts';
import { environment } from './harness/environment.ts';
import { forgedTokens, wellMadeToken } from './harness/forged-token.ts';
import { call, serverFaults, tokenFor } from './harness/gateway.ts';
import { expectProblem, faultCodes } from './harness/problems.ts';
import { searchPublic } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

const nested = (depth: number): string => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('bad input by REST: a clear answer, never a 5xx', () => {
  let city: CityAtWork;
  let token: string;
  let date: string;
  let firm: SyntheticSubject;
  const penalty = (overrides: Record<string, unknown> = {}): Record<string, unknown> => city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, ...overrides });
  const post = (raw: string | Uint8Array, more: Parameters<typeof call>[2] = {}) => call('POST', '/v1/records', { token, raw, ...more });

  beforeAll(async () => {
    city = await cityAtWork();
    token = await city.registrar.token();
    date = await today();
    firm = freshFirm();
    await city.registrar.registers(firm);
  });
  afterAll(async () => {
    await city?.close();
    expect(serverFaults).toEqual([]);
  });

  describe('bodies', () => {
    it.each<[string, () => string | Uint8Array, number | number[]]>([
      ['no JSON', () => 'so nicht', 400],
      ['JSON cut off', () => '{"kind":"administrative-penalty","data":{', 400],
      ['nothing', () => '', 400],
      ['null', () => 'null', 400],
      ['a list', () => '[]', 400],
      ['a number', () => '7', 400],
      ['a text', () => '"x"', 400],
      ['5,000 objects deep', () => nested(5_000), 400],
      ['100,000 lists deep', () => lists(100_000), 400],
      ['a key twice', () => '{"kind":"registration","kind":"administrative-penalty","data":{}}', 400],
      ['a key twice inside', () => `{"kind":"administrative-penalty","data":{"docNo":"1","docNo":"2"}}`, 400],
      ['__proto__', () => '{"kind":"administrative-penalty","data":{},"__proto__":{"x":1}}', 400],
      ['constructor.prototype', () => '{"kind":"administrative-penalty","data":{"constructor":{"prototype":{"x":1}}}}', [400, 422]],
      ['bytes that are no UTF-8', () => Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
      ['NUL in a text', () => '{"kind":"administrative-penalty","data":{"docNo":"a\\u0000b"}}', [400, 422]],
      ['half a surrogate pair', () => '{"kind":"administrative-penalty","data":{"docNo":"a\\ud800b"}}', [400, 422]],
      ['a number out of every range', () => '{"kind":"administrative-penalty","data":{"fineAmountWan":1e999}}', [400, 422]],
      ['an unknown member at the top', () => '{"kind":"administrative-penalty","data":{},"more":1}', 400],
      ['an unknown kind', () => '{"kind":"wizardry","data":{}}', 400],
      ['data that is no object', () => '{"kind":"administrative-penalty","data":[]}', 400],
    ])('%s', async (_what, body, status) => expectProblem(await post(body()), status as number));

    it('2 MiB of JSON is too large', async () => expectProblem(await post(`{"kind":"administrative-penalty","data":{"facts":"${'x'.repeat(2 * 1024 * 1024)}"}}`), 413));
    it('another content type', async () => expectProblem(await post('<a/>', { type: 'text/xml' }), 415));
    it('no content type', async () => expectProblem(await call('POST', '/v1/records', { token, raw: new TextEncoder().encode('{}'), headers: { 'content-type': '' } }), [400, 415]));
  });

  describe('statements', () => {
    it.each<[string, Record<string, unknown>, string]>([
      ['a text where a list belongs', { penaltyTypes: 'FINE' }, 'FIELD_TYPE'],
      ['a number where a text belongs', { docNo: 5 }, 'FIELD_TYPE'],
      ['an object where a text belongs', { subjectName: { zh: '甲' } }, 'FIELD_TYPE'],
      ['an unknown enum value', { penaltyTypes: ['TICKLING'] }, 'ENUM_UNKNOWN'],
      ['a missing field', { legalBasis: undefined }, 'FIELD_MISSING'],
      ['a blank field', { legalBasis: '   ' }, 'FIELD_EMPTY'],
      ['a date that does not exist', { decisionDate: '2026-02-30' }, 'DATE_INVALID'],
      ['a date with time', { decisionDate: '2026-11-20T00:00:00Z' }, 'DATE_INVALID'],
      ['a date in the future', { decisionDate: '2098-01-01' }, 'DATE_IN_FUTURE'],
      ['a date before 1949', { decisionDate: '1900-01-01' }, 'DATE_TOO_EARLY'],
      ['a negative amount', { fineAmountWan: '-1' }, 'AMOUNT_INVALID'],
      ['an amount in words', { fineAmountWan: '贰万' }, 'AMOUNT_INVALID'],
      ['an amount with 13 digits', { fineAmountWan: '1234567890123' }, 'AMOUNT_INVALID'],
      ['a fine without amount', { fineAmountWan: undefined }, 'CONDITIONAL_FIELD_MISSING'],
      ['a name of 201 characters', { subjectName: '长'.repeat(201) }, 'FIELD_TOO_LONG'],
      ['right-to-left override in a name', { subjectName: '甲\u202E公司' }, 'FIELD_UNSAFE_TEXT'],
      ['a code with the letter O', { uscc: '9121O500MA0TYPE14G' }, 'USCC_FORMAT'],
      ['a wrong check character', { uscc: '91210500MA0TYPE14A' }, 'USCC_CHECK'],
      ['a code of another class', { subjectClass: 'INDIVIDUAL_BUSINESS' }, 'SUBJECT_CLASS_MISMATCH'],
      ['an authority nobody knows', { authorityUscc: '1121050000000A032Q' }, 'AUTHORITY_UNKNOWN'],
    ])('%s', async (_what, overrides, code) => {
      const answer = await city.registrar.record('administrative-penalty', penalty(overrides));
      expectProblem(answer, 422);
      expect(faultCodes(answer)).toContain(code);
      expect(receiptIn(answer)).toMatchObject({ state: 'rejected' });
    });

    it('a field the contract does not know is ignored, on the wire as in events', async () => {
      expect((await city.registrar.record('administrative-penalty', penalty({ futureField: 'x' }))).status).toBe(201);
    });

    it.each([
      ['full-width letters', (name: string) => name.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
      ['zero-width characters', (name: string) => `${name.slice(0, 3)}\u200B${name.slice(3)}`],
      ['spaces around', (name: string) => `  ${name} `],
    ])('%s in a name do not make another subject of it, nor a mismatch', async (_what, disguise) => {
      const answer = await city.registrar.record('administrative-penalty', penalty({ subjectName: disguise(firm.name) }));
      if (answer.status === 422) return expect(faultCodes(answer)).toContain('FIELD_UNSAFE_TEXT');
      expect(receiptIn(answer).state).toMatch(/^accepted/);
    });

    it('a name with a line break and a forged log line in it takes no effect, and every line of the logs is ours', async () => {
      const forged = '{"level":"error","forged":true}';
      const answer = await city.registrar.record('administrative-penalty', penalty({ subjectName: `${firm.name}\n${forged}` }));
      if (answer.status !== 422) expect(receiptIn(answer)).toMatchObject({ state: 'held', code: 'NAME_CODE_MISMATCH' });
      await call('GET', `/v1/nothing%0a${encodeURIComponent(forged)}`, { token, headers: { 'user-agent': forged } });
      for (const service of ['gateway', 'credit-record', 'list-designation', 'publicity']) {
        for (const line of readFileSync(join(environment.stateDir, 'logs', `${service}.log`), 'utf8').split('\n').filter((text) => text.startsWith('{'))) expect(JSON.parse(line)).not.toHaveProperty('forged');
      }
    });

    it('another department\'s decision', async () => expectProblem(await call('POST', '/v1/records', { token: await city.other.token(), body: { kind: 'administrative-penalty', data: penalty() } }), 422, 'AUTHORITY_NOT_YOURS'));
    it('a registration by somebody who registers nobody', async () => expectProblem(await city.other.record('registration', { uscc: firm.uscc, name: firm.name, status: 'registered' }), 422, 'AUTHORITY_NO_POWER'));
  });

  describe('tokens', () => {
    const routes: [('GET' | 'POST'), string][] = [['POST', '/v1/records'], ['POST', '/v1/batches?kind=registration'], ['POST', '/v1/subjects/search'], ['GET', '/v1/code-findings'], ['GET', '/v1/publicity/late'], ['GET', '/v1/publicity/summary'], ['GET', '/v1/ops/credit-record/parked']];
    it.each(routes)('%s %s without a token', async (method, path) => expectProblem(await call(method, path, method === 'POST' ? { body: {} } : {}), 401, 'AUTH.TOKEN_MISSING'));

    it('a well-made token passes, so that the forged ones fail for their fault alone', async () => {
      expect((await call('GET', '/v1/publicity/summary', { token: wellMadeToken(city.registrar.source) })).status).toBe(200);
    });

    it('forged tokens are refused at the gateway', async () => {
      for (const [fault, forged] of Object.entries(forgedTokens(city.registrar.source))) {
        const answer = await call('GET', '/v1/publicity/summary', { token: forged });
        expect({ fault, status: answer.status }).toEqual({ fault, status: 401 });
        expectProblem(answer, 401, /^AUTH\.TOKEN_/);
        expect(answer.text).not.toContain(forged.slice(0, 40));
      }
    });

    it.each<[string, readonly string[], 'GET' | 'POST', string]>([
      ['an auditor reports nothing', ['auditor'], 'POST', '/v1/records'],
      ['a screening client uploads nothing', ['screening-client'], 'POST', '/v1/batches?kind=registration'],
      ['a department replays nothing', ['source'], 'GET', '/v1/ops/credit-record/parked'],
      ['a subject sees no late list', ['subject'], 'GET', '/v1/publicity/late'],
    ])('%s', async (_what, roles, method, path) => {
      const answer = await call(method, path, { token: await tokenFor({ dept: city.registrar.source, roles }), ...(method === 'POST' ? { body: { kind: 'registration', data: {} }, ...(path.includes('batches') ? { type: 'text/csv' } : {}) } : {}) });
      expectProblem(answer, 403, 'AUTH.FORBIDDEN');
    });

    it('the token service gives no unknown role', async () => expectProblem(await call('POST', '/v1/sandbox/token', { body: { roles: ['emperor'] } }), 400));
  });

  describe('repetition', () => {
    it('no Idempotency-Key', async () => expectProblem(await city.registrar.record('administrative-penalty', penalty(), { key: null }), 400, 'IDEMPOTENCY.KEY_MISSING'));
    it('a hostile Idempotency-Key', async () => expectProblem(await city.registrar.record('administrative-penalty', penalty(), { key: 'x'.repeat(5_000) }), [400, 422, 431]));

    it('the same key with another body', async () => {
      const key = randomUUID();
      const data = penalty();
      expect((await city.registrar.record('administrative-penalty', data, { key })).status).toBe(201);
      expectProblem(await city.registrar.record('administrative-penalty', { ...data, content: '另一内容' }, { key }), 422, 'IDEMPOTENCY.KEY_REUSED');
    });

    it('the same key and body twenty times at once: one effect, one answer', async () => {
      const key = randomUUID();
      const data = penalty();
      const answers = await Promise.all(Array.from({ length: 20 }, () => city.registrar.record('administrative-penalty', data, { key })));
      const done = answers.filter(({ status }) => status === 201);
      expect(done.length).toBeGreaterThan(0);
      expect(new Set(done.map((answer) => receiptIn(answer).receiptId)).size).toBe(1);
      for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 409, 'IDEMPOTENCY.RUNNING');
      expect(receiptIn(await city.registrar.record('administrative-penalty', data, { key })).receiptId).toBe(receiptIn(done[0]!).receiptId);
    });
  });

  describe('addresses and pages', () => {
    it.each<['GET' | 'POST' | 'PUT' | 'DELETE', string, number | number[]]>([
      ['GET', '/v1/nothing-here', 404], ['GET', '/', 200], ['DELETE', '/v1/records', [404, 405]], ['PUT', '/v1/records', [404, 405]],
      ['GET', '/v1/batches/not-a-uuid', 400], ['GET', `/v1/batches/${'0'.repeat(8)}-0000-7000-8000-000000000000`, 404], ['GET', '/v1/records/..%2f..%2fetc%2fpasswd', [400, 404]],
      ['GET', `/v1/public/entries/${randomUUID()}`, 404], ['GET', "/v1/public/entries/'%20or%201=1--", 404], ['GET', '/v1/public/columns/wizardry', 400],
      ['GET', '/v1/public/columns/administrative-penalty?limit=0', 400], ['GET', '/v1/public/columns/administrative-penalty?limit=100000', 400], ['GET', '/v1/public/columns/administrative-penalty?limit=x', 400],
      ['GET', '/v1/public/columns/administrative-penalty?after=aaaa', 400], ['GET', '/v1/publicity/decisions?after=bm90LWEtY3Vyc29y', 400], ['GET', '/v1/publicity/decisions?status=lost', 400],
      ['GET', '/v1/templates/wizardry', 404], ['GET', '/v1/%zz', [400, 404]], ['GET', `/v1/records/${'x'.repeat(9_000)}`, [400, 404, 414]],
      ['GET', '/v1/ops/credit-record/metrics', 404], ['POST', '/ops/rebuild', [404, 401]],
    ])('%s %s', async (method, path, status) => {
      const answer = await call(method, path, { token, ...(method === 'POST' || method === 'PUT' ? { body: {} } : {}) });
      if (status === 200) expect(answer.status).toBe(200);
      else expectProblem(answer, status as number);
    });

    it('a cursor is bound to its query: that of one column is refused by the other', async () => {
      for (let n = 0; n < 2; n += 1) await city.registrar.record('administrative-penalty', penalty());
      const all = await call('GET', '/v1/publicity/decisions?limit=1', { token });
      expect(all.body.next).toEqual(expect.any(String));
      expectProblem(await call('GET', `/v1/publicity/decisions?limit=1&status=posted&after=${encodeURIComponent(all.body.next)}`, { token }), 400, 'CURSOR.INVALID');
      const altered = all.body.next.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A'));
      expectProblem(await call('GET', `/v1/publicity/decisions?limit=1&after=${encodeURIComponent(`x${altered}`)}`, { token }), 400, 'CURSOR.INVALID');
    });

    it.each<[string, unknown]>([
      ['neither code nor name', {}], ['both', { uscc: '91210500MA0TYPE14G', name: '甲公司' }], ['a list', []], ['a code with a wrong check', { uscc: '91210500MA0TYPE14A' }], ['a name of one character', { name: '甲' }],
      ['a name of 201', { name: '长'.repeat(201) }], ['an object as name', { name: { $ne: null } }], ['an unknown member', { name: '甲公司', like: '%' }],
    ])('public search with %s', async (_what, body) => expectProblem(await searchPublic(body as { name: string }), 400));
    it('a wildcard in a public search is a name like any other', async () => {
      const answer = await searchPublic({ name: `${firm.name.slice(0, 4)}%` });
      expect(answer).toMatchObject({ status: 200, body: { items: [] } });
    });
  });
});
