import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD, REPAIR_NOTICE, type RecordStateV1 } from '@credit/contracts/events';
import { localDate as d } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { listEntry, penalty } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';

let s: RunningCreditRepair;
let officer: string;
let centre: string;
beforeAll(async () => {
  s = await runCreditRepair();
  [officer, centre] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['credit-centre'], { dept: 'benxi-credit-centre' })];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const notices = async (token: string, query = ''): Promise<any[]> => (await s.call('GET', `/v1/repair-notices${query}`, token)).body.items;
const ownerOf = (record: Pick<RecordStateV1, 'subject'>): Promise<string> => s.token(['subject'], { subject: record.subject.subjectId });
const serve = (id: string, token: string, body: object = {}) => s.call('POST', `/v1/repair-notices/${id}/service`, token, body);
const told = async (record: RecordStateV1, version = 1, type?: string): Promise<void> => {
  await s.record(record, version, type);
  await eventually(async () => (await s.f.admin.query('select 1 from repair_item where id = $1 and version = $2', [record.recordId, version])).rows.length === 1, 'this version is known');
};
const fine = (wan: string) => ({ content: { ...penalty(d('2026-11-20')).content, fineAmountWan: wan } as RecordStateV1['content'] });

describe('两书同达 (§4.4, B2)', () => {
  it('a penalty is told with its repair notice on the day on which it reaches us: rule, first day, material, where to apply', async () => {
    const record = penalty(d('2026-11-20'));
    await told(record);
    const [notice] = await notices(await ownerOf(record));
    expect(notice).toMatchObject({ status: 'told', target: { kind: 'record', id: record.recordId, docNo: record.docNo, authority: { source: MARKET } }, rule: { ruleId: 'REPAIR_SET_GENERAL', earliestOn: '2027-02-20', publicUntil: '2027-11-20', requires: ['rectification', 'commitment'] }, applyAt: expect.stringContaining('信用中国'), noticedOn: '2026-11-23', dueOn: '2026-11-23', overdue: false });
    await eventually(async () => (await s.sent(notice.noticeId)).length === 1, 'the fact is sent');
    expect(await s.sent(notice.noticeId)).toMatchObject([{ type: REPAIR_NOTICE.noticed, key: record.subject.subjectId, data: { noticeId: notice.noticeId, ruleId: 'REPAIR_SET_GENERAL', earliestOn: '2027-02-20' } }]);
  });

  it('a minor penalty is told that it can be repaired at once, an entry by the rule of its list', async () => {
    const [minor, entry] = [penalty(d('2026-11-20'), fine('0.2')), listEntry(d('2026-11-20'))];
    await told(minor);
    await s.entry(entry);
    const [ofMinor] = await notices(await ownerOf(minor));
    expect(ofMinor.rule).toMatchObject({ ruleId: 'REPAIR_SET_MINOR', requires: ['rectification'] });
    expect(ofMinor.rule).not.toHaveProperty('earliestOn');
    expect(await notices(await ownerOf(entry as never))).toMatchObject([{ target: { kind: 'list-entry', id: entry.entryId }, rule: { ruleId: 'REPAIR_SET_ENTRY', earliestOn: '2027-11-20' } }]);
  });

  it('the authority confirms the service, once, not before the decision; nobody else does', async () => {
    const record = penalty(d('2026-11-20'));
    await told(record);
    const [{ noticeId }] = await notices(await ownerOf(record));
    expect((await serve(noticeId, await s.token(['case-officer'], { dept: 'benxi-fire' }))).status).toBe(404);
    expect((await serve(noticeId, await ownerOf(record))).status).toBe(403);
    expect(await serve(noticeId, officer, { servedOn: '2026-11-19' })).toMatchObject({ status: 422, body: { code: 'REPAIR_NOTICE.SERVICE_OUT_OF_ORDER' } });
    expect(await serve(noticeId, officer, { servedOn: '2026-02-30' })).toMatchObject({ status: 400, body: { code: 'DATE.INVALID' } });
    expect(await serve(noticeId, await s.token(['source'], { dept: MARKET }), { servedOn: '2026-11-20' })).toMatchObject({ status: 200, body: { status: 'served', service: { on: '2026-11-20' } } });
    expect(await serve(noticeId, officer)).toMatchObject({ status: 409, body: { code: 'REPAIR_NOTICE.ALREADY_SERVED' } });
    await eventually(async () => (await s.sent(noticeId)).at(-1)?.type === REPAIR_NOTICE.served, 'the service is told of');
    expect((await s.sent(noticeId)).at(-1)!.data).toMatchObject({ status: 'served', servedOn: '2026-11-20' });
  });

  it('a restatement is no other notice; a correction that changes what was said is told and due anew', async () => {
    const record = penalty(d('2026-11-20'));
    const owner = await ownerOf(record);
    await told(record);
    const [{ noticeId }] = await notices(owner);
    await serve(noticeId, officer);
    await told({ ...record, sourceVersion: '2' }, 2);
    expect(await notices(owner)).toMatchObject([{ status: 'served' }]);
    await told({ ...record, ...fine('0.2') }, 3, RECORD.corrected);
    const [again] = await notices(owner);
    expect(again).toMatchObject({ noticeId, status: 'told', rule: { ruleId: 'REPAIR_SET_MINOR' } });
    expect(again).not.toHaveProperty('service');
  });

  it('what is revoked, repaired, older than the rule or of an undetermined degree brings no notice', async () => {
    const none = [penalty(d('2026-11-20'), { status: 'revoked' }), penalty(d('2026-11-20'), { repaired: { caseId: penalty(d('2026-11-20')).recordId, on: d('2026-11-21') } }), penalty(d('2025-06-21')),
      penalty(d('2026-11-20'), { content: { ...penalty(d('2026-11-20')).content, penaltyTypes: ['OTHER'] } as RecordStateV1['content'] })];
    for (const record of none) {
      await told(record);
      expect(await notices(await ownerOf(record))).toEqual([]);
    }
  });

  it('the database takes no service before the document, and no second notice of an item', async () => {
    const record = penalty(d('2026-11-20'));
    await told(record);
    const [{ noticeId }] = await notices(await ownerOf(record));
    await expect(s.f.admin.query(`update repair_notice set status = 'served', served_on = '2026-11-19' where id = $1`, [noticeId])).rejects.toThrow(/repair_notice_not_before_its_document/);
    await expect(s.f.admin.query(`update repair_notice set status = 'served' where id = $1`, [noticeId])).rejects.toThrow(/repair_notice_served_has_its_day/);
    await expect(s.f.admin.query(`insert into repair_notice select gen_random_uuid(), version, public_version, status, subject_id, source, target_kind, target_id, document_date, due_on, served_on, state from repair_notice where id = $1`, [noticeId])).rejects.toThrow(/repair_notice_once/);
  });

  it('on the day after, what was not served is on the overdue list, unless it has ended or is repaired (last, because the date does not come back)', async () => {
    const [open, ended, repaired] = [penalty(d('2026-07-01')), penalty(d('2026-07-01')), penalty(d('2026-07-01'))];
    for (const record of [open, ended, repaired]) await told(record);
    expect(await notices(centre, '?overdue=true')).toEqual([]);
    await told({ ...ended, status: 'revoked' }, 2, RECORD.revoked);
    const { body: { caseId } } = await s.call('POST', '/v1/repairs', await ownerOf(repaired), { target: { kind: 'record', id: repaired.recordId }, evidence: [{ kind: 'rectification', statement: '已缴清', on: '2026-11-01' }, { kind: 'commitment', statement: '承诺书', on: '2026-11-20' }] });
    await s.call('POST', `/v1/repairs/${caseId}/acceptance`, officer, { accept: true });
    expect((await s.call('POST', `/v1/repairs/${caseId}/decision`, officer, { approve: true, reason: '已纠正', docNo: '示市监修〔2026〕9号' })).status).toBe(200);
    await s.moveDate('2026-11-24');
    const overdue = (await notices(officer, '?overdue=true')).map(({ target }) => target.id);
    expect(overdue).toContain(open.recordId);
    expect(overdue).not.toContain(ended.recordId);
    expect(overdue).not.toContain(repaired.recordId);
    expect(await notices(await s.token(['case-officer'], { dept: 'benxi-fire' }), '?overdue=true')).toEqual([]);
  });
});
