import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SyntheticSubject } from '@credit/testing';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { call, serverFaults, type Answer } from './harness/gateway.ts';
import { expectProblem } from './harness/problems.ts';
import { searchPublic } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20261123);
const runs = (numRuns: number): { seed: number; numRuns: number; endOnFailure: boolean } => ({ seed, numRuns, endOnFailure: true });
const KINDS = ['administrative-penalty', 'administrative-license', 'registration', 'record-revocation', 'record-correction'];
const hostile = fc.oneof(
  fc.constantFrom('', ' ', '\u0000', '\u202E', '\u200B\u200D', '\uFEFF', '１２３', '𠮷', 'İ', '\uD800', '\r\n', "';--", '${jndi:ldap://x}', '%00', '../..', '{{7*7}}', '<script>', '=1+1', '𝕏'.repeat(500), '长'.repeat(5_000)),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.json({ maxDepth: 6 }),
);
const value = fc.oneof(hostile, fc.jsonValue({ maxDepth: 4 }), fc.integer(), fc.double(), fc.constantFrom(1e308, -0, 9_007_199_254_740_993, true, null, [], {}, [[[[]]]]));

describe(`arbitrary input (seed ${seed}): always an answer, never a 5xx`, () => {
  let city: CityAtWork;
  let token: string;
  let date: string;
  let firm: SyntheticSubject;
  const reasonable = (answer: Answer): void => {
    if (answer.status >= 400) expectProblem(answer, [400, 403, 413, 415, 422]);
    else expect([200, 201]).toContain(answer.status);
  };

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

  it('statements that are almost right', async () => {
    const base = city.registrar.penalty({ party: firm, decisionDate: date, remark: 'x', simpleProcedure: false, sourceVersion: '1' });
    await fc.assert(fc.asyncProperty(fc.constantFrom(...Object.keys(base), 'newField', 'constructor', 'toString'), value, async (field, given) => {
      reasonable(await call('POST', '/v1/records', { token, body: { kind: 'administrative-penalty', data: { ...base, docNo: freshDocNo(), [field]: given } } }));
    }), runs(250));
  });

  it('statements that are anything', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...KINDS), fc.dictionary(fc.oneof(fc.constantFrom('uscc', 'docNo', 'subject', 'changes', 'roles', 'formerNames', 'penaltyTypes', '__proto__'), hostile), value, { maxKeys: 8 }), async (kind, data) => {
      reasonable(await call('POST', '/v1/records', { token, body: { kind, data } }));
    }), runs(150));
  });

  it('bodies that are bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      reasonable(await call('POST', '/v1/records', { token, raw: bytes }));
    }), runs(80));
  });

  it('searches of the register', async () => {
    await fc.assert(fc.asyncProperty(fc.dictionary(fc.constantFrom('uscc', 'name', 'personIdNo', 'like', 'purpose'), value, { maxKeys: 3 }), async (body) => {
      reasonable(await call('POST', '/v1/subjects/search', { token, body, key: null }));
    }), runs(120));
  });

  it('searches of the public, as far as the rate limit lets one', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.record({ name: hostile }), fc.record({ uscc: hostile })), async (by) => {
      const answer = await searchPublic(by);
      if (answer.status !== 200) expectProblem(answer, 400);
      else expect(answer.body).toMatchObject({ items: [] });
    }), runs(10));
  });

  it('query strings and ids', async () => {
    const paths = ['/v1/publicity/decisions?after=', '/v1/publicity/late?department=', '/v1/publicity/decisions?reason=', '/v1/public/subjects/', '/v1/public/entries/', '/v1/subjects/', '/v1/receipts/', '/v1/code-findings?after=', '/v1/templates/', '/v1/schemas/'];
    await fc.assert(fc.asyncProperty(fc.constantFrom(...paths), hostile.filter((text) => !/[\uD800-\uDFFF]/.test(text) && text.length < 200), async (path, text) => {
      const answer = await call('GET', path + encodeURIComponent(text), { token });
      if (answer.status >= 400) expectProblem(answer, [400, 403, 404, 414]);
    }), runs(150));
  });
});
