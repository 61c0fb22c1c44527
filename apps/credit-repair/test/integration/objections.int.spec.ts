import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBJECTION, RECORD, type DisciplineMeasureV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { listEntry, penalty } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';

let s: RunningCreditRepair;
let officer: string;
let window: string;
beforeAll(async () => {
  s = await runCreditRepair();
  [officer, window] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['credit-centre'], { dept: 'benxi-credit-centre' })];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const fine = { field: 'fineAmountWan', shown: '2', shouldBe: '0.2，经办人110101199003078515' };
const object = (token: string, target: { kind: string; id: string }, over: object = {}, key?: string) => s.call('POST', '/v1/objections', token, { target, claims: [fine], ground: 'ERROR_OR_OMISSION', statement: '罚款金额有误', ...over }, key);
const step = (id: string, verb: string, token: string, body: object = {}) => s.call('POST', `/v1/objections/${id}/${verb}`, token, body);
const decide = (id: string, outcome: string, over: object = {}, token = officer) => step(id, 'outcome', token, { outcome, reason: '已核实', docNo: '示市监异〔2026〕1号', ...over });
const typesOf = async (id: string): Promise<string[]> => (await s.sent(id, TOPICS.objectionEvents)).map(({ type }) => type);

async function firmWith(record: RecordStateV1 = penalty(d('2026-07-01'))) {
  await s.record(record);
  return { record, firm: await s.token(['subject'], { subject: record.subject.subjectId }) };
}
async function lodged(over: object = {}) {
  const { record, firm } = await firmWith();
  const { status, body } = await object(firm, { kind: 'record', id: record.recordId }, over);
  expect([status, body.code]).toEqual([201, undefined]);
  return { record, firm, id: body.objectionId as string };
}

