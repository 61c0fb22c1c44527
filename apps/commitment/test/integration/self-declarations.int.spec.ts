import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT, COMMITMENT_REPORT, MATTER, validateData } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import fc from 'fast-check';
import { isAuthorised } from '../../src/domain/self-declaration/self-declaration.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

const CENTRE = 'benxi-credit-centre';
let s: RunningCommitment;
let firm: SubjectSnapshot;
let self: string;
let officer: string;
let bank: string;
let uscc = 100;
const period = (over: object = {}) => ({ purposes: ['financing', 'credit-report'], from: '2026-11-23', until: '2027-11-23', ...over });
const declaration = (over: object = {}) => ({ category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001 认证证书', referenceNo: `申-${randomUUID()}`, truthCommitment: '本单位承诺所申报信息真实、完整。', authorisation: period(), ...over });
const declared = async (over: object = {}, token = self) => (await s.call('POST', '/v1/self-declarations', token, declaration(over))).body;
const step = (id: string, verb: string, body: object = {}, token = self) => s.call('POST', `/v1/self-declarations/${id}/${verb}`, token, body);
const read = (purpose: string, token = bank, subject = firm) => s.call('GET', `/v1/self-declarations?subjectId=${subject.subjectId}&purpose=${purpose}`, token);
const idsOf = ({ body }: { body: any }) => body.items.map((d: any) => d.declarationId);
const codeOf = ({ status, body }: { status: number; body: any }) => [status, body.code];
const falsity = (over: object = {}) => ({ occasion: 'COMPLAINT', reference: '线索2026-3', on: '2026-11-23', what: '证书编号查无此证', ...over });
const commitment = async (id: string) => (await s.call('GET', `/v1/commitments/${id}`, self)).body;
/** A firm of its own, so that what others declared does not show. */
const another = async () => {
  firm = await s.subject({ uscc: `91210500MA0TYPE${(uscc += 1)}` });
  self = await s.token(['subject'], { subject: firm.subjectId });
};

beforeAll(async () => {
  s = await runCommitment();
  [officer, bank] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['screening-client'], { dept: MARKET })];
  await another();
}, 60_000);
afterAll(() => s?.stop());

