import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import { addMonths, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { departmentOfKind } from './harness/environment.ts';
import { ask, call, tokenFor, type Answer } from './harness/gateway.ts';
import { goneEntry, publicEntryOf } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 异议 as a firm goes through it: what it disputes is marked at once everywhere, what is wrong is put right by who made it. */
describe('异议: from the lodging to the end of its mark', () => {
  const firm = freshFirm();
  let city: CityAtWork;
  let date: string;
  let owner: string;
  let officer: string;
  let sender: string;

  const object = (target: { kind: string; id: string }, over: object = {}): Promise<Answer> => eventually(async () => {
    const answer = await call('POST', '/v1/objections', { token: owner, body: { target, claims: [], ground: 'ERROR_OR_OMISSION', statement: '与决定书不符', ...over } });
    return answer.body?.code === 'OBJECTION.ITEM_UNKNOWN' ? undefined : answer;
  }, 'credit-repair knows the item');
  const step = (id: string, verb: string, token: string, body: object): Promise<Answer> => call('POST', `/v1/objections/${id}/${verb}`, { token, body });
  const penalty = async (): Promise<string> => {
    const receipt = await city.other.tell('administrative-penalty', city.other.penalty({ party: firm, docNo: freshDocNo(), decisionDate: addMonths(date, -1), fineAmountWan: '2' }));
    expect(receipt.state).toMatch(/^accepted/);
    return receipt.recordId!;
  };
  const record = async (id: string): Promise<any> => (await call('GET', `/v1/records/${id}`, { token: sender })).body;
  const shown = async (id: string): Promise<any> => (await call('GET', `/v1/public/entries/${id}`)).body;

  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
    await city.registrar.registers(firm);
    const { items } = await ask('POST', '/v1/subjects/search', { token: await tokenFor({ roles: ['credit-centre'] }), body: { uscc: firm.uscc }, key: null });
    owner = await tokenFor({ roles: ['subject'], subject: items[0].subjectId });
    [officer, sender] = [await tokenFor({ dept: city.other.source, roles: ['case-officer'] }), await city.other.token()];
  });
  afterAll(() => city?.close());

  it('a wrong field: marked in the register and in public within moments, corrected field by field, and the mark is gone (B11, B30, O97)', async () => {
    const id = await penalty();
    await publicEntryOf(id);
    const lodged = await object({ kind: 'publicity-entry', id }, { claims: [{ field: 'fineAmountWan', shown: '2', shouldBe: '3' }] });
    expect(lodged).toMatchObject({ status: 201, body: { status: 'lodged', nextStep: 'provider-verifies', target: { kind: 'record', id } } });
    const { objectionId } = lodged.body;
    await eventually(async () => (await record(id)).disputedSince !== null && (await shown(id)).disputedSince !== null, 'the mark shows at the register and in public');
    expect((await record(id)).disputedFields).toEqual(['fineAmountWan']);
    expect((await shown(id)).content.fineAmountWan).toBe('2');
    expect((await step(objectionId, 'verification', officer, { erroneous: true, reason: '录入有误' })).body.status).toBe('verified');
    const decided = await step(objectionId, 'outcome', officer, { outcome: 'corrected', reason: '罚款金额录入有误', docNo: freshDocNo(), changes: [{ field: 'fineAmountWan', newValue: '3' }] });
    expect(decided).toMatchObject({ status: 200, body: { status: 'accepted', outcome: { changes: [{ oldValue: '2', newValue: '3' }] } } });
    await eventually(async () => {
      const [kept, open] = [await record(id), await shown(id)];
      return kept.content.fineAmountWan === '3' && kept.disputedSince === null && open.content?.fineAmountWan === '3' && open.disputedSince === null;
    }, 'old has become new everywhere and the mark is gone');
    expect((await record(id)).corrections).toMatchObject([{ changes: [{ field: 'fineAmountWan', newValue: '3' }], basis: expect.stringContaining(objectionId) }]);
    const { items } = await ask('POST', '/v1/subjects/search', { token: await tokenFor({ roles: ['credit-centre'] }), body: { uscc: firm.uscc }, key: null });
    const { facts } = (await call('GET', `/v1/subjects/${items[0].subjectId}/timeline`, { token: await tokenFor({ roles: ['credit-centre'] }) })).body;
    expect(facts).toContainEqual(expect.objectContaining({ recordId: id, fact: 'RecordCorrected', changedFields: ['fineAmountWan'] }));
  });

  it('one that does not hold is rejected with reasons and remedies, and unmarked', async () => {
    const id = await penalty();
    await publicEntryOf(id);
    const { body: { objectionId } } = await object({ kind: 'record', id });
    await eventually(async () => (await shown(id)).disputedSince !== null, 'the mark shows in public');
    await step(objectionId, 'verification', officer, { erroneous: false, reason: '与决定书一致' });
    expect((await step(objectionId, 'outcome', officer, { outcome: 'rejected', reason: '信息与决定书一致', docNo: freshDocNo() })).body).toMatchObject({ status: 'rejected', outcome: { remedies: ['reconsideration', 'litigation'] } });
    await eventually(async () => (await shown(id)).disputedSince === null && (await record(id)).disputedSince === null, 'the mark is gone');
    const content = (await shown(id)).content;
    expect((await step(objectionId, 'explanation', owner, { text: '罚款已缴清，经办人110101199003078515可以证明' })).status).toBe(200);
    await eventually(async () => (await shown(id)).subjectExplanations.length === 1 && (await record(id)).subjectExplanations.length === 1, 'what the firm says stands beside the record and its publication');
    for (const { subjectExplanations } of [await shown(id), await record(id)]) expect(subjectExplanations).toEqual([{ on: date, text: expect.stringMatching(/^罚款已缴清，经办人(?!.*19900307).*可以证明$/) }]);
    expect((await shown(id)).content).toEqual(content);
    expect((await shown(id)).disputedSince).toBeNull();
  });

  it('past its period: the credit centre withdraws the publication, and a newer statement does not bring it back', async () => {
    const id = await penalty();
    await publicEntryOf(id);
    const { body: { objectionId } } = await object({ kind: 'record', id }, { ground: 'PAST_PUBLICITY_PERIOD' });
    expect((await step(objectionId, 'outcome', await tokenFor({ dept: 'benxi-credit-centre', roles: ['credit-centre'] }), { outcome: 'withdrawn', reason: '公示期限已满', docNo: freshDocNo() })).body.status).toBe('accepted');
    expect((await goneEntry(id)).status).toBe(410);
    const { docNo } = await record(id);
    await city.other.tell('administrative-penalty', city.other.penalty({ party: firm, docNo, decisionDate: addMonths(date, -1), fineAmountWan: '2', facts: '补充说明' }));
    expect((await goneEntry(id)).status).toBe(410);
  });

  it('a record that was wrong is revoked and gone', async () => {
    const id = await penalty();
    await publicEntryOf(id);
    const { body: { objectionId } } = await object({ kind: 'record', id });
    await step(objectionId, 'verification', officer, { erroneous: true, reason: '处罚对象有误' });
    await step(objectionId, 'outcome', officer, { outcome: 'revoked', reason: '处罚对象有误', docNo: freshDocNo() });
    expect((await goneEntry(id)).status).toBe(410);
    await eventually(async () => (await record(id)).status === 'revoked', 'the record is revoked');
  });

  it('a wrong list entry: the look-up is marked, then revoked by its own authority, and the next look-up says none', async () => {
    const from = addMonths(date, -2);
    const reported = await city.court.tell('list-entry', listEntryData({ party: firm, authority: city.court.authority, docNo: `（2026）示01执${randomUUID().slice(0, 6)}号`, decisionDate: from, from }));
    expect(reported.state).toBe('forwarded');
    const registry = await tokenFor({ dept: departmentOfKind('natural-resources').source, roles: ['case-officer'] });
    const look = async (): Promise<{ outcome: string; entries: { entryId: string; disputedSince?: string }[] }> =>
      (await ask('POST', '/v1/screenings', { token: registry, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc: firm.uscc } } })).answer;
    const hit = await eventually(async () => {
      const answer = await look();
      return answer.outcome === 'hit' ? answer : undefined;
    }, 'the look-up hits');
    const { entryId } = hit.entries[0]!;
    const { body: { objectionId } } = await object({ kind: 'list-entry', id: entryId }, { ground: 'WRONGLY_LISTED_OR_NOT_DELISTED' });
    await eventually(async () => (await look()).entries[0]?.disputedSince !== undefined, 'the answer is marked');
    const judge = await tokenFor({ dept: city.court.source, roles: ['case-officer'] });
    expect((await call('GET', `/v1/designations/${entryId}`, { token: judge })).body.disputedSince).not.toBeNull();
    expect((await step(objectionId, 'outcome', judge, { outcome: 'revoked', reason: '主体有误', docNo: freshDocNo() })).body.code).toBe('OBJECTION.WRONG_STEP');
    await step(objectionId, 'verification', judge, { erroneous: true, reason: '主体有误' });
    expect((await step(objectionId, 'outcome', judge, { outcome: 'revoked', reason: '主体有误', docNo: freshDocNo() })).status).toBe(200);
    await eventually(async () => (await look()).outcome === 'none', 'the next look-up says none');
    await eventually(async () => (await call('GET', `/v1/designations/${entryId}`, { token: judge })).body.disputedSince === null, 'the mark is gone');
  });
});
