import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import fc from 'fast-check';
import { isAuthorised } from '../../src/domain/self-declaration/self-declaration.ts';
import { CENTRE, codeOf, declaration, declaringFirm, idsOf, period, type DeclaringFirm } from './declaring-firm.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

let s: RunningCommitment;
let w: DeclaringFirm;

beforeAll(async () => {
  s = await runCommitment();
  w = await declaringFirm(s);
}, 60_000);
afterAll(() => s?.stop());

describe('授权 and its recall', () => {
  it('who reads gets what is authorised for that purpose and no more, and the next read after the recall is refused', async () => {
    await w.another();
    const [both, approval] = [await w.declared(), await w.declared({ authorisation: period({ purposes: ['administrative-approval'] }) })];
    await w.declared({ authorisation: undefined });
    expect([idsOf(await w.read('financing')), idsOf(await w.read('administrative-approval')).length]).toEqual([[both.declarationId], 2]);
    expect((await w.read('financing')).body).toMatchObject({ purpose: 'financing', next: null });
    expect((await w.read('financing')).body.items[0]).toEqual({
      declarationId: both.declarationId, subject: w.firm, category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001 认证证书', declaredOn: '2026-11-23', commitmentCode: both.commitmentCode, verified: false,
    });
    expect(codeOf(await w.read('publication'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect((await w.step(both.declarationId, 'authorisation-recall', { purposes: ['financing'] })).status).toBe(200);
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.RECALLED']);
    expect(idsOf(await w.read('administrative-approval'))).toHaveLength(2);
    for (const one of [both, approval]) expect((await w.step(one.declarationId, 'authorisation-recall')).status).toBe(200);
    expect(codeOf(await w.read('administrative-approval'))).toEqual([403, 'AUTHORISATION.RECALLED']);
    expect(codeOf(await w.step(both.declarationId, 'authorisation-recall'))).toEqual([409, 'AUTHORISATION.NOTHING_TO_RECALL']);
  });

  it('fifty times given and recalled, no read after a recall shows anything', async () => {
    await w.another();
    const { declarationId } = await w.declared({ authorisation: undefined });
    for (let round = 0; round < 50; round += 1) {
      expect((await w.step(declarationId, 'authorisation', period({ purposes: ['financing'] }))).status).toBe(200);
      const [, recalled] = await Promise.all([w.read('financing'), w.step(declarationId, 'authorisation-recall')]);
      expect(recalled.status).toBe(200);
      expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.RECALLED']);
    }
  });

  it('the same declaration told again revives nothing', async () => {
    await w.another();
    const told = declaration();
    const { declarationId } = (await w.declare(told)).body;
    await w.step(declarationId, 'authorisation-recall');
    expect((await w.declare(told)).status).toBe(200);
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.RECALLED']);
  });

  it('is given by the subject alone, not backwards, and for purposes that are known', async () => {
    const { declarationId } = await w.declared({ authorisation: undefined });
    expect((await w.step(declarationId, 'authorisation', period(), await s.token(['credit-centre'], { dept: CENTRE }))).status).toBe(403);
    expect(codeOf(await w.step(declarationId, 'authorisation', period({ from: '2026-11-22' })))).toEqual([422, 'AUTHORISATION.PERIOD_UNFIT']);
    expect((await w.step(declarationId, 'authorisation', period({ purposes: ['marketing'] }))).status).toBe(400);
    expect((await w.step(declarationId, 'authorisation', period({ until: '2027-02-30' }))).status).toBe(400);
    expect((await s.call('GET', '/v1/self-declarations?purpose=financing', w.bank)).status).toBe(400);
    expect((await s.call('GET', `/v1/self-declarations?subjectId=${w.firm.subjectId}`, w.bank)).status).toBe(400);
    expect(codeOf(await w.read('financing', w.self))).toEqual([403, 'AUTH.FORBIDDEN']);
  });

  it('the subject sees who read what, and who asked in vain; nobody else does', async () => {
    await w.another();
    const one = await w.declared({ authorisation: period({ purposes: ['financing'] }) });
    await w.read('financing');
    await w.read('publication');
    await w.step(one.declarationId, 'authorisation-recall', {});
    await w.read('financing');
    const reads = async (token: string, query = '') => (await s.call('GET', `/v1/self-declarations/reads${query}`, token)).body.items.map((r: any) => [r.purpose, r.outcome, r.declarationId, r.department, r.readOn]);
    const expected = [['financing', 'recalled', null, MARKET, '2026-11-23'], ['publication', 'not-authorised', null, MARKET, '2026-11-23'], ['financing', 'read', one.declarationId, MARKET, '2026-11-23']];
    expect(await reads(w.self)).toEqual(expected);
    expect(await reads(await s.token(['auditor']), `?subjectId=${w.firm.subjectId}`)).toEqual(expected);
    expect((await s.call('GET', `/v1/self-declarations/reads?subjectId=${w.firm.subjectId}`, w.bank)).status).toBe(403);
    const stranger = await s.token(['subject'], { subject: newEventId() });
    expect(await reads(stranger, `?subjectId=${w.firm.subjectId}`)).toEqual([]);
  });

  it('the statement that reads says what the domain says, of whatever consents there are', async () => {
    await w.another();
    const { declarationId } = await w.declared();
    const days = ['2026-11-22', '2026-11-23', '2026-11-24'].map((day) => d(day));
    const said = { on: d('2026-11-23'), by: 'x' };
    const consent = fc.record({ purpose: fc.constantFrom('financing' as const, 'credit-report' as const), from: fc.constantFrom(...days), until: fc.constantFrom(...days), given: fc.constant(said), recalled: fc.constantFrom(undefined, said) }, { requiredKeys: ['purpose', 'from', 'until', 'given'] });
    const outcomes: boolean[] = [];
    for (const consents of fc.sample(fc.array(consent, { maxLength: 4 }), { numRuns: 200, seed: 20261123 })) {
      await s.f.admin.query(`update self_declaration set state = jsonb_set(state, '{consents}', $2::jsonb) where id = $1`, [declarationId, JSON.stringify(consents)]);
      const authorised = isAuthorised({ consents }, 'financing', d('2026-11-23'));
      expect([consents, (await w.read('financing')).status]).toEqual([consents, authorised ? 200 : 403]);
      outcomes.push(authorised);
    }
    expect([outcomes.filter(Boolean).length > 20, outcomes.filter((one) => !one).length > 20]).toEqual([true, true]);
  });

  it('follows a merger of files', async () => {
    await w.another();
    const old = w.firm;
    const one = await w.declared();
    await w.another();
    await s.merged(old, w.firm);
    expect(idsOf(await w.read('financing'))).toEqual([one.declarationId]);
    expect((await w.step(one.declarationId, 'authorisation-recall')).status).toBe(200);
    expect(codeOf(await w.read('financing', w.bank, old))).toEqual([403, 'AUTHORISATION.RECALLED']);
    const told = { ...declaration(), referenceNo: one.referenceNo };
    expect((await w.declare(told)).body.declarationId).toBe(one.declarationId);
    expect((await s.call('GET', '/v1/self-declarations/reads', w.self)).body.items.length).toBeGreaterThan(1);
  });
});

describe('授权期限', () => {
  it('is over on its last day without any step', async () => {
    await w.another();
    const one = await w.declared({ authorisation: period({ purposes: ['financing'], until: '2026-11-25' }) });
    await s.moveDate('2026-11-24');
    expect(idsOf(await w.read('financing'))).toEqual([one.declarationId]);
    await s.moveDate('2026-11-25');
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
  });
});
