import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD, REPAIR, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { listEntry, penalty, sampleOfKind } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';

let s: RunningCreditRepair;
let officer: string;
let approver: string;
let window: string;
beforeAll(async () => {
  s = await runCreditRepair();
  [officer, approver, window] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['approver'], { dept: MARKET }), await s.token(['credit-centre'], { dept: 'benxi-credit-centre' })];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const rectified = { kind: 'rectification', statement: '已缴清罚款', on: '2026-11-01' };
const committed = { kind: 'commitment', statement: '信用承诺书', on: '2026-11-20' };
const applyFor = (token: string, id: string, over: object = {}, key?: string) => s.call('POST', '/v1/repairs', token, { target: { kind: 'record', id }, evidence: [rectified, committed], ...over }, key);
const step = (id: string, verb: string, token: string, body: object = {}) => s.call('POST', `/v1/repairs/${id}/${verb}`, token, body);
const typesOf = async (id: string): Promise<string[]> => (await s.sent(id)).map(({ type }) => type);

/** A penalty that is old enough, and a token of the firm that it is about. */
async function firmWith(record: RecordStateV1 = penalty(d('2026-07-01'))) {
  await s.record(record);
  return { record, firm: await s.token(['subject'], { subject: record.subject.subjectId }) };
}
async function applied() {
  const { record, firm } = await firmWith();
  const { status, body } = await applyFor(firm, record.recordId);
  expect(status).toBe(201);
  return { record, firm, id: body.caseId as string };
}

