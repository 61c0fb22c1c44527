import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MATTER, NOTICE, NOTICE_RECEIPT, RECORD, validateData, type SubjectStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { noticesTopic, TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, syntheticPerson } from '@credit/testing';
import { courtReport, MARKET, newFirm, penaltyOf, PINGSHAN } from './designation-desk.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

let s: RunningListDesignation;
let officers: Record<'audit' | 'superior' | 'court' | 'stranger' | 'centre', string>;
beforeAll(async () => {
  s = await runListDesignation();
  const [audit, superior, court, stranger, centre] = await Promise.all([
    s.token(['source'], 'audit', 'benxi-audit'), s.token(['case-officer'], 'market-1'), s.token(['case-officer'], 'court-1', 'benxi-court'), s.token(['case-officer'], 'transport-1', 'benxi-transport'), s.token(['credit-centre'], 'centre-1', 'benxi-credit-centre'),
  ]);
  officers = { audit, superior, court, stranger, centre };
}, 60_000);
afterAll(() => s?.stop(), 30_000);

const ORGAN = '11210502MB0XY1105Q';
const ENTERPRISE = '91210500MA00A0466Y';
/** The district office of market regulation, under an id of its own each time: its parent in the city is the superior. */
const organ = (): SubjectSnapshot => ({ ...newFirm(), name: '本溪市平山区市场监督管理局', uscc: ORGAN });
const person = (): SubjectSnapshot => ({ subjectId: randomUUID(), subjectClass: 'NATURAL_PERSON', name: '王**', status: 'registered' });
const noticesOf = async (entryId: string, token = officers.centre, more = '') => (await s.call('GET', `/v1/notices?entryId=${entryId}${more}`, token)).body.items as any[];
const kinds = (notices: any[]) => notices.map(({ addresseeKind, status }) => `${addresseeKind} ${status}`).sort();
/** What was written for the topic of a department about an entry. */
const onTopic = async (source: string, entryId: string): Promise<{ key: string; data: any }[]> =>
  (await s.f.admin.query(`select key, payload, headers from journal_receipts where topic = $1 and payload like '%' || $2 || '%' order by id`, [noticesTopic(source), entryId])).rows.map(({ key, payload, headers }) => {
    expect(JSON.parse(headers).ce_type).toBe(NOTICE.sent);
    expect(validateData(NOTICE.sent, JSON.parse(payload))).toEqual([]);
    return { key, data: JSON.parse(payload) };
  });
async function listed(subject: SubjectSnapshot, over: Parameters<typeof courtReport>[1] = {}): Promise<{ report: ReturnType<typeof courtReport>; entryId: string; notices: any[] }> {
  const report = courtReport(subject, { decision: { docNo: `（2026）辽05执${randomUUID().slice(0, 6)}号`, authorityUscc: '11210500MB0XY1121H', authorityName: '本溪市中级人民法院', decidedOn: localDate('2026-11-20') }, ...over });
  await s.report(report);
  await eventually(async () => (await s.sent(report.matterId)).length === 1, 'the entry is in force');
  return { report, entryId: report.matterId, notices: await noticesOf(report.matterId) };
}
const registered = (subject: SubjectSnapshot, stateOwned?: boolean): SubjectStateV1 => ({ subject, formerNames: [], formerUsccs: [], effectiveOn: localDate('2026-11-23'), ...(stateOwned === undefined ? {} : { stateOwned }) });
const receiptReported = (notice: any, source: string, over: object = {}) => ({ matterId: newEventId(), source, receivedAt: instantOf(Date.now()), subject: notice.subject, noticeId: notice.noticeId, receivedOn: '2026-11-23', ...over });
async function answered(data: any, version = 1): Promise<any> {
  await s.tell(MATTER.noticeReceiptReported, data, version);
  const last = await eventually(async () => (await s.sent(data.matterId))[version - 1], `receipt ${data.matterId} is answered`);
  expect(validateData(last.type, last.data)).toEqual([]);
  return last;
}

