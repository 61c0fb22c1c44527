import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, LIST_CONFLICT, RED_LIST, SUBJECT, validateData, type ListEntryReportedV1, type SubjectMergedV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { localDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { courtReport, MARKET, newFirm } from './designation-desk.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

let s: RunningListDesignation;
let red: string;
let black: string;
let stranger: string;
let auditor: string;
beforeAll(async () => {
  s = await runListDesignation();
  [red, black, stranger, auditor] = [await s.token(['approver'], 'officer-2'), await s.token(['approver'], 'judge-1', 'benxi-court'), await s.token(['approver'], 'officer-9', 'benxi-transport'), await s.token(['auditor'], 'auditor-1')];
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const redReport = (subject: SubjectSnapshot): ListEntryReportedV1 => {
  const { situation: _, ...entry } = courtReport(subject);
  return { ...entry, source: MARKET, listType: 'RED_LIST', until: localDate('2027-03-16'), decision: { docNo: `本市监信〔2026〕${randomUUID().slice(0, 6)}号`, authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局', decidedOn: localDate('2026-11-20') } };
};
const removal = (reason: string) => ({ removal: { kind: 'removed-early' as const, removedOn: localDate('2026-11-23'), reason } });
const conflictOf = (redId: string) => eventually(async () => (await s.call('GET', '/v1/list-conflicts', auditor)).body.items.find((c: any) => c.red.entryId === redId), 'the conflict is seen');
const redEntry = async (subject: SubjectSnapshot, token = red) => (await s.call('GET', `/v1/red-list-entries?subjectId=${subject.subjectId}`, token)).body.items[0];
const told = async (id: string, count: number) => {
  await eventually(async () => (await s.sent(id)).length >= count, `${count} facts are sent`);
  return s.sent(id);
};
/** One subject on both lists; the red entry came first, or the black one. */
const onBoth = async (first: 'red' | 'black' = 'red') => {
  const firm = newFirm();
  const [benefit, burden] = [redReport(firm), courtReport(firm)];
  const order = first === 'red' ? [benefit, burden] : [burden, benefit];
  await s.report(order[0]!);
  await told(order[0]!.matterId, 1);
  await s.report(order[1]!);
  return { firm, benefit, burden, conflict: await conflictOf(benefit.matterId) };
};

describe('a subject on a red and on a joint-discipline list', () => {
  it.each(['red', 'black'] as const)('with the %s entry first: a case to both authorities with a deadline, the benefit is blocked at once', async (first) => {
    const { firm, benefit, burden, conflict } = await onBoth(first);
    expect(conflict).toMatchObject({ status: 'open', openedOn: '2026-11-23', dueOn: '2026-11-30', overdue: false, red: { entryId: benefit.matterId, authority: { source: MARKET } }, black: { entryId: burden.matterId, authority: { source: 'benxi-court' } } });
    expect(await redEntry(firm)).toMatchObject({ entryId: benefit.matterId, inForceToday: true, blocked: true });
    const [opened] = await told(conflict.conflictId, 1);
    expect(opened).toMatchObject({ type: LIST_CONFLICT.opened, key: firm.subjectId, data: { status: 'open', dueOn: '2026-11-30', red: { source: MARKET }, black: { source: 'benxi-court' } } });
    expect(validateData(opened!.type, opened!.data)).toEqual([]);
    for (const token of [red, black]) expect((await s.call('GET', '/v1/list-conflicts?open=true', token)).body.items.map((c: any) => c.conflictId)).toContain(conflict.conflictId);
    expect((await s.call('GET', '/v1/list-conflicts', stranger)).body.items).toEqual([]);
    expect((await s.call('GET', '/v1/red-list-entries', stranger)).body.items).toEqual([]);
  });

  it('is decided by the red list\'s own authority alone; the black entry stays as it is', async () => {
    const { firm, benefit, burden, conflict } = await onBoth();
    const at = `/v1/list-conflicts/${conflict.conflictId}/decision`;
    const body = { docNo: '本市监信移〔2026〕1号', reasons: '列入失信被执行人名单，经办人身份证11010519491231002X' };
    expect(await s.call('POST', at, black, body)).toMatchObject({ status: 403, body: { code: 'CONFLICT.NOT_RED_AUTHORITY' } });
    expect(await s.call('POST', at, stranger, body)).toMatchObject({ status: 404, body: { code: 'CONFLICT.NOT_FOUND' } });
    expect(await s.call('POST', at, await s.token(['case-officer'], 'officer-1'), body)).toMatchObject({ status: 403 });
    expect(await s.call('POST', `/v1/list-conflicts/${randomUUID()}/decision`, red, body)).toMatchObject({ status: 404 });
    const key = randomUUID();
    expect(await s.call('POST', at, red, body, key)).toMatchObject({ status: 200, body: { status: 'delisted', overdue: false, decision: { docNo: body.docNo } } });
    expect((await s.call('POST', at, red, body, key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await s.call('POST', at, red, body)).toMatchObject({ status: 409, body: { code: 'CONFLICT.ENDED' } });
    expect((await told(conflict.conflictId, 2)).map(({ type }) => type)).toEqual([LIST_CONFLICT.opened, LIST_CONFLICT.delisted]);
    const facts = await told(benefit.matterId, 2);
    expect(facts.map(({ type }) => type)).toEqual([RED_LIST.entered, RED_LIST.delisted]);
    for (const { type, data } of facts) expect(validateData(type, data)).toEqual([]);
    expect(JSON.stringify(facts)).not.toContain('11010519491231002X');
    expect(await redEntry(firm)).toMatchObject({ status: 'ended', inForceToday: false, blocked: false });
    expect((await s.sent(burden.matterId)).map(({ type }) => type)).toEqual([DESIGNATION.designated]);
  });

  it('by Kafka alone: the red authority\'s own report of the end closes it, and so does the end of the black entry; each says why', async () => {
    const [byRed, byBlack] = [await onBoth(), await onBoth('black')];
    await s.report({ ...byRed.benefit, ...removal('复核不合格') }, 2);
    expect((await told(byRed.conflict.conflictId, 2))[1]).toMatchObject({ type: LIST_CONFLICT.closed, data: { closedBecause: 'red-ended', reason: '复核不合格', endedOn: '2026-11-23' } });
    await s.report({ ...byBlack.burden, ...removal('已履行生效法律文书确定的义务') }, 2);
    expect((await told(byBlack.conflict.conflictId, 2))[1]).toMatchObject({ type: LIST_CONFLICT.closed, data: { closedBecause: 'black-ended', reason: '已履行生效法律文书确定的义务' } });
    expect(await redEntry(byBlack.firm)).toMatchObject({ inForceToday: true, blocked: false });
    expect((await s.call('GET', '/v1/list-conflicts?open=true', auditor)).body.items.map((c: any) => c.conflictId)).not.toContain(byBlack.conflict.conflictId);
  });

  it('two files that turn out to be one subject meet when they are merged', async () => {
    const [one, other] = [newFirm(), newFirm()];
    const benefit = redReport(one);
    await s.report(benefit);
    await s.report(courtReport(other));
    await eventually(async () => (await redEntry(one))?.blocked === false, 'the red entry is there, unblocked');
    const merged: SubjectMergedV1 = { subject: other, formerNames: [], formerUsccs: [], effectiveOn: localDate('2026-11-23'), mergedSubjectId: one.subjectId, canonicalSubjectId: other.subjectId };
    await s.subject(merged, 1, SUBJECT.merged);
    expect(await conflictOf(benefit.matterId)).toMatchObject({ status: 'open' });
    expect(await redEntry(one)).toMatchObject({ blocked: true });
    expect(await redEntry(other)).toMatchObject({ entryId: benefit.matterId, blocked: true });
  });

  it('a report without the power, or of a list for others, is answered and burdens and favours nobody', async () => {
    const aeo = { ...redReport(newFirm()), listType: 'CUSTOMS_AEO' };
    await s.report(aeo);
    expect(await told(aeo.matterId, 1)).toMatchObject([{ type: DESIGNATION.notApplicable, data: { code: 'NOT_COMPETENT', listType: 'CUSTOMS_AEO' } }]);
    expect(await redEntry(aeo.subject)).toMatchObject({ status: 'not-applicable', inForceToday: false, blocked: false });
    expect((await s.call('GET', '/v1/list-types', red)).body.items.filter((l: any) => l.kind === 'red').map((l: any) => [l.code, l.yours])).toEqual([['RED_LIST', false], ['TAX_CREDIT_A', false], ['CUSTOMS_AEO', false]]);
  });

  it('is overdue when its day has passed, and an entry that begins by its date meets on that day', async () => {
    const { conflict } = await onBoth();
    const firm = newFirm();
    const later = redReport(firm);
    await s.report(courtReport(firm));
    await s.report({ ...later, from: localDate('2026-12-01') });
    await told(later.matterId, 1);
    const overdue = async () => (await s.call('GET', '/v1/list-conflicts?overdue=true', red)).body.items.map((c: any) => c.conflictId);
    expect(await overdue()).toEqual([]);
    await s.moveDate('2026-11-30');
    expect(await overdue()).toEqual([]);
    await s.moveDate('2026-12-01');
    expect(await overdue()).toContain(conflict.conflictId);
    expect(await conflictOf(later.matterId)).toMatchObject({ status: 'open', openedOn: '2026-12-01', overdue: false });
    expect(await redEntry(firm)).toMatchObject({ blocked: true });
  });

  it('nothing of any red entry was ever stated on the list topic', async () => {
    const { rows } = await s.f.admin.query(`select count(*)::int4 as n from journal j join red_list_entry r on r.id = j.aggregate_id where j.topic = $1`, [TOPICS.listState]);
    expect(rows).toEqual([{ n: 0 }]);
    expect((await s.f.admin.query('select count(*)::int4 as n from red_list_entry')).rows[0].n).toBeGreaterThan(5);
  });
});