describe('an objection from its lodging to its outcome', () => {
  it('is with the provider at once; verified and corrected field by field, old and new; told with the whole state, without who said what', async () => {
    const { record, firm, id } = await lodged();
    expect((await s.call('GET', `/v1/objections/${id}`, firm)).body).toMatchObject({ status: 'lodged', nextStep: 'provider-verifies', dueOn: '2026-11-26', outcomeDueOn: '2026-12-02', target: { authority: { source: MARKET } }, claims: [{ shouldBe: expect.not.stringContaining('19900307') }] });
    const seen = (await s.call('GET', `/v1/objections/${id}`, officer)).body;
    expect([seen.status, seen.objector]).toEqual(['lodged', undefined]);
    expect(await step(id, 'verification', officer, { erroneous: true, reason: '录入有误' })).toMatchObject({ status: 200, body: { status: 'verified', nextStep: 'authority-decides', dueOn: '2026-12-02' } });
    expect(await decide(id, 'corrected', { changes: [{ field: 'fineAmountWan', newValue: '0.2' }] })).toMatchObject({ status: 200, body: { status: 'accepted', outcome: { changes: [{ field: 'fineAmountWan', oldValue: '2', newValue: '0.2' }] } } });
    const effective = async () => (await s.call('GET', `/v1/objections/${id}`, firm)).body.effective;
    expect(await effective()).toBe(false);
    await s.record({ ...record, content: { ...record.content, fineAmountWan: '0.2' } as never }, 2, RECORD.corrected);
    await eventually(effective, 'the record says what the outcome says');
    await eventually(async () => (await typesOf(id)).length === 3, 'the facts are sent');
    expect(await typesOf(id)).toEqual([OBJECTION.lodged, OBJECTION.verified, OBJECTION.accepted]);
    const { key, data } = (await s.sent(id, TOPICS.objectionEvents)).at(-1)!;
    expect([key, data.fields, data.lodgedAt]).toEqual([record.subject.subjectId, ['fineAmountWan'], expect.any(String)]);
    expect(JSON.stringify(data)).not.toMatch(/罚款金额有误|subject@|经办人/);
  });

  it('a rejection names reasons and remedies; the subject may then explain', async () => {
    const { firm, id } = await lodged();
    await step(id, 'verification', officer, { erroneous: false, reason: '与决定书一致' });
    expect(await decide(id, 'rejected')).toMatchObject({ body: { status: 'rejected', outcome: { remedies: ['reconsideration', 'litigation'] } } });
    expect(await step(id, 'explanation', firm, { text: '已缴清，联系人110101199003078515' })).toMatchObject({ status: 200, body: { explanation: { text: expect.not.stringContaining('19900307') } } });
  });

  it('an outcome that cannot take effect is refused where it can be known: an unknown field, a value that is none, an item that has ended', async () => {
    const { record, id } = await lodged();
    await step(id, 'verification', officer, { erroneous: true, reason: '录入有误' });
    expect(await decide(id, 'corrected', { changes: [{ field: 'colour', newValue: 'red' }] })).toMatchObject({ status: 422, body: { code: 'OBJECTION.FIELD_UNKNOWN', details: { fields: ['colour'] } } });
    expect(await decide(id, 'corrected', { changes: [{ field: 'fineAmountWan', newValue: '很多' }] })).toMatchObject({ status: 422, body: { code: 'OBJECTION.CORRECTION_INVALID', details: { problems: [{ field: 'fineAmountWan' }] } } });
    expect(await decide(id, 'corrected', { changes: [{ field: 'fineAmountWan', newValue: { a: 1 } }] })).toMatchObject({ status: 400 });
    // longer than what the facts of records and entries can carry: it would be parked by everybody who has to end something
    expect(await decide(id, 'revoked', { reason: '误'.repeat(501) })).toMatchObject({ status: 400 });
    await s.record({ ...record, status: 'revoked' }, 2, RECORD.revoked);
    expect(await decide(id, 'corrected', { changes: [{ field: 'fineAmountWan', newValue: '0.2' }] })).toMatchObject({ status: 422, body: { code: 'OBJECTION.OUTCOME_NOT_APPLICABLE' } });
  });

  it('a publication is that of its record: past its period the credit centre withdraws it without asking the provider', async () => {
    const { record, firm } = await firmWith();
    const { body: { objectionId: id, ...rest } } = await object(firm, { kind: 'publicity-entry', id: record.recordId }, { ground: 'PAST_PUBLICITY_PERIOD', claims: [] });
    expect(rest).toMatchObject({ target: { kind: 'record', id: record.recordId }, nextStep: 'platform-decides', dueOn: '2026-11-26' });
    expect(await decide(id, 'revoked', {}, window)).toMatchObject({ status: 403 });
    expect(await decide(id, 'withdrawn', {}, window)).toMatchObject({ status: 200, body: { status: 'accepted' } });
  });

  it('an entry and a measure can be objected to; each outcome only where it belongs', async () => {
    const entry = listEntry(d('2026-11-01'));
    await s.entry(entry);
    const measure = (JSON.parse(readFileSync('libs/credit-contracts/src/events/samples/credit.discipline.applied.v1.json', 'utf8')) as { envelope: { data: DisciplineMeasureV1 } }).envelope.data;
    await s.measure({ ...measure, measureId: newEventId(), subject: entry.subject });
    const firm = await s.token(['subject'], { subject: entry.subject.subjectId });
    const { body: { objectionId: id } } = await object(firm, { kind: 'list-entry', id: entry.entryId }, { claims: [{ field: 'until' }], ground: 'WRONGLY_LISTED_OR_NOT_DELISTED' });
    await step(id, 'verification', officer, { erroneous: true, reason: '依据不成立' });
    expect([(await decide(id, 'withdrawn')).body.code, (await decide(id, 'revoked')).body.status]).toEqual(['OBJECTION.OUTCOME_NOT_APPLICABLE', 'accepted']);
  });
});