describe('自主申报 with its truth commitment', () => {
  it('makes both in one transaction: the promise is taken by the credit centre and is not public unless chosen', async () => {
    const answer = await s.call('POST', '/v1/self-declarations', self, declaration());
    expect([answer.status, answer.body.status, answer.body.truth, answer.body.consents.length]).toEqual([201, 'declared', 'stands', 2]);
    expect(await commitment(answer.body.commitmentId)).toMatchObject({ type: 'VOLUNTARY', status: 'tracking', reason: '自主申报真实性承诺', content: '本单位承诺所申报信息真实、完整。', disclosure: 'NOT_PUBLIC', accepter: { source: CENTRE } });
    const open = await declared({ disclosure: 'PUBLIC' });
    expect((await commitment(open.commitmentId)).disclosure).toBe('PUBLIC');
    const fact = await eventually(async () => (await s.sent(answer.body.commitmentId))[0], 'the promise is told');
    expect([fact.type, validateData(COMMITMENT.made, fact.data)]).toEqual([COMMITMENT.made, []]);
    expect(await s.sent(answer.body.declarationId)).toEqual([]);
  });

  it('without it there is none, and one that is refused leaves no promise behind', async () => {
    const { truthCommitment: _, ...without } = declaration();
    expect((await s.call('POST', '/v1/self-declarations', self, without)).status).toBe(400);
    expect(codeOf(await s.call('POST', '/v1/self-declarations', self, declaration({ truthCommitment: ' ' })))).toEqual([400, 'REQUEST.INVALID']);
    expect(codeOf(await s.call('POST', '/v1/self-declarations', self, declaration({ declaredOn: '2027-12-31' })))).toEqual([422, 'DECLARATION.DAY_AHEAD']);
    expect((await s.f.admin.query(`select 1 from commitment c where c.type = 'VOLUNTARY' and not exists (select 1 from self_declaration d where d.commitment_id = c.id)`)).rows).toEqual([]);
    await expect(s.f.admin.query(`insert into self_declaration (id, version, public_version, status, subject_id, reference_no, commitment_id, state) values (gen_random_uuid(), 1, 0, 'declared', $1, 'x', gen_random_uuid(), '{}')`, [firm.subjectId])).rejects.toThrow('self_declaration_of_truth');
  });

  it('told twice, at once or by Kafka, it is one; other words are refused', async () => {
    const told = declaration();
    const ten = await Promise.all(Array.from({ length: 10 }, () => s.call('POST', '/v1/self-declarations', self, told)));
    expect([new Set(ten.map(({ body }) => body.declarationId)).size, ten.filter(({ status }) => status === 201).length]).toEqual([1, 1]);
    const { authorisation, ...words } = told;
    const data = { matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T02:00:00.000Z', subject: firm, ...words, declaredOn: '2026-11-23', authorisation };
    await s.fact(TOPICS.matterEvents, firm.subjectId, data.matterId, 1, MATTER.selfDeclarationReported, data);
    const answer = await eventually(async () => (await s.sent(data.matterId))[0], 'the report is answered');
    expect([answer.type, validateData(answer.type, answer.data), answer.data.report, answer.data.commitmentCode]).toEqual([COMMITMENT_REPORT.takenOver, [], 'declaration', ten[0]!.body.commitmentCode]);
    expect(codeOf(await s.call('POST', '/v1/self-declarations', self, { ...told, content: '别的' }))).toEqual([409, 'DECLARATION.ALREADY_DECLARED']);
    expect(codeOf(await s.call('POST', '/v1/self-declarations', self, { ...told, authorisation: period({ until: '2028-01-01' }) }))).toEqual([409, 'DECLARATION.ALREADY_DECLARED']);
  });

  it('by a report alone it is taken over with its promise; for a purpose nobody knows it is not applicable and leaves nothing', async () => {
    const report = async (over: object) => {
      const data = { matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T02:00:00.000Z', subject: firm, ...declaration(), declaredOn: '2026-11-20', authorisation: period({ from: '2026-11-20' }), ...over };
      await s.fact(TOPICS.matterEvents, firm.subjectId, data.matterId, 1, MATTER.selfDeclarationReported, data);
      return { data, answer: await eventually(async () => (await s.sent(data.matterId))[0], 'the report is answered') };
    };
    const good = await report({});
    expect(good.answer).toMatchObject({ type: COMMITMENT_REPORT.takenOver, data: { commitmentCode: expect.stringMatching(/^21050020261120/) } });
    const bad = await report({ authorisation: period({ purposes: ['marketing'] }) });
    expect(bad.answer).toMatchObject({ type: COMMITMENT_REPORT.notApplicable, data: { code: 'AUTHORISATION.PURPOSE_UNKNOWN', report: 'declaration' } });
    expect((await s.f.admin.query('select 1 from self_declaration where reference_no = $1', [bad.data.referenceNo])).rows).toEqual([]);
    expect((await s.f.admin.query(`select 1 from commitment c where c.state ->> 'reason' = '自主申报真实性承诺' and not exists (select 1 from self_declaration d where d.commitment_id = c.id)`)).rows).toEqual([]);
  });

  it('at the window for the firm that is named; nobody declares for another, and sees nothing of another', async () => {
    const window = await s.token(['credit-centre'], { dept: CENTRE });
    const answer = await s.call('POST', '/v1/self-declarations', window, declaration({ subject: { subjectId: firm.subjectId } }));
    expect([answer.status, answer.body.subject.subjectId]).toEqual([201, firm.subjectId]);
    expect((await s.call('POST', '/v1/self-declarations', window, declaration())).status).toBe(400);
    const stranger = await s.token(['subject'], { subject: (await s.subject({ uscc: '91210500MA0TYPE999' })).subjectId });
    for (const verb of ['authorisation-recall', 'retraction']) expect(codeOf(await step(answer.body.declarationId, verb, verb === 'retraction' ? { reason: 'x' } : {}, stranger))).toEqual([404, 'DECLARATION.NOT_FOUND']);
    expect(codeOf(await step(answer.body.declarationId, 'authorisation', period(), stranger))).toEqual([404, 'DECLARATION.NOT_FOUND']);
    expect((await s.call('GET', `/v1/self-declarations/${answer.body.declarationId}`, stranger)).status).toBe(404);
    expect(codeOf(await s.call('POST', '/v1/self-declarations', stranger, declaration({ subject: { subjectId: firm.subjectId } })))[0]).toBe(201);
    expect(idsOf(await s.call('GET', '/v1/self-declarations', stranger))).toHaveLength(1);
  });
});

describe('授权 and its recall', () => {
  it('who reads gets what is authorised for that purpose and no more, and the next read after the recall is refused', async () => {
    await another();
    const [both, report] = [await declared(), await declared({ authorisation: period({ purposes: ['credit-report'] }) })];
    await declared({ authorisation: undefined });
    expect([idsOf(await read('financing')), idsOf(await read('credit-report')).length]).toEqual([[both.declarationId], 2]);
    expect((await read('financing')).body).toMatchObject({ purpose: 'financing', next: null });
    expect((await read('financing')).body.items[0]).toEqual({
      declarationId: both.declarationId, subject: firm, category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001 认证证书', declaredOn: '2026-11-23', commitmentCode: both.commitmentCode, verified: false,
    });
    expect(codeOf(await read('publication'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect((await step(both.declarationId, 'authorisation-recall', { purposes: ['financing'] })).status).toBe(200);
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.RECALLED']);
    expect(idsOf(await read('credit-report'))).toHaveLength(2);
    for (const one of [both, report]) expect((await step(one.declarationId, 'authorisation-recall')).status).toBe(200);
    expect(codeOf(await read('credit-report'))).toEqual([403, 'AUTHORISATION.RECALLED']);
    expect(codeOf(await step(both.declarationId, 'authorisation-recall'))).toEqual([409, 'AUTHORISATION.NOTHING_TO_RECALL']);
  });

  it('fifty times given and recalled, no read after a recall shows anything', async () => {
    await another();
    const { declarationId } = await declared({ authorisation: undefined });
    for (let round = 0; round < 50; round += 1) {
      expect((await step(declarationId, 'authorisation', period({ purposes: ['financing'] }))).status).toBe(200);
      const [, recalled] = await Promise.all([read('financing'), step(declarationId, 'authorisation-recall')]);
      expect(recalled.status).toBe(200);
      expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.RECALLED']);
    }
  });

  it('the same declaration told again revives nothing', async () => {
    await another();
    const told = declaration();
    const { declarationId } = (await s.call('POST', '/v1/self-declarations', self, told)).body;
    await step(declarationId, 'authorisation-recall');
    expect((await s.call('POST', '/v1/self-declarations', self, told)).status).toBe(200);
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.RECALLED']);
  });

  it('is given by the subject alone, not backwards, and for purposes that are known', async () => {
    const { declarationId } = await declared({ authorisation: undefined });
    expect((await step(declarationId, 'authorisation', period(), await s.token(['credit-centre'], { dept: CENTRE }))).status).toBe(403);
    expect(codeOf(await step(declarationId, 'authorisation', period({ from: '2026-11-22' })))).toEqual([422, 'AUTHORISATION.PERIOD_UNFIT']);
    expect((await step(declarationId, 'authorisation', period({ purposes: ['marketing'] }))).status).toBe(400);
    expect((await step(declarationId, 'authorisation', period({ until: '2027-02-30' }))).status).toBe(400);
    expect((await s.call('GET', '/v1/self-declarations?purpose=financing', bank)).status).toBe(400);
    expect((await s.call('GET', `/v1/self-declarations?subjectId=${firm.subjectId}`, bank)).status).toBe(400);
    expect(codeOf(await read('financing', self))).toEqual([403, 'AUTH.FORBIDDEN']);
  });

  it('the subject sees who read what, and who asked in vain; nobody else does', async () => {
    await another();
    const one = await declared({ authorisation: period({ purposes: ['financing'] }) });
    await read('financing');
    await read('publication');
    await step(one.declarationId, 'authorisation-recall', {});
    await read('financing');
    const reads = async (token: string, query = '') => (await s.call('GET', `/v1/self-declarations/reads${query}`, token)).body.items.map((r: any) => [r.purpose, r.outcome, r.declarationId, r.department, r.readOn]);
    const expected = [['financing', 'recalled', null, MARKET, '2026-11-23'], ['publication', 'not-authorised', null, MARKET, '2026-11-23'], ['financing', 'read', one.declarationId, MARKET, '2026-11-23']];
    expect(await reads(self)).toEqual(expected);
    expect(await reads(await s.token(['auditor']), `?subjectId=${firm.subjectId}`)).toEqual(expected);
    expect((await s.call('GET', `/v1/self-declarations/reads?subjectId=${firm.subjectId}`, bank)).status).toBe(403);
    const stranger = await s.token(['subject'], { subject: newEventId() });
    expect(await reads(stranger, `?subjectId=${firm.subjectId}`)).toEqual([]);
  });

  it('the statement that reads says what the domain says, of whatever consents there are', async () => {
    await another();
    const { declarationId } = await declared();
    const days = ['2026-11-22', '2026-11-23', '2026-11-24'].map((day) => d(day));
    const said = { on: d('2026-11-23'), by: 'x' };
    const consent = fc.record({ purpose: fc.constantFrom('financing' as const, 'credit-report' as const), from: fc.constantFrom(...days), until: fc.constantFrom(...days), given: fc.constant(said), recalled: fc.constantFrom(undefined, said) }, { requiredKeys: ['purpose', 'from', 'until', 'given'] });
    const outcomes: boolean[] = [];
    for (const consents of fc.sample(fc.array(consent, { maxLength: 4 }), { numRuns: 200, seed: 20261123 })) {
      await s.f.admin.query(`update self_declaration set state = jsonb_set(state, '{consents}', $2::jsonb) where id = $1`, [declarationId, JSON.stringify(consents)]);
      const authorised = isAuthorised({ consents }, 'financing', d('2026-11-23'));
      expect([consents, (await read('financing')).status]).toEqual([consents, authorised ? 200 : 403]);
      outcomes.push(authorised);
    }
    expect([outcomes.filter(Boolean).length > 20, outcomes.filter((one) => !one).length > 20]).toEqual([true, true]);
  });

  it('follows a merger of files', async () => {
    await another();
    const old = firm;
    const one = await declared();
    await another();
    await s.merged(old, firm);
    expect(idsOf(await read('financing'))).toEqual([one.declarationId]);
    expect((await step(one.declarationId, 'authorisation-recall')).status).toBe(200);
    expect(codeOf(await read('financing', bank, old))).toEqual([403, 'AUTHORISATION.RECALLED']);
    const told = { ...declaration(), referenceNo: one.referenceNo };
    expect((await s.call('POST', '/v1/self-declarations', self, told)).body.declarationId).toBe(one.declarationId);
    expect((await s.call('GET', '/v1/self-declarations/reads', self)).body.items.length).toBeGreaterThan(1);
  });
});

describe('申报不实 and 撤回', () => {
  it('falsity opens the procedure of the truth commitment and takes the declaration out of use; it breaches nothing and lists nobody', async () => {
    await another();
    const one = await declared();
    expect((await step(one.declarationId, 'falsity', falsity({ occasion: 'ITEM_CHECK' }), officer)).status).toBe(400);
    expect(codeOf(await step(one.declarationId, 'falsity', falsity(), await s.token(['case-officer'], { dept: 'nobody' })))).toEqual([403, 'COMMITMENT.NOT_COMPETENT']);
    const found = await step(one.declarationId, 'falsity', falsity(), officer);
    expect([found.status, found.body.status, found.body.content]).toEqual([200, 'found-false', undefined]);
    expect(await commitment(one.commitmentId)).toMatchObject({ status: 'found', nextStep: 'department-notices', checks: [{ occasion: 'COMPLAINT', reference: '线索2026-3', finding: 'NONE' }] });
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect(codeOf(await step(one.declarationId, 'falsity', falsity(), officer))).toEqual([409, 'DECLARATION.WRONG_STEP']);
    expect(codeOf(await step(one.declarationId, 'retraction', { reason: '不愿记录' }))).toEqual([409, 'DECLARATION.WRONG_STEP']);
    expect((await s.call('GET', `/v1/self-declarations/${one.declarationId}`, self)).body).toMatchObject({ status: 'found-false', truth: 'in-question' });
  });

  it('the credit centre carries the procedure on; when the explanation is accepted the declaration is read again', async () => {
    await another();
    const one = await declared();
    await step(one.declarationId, 'falsity', falsity(), officer);
    const centre = await s.token(['case-officer'], { dept: CENTRE });
    const carry = (verb: string, body: object, token = centre) => s.call('POST', `/v1/commitments/${one.commitmentId}/${verb}`, token, body);
    expect(codeOf(await carry('breach-notice', { grounds: '证书查无' }, officer))).toEqual([403, 'COMMITMENT.NOT_COMPETENT']);
    expect((await carry('breach-notice', { grounds: '证书查无' })).status).toBe(200);
    expect((await carry('explanation', { what: '证书已换发，编号变更' }, self)).status).toBe(200);
    expect((await carry('explanation-acceptance', { reason: '经核实换发属实' })).status).toBe(200);
    expect(idsOf(await read('financing'))).toEqual([one.declarationId]);
    expect((await step(one.declarationId, 'falsity', falsity({ reference: '线索2026-9' }), officer)).status).toBe(200);
  });

  it('retracted, nothing of it is shown to others or kept in its row, and its promise has ended', async () => {
    await another();
    const one = await declared({ category: 'HONOUR', title: '志愿服务先进集体', content: '某年某月' });
    const answer = await step(one.declarationId, 'retraction', { reason: '不愿记录志愿服务' });
    expect([answer.status, answer.body.status, answer.body.truth, answer.body.title]).toEqual([200, 'retracted', 'ended', undefined]);
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect(JSON.stringify((await s.f.admin.query('select state from self_declaration where id = $1', [one.declarationId])).rows)).not.toContain('志愿服务先进集体');
    expect(codeOf(await step(one.declarationId, 'falsity', falsity(), officer))).toEqual([409, 'DECLARATION.WRONG_STEP']);
  });

  it('a truth commitment that its promisor ended takes the declaration out of use', async () => {
    await another();
    const one = await declared();
    expect((await s.call('POST', `/v1/commitments/${one.commitmentId}/ending`, self, { reason: '不再承诺' })).status).toBe(200);
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect((await step(one.declarationId, 'retraction', { reason: '不再申报' })).status).toBe(200);
  });
});

describe('授权期限', () => {
  it('is over on its last day without any step', async () => {
    await another();
    const one = await declared({ authorisation: period({ purposes: ['financing'], until: '2026-11-25' }) });
    await s.moveDate('2026-11-24');
    expect(idsOf(await read('financing'))).toEqual([one.declarationId]);
    await s.moveDate('2026-11-25');
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
  });
});

describe('违诺 by a false declaration', () => {
  it('is decided only after notice, explanation and rectification, by another officer; then its truth is broken and it stays out of use', async () => {
    await another();
    const one = await declared({ authorisation: period({ from: '2026-11-25' }), declaredOn: '2026-11-25' });
    await step(one.declarationId, 'falsity', falsity({ on: '2026-11-25' }), officer);
    const [centre, decider] = [await s.token(['case-officer'], { dept: CENTRE }), await s.token(['approver'], { dept: CENTRE })];
    const carry = (verb: string, body: object, token = centre) => s.call('POST', `/v1/commitments/${one.commitmentId}/${verb}`, token, body);
    const decision = { performance: 'NONE', docNo: '示信违诺〔2026〕1号', unperformed: '证书不实', accountability: '记入信用记录' };
    expect(codeOf(await carry('breach', decision, decider))).toEqual([409, 'COMMITMENT.WRONG_STEP']);
    for (const [verb, body, token] of [['breach-notice', { grounds: '证书查无' }, centre], ['explanation', { waived: true }, self], ['rectification', { until: '2026-11-26', demands: '更正或者撤回' }, centre]] as const) expect([verb, (await carry(verb, body, token)).status]).toEqual([verb, 200]);
    expect(codeOf(await carry('breach', decision, decider))).toEqual([409, 'COMMITMENT.RECTIFICATION_RUNNING']);
    await s.moveDate('2026-11-27');
    expect((await carry('breach', decision, decider)).body.status).toBe('breached');
    expect((await s.call('GET', `/v1/self-declarations/${one.declarationId}`, self)).body).toMatchObject({ status: 'found-false', truth: 'broken' });
    expect(codeOf(await read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect(codeOf(await step(one.declarationId, 'retraction', { reason: '不愿记录' }))).toEqual([409, 'DECLARATION.WRONG_STEP']);
    expect((await carry('breach-revocation', { reason: '认定有误' }, decider)).status).toBe(200);
    expect(idsOf(await read('financing'))).toEqual([one.declarationId]);
  });
});
