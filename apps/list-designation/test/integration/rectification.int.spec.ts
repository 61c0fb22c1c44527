import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD, RECTIFICATION, validateData } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { newFirm, penaltyOf } from './designation-desk.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

let s: RunningListDesignation;
let officer: string;
let stranger: string;
beforeAll(async () => {
  s = await runListDesignation();
  [officer, stranger] = [await s.token(['case-officer'], 'officer-1'), await s.token(['case-officer'], 'officer-9', 'benxi-transport')];
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const penalised = async (penalties = 1) => {
  const firm = newFirm();
  const documents = Array.from({ length: penalties }, () => penaltyOf(firm));
  for (const document of documents) await s.record(document);
  for (const { recordId } of documents) await s.known(recordId);
  return { firm, documents };
};
const ordered = async (over: object = {}, penalties = 1) => {
  const { firm, documents } = await penalised(penalties);
  const body = { docNo: `本市监责改〔2026〕${randomUUID().slice(0, 8)}号`, subjectId: firm.subjectId, recordIds: documents.map(({ recordId }) => recordId), facts: '销售超过保质期的食品', demands: '下架销毁', dueOn: '2026-12-11', ...over };
  const answer = await s.call('POST', '/v1/rectification-orders', officer, body);
  return { firm, documents, body, answer, id: answer.body.orderId as string, at: `/v1/rectification-orders/${answer.body.orderId}` };
};
const overdueOf = async (token: string): Promise<string[]> => (await s.call('GET', '/v1/rectification-orders?overdue=true', token)).body.items.map((o: any) => o.orderId);
const told = async (id: string, count: number) => {
  await eventually(async () => (await s.sent(id)).length >= count, `${count} facts about the order are sent`);
  return s.sent(id);
};

describe('an order to rectify', () => {
  it('is ordered, submitted and concluded, each step told whole under the key of the subject', async () => {
    const key = randomUUID();
    const { firm, body, answer, id, at } = await ordered();
    expect(answer).toMatchObject({ status: 201, body: { status: 'ordered', overdue: false, authority: { source: 'benxi-market-regulation' } } });
    expect(await s.call('POST', '/v1/rectification-orders', officer, body)).toMatchObject({ status: 409, body: { code: 'RECTIFICATION.ALREADY_ORDERED' } });
    expect(await s.call('POST', `${at}/outcome`, officer, { rectified: true, finding: '整改到位' })).toMatchObject({ status: 409, body: { code: 'RECTIFICATION.NO_EVIDENCE' } });
    expect(await s.call('POST', `${at}/outcome`, officer, { rectified: false, finding: '未整改' })).toMatchObject({ status: 409, body: { code: 'RECTIFICATION.DEADLINE_RUNNING' } });
    expect(await s.call('POST', `${at}/evidence`, officer, { statement: '已下架，经办人身份证11010519491231002X' }, key)).toMatchObject({ status: 200, body: { status: 'evidence-submitted' } });
    expect((await s.call('POST', `${at}/evidence`, officer, { statement: '已下架，经办人身份证11010519491231002X' }, key)).headers.get('idempotent-replayed')).toBe('true');
    expect(await s.call('POST', `${at}/outcome`, officer, { rectified: true, finding: '现场核查到位' })).toMatchObject({ status: 200, body: { status: 'rectified' } });
    const facts = await told(id, 3);
    expect(facts.map(({ type, key: kafkaKey }) => [type, kafkaKey])).toEqual([RECTIFICATION.ordered, RECTIFICATION.evidenceSubmitted, RECTIFICATION.concluded].map((type) => [type, firm.subjectId]));
    for (const { type, data } of facts) expect(validateData(type, data)).toEqual([]);
    const { rows } = await s.f.admin.query('select state::text as text from rectification_order where id = $1', [id]);
    expect(rows[0].text).not.toContain('11010519491231002X');
  });

  it('belongs to its department: others neither order on its documents, nor see it, nor touch it', async () => {
    const { firm, documents, id, at } = await ordered();
    const theirs = { docNo: '本交责改〔2026〕1号', subjectId: firm.subjectId, recordIds: [documents[0]!.recordId], facts: 'x', demands: 'y', dueOn: '2026-12-11' };
    expect(await s.call('POST', '/v1/rectification-orders', stranger, theirs)).toMatchObject({ status: 403, body: { code: 'RECTIFICATION.NOT_COMPETENT' } });
    expect(await s.call('POST', `${at}/evidence`, stranger, { statement: 'x' })).toMatchObject({ status: 404, body: { code: 'RECTIFICATION.NOT_FOUND' } });
    const seen = async (token: string) => (await s.call('GET', '/v1/rectification-orders', token)).body.items.map((o: any) => o.orderId);
    expect(await seen(officer)).toContain(id);
    expect(await seen(stranger)).not.toContain(id);
    expect(await seen(await s.token(['auditor'], 'auditor-1'))).toContain(id);
    expect(await s.call('POST', '/v1/rectification-orders', await s.token(['source'], 'system'), theirs)).toMatchObject({ status: 403 });
  });

  it('is refused on a licence, on an unknown document, about an unknown subject, and with an impossible day', async () => {
    const firm = newFirm();
    const licence = penaltyOf(firm, { recordKind: 'administrative-license', content: { permitKind: '普通', content: '食品销售', validFrom: localDate('2026-11-02'), validTo: localDate('2029-11-01'), state: '1' } });
    await s.record(licence);
    await s.known(licence.recordId);
    const ask = async (over: object) => (await s.call('POST', '/v1/rectification-orders', officer, { docNo: 'x1', subjectId: firm.subjectId, recordIds: [licence.recordId], facts: 'x', demands: 'y', dueOn: '2026-12-11', ...over })).body.code;
    expect(await ask({})).toBe('RECTIFICATION.NO_EFFECTIVE_BASIS');
    expect(await ask({ recordIds: [randomUUID()] })).toBe('RECTIFICATION.NO_EFFECTIVE_BASIS');
    expect(await ask({ subjectId: randomUUID() })).toBe('DESIGNATION.SUBJECT_UNKNOWN');
    expect(await ask({ dueOn: '2026-11-31' })).toBe('DATE.INVALID');
    expect(await ask({ recordIds: [licence.recordId], entryId: randomUUID() })).toBe('RECTIFICATION.ENTRY_OF_ANOTHER_SUBJECT');
  });

  it('falls with its last document, and rests on another while one stands', async () => {
    const { documents: [first, second], id } = await ordered({}, 2);
    await s.record({ ...first!, status: 'revoked' }, 2, RECORD.revoked);
    expect((await told(id, 2))[1]).toMatchObject({ type: RECTIFICATION.rebased, data: { status: 'ordered', basis: [{ recordId: second!.recordId }] } });
    await s.record({ ...second!, status: 'revoked' }, 2, RECORD.revoked);
    expect((await told(id, 3))[2]).toMatchObject({ type: RECTIFICATION.revoked, data: { status: 'revoked', conclusion: expect.stringContaining(second!.docNo) } });
  });

  it('cannot be written open without a document in effect, whatever the code does', async () => {
    const { id, documents } = await ordered();
    await expect(s.f.admin.query(`update rectification_order set basis_id = null, basis_status = null where id = $1`, [id])).rejects.toMatchObject({ constraint: 'rectification_order_open_has_basis' });
    await expect(s.f.admin.query(`update evidence set status = 'revoked' where record_id = $1`, [documents[0]!.recordId])).rejects.toMatchObject({ constraint: 'rectification_order_rests_on_a_document' });
  });

  it('is reminded of before its day, overdue the day after, and extended once', async () => {
    const [waiting, extended, handedIn] = [await ordered(), await ordered(), await ordered()];
    await s.call('POST', `${handedIn.at}/evidence`, officer, { statement: '已整改' });
    expect(await s.call('POST', `${extended.at}/extension`, officer, { dueOn: '2026-12-25', reason: '采购需要时间' })).toMatchObject({ status: 200, body: { dueOn: '2026-12-25' } });
    expect(await s.call('POST', `${extended.at}/extension`, officer, { dueOn: '2026-12-30', reason: '仍需时间' })).toMatchObject({ status: 409, body: { code: 'RECTIFICATION.ALREADY_EXTENDED' } });
    await s.moveDate('2026-12-04');
    await eventually(async () => (await s.sent(waiting.id)).some(({ type }) => type === RECTIFICATION.reminded), 'the subject of the first order is reminded five working days before', { timeoutMs: 15_000 });
    expect((await s.sent(extended.id)).map(({ type }) => type)).toEqual([RECTIFICATION.ordered, RECTIFICATION.extended]);
    await s.moveDate('2026-12-12');
    expect(await overdueOf(officer)).toEqual(expect.arrayContaining([waiting.id]));
    expect(await overdueOf(officer)).not.toEqual(expect.arrayContaining([extended.id]));
    expect(await overdueOf(officer)).not.toEqual(expect.arrayContaining([handedIn.id]));
    expect(await overdueOf(stranger)).toEqual([]);
    expect(await s.call('POST', `${waiting.at}/outcome`, officer, { rectified: false, finding: '逾期未整改' })).toMatchObject({ status: 200, body: { status: 'not-rectified', overdue: false } });
    expect(await overdueOf(officer)).not.toEqual(expect.arrayContaining([waiting.id]));
  });
});