describe('a case from its application to its decision', () => {
  it('is applied for by the firm, accepted and approved by who made the document; each step is told with the whole state', async () => {
    const { record, firm, id } = await applied();
    expect((await s.call('GET', `/v1/repairs/${id}`, firm)).body).toMatchObject({ status: 'submitted', nextStep: 'authority-accepts', nextDueOn: '2026-11-26', overdue: false, rule: { ruleId: 'REPAIR_SET_GENERAL', earliestOn: '2026-10-01', publicUntil: '2027-07-01' } });
    expect(await step(id, 'acceptance', officer, { accept: true })).toMatchObject({ status: 200, body: { status: 'accepted', nextStep: 'authority-decides', nextDueOn: '2026-12-02' } });
    expect((await step(id, 'decision', approver, { approve: true, reason: '纠'.repeat(501), docNo: '示市监修〔2026〕1号' })).status).toBe(400);
    expect(await step(id, 'decision', approver, { approve: true, reason: '已纠正失信行为', docNo: '示市监修〔2026〕1号' })).toMatchObject({ status: 200, body: { status: 'approved', nextStep: 'none' } });
    await eventually(async () => (await typesOf(id)).length === 3, 'the facts are sent');
    expect(await typesOf(id)).toEqual([REPAIR.applied, REPAIR.accepted, REPAIR.approved]);
    const { key, data } = (await s.sent(id)).at(-1)!;
    expect([key, data]).toEqual([record.subject.subjectId, expect.objectContaining({ caseId: id, status: 'approved', target: expect.objectContaining({ kind: 'record', id: record.recordId, source: MARKET }), evidence: ['rectification', 'commitment'], decision: { on: '2026-11-23', reason: '已纠正失信行为', docNo: '示市监修〔2026〕1号' } })]);
    expect(JSON.stringify(data)).not.toContain('已缴清罚款');
    expect(await applyFor(firm, record.recordId)).toMatchObject({ status: 409, body: { code: 'REPAIR.ALREADY_APPLIED' } });
  });

  it('too early is refused with the earliest day and leaves nothing pending (trap 8)', async () => {
    const { record, firm } = await firmWith(penalty(d('2026-10-01')));
    expect(await applyFor(firm, record.recordId)).toMatchObject({ status: 422, body: { code: 'REPAIR.TOO_EARLY', details: { earliestOn: '2027-01-01' }, userMessage: expect.stringContaining('2027-01-01') } });
    expect((await s.call('GET', '/v1/repairs', firm)).body.items).toEqual([]);
  });

  it('an entry of before the order of 2026 is repairable; of one for which no rule is known the firm is told where to turn (§4.4)', async () => {
    const asked = async (entry: ListEntryV1, way: string) => {
      await s.entry(entry);
      return s.call('POST', '/v1/repairs', await s.token(['subject'], { subject: entry.subject.subjectId }), { target: { kind: 'list-entry', id: entry.entryId }, way, evidence: [rectified, { kind: 'court-ruling', statement: '裁定确认重整计划执行完毕', on: '2026-11-01', rulingNo: '（2026）辽05破1号' }] });
    };
    expect(await asked(listEntry(d('2025-10-09')), 'after-reorganisation')).toMatchObject({ status: 201, body: { rule: { ruleId: 'REPAIR_SET_REORGANISED_ENTRY_EARLIER' } } });
    const old = listEntry(d('2018-10-09'), { listType: 'JUDGMENT_DEFAULTER', situation: 1 });
    expect(await asked(old, 'ordinary')).toMatchObject({ status: 422, body: { code: 'REPAIR.NOT_REPAIRABLE', userMessage: `2018-10-09作出的该信息没有可适用的信用修复规则，请直接向认定单位${old.decision.authorityName}申请移出名单` } });
  });

  it('what lacks is named; the applicant adds it after the authority has asked', async () => {
    const { record, firm } = await firmWith();
    expect(await applyFor(firm, record.recordId, { evidence: [rectified] })).toMatchObject({ status: 422, body: { code: 'REPAIR.EVIDENCE_MISSING', userMessage: expect.stringContaining('信用承诺书') } });
    const { body: { caseId: id } } = await applyFor(firm, record.recordId);
    expect(await step(id, 'supplement-request', officer, { reason: '缺少缴款凭证' })).toMatchObject({ body: { status: 'supplement-required', nextStep: 'applicant-supplements', nextDueOn: null } });
    expect(await step(id, 'supplement', firm, { evidence: [{ ...rectified, statement: '缴款凭证，经办人110101199003078515' }] })).toMatchObject({ status: 200, body: { status: 'submitted', evidence: [{}, {}, { statement: expect.not.stringContaining('19900307') }] } });
  });

  it('an entry of a list is repaired by itself, by its own period', async () => {
    const entry = listEntry(d('2025-11-10'));
    await s.entry(entry);
    const firm = await s.token(['subject'], { subject: entry.subject.subjectId });
    await s.call('POST', '/v1/training-bodies', window, { uscc: '12210500MB0XY2001A', name: '示例信用培训中心', from: '2026-01-01' });
    const evidence = [rectified, committed, { kind: 'training', statement: '培训', on: '2026-11-10', bodyUscc: '12210500MB0XY2001A' }, { kind: 'report', statement: '信用报告', on: '2026-11-15' }];
    expect(await applyFor(firm, entry.entryId, { target: { kind: 'list-entry', id: entry.entryId }, evidence })).toMatchObject({ status: 201, body: { rule: { ruleId: 'REPAIR_SET_ENTRY', earliestOn: '2026-11-10' }, target: { authority: { source: MARKET } } } });
  });

  it('a training counts only by a body accredited on its day, also after the accreditation has been ended (O71)', async () => {
    const { record, firm } = await firmWith();
    const body = { uscc: '12210500MB0XY2002B', name: '示例培训机构', from: '2026-03-01' };
    await s.call('POST', '/v1/training-bodies', window, { ...body, to: '2026-10-31' });
    const trained = (on: string) => ({ evidence: [rectified, committed, { kind: 'training', statement: '培训', on, bodyUscc: body.uscc }] });
    for (const on of ['2026-02-28', '2026-11-01']) expect(await applyFor(firm, record.recordId, trained(on))).toMatchObject({ status: 422, body: { code: 'REPAIR.BODY_NOT_ACCREDITED' } });
    expect((await applyFor(firm, record.recordId, trained('2026-10-31'))).status).toBe(201);
    expect((await s.call('GET', '/v1/training-bodies')).body.items).toContainEqual({ ...body, to: '2026-10-31' });
    expect((await s.call('POST', '/v1/training-bodies', officer, body)).status).toBe(403);
  });
});

