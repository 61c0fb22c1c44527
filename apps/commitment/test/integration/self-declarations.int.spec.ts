import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT, COMMITMENT_REPORT, MATTER, validateData } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { CENTRE, codeOf, declaration, declaringFirm, falsity, idsOf, period, type DeclaringFirm } from './declaring-firm.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

let s: RunningCommitment;
let w: DeclaringFirm;

beforeAll(async () => {
  s = await runCommitment();
  w = await declaringFirm(s);
}, 60_000);
afterAll(() => s?.stop());

describe('自主申报 with its truth commitment', () => {
  it('makes both in one transaction: the promise is taken by the credit centre and is not public unless chosen', async () => {
    const answer = await w.declare(declaration());
    expect([answer.status, answer.body.status, answer.body.truth, answer.body.consents.length]).toEqual([201, 'declared', 'stands', 2]);
    expect(await w.commitment(answer.body.commitmentId)).toMatchObject({ type: 'VOLUNTARY', status: 'tracking', reason: '自主申报真实性承诺', content: '本单位承诺所申报信息真实、完整。', disclosure: 'NOT_PUBLIC', accepter: { source: CENTRE } });
    const open = await w.declared({ disclosure: 'PUBLIC' });
    expect((await w.commitment(open.commitmentId)).disclosure).toBe('PUBLIC');
    const fact = await eventually(async () => (await s.sent(answer.body.commitmentId))[0], 'the promise is told');
    expect([fact.type, validateData(COMMITMENT.made, fact.data)]).toEqual([COMMITMENT.made, []]);
    expect(await s.sent(answer.body.declarationId)).toEqual([]);
  });

  it('without it there is none, and one that is refused leaves no promise behind', async () => {
    const { truthCommitment: _, ...without } = declaration();
    expect((await w.declare(without)).status).toBe(400);
    expect(codeOf(await w.declare(declaration({ truthCommitment: ' ' })))).toEqual([400, 'REQUEST.INVALID']);
    expect(codeOf(await w.declare(declaration({ declaredOn: '2027-12-31' })))).toEqual([422, 'DECLARATION.DAY_AHEAD']);
    expect((await s.f.admin.query(`select 1 from commitment c where c.type = 'VOLUNTARY' and not exists (select 1 from self_declaration d where d.commitment_id = c.id)`)).rows).toEqual([]);
    await expect(s.f.admin.query(`insert into self_declaration (id, version, public_version, status, subject_id, reference_no, commitment_id, state) values (gen_random_uuid(), 1, 0, 'declared', $1, 'x', gen_random_uuid(), '{}')`, [w.firm.subjectId])).rejects.toThrow('self_declaration_of_truth');
  });

  it('told twice, at once or by Kafka, it is one; other words are refused', async () => {
    const told = declaration();
    const ten = await Promise.all(Array.from({ length: 10 }, () => w.declare(told)));
    expect([new Set(ten.map(({ body }) => body.declarationId)).size, ten.filter(({ status }) => status === 201).length]).toEqual([1, 1]);
    const { authorisation, ...words } = told;
    const data = { matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T02:00:00.000Z', subject: w.firm, ...words, declaredOn: '2026-11-23', authorisation };
    await s.fact(TOPICS.matterEvents, w.firm.subjectId, data.matterId, 1, MATTER.selfDeclarationReported, data);
    const answer = await eventually(async () => (await s.sent(data.matterId))[0], 'the report is answered');
    expect([answer.type, validateData(answer.type, answer.data), answer.data.report, answer.data.commitmentCode]).toEqual([COMMITMENT_REPORT.takenOver, [], 'declaration', ten[0]!.body.commitmentCode]);
    expect(codeOf(await w.declare({ ...told, content: '别的' }))).toEqual([409, 'DECLARATION.ALREADY_DECLARED']);
    expect(codeOf(await w.declare({ ...told, authorisation: period({ until: '2028-01-01' }) }))).toEqual([409, 'DECLARATION.ALREADY_DECLARED']);
  });

  it('by a report alone it is taken over with its promise; for a purpose nobody knows it is not applicable and leaves nothing', async () => {
    const report = async (over: object) => {
      const data = { matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T02:00:00.000Z', subject: w.firm, ...declaration(), declaredOn: '2026-11-20', authorisation: period({ from: '2026-11-20' }), ...over };
      await s.fact(TOPICS.matterEvents, w.firm.subjectId, data.matterId, 1, MATTER.selfDeclarationReported, data);
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
    const answer = await w.declare(declaration({ subject: { subjectId: w.firm.subjectId } }), window);
    expect([answer.status, answer.body.subject.subjectId]).toEqual([201, w.firm.subjectId]);
    expect((await w.declare(declaration(), window)).status).toBe(400);
    const stranger = await s.token(['subject'], { subject: (await s.subject({ uscc: '91210500MA0TYPE999' })).subjectId });
    for (const verb of ['authorisation-recall', 'retraction']) expect(codeOf(await w.step(answer.body.declarationId, verb, verb === 'retraction' ? { reason: 'x' } : {}, stranger))).toEqual([404, 'DECLARATION.NOT_FOUND']);
    expect(codeOf(await w.step(answer.body.declarationId, 'authorisation', period(), stranger))).toEqual([404, 'DECLARATION.NOT_FOUND']);
    expect((await s.call('GET', `/v1/self-declarations/${answer.body.declarationId}`, stranger)).status).toBe(404);
    expect(codeOf(await w.declare(declaration({ subject: { subjectId: w.firm.subjectId } }), stranger))[0]).toBe(201);
    expect(idsOf(await s.call('GET', '/v1/self-declarations', stranger))).toHaveLength(1);
  });
});

describe('申报不实 and 撤回', () => {
  it('falsity opens the procedure of the truth commitment and takes the declaration out of use; it breaches nothing and lists nobody', async () => {
    await w.another();
    const one = await w.declared();
    expect((await w.step(one.declarationId, 'falsity', falsity({ occasion: 'ITEM_CHECK' }), w.officer)).status).toBe(400);
    expect(codeOf(await w.step(one.declarationId, 'falsity', falsity(), await s.token(['case-officer'], { dept: 'nobody' })))).toEqual([403, 'COMMITMENT.NO_DEPARTMENT']);
    const found = await w.step(one.declarationId, 'falsity', falsity(), w.officer);
    expect([found.status, found.body.status, found.body.content]).toEqual([200, 'found-false', undefined]);
    expect(await w.commitment(one.commitmentId)).toMatchObject({ status: 'found', nextStep: 'department-notices', checks: [{ occasion: 'COMPLAINT', reference: '线索2026-3', finding: 'NONE' }] });
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect(codeOf(await w.step(one.declarationId, 'falsity', falsity(), w.officer))).toEqual([409, 'DECLARATION.WRONG_STEP']);
    expect(codeOf(await w.step(one.declarationId, 'retraction', { reason: '不愿记录' }))).toEqual([409, 'DECLARATION.WRONG_STEP']);
    expect(await w.own(one.declarationId)).toMatchObject({ status: 'found-false', truth: 'in-question' });
  });

  it('the credit centre carries the procedure on; when the explanation is accepted the declaration is read again', async () => {
    await w.another();
    const one = await w.declared();
    await w.step(one.declarationId, 'falsity', falsity(), w.officer);
    const carry = (verb: string, body: object, token?: string) => w.carry(one.commitmentId, verb, body, token);
    expect(codeOf(await carry('breach-notice', { grounds: '证书查无' }, w.officer))).toEqual([403, 'COMMITMENT.NOT_COMPETENT']);
    expect((await carry('breach-notice', { grounds: '证书查无' })).status).toBe(200);
    expect((await carry('explanation', { what: '证书已换发，编号变更' }, w.self)).status).toBe(200);
    expect((await carry('explanation-acceptance', { reason: '经核实换发属实' })).status).toBe(200);
    expect(idsOf(await w.read('financing'))).toEqual([one.declarationId]);
    expect((await w.step(one.declarationId, 'falsity', falsity({ reference: '线索2026-9' }), w.officer)).status).toBe(200);
  });

  it('retracted, nothing of it is shown to others or kept in its row, and its promise has ended', async () => {
    await w.another();
    const one = await w.declared({ category: 'HONOUR', title: '志愿服务先进集体', content: '某年某月' });
    const answer = await w.step(one.declarationId, 'retraction', { reason: '不愿记录志愿服务' });
    expect([answer.status, answer.body.status, answer.body.truth, answer.body.title]).toEqual([200, 'retracted', 'ended', undefined]);
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect(JSON.stringify((await s.f.admin.query('select state from self_declaration where id = $1', [one.declarationId])).rows)).not.toContain('志愿服务先进集体');
    expect(codeOf(await w.step(one.declarationId, 'falsity', falsity(), w.officer))).toEqual([409, 'DECLARATION.WRONG_STEP']);
  });

  it('a truth commitment that its promisor ended takes the declaration out of use', async () => {
    await w.another();
    const one = await w.declared();
    expect((await w.carry(one.commitmentId, 'ending', { reason: '不再承诺' }, w.self)).status).toBe(200);
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect((await w.step(one.declarationId, 'retraction', { reason: '不再申报' })).status).toBe(200);
  });
});

describe('违诺 by a false declaration', () => {
  it('is decided only after notice, explanation and rectification, by another officer; then its truth is broken and it stays out of use', async () => {
    await w.another();
    const one = await w.declared();
    await w.step(one.declarationId, 'falsity', falsity(), w.officer);
    const decider = await s.token(['approver'], { dept: CENTRE });
    const carry = (verb: string, body: object, token?: string) => w.carry(one.commitmentId, verb, body, token);
    const decision = { performance: 'NONE', docNo: '示信违诺〔2026〕1号', unperformed: '证书不实', accountability: '记入信用记录' };
    expect(codeOf(await carry('breach', decision, decider))).toEqual([409, 'COMMITMENT.WRONG_STEP']);
    for (const [verb, body, token] of [['breach-notice', { grounds: '证书查无' }, undefined], ['explanation', { waived: true }, w.self], ['rectification', { until: '2026-11-24', demands: '更正或者撤回' }, undefined]] as const) expect([verb, (await carry(verb, body, token)).status]).toEqual([verb, 200]);
    expect(codeOf(await carry('breach', decision, decider))).toEqual([409, 'COMMITMENT.RECTIFICATION_RUNNING']);
    await s.moveDate('2026-11-25');
    expect((await carry('breach', decision, decider)).body.status).toBe('breached');
    expect(await w.own(one.declarationId)).toMatchObject({ status: 'found-false', truth: 'broken' });
    expect(codeOf(await w.read('financing'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect(codeOf(await w.step(one.declarationId, 'retraction', { reason: '不愿记录' }))).toEqual([409, 'DECLARATION.WRONG_STEP']);
    expect((await carry('breach-revocation', { reason: '认定有误' }, decider)).status).toBe(200);
    expect(idsOf(await w.read('financing'))).toEqual([one.declarationId]);
  });
});