describe('who may', () => {
  it('anyone, also about somebody else\'s item; who objects sees its own only, and another objector gets his own', async () => {
    const { record, firm, id } = await lodged();
    const stranger = await s.token(['subject'], { subject: newEventId() });
    expect([(await s.call('GET', `/v1/objections/${id}`, stranger)).status, (await step(id, 'retraction', stranger)).status]).toEqual([404, 404]);
    const { status, body } = await object(stranger, { kind: 'record', id: record.recordId });
    expect([status, body.objectionId === id]).toEqual([201, false]);
    expect((await step(body.objectionId, 'explanation', stranger, { text: '说明' })).body.code).toBe('OBJECTION.NOT_ABOUT_YOU');
    expect((await object(firm, { kind: 'record', id: record.recordId })).body.code).toBe('OBJECTION.ALREADY_LODGED');
    expect((await object(firm, { kind: 'record', id: record.recordId }, { claims: [{ field: 'facts' }] })).status).toBe(201);
    expect((await step(id, 'retraction', firm)).body.status).toBe('retracted');
    expect((await object(firm, { kind: 'record', id: record.recordId })).status).toBe(201);
  });

  it('at the window for whoever has no token, by name; other departments neither see nor decide', async () => {
    const { record } = await firmWith();
    expect(await object(window, { kind: 'record', id: record.recordId })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/objectorName' }] } });
    const { body: { objectionId: id } } = await object(window, { kind: 'record', id: record.recordId }, { objectorName: '张三' });
    const other = await s.token(['case-officer'], { dept: 'benxi-fire' });
    expect([(await step(id, 'verification', other, { erroneous: true, reason: 'x' })).status, (await s.call('GET', `/v1/objections/${id}`, other)).status]).toEqual([403, 404]);
    expect((await s.call('GET', `/v1/objections/${id}`, window)).body.objector.name).toBe('张三');
  });

  it('an item that nobody knows, a field that does not exist and a ground of no rule are refused', async () => {
    const { record, firm } = await firmWith();
    expect((await object(firm, { kind: 'record', id: newEventId() })).body.code).toBe('OBJECTION.ITEM_UNKNOWN');
    expect((await object(firm, { kind: 'record', id: record.recordId }, { claims: [{ field: 'colour' }] })).body.code).toBe('OBJECTION.FIELD_UNKNOWN');
    expect((await object(firm, { kind: 'record', id: record.recordId }, { ground: 'ANGER' })).status).toBe(400);
  });
});

describe('two at once', () => {
  it('the same objector twice: one is taken; the same key twice is one objection', async () => {
    const { record, firm } = await firmWith();
    const answers = await Promise.all([object(firm, { kind: 'record', id: record.recordId }), object(firm, { kind: 'record', id: record.recordId })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [other, key] = [await firmWith(), randomUUID()];
    const [first, second] = [await object(other.firm, { kind: 'record', id: other.record.recordId }, {}, key), await object(other.firm, { kind: 'record', id: other.record.recordId }, {}, key)];
    expect([first.status, second.body.objectionId]).toEqual([201, first.body.objectionId]);
  });

  it('the database refuses an outcome without verification, an objection of nobody, and a clock without a step', async () => {
    const { id } = await lodged();
    const change = (set: string) => s.f.admin.query(`update objection set ${set} where id = $1`, [id]);
    await expect(change(`status = 'accepted', decided_by = 'x', due_on = null`)).rejects.toThrow(/objection_decided_after_verification/);
    await expect(change('objector_id = null')).rejects.toThrow(/objection_has_an_objector/);
    await expect(change(`status = 'retracted'`)).rejects.toThrow(/objection_no_clock_without_a_step/);
    await expect(change('target_id = gen_random_uuid()')).rejects.toThrow(/objection_is_about_an_item/);
  });
});

it('appraisal is not counted; the provider\'s silence is told of and rejects nothing (last, because the date does not come back)', async () => {
  const [silent, appraised, extended] = [await lodged(), await lodged(), await lodged()];
  expect((await step(extended.id, 'extension', officer, { reason: '调阅案卷' })).body).toMatchObject({ verificationDueOn: '2026-12-01', outcomeDueOn: '2026-12-07' });
  expect((await step(appraised.id, 'appraisal', officer, { step: 'begin', what: '笔迹鉴定' })).body).toMatchObject({ status: 'appraising', nextStep: 'appraisal-ends', dueOn: null });
  await s.moveDate('2026-11-27');
  await eventually(async () => (await s.call('GET', `/v1/objections/${silent.id}`, silent.firm)).body.escalatedOn === '2026-11-27', 'the silence is told of');
  const late = (await s.call('GET', '/v1/objections?overdue=true', officer)).body.items.map(({ objectionId }: any) => objectionId);
  expect([silent, appraised, extended].map(({ id }) => late.includes(id))).toEqual([true, false, false]);
  expect((await step(appraised.id, 'appraisal', officer, { step: 'end' })).body).toMatchObject({ status: 'lodged', verificationDueOn: '2026-12-02', outcomeDueOn: '2026-12-08', overdue: false });
  await s.moveDate('2026-11-30');
  await eventually(async () => (await typesOf(silent.id)).length === 2, 'the facts are sent');
  expect(await typesOf(silent.id)).toEqual([OBJECTION.lodged, OBJECTION.escalated]);
  expect((await s.call('GET', `/v1/objections/${silent.id}`, silent.firm)).body).toMatchObject({ status: 'lodged', overdue: true });
});
