import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INTERVIEW, validateData, type InterviewV1, type RecordStateV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { courtReport, newFirm, penaltyOf } from './designation-desk.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

const COURT = 'benxi-court';
let s: RunningListDesignation;
let clerk: string;
beforeAll(async () => {
  s = await runListDesignation();
  clerk = await s.token(['case-officer'], 'clerk-1', COURT);
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const entry = async () => {
  const report = courtReport(newFirm());
  await s.report(report);
  await eventually(async () => (await s.f.admin.query(`select 1 from designation where id = $1 and status = 'in-force'`, [report.matterId])).rows.length === 1, 'the entry of the court is in force');
  return report;
};
const about = (entryId: string, over: object = {}) => ({ docNo: `（2026）辽05约${randomUUID().slice(0, 8)}号`, kind: 'ADVISORY', entryId, heldOn: '2026-11-21', attended: true, attendees: ['王某（法定代表人）'], minutes: '就履行义务进行约谈', outcome: '承诺履行', ...over });
const uncollected = async (): Promise<string[]> => (await s.call('GET', '/v1/interviews?collected=false', clerk)).body.items.map((i: any) => i.interviewId);

/** What the register makes of an interview and tells everybody. */
const recordOf = ({ docNo, source, authorityUscc, authorityName, subject, heldOn, interviewKind, attended, minutes, outcome }: InterviewV1): RecordStateV1 => ({
  ...penaltyOf(subject), recordId: randomUUID(), recordKind: 'interview', source, authorityUscc, authorityName, docNo, decisionDate: heldOn, content: { interviewKind, attended, minutes, outcome },
});

describe('an interview', () => {
  it('is held by the authority that designated the entry, told once, and known as collected when the register has made a record of it', async () => {
    const { matterId, subject } = await entry();
    const key = randomUUID();
    const body = about(matterId, { minutes: '法定代表人11010519491231002X到场' });
    const answer = await s.call('POST', '/v1/interviews', clerk, body, key);
    expect(answer).toMatchObject({ status: 201, body: { status: 'held', recordId: null, minutes: expect.not.stringContaining('11010519491231002X') } });
    expect((await s.call('POST', '/v1/interviews', clerk, body, key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await s.call('POST', '/v1/interviews', clerk, body)).toMatchObject({ status: 409, body: { code: 'INTERVIEW.ALREADY_RECORDED' } });
    const { interviewId } = answer.body;
    await eventually(async () => (await s.sent(interviewId)).length === 1, 'the interview is sent');
    const [fact] = await s.sent(interviewId);
    expect(fact).toMatchObject({ type: INTERVIEW.held, key: subject.subjectId, data: { entryId: matterId, interviewKind: 'ADVISORY', subject: { uscc: subject.uscc } } });
    expect(validateData(fact!.type, fact!.data)).toEqual([]);
    expect(await uncollected()).toContain(interviewId);
    const record = recordOf(fact!.data);
    await s.record(record);
    await eventually(async () => !(await uncollected()).includes(interviewId), 'the interview is collected');
    expect((await s.call('GET', '/v1/interviews?collected=true', clerk)).body.items.find((i: any) => i.interviewId === interviewId)).toMatchObject({ recordId: record.recordId });
  });

  it('is nobody else\'s: another department gets 403 and sees nothing of it', async () => {
    const { matterId } = await entry();
    const stranger = await s.token(['case-officer'], 'officer-9', 'benxi-transport');
    expect(await s.call('POST', '/v1/interviews', stranger, about(matterId))).toMatchObject({ status: 403, body: { code: 'INTERVIEW.NOT_DESIGNATING_AUTHORITY' } });
    expect(await s.call('POST', '/v1/interviews', await s.token(['source'], 'system', COURT), about(matterId))).toMatchObject({ status: 403 });
    await s.call('POST', '/v1/interviews', clerk, about(matterId));
    expect((await s.call('GET', '/v1/interviews', stranger)).body.items).toEqual([]);
    expect((await s.call('GET', '/v1/interviews', await s.token(['auditor'], 'auditor-1'))).body.items.length).toBeGreaterThan(0);
  });

  it('needs an entry that was in force on its day', async () => {
    const { matterId } = await entry();
    const code = async (over: object) => (await s.call('POST', '/v1/interviews', clerk, about(matterId, over))).body.code;
    expect(await code({ entryId: randomUUID() })).toBe('INTERVIEW.ENTRY_UNKNOWN');
    expect(await code({ heldOn: '2026-11-19' })).toBe('INTERVIEW.ENTRY_NOT_IN_FORCE');
    expect(await code({ heldOn: '2026-11-24' })).toBe('INTERVIEW.HELD_IN_FUTURE');
    expect(await code({ heldOn: '2026-11-31' })).toBe('DATE.INVALID');
    expect(await code({ orderId: randomUUID() })).toBe('INTERVIEW.ORDER_OF_ANOTHER');
    expect(await code({ kind: 'FRIENDLY' })).toBe('REQUEST.INVALID');
    await s.report({ ...(courtReport(newFirm(), { matterId })), removal: { kind: 'revoked', removedOn: localDate('2026-11-23'), reason: '认定错误' } }, 2);
    await eventually(async () => (await code({})) === 'INTERVIEW.ENTRY_NOT_IN_FORCE', 'an entry that was revoked is none');
  });
});