describe('an organ is listed (O62)', () => {
  it('superior and audit are told, each on its own topic, with the whole basis; the same report again tells nobody twice', async () => {
    const subject = organ();
    const { report, entryId, notices } = await listed(subject);
    expect(kinds(notices)).toEqual(['audit sent', 'superior sent']);
    const [toAudit] = await onTopic('benxi-audit', entryId);
    expect(toAudit).toMatchObject({ key: subject.subjectId, data: { occasion: 'listed', addressee: 'benxi-audit', sender: 'benxi-court', ruleId: 'NOTICE_UNIT', unit: { uscc: ORGAN }, entryId, decision: report.decision, basis: { ruleId: 'LIST_JUDGMENT_DEFAULTER' }, sentOn: '2026-11-23', dueOn: '2026-11-30' } });
    expect((await onTopic(MARKET, entryId)).map(({ data }) => data.addresseeKind)).toEqual(['superior']);
    await s.report(report, 2);
    await eventually(async () => (await s.f.admin.query(`select 1 from journal where aggregate_id = $1 and type = 'ReportRepeated'`, [entryId])).rows.length === 1, 'the repeated report is noted');
    expect((await noticesOf(entryId)).length).toBe(2);
    expect((await onTopic('benxi-audit', entryId)).length).toBe(1);
    expect((await s.f.admin.query(`select 1 from journal where topic = $1 and payload like '%"noticeId"%' and payload like $2`, [TOPICS.designationEvents, `%${entryId}%`])).rows).toEqual([]);
  });

  it('they and the sender see it, another department does not; only the addressee receives it, once', async () => {
    const { entryId, notices } = await listed(organ());
    const audit = notices.find(({ addresseeKind }) => addresseeKind === 'audit');
    expect((await Promise.all([officers.audit, officers.superior, officers.court, officers.stranger].map((token) => noticesOf(entryId, token)))).map(kinds)).toEqual([['audit sent'], ['superior sent'], ['audit sent', 'superior sent'], []]);
    const receive = (token: string, body: object = {}, id = audit.noticeId) => s.call('POST', `/v1/notices/${id}/receipt`, token, body);
    for (const token of [officers.superior, officers.court, officers.stranger]) expect(await receive(token)).toMatchObject({ status: 404, body: { code: 'NOTICE.NOT_FOUND' } });
    expect(await receive(officers.centre)).toMatchObject({ status: 403 });
    expect(await receive(officers.audit, { receivedOn: '2026-11-22' })).toMatchObject({ status: 422, body: { code: 'NOTICE.RECEIPT_OUT_OF_ORDER' } });
    expect(await receive(officers.audit, { receivedOn: '2026-11-31' })).toMatchObject({ status: 400 });
    const key = randomUUID();
    const received = await s.call('POST', `/v1/notices/${audit.noticeId}/receipt`, officers.audit, {}, key);
    expect(received).toMatchObject({ status: 200, body: { status: 'received', overdue: false, receipt: { on: '2026-11-23' } } });
    expect(await s.call('POST', `/v1/notices/${audit.noticeId}/receipt`, officers.audit, {}, key)).toMatchObject({ status: 200, body: received.body });
    expect(await receive(officers.audit)).toMatchObject({ status: 409, body: { code: 'NOTICE.ALREADY_RECEIVED' } });
  });

  it('whoever was told is told of the end', async () => {
    const { report, entryId } = await listed(organ());
    const { idNo } = syntheticPerson(7);
    await s.report({ ...report, removal: { kind: 'revoked', removedOn: localDate('2026-11-23'), reason: `再审撤销，证件号码${idNo}` } }, 2);
    await eventually(async () => (await s.sent(entryId)).length === 2, 'the entry is revoked');
    expect((await noticesOf(entryId)).map(({ occasion, addresseeKind }) => `${occasion} ${addresseeKind}`).sort()).toEqual(['ended audit', 'ended superior', 'listed audit', 'listed superior']);
    const [, end] = await onTopic('benxi-audit', entryId);
    expect(end).toMatchObject({ data: { occasion: 'ended', ending: 'revoked', endedOn: '2026-11-23', dueOn: '2026-11-30', endingReason: expect.stringContaining('再审撤销') } });
    expect(end!.data.endingReason).not.toContain(idNo);
    await s.report(report, 3);
    await eventually(async () => (await s.f.admin.query(`select 1 from journal where aggregate_id = $1 and type = 'ReportRepeated'`, [entryId])).rows.length === 1, 'the late report is noted');
    expect((await noticesOf(entryId)).length).toBe(4);
  });

  it('nothing is in force without its notices: a notice that cannot be written takes the entry back with it', async () => {
    await s.f.admin.query(`alter table notice add constraint notice_probe check (state ->> 'ruleId' <> 'NOTICE_UNIT') not valid`);
    const report = courtReport(organ());
    await s.report(report);
    await eventually(async () => (await s.f.admin.query('select 1 from parked where aggregate_id = $1', [report.matterId])).rows.length === 1, 'the report is set aside as a fault of ours', { timeoutMs: 30_000 });
    expect((await s.f.admin.query('select 1 from designation where id = $1', [report.matterId])).rows).toEqual([]);
    await s.f.admin.query('alter table notice drop constraint notice_probe');
  }, 60_000);
});

describe('a firm is listed', () => {
  it('nobody is told of a private one; of a state-owned one its audit office is, and its superior is shown as missing', async () => {
    expect((await listed(newFirm())).notices).toEqual([]);
    const owned = { ...newFirm(), uscc: ENTERPRISE };
    await s.subject(registered(owned, true));
    await eventually(async () => (await s.f.admin.query('select 1 from subject where subject_id = $1 and state_owned', [owned.subjectId])).rows.length === 1, 'the owner is known');
    const { entryId, notices } = await listed(owned);
    expect(kinds(notices)).toEqual(['audit sent', 'superior unaddressed']);
    expect(kinds(await noticesOf(entryId, officers.centre, '&unaddressed=true'))).toEqual(['superior unaddressed']);
  });
});