describe('who sees and who decides', () => {
  it('a firm sees and touches its own cases only; another department decides nothing', async () => {
    const { id } = await applied();
    const stranger = await s.token(['subject'], { subject: newEventId() });
    expect([(await s.call('GET', `/v1/repairs/${id}`, stranger)).status, (await step(id, 'retraction', stranger)).status, (await step(id, 'supplement', stranger, { evidence: [rectified] })).status]).toEqual([404, 404, 404]);
    const other = await s.token(['case-officer'], { dept: 'benxi-fire' });
    expect([(await step(id, 'acceptance', other, { accept: true })).body.code, (await s.call('GET', `/v1/repairs/${id}`, other)).status]).toEqual(['REPAIR.NOT_COMPETENT', 404]);
    expect((await step(id, 'acceptance', await s.token(['subject'], { subject: newEventId() }), { accept: true })).status).toBe(403);
  });

  it('what is about another firm, revoked or unknown cannot be applied for; at the window the centre applies for the firm', async () => {
    const { record } = await firmWith();
    const stranger = await s.token(['subject'], { subject: newEventId() });
    const revoked = penalty(d('2026-07-01'), { status: 'revoked' });
    await s.record(revoked);
    const owner = await s.token(['subject'], { subject: revoked.subject.subjectId });
    for (const [token, id] of [[stranger, record.recordId], [owner, revoked.recordId], [owner, newEventId()]] as const) expect(await applyFor(token, id)).toMatchObject({ status: 422, body: { code: 'REPAIR.NOT_REPAIRABLE' } });
    expect((await applyFor(window, record.recordId)).status).toBe(201);
  });

  it('of other kinds than penalties nothing is repaired: refused with the reason of its kind, and no notice is told (§4.5)', async () => {
    const kinds = { interview: /约谈/, 'court-judgment': /裁判/, 'administrative-coercion': /行政强制/, 'ban-case': /名单条目/ };
    for (const [recordKind, told] of Object.entries(kinds)) {
      const { record, firm } = await firmWith(sampleOfKind(recordKind));
      expect(await applyFor(firm, record.recordId)).toMatchObject({ status: 422, body: { code: 'REPAIR.NOT_REPAIRABLE', userMessage: expect.stringMatching(told) } });
      expect((await s.call('GET', '/v1/repair-notices', firm)).body.items).toEqual([]);
    }
  });

  it('a breach is repaired as soon as the promise is performed, by who decided it (no text names a degree or a time); of what was kept there is nothing to repair, and it is not shielded (§6.3)', async () => {
    const breach = (decisionDate: string) => ({ ...sampleOfKind('commitment-breach'), decisionDate: d(decisionDate) });
    const kept = await firmWith(sampleOfKind('commitment-kept'));
    expect(await applyFor(kept.firm, kept.record.recordId)).toMatchObject({ status: 422, body: { code: 'REPAIR.NOT_REPAIRABLE', userMessage: expect.stringMatching(/全部履行.*没有需要修复/) } });
    const shield = await s.call('POST', '/v1/shieldings', kept.firm, { recordId: kept.record.recordId, ruling: { rulingNo: '（2026）辽05破1号', on: '2026-11-01' } });
    expect(shield).toMatchObject({ status: 422, body: { userMessage: expect.stringMatching(/全部履行/) } });
    expect((await s.call('GET', '/v1/repair-notices', kept.firm)).body.items).toEqual([]);
    const early = await firmWith(breach('2026-11-22'));
    const { items: [notice] } = (await s.call('GET', '/v1/repair-notices', early.firm)).body;
    expect(notice).toMatchObject({ status: 'told', target: { id: early.record.recordId }, rule: { ruleId: 'REPAIR_SET_MINOR', requires: ['rectification'] } });
    expect(notice.rule).not.toHaveProperty('earliestOn');
    const due = await firmWith(breach('2026-11-23'));
    const { status, body } = await applyFor(due.firm, due.record.recordId);
    expect([status, body.rule.publicUntil]).toEqual([201, undefined]);
    await step(body.caseId, 'acceptance', officer, { accept: true });
    expect((await step(body.caseId, 'decision', approver, { approve: true, reason: '已履行承诺', docNo: '本市监修〔2026〕7号' })).body.status).toBe('approved');
    const full = { ...early.record, content: { ...early.record.content, performance: 'FULL' } } as RecordStateV1;
    await s.record(full, 2, RECORD.corrected);
    await eventually(async () => (await applyFor(early.firm, full.recordId)).body.code === 'REPAIR.NOT_REPAIRABLE', 'the correction is known');
  });

  it('after a merge the case belongs to the file that lasts', async () => {
    const { record, id } = await applied();
    const into = newEventId();
    const snapshot = { ...record.subject, subjectId: into };
    await s.merged(record.subject.subjectId, into, { subject: snapshot });
    const lasting = await s.token(['subject'], { subject: into });
    await eventually(async () => (await s.call('GET', `/v1/repairs/${id}`, lasting)).status === 200, 'the case is found under the file that lasts');
    expect((await step(id, 'retraction', lasting)).body.status).toBe('retracted');
  });
});

