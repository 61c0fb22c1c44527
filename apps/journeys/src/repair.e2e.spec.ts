import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import { addMonths, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import type { Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { ask, call, tokenFor, type Answer } from './harness/gateway.ts';
import { goneEntry, publicEntryOf } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 信用修复 as a firm goes through it: who made the document decides, and every effect of it ends. */
describe('信用修复: from the application to the end of every effect', () => {
  const firm = freshFirm();
  let city: CityAtWork;
  let date: string;
  let owner: string;
  let officer: string;
  let approver: string;

  const rectified = (on: string) => ({ kind: 'rectification', statement: '已缴清罚款并整改完毕', on });
  const committed = (on: string) => ({ kind: 'commitment', statement: '信用承诺书', on });
  const apply = (kind: string, id: string, evidence: object[] = [rectified(date), committed(date)]): Promise<Answer> => call('POST', '/v1/repairs', { token: owner, body: { target: { kind, id }, evidence } });
  const step = (id: string, verb: string, token: string, body: object): Promise<Answer> => call('POST', `/v1/repairs/${id}/${verb}`, { token, body });
  const penaltyOf = async (sender: Department, decisionDate: string): Promise<string> => {
    const receipt = await sender.tell('administrative-penalty', sender.penalty({ party: firm, docNo: freshDocNo(), decisionDate, fineAmountWan: '2' }));
    expect(receipt.state).toMatch(/^accepted/);
    return receipt.recordId!;
  };
  const known = (ask_: () => Promise<Answer>): Promise<Answer> => eventually(async () => {
    const answer = await ask_();
    return answer.body?.code === 'REPAIR.NOT_REPAIRABLE' ? undefined : answer;
  }, 'credit-repair knows the item');

  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
    await city.registrar.registers(firm);
    const { items } = await ask('POST', '/v1/subjects/search', { token: await tokenFor({ roles: ['credit-centre'] }), body: { uscc: firm.uscc }, key: null });
    owner = await tokenFor({ roles: ['subject'], subject: items[0].subjectId });
    [officer, approver] = [await tokenFor({ dept: city.other.source, roles: ['case-officer'] }), await tokenFor({ dept: city.other.source, roles: ['approver'] })];
  });
  afterAll(() => city?.close());

  it('too early is refused with the earliest day; what lacks is named', async () => {
    const record = await penaltyOf(city.other, addMonths(date, -1));
    expect(await known(() => apply('record', record))).toMatchObject({ status: 422, body: { code: 'REPAIR.TOO_EARLY', details: { earliestOn: addMonths(addMonths(date, -1), 3) } } });
    const old = await penaltyOf(city.other, addMonths(date, -4));
    expect(await known(() => apply('record', old, [rectified(date)]))).toMatchObject({ status: 422, body: { code: 'REPAIR.EVIDENCE_MISSING', details: { missing: ['commitment'] } } });
  });

  describe('of a penalty', () => {
    let record: string;
    let entry: { entryId: string; endsOn: string };
    let caseId: string;

    it('is applied for, accepted and granted by the department that made it; no other decides', async () => {
      record = await penaltyOf(city.other, addMonths(date, -5));
      entry = await publicEntryOf(record);
      const applied = await known(() => apply('record', record));
      expect(applied).toMatchObject({ status: 201, body: { status: 'submitted', nextStep: 'authority-accepts' } });
      caseId = applied.body.caseId;
      const stranger = await tokenFor({ dept: city.registrar.source, roles: ['case-officer'] });
      expect(await step(caseId, 'acceptance', stranger, { accept: true })).toMatchObject({ status: 403, body: { code: 'REPAIR.NOT_COMPETENT' } });
      expect((await step(caseId, 'acceptance', officer, { accept: true })).body.status).toBe('accepted');
      expect((await step(caseId, 'decision', officer, { approve: true, reason: '已纠正失信行为', docNo: freshDocNo() })).body.status).toBe('approved');
    });

    it('its address answers 410, departments do not read it any more, the archive opens for its purposes only', async () => {
      expect((await goneEntry(entry.entryId)).status).toBe(410);
      const sender = await city.other.token();
      await eventually(async () => (await call('GET', `/v1/records/${record}`, { token: sender })).status === 410, 'the record is not shared any more');
      expect((await call('GET', `/v1/records/${record}`, { token: sender, headers: { 'x-purpose': 'marketing' } })).body.code).toBe('RECORD.REPAIRED');
      expect(await call('GET', `/v1/records/${record}`, { token: sender, headers: { 'x-purpose': 'archive' } })).toMatchObject({ status: 200, body: { status: 'effective', repaired: { caseId } } });
      expect((await call('GET', `/v1/repairs/${caseId}`, { token: owner })).body).toMatchObject({ status: 'approved', nextStep: 'none' });
    });

    it('a newer statement of its department does not bring it back (R11)', async () => {
      const told = await city.other.tell('administrative-penalty', city.other.penalty({ party: firm, docNo: (await call('GET', `/v1/records/${record}`, { token: await city.other.token(), headers: { 'x-purpose': 'archive' } })).body.docNo, decisionDate: addMonths(date, -5), fineAmountWan: '2', facts: '补充说明' }));
      expect(told.recordId).toBe(record);
      expect((await goneEntry(entry.entryId)).status).toBe(410);
    });

    it('granted on false material it is revoked: what is left of the publicity comes back, to the same last day (trap 19)', async () => {
      expect((await step(caseId, 'revocation', approver, { reason: '缴款凭证系伪造' })).body).toMatchObject({ status: 'revoked', revocation: { barredUntil: addMonths(date, 36) } });
      expect((await publicEntryOf(record)).endsOn).toBe(entry.endsOn);
      expect(await apply('record', record)).toMatchObject({ status: 422, body: { code: 'REPAIR.BARRED' } });
    });
  });

  it('of a list entry: the entry leaves its list and the next look-up says none, while a penalty beside it stays as it is (trap 11)', async () => {
    const other = freshFirm();
    await city.registrar.registers(other);
    const { items } = await ask('POST', '/v1/subjects/search', { token: await tokenFor({ roles: ['credit-centre'] }), body: { uscc: other.uscc }, key: null });
    const ownerOfEntry = await tokenFor({ roles: ['subject'], subject: items[0].subjectId });
    const beside = await city.other.tell('administrative-penalty', city.other.penalty({ party: other, docNo: freshDocNo(), decisionDate: addMonths(date, -5), fineAmountWan: '2' }));
    const from = addMonths(date, -13);
    const reported = await city.court.tell('list-entry', listEntryData({ party: other, authority: city.court.authority, docNo: `（2025）示01执${randomUUID().slice(0, 6)}号`, decisionDate: from, from }));
    expect(reported.state).toBe('forwarded');
    const registry = await tokenFor({ dept: departmentOfKind('natural-resources').source, roles: ['case-officer'] });
    const outcome = async (): Promise<{ outcome: string; entries: { entryId: string }[] }> =>
      (await ask('POST', '/v1/screenings', { token: registry, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc: other.uscc } } })).answer;
    const hit = await eventually(async () => {
      const answer = await outcome();
      return answer.outcome === 'hit' ? answer : undefined;
    }, 'the look-up hits');
    const body_ = { uscc: '12210500MB0XY2001A', name: '示例信用培训中心', from: addMonths(date, -24) };
    expect((await call('POST', '/v1/training-bodies', { token: await tokenFor({ roles: ['credit-centre'] }), body: body_ })).status).toBe(204);
    const evidence = [rectified(date), committed(date), { kind: 'training', statement: '培训证明', on: date, bodyUscc: body_.uscc }, { kind: 'report', statement: '信用报告', on: date }];
    const applied = await known(() => call('POST', '/v1/repairs', { token: ownerOfEntry, body: { target: { kind: 'list-entry', id: hit.entries[0]!.entryId }, evidence } }));
    expect(applied.status).toBe(201);
    const judge = await tokenFor({ dept: city.court.source, roles: ['case-officer'] });
    await step(applied.body.caseId, 'acceptance', judge, { accept: true });
    expect((await step(applied.body.caseId, 'decision', judge, { approve: true, reason: '已履行生效法律文书确定的义务', docNo: freshDocNo() })).status).toBe(200);
    await eventually(async () => (await outcome()).outcome === 'none', 'the next look-up says none');
    expect((await publicEntryOf(beside.recordId!)).entryId).toBeDefined();

    const { certificate } = await eventually(async () => {
      const { body } = await call('GET', `/v1/repairs/${applied.body.caseId}/lapse-certificate`, { token: ownerOfEntry });
      return body.certificate.complete ? body : undefined;
    }, 'the certificate of the repair is complete', { timeoutMs: 30_000 });
    expect(certificate).toMatchObject({ ending: { code: 'repaired', on: date, repair: { caseId: applied.body.caseId } }, item: { kind: 'list-entry', id: hit.entries[0]!.entryId }, overdue: [], undone: null });
    expect(certificate.effects).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'list-entry' }), expect.objectContaining({ kind: 'look-up-answer', recipient: departmentOfKind('natural-resources').source })]));
  });
});