describe('one of the staff is listed (O64)', () => {
  it('employer, discipline inspection and personnel are told: by masked name and post, without any number', async () => {
    const employer = { uscc: ORGAN, position: '科员' };
    const { entryId, notices } = await listed(person(), { employer, personIndex: 'ab'.repeat(32) });
    expect(kinds(notices)).toEqual(['discipline-inspection sent', 'employer sent', 'organisation-personnel sent']);
    const [told] = await onTopic(PINGSHAN, entryId);
    expect(told).toMatchObject({ data: { addresseeKind: 'employer', ruleId: 'NOTICE_STAFF', subject: { name: '王**' }, unit: employer } });
    expect(JSON.stringify(told)).not.toContain('abab');
    expect((await s.sent(entryId))[0]!.data).not.toHaveProperty('employer');
  });
  it('of a person without such an employer nobody is', async () => {
    expect((await listed(person())).notices).toEqual([]);
    expect((await listed(person(), { employer: { uscc: '91210500MA00A0060M' } })).notices).toEqual([]);
  });
});

describe('a department system by Kafka alone (P-18)', () => {
  it('receives its notice, is told why it cannot receive another, and is answered alike when it repeats itself', async () => {
    const { notices } = await listed(organ());
    const [audit, superior] = ['audit', 'superior'].map((kind) => notices.find(({ addresseeKind }) => addresseeKind === kind));
    const report = receiptReported(audit, 'benxi-audit');
    expect(await answered(report)).toMatchObject({ type: NOTICE_RECEIPT.takenOver, data: { matterId: report.matterId, noticeId: audit.noticeId, source: 'benxi-audit' } });
    expect((await noticesOf(audit.entryId)).find(({ noticeId }) => noticeId === audit.noticeId)).toMatchObject({ status: 'received', receipt: { on: '2026-11-23', by: 'dept:benxi-audit' } });
    expect(await answered(report, 2)).toMatchObject({ type: NOTICE_RECEIPT.takenOver });
    const refused = async (data: object) => (await answered(data)).data.code;
    expect(await refused(receiptReported(audit, 'benxi-audit'))).toBe('NOTICE.ALREADY_RECEIVED');
    expect(await refused(receiptReported(superior, 'benxi-audit'))).toBe('NOTICE.NOT_FOUND');
    expect(await refused(receiptReported({ ...superior, noticeId: newEventId() }, MARKET))).toBe('NOTICE.NOT_FOUND');
    expect(await refused(receiptReported({ ...superior, subject: { ...newFirm() } }, MARKET))).toBe('NOTICE.SUBJECT_OTHER');
    expect((await noticesOf(audit.entryId)).find(({ noticeId }) => noticeId === superior.noticeId)).toMatchObject({ status: 'sent' });
  });
});

describe('by the day', () => {
  it('what nobody received is overdue the day after; what was learnt since is told then', async () => {
    const waiting = await listed(organ());
    const audit = waiting.notices.find(({ addresseeKind }) => addresseeKind === 'audit');
    expect(await s.call('POST', `/v1/notices/${audit.noticeId}/receipt`, officers.audit, {})).toMatchObject({ status: 200 });
    const late = { ...newFirm(), uscc: '91210500MA00A00440' };
    const { entryId, notices } = await listed(late);
    expect(notices).toEqual([]);
    await s.subject(registered(late, true));
    await eventually(async () => (await s.f.admin.query('select 1 from subject where subject_id = $1 and state_owned', [late.subjectId])).rows.length === 1, 'the owner is known');
    await s.moveDate('2026-11-30');
    expect(kinds(await eventually(async () => { const told = await noticesOf(entryId); return told.length === 2 ? told : undefined; }, 'the notices that were owed are sent', { timeoutMs: 15_000 }))).toEqual(['audit sent', 'superior unaddressed']);
    expect(kinds(await noticesOf(waiting.entryId, officers.centre, '&overdue=true'))).toEqual([]);
    await s.moveDate('2026-12-01');
    expect(kinds(await noticesOf(waiting.entryId, officers.centre, '&overdue=true'))).toEqual(['superior sent']);
  });

  it('a local entry tells its institution when it falls with its evidence', async () => {
    const subject = organ();
    const penalty = penaltyOf(subject);
    const report = courtReport(subject, { evidence: [{ recordKind: 'administrative-penalty', authorityUscc: penalty.authorityUscc, docNo: penalty.docNo }], decision: { docNo: randomUUID(), authorityUscc: '11210500MB0XY1121H', authorityName: '本溪市中级人民法院', decidedOn: localDate('2026-11-20') } });
    await s.record(penalty);
    await s.known(penalty.recordId);
    await s.report(report);
    await eventually(async () => (await s.sent(report.matterId)).length === 1, 'the entry is in force');
    await s.record({ ...penalty, status: 'revoked' }, 2, RECORD.revoked);
    await eventually(async () => (await s.sent(report.matterId)).length === 2, 'the entry falls with its document');
    expect((await noticesOf(report.matterId)).map(({ occasion }) => occasion).sort()).toEqual(['ended', 'ended', 'listed', 'listed']);
  });
});