describe('two at once', () => {
  it('of two who apply for the same item one is taken; the same key twice is one application', async () => {
    const { record, firm } = await firmWith();
    const answers = await Promise.all([applyFor(firm, record.recordId), applyFor(window, record.recordId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const other = await firmWith();
    const key = randomUUID();
    const [first, second] = [await applyFor(other.firm, other.record.recordId, {}, key), await applyFor(other.firm, other.record.recordId, {}, key)];
    expect([first.status, second.body.caseId]).toEqual([201, first.body.caseId]);
  });

  it('the database refuses a second open case of an item, and an approval without acceptance', async () => {
    const { id } = await applied();
    await expect(s.f.admin.query(`update repair_case set status = 'approved', decided_by = 'x' where id = $1`, [id])).rejects.toThrow(/repair_case_decided_after_acceptance/);
    await expect(s.f.admin.query(`insert into repair_case select gen_random_uuid(), version, public_version, status, subject_id, source, target_kind, target_id, applied_on, accepted_on, decided_by, due_on, escalated_on, barred_until, state from repair_case where id = $1`, [id])).rejects.toThrow(/repair_case_once/);
    await expect(s.f.admin.query(`update repair_case set target_id = gen_random_uuid() where id = $1`, [id])).rejects.toThrow(/repair_case_is_about_an_item/);
  });
});

it('false material: the approval is revoked and the firm may not apply before the bar is over', async () => {
  const { record, firm, id } = await applied();
  await step(id, 'acceptance', officer, { accept: true });
  await step(id, 'decision', officer, { approve: true, reason: '已纠正', docNo: '示市监修〔2026〕3号' });
  expect(await step(id, 'revocation', approver, { reason: '缴款凭证系伪造' })).toMatchObject({ status: 200, body: { status: 'revoked', revocation: { barredUntil: '2029-11-23' } } });
  const second = penalty(d('2026-07-02'), { subject: record.subject });
  await s.record(second);
  for (const one of [record, second]) expect(await applyFor(firm, one.recordId)).toMatchObject({ status: 422, body: { code: 'REPAIR.BARRED' } });
});

it('extension once, from the last day of the term; then silence: it is told of when the day has passed, and nothing is approved (last, because the date does not come back)', async () => {
  const { firm, id } = await applied();
  const silent = await applied();
  await step(id, 'acceptance', officer, { accept: true });
  expect((await step(id, 'extension', officer, { reason: '需要现场核查' })).body).toMatchObject({ status: 'extended', decisionDueOn: '2026-12-16' });
  expect((await step(id, 'extension', officer, { reason: '再次' })).body.code).toBe('REPAIR.ALREADY_EXTENDED');
  await s.moveDate('2026-11-27');
  await eventually(async () => (await s.call('GET', `/v1/repairs/${silent.id}`, silent.firm)).body.escalatedOn === '2026-11-27', 'the silence is told of');
  expect((await s.call('GET', '/v1/repairs?overdue=true', officer)).body.items.map(({ caseId }: any) => caseId)).toContain(silent.id);
  await s.moveDate('2026-12-17');
  await eventually(async () => (await typesOf(id)).includes(REPAIR.escalated), 'the silence after the extension is told of');
  expect((await s.call('GET', `/v1/repairs/${id}`, firm)).body).toMatchObject({ status: 'extended', overdue: true });
  expect((await typesOf(silent.id)).filter((type) => type === REPAIR.escalated)).toHaveLength(1);
});
