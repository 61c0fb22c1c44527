import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSignedBy } from '@credit/access';
import { COMMITMENT, COMMITMENT_REPORT, DESIGNATION, MATTER, REPAIR, validateData, type ListEntryV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { deficient, text } from '../sample-commitments.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

/** A frozen fact of the contracts. */
const sample = <T>(type: string): T => (JSON.parse(readFileSync(new URL(`../../../../libs/credit-contracts/src/events/samples/${type}.json`, `file://${__filename}`), 'utf8')) as { envelope: { data: T } }).envelope.data;

let s: RunningCommitment;
let firm: SubjectSnapshot;
let officer: string;
let approver: string;
let online: string;
const item = (itemCode: string, over: object = {}) => ({ itemCode, ...text(), ...over });
const promise = (over: object = {}) => ({ promisor: { subjectId: firm.subjectId }, item: { itemCode: 'BX-ZM-001', version: 1 }, referenceNo: `办-${randomUUID()}`, chosen: true, ...over });
const made = async (over: object = {}) => (await s.call('POST', '/v1/commitments', officer, promise(over))).body;
const step = (id: string, verb: string, body: object, token = officer) => s.call('POST', `/v1/commitments/${id}/${verb}`, token, body);
const codeOf = ({ body: { code } }: { body: { code: string } }) => code;
const seen = (over: object = {}) => ({ occasion: 'ITEM_CHECK', on: '2026-11-23', finding: 'NONE', what: '现场核查，无人办公', unperformed: '未用于经营', ...over });

beforeAll(async () => {
  s = await runCommitment();
  firm = await s.subject();
  [officer, approver, online] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['approver'], { dept: MARKET }), await s.token(['subject'], { subject: firm.subjectId })];
  for (const one of [item('BX-ZM-001'), { ...item('BX-RQ-001'), ...deficient() }, item('BX-TZ-001', { type: 'APPROVAL_SUBSTITUTE', projectRequired: true })]) expect((await s.call('POST', '/v1/commitment-items', approver, one)).status).toBe(201);
}, 60_000);
afterAll(() => s?.stop());

describe('承诺事项清单: data, read by anybody', () => {
  it('is listed without a token, each with what has to be told; a next version keeps the code', async () => {
    const { body } = await s.call('GET', '/v1/commitment-items');
    expect(body.items.map(({ itemCode }: { itemCode: string }) => itemCode)).toEqual(['BX-RQ-001', 'BX-TZ-001', 'BX-ZM-001']);
    expect(body.items[2]).toMatchObject({ version: 1, authority: { source: MARKET }, text: { told: text().told, checkWindow: text().checkWindow } });
    expect((await s.call('POST', '/v1/commitment-items', approver, item('BX-V2'))).body.version).toBe(1);
    expect((await s.call('POST', '/v1/commitment-items', approver, item('BX-V2', { told: '第二版' }))).body).toMatchObject({ version: 2, versions: 2 });
    expect((await s.call('GET', '/v1/commitment-items/BX-V2')).body.text.told).toBe('第二版');
  });

  it('what the law excludes, what is not told whole, and who may not publish: refused', async () => {
    expect(codeOf(await s.call('POST', '/v1/commitment-items', approver, item('BX-X1', { risks: ['ENVIRONMENT'] })))).toBe('COMMITMENT_ITEM.EXCLUDED');
    expect((await s.call('POST', '/v1/commitment-items', approver, item('BX-X1', { conditions: [] }))).status).toBe(400);
    expect((await s.call('POST', '/v1/commitment-items', officer, item('BX-X1'))).status).toBe(403);
    expect(codeOf(await s.call('POST', '/v1/commitment-items', await s.token(['approver'], { dept: 'benxi-credit-centre' }), item('BX-ZM-001')))).toBe('COMMITMENT_ITEM.NOT_COMPETENT');
    expect(codeOf(await s.call('GET', '/v1/commitment-items/BX-NONE'))).toBe('COMMITMENT_ITEM.NOT_FOUND');
  });
});

describe('作出承诺', () => {
  it('keeps the text that was told, is signed, and is published with its whole state', async () => {
    const answer = await s.call('POST', '/v1/commitments', officer, promise());
    expect([answer.status, answer.body.status, answer.body.told, answer.body.commitmentCode.slice(0, 14)]).toEqual([201, 'tracking', text().told, '21050020261123']);
    const key = (await s.call('GET', '/v1/keys/commitments')).body;
    expect([isSignedBy(key, answer.body.receipt, answer.body.signature), isSignedBy(key, { ...answer.body.receipt, content: '别的' }, answer.body.signature)]).toEqual([true, false]);
    const [fact] = await s.told(answer.body.commitmentId, (facts) => facts.length > 0);
    expect([fact!.type, fact!.key, fact!.data.contentHash, validateData(COMMITMENT.made, fact!.data)]).toEqual([COMMITMENT.made, firm.subjectId, answer.body.receipt.contentHash, []]);
  });

  it('by the firm itself online, freely and by an item; it sees its own and nothing else', async () => {
    const free = await s.call('POST', '/v1/commitments', online, { type: 'VOLUNTARY', content: '诚信经营，不售假', chosen: true, validTo: '2027-11-23' });
    expect([free.status, free.body.accepter.source, free.body.disclosure]).toEqual([201, 'benxi-credit-centre', 'PUBLIC']);
    const byItem = await s.call('POST', '/v1/commitments', online, { item: { itemCode: 'BX-ZM-001', version: 1 }, referenceNo: `办-${randomUUID()}`, chosen: true });
    expect([byItem.status, byItem.body.accepter.source]).toEqual([201, MARKET]);
    const stranger = await s.token(['subject'], { subject: (await s.subject({ uscc: '91210502MA0XYA341J', name: '别家' })).subjectId });
    expect((await s.call('GET', `/v1/commitments/${byItem.body.commitmentId}`, stranger)).status).toBe(404);
    expect((await step(free.body.commitmentId, 'ending', { reason: '不再承诺' }, stranger)).status).toBe(404);
    expect((await step(free.body.commitmentId, 'ending', { reason: '不再承诺' }, online)).body.status).toBe('ended');
    expect((await step(byItem.body.commitmentId, 'retraction', { reason: '改按一般程序' }, online)).body.status).toBe('retracted');
  });

  it.each<[string, object, string]>([
    ['an item that is not offered', { item: { itemCode: 'BX-ZM-001', version: 9 } }, 'COMMITMENT.ITEM_NOT_OFFERED'],
    ['nobody that is known', { promisor: { uscc: '91210503MA0XYA35XQ' } }, 'COMMITMENT.SUBJECT_UNKNOWN'],
    ['what was not chosen', { chosen: false }, 'COMMITMENT.NOT_CHOSEN'],
    ['an investment item without a project', { item: { itemCode: 'BX-TZ-001', version: 1 } }, 'COMMITMENT.UNFIT'],
    ['a day that does not exist', { madeOn: '2026-02-30' }, 'DATE.INVALID'],
    ['no promisor', { promisor: {} }, 'FIELD_MISSING'],
  ])('%s: refused', async (_, over, code) => expect(codeOf(await s.call('POST', '/v1/commitments', officer, promise(over)))).toBe(code));

  it('an item is taken by who published it and by those under it; nobody promises freely in the name of a firm', async () => {
    const [district, other] = [await s.token(['case-officer'], { dept: 'pingshan-market-regulation' }), await s.token(['case-officer'], { dept: 'benxi-emergency-management' })];
    expect((await s.call('POST', '/v1/commitments', district, promise())).status).toBe(201);
    const strange = await s.call('POST', '/v1/commitments', other, promise());
    expect([strange.status, codeOf(strange)]).toEqual([403, 'COMMITMENT.NOT_COMPETENT']);
    const free = { promisor: { subjectId: firm.subjectId }, type: 'VOLUNTARY', content: '诚信经营', chosen: true };
    expect([codeOf(await s.call('POST', '/v1/commitments', officer, free)), (await s.call('POST', '/v1/commitments', await s.token(['credit-centre']), free)).status]).toEqual(['COMMITMENT.NOT_YOURS_TO_PROMISE', 201]);
  });

  it('three commitments of one project are found by its code, with checks and outcome', async () => {
    const projectCode = '2026-210500-47-03-000123';
    const all = [];
    for (let n = 0; n < 3; n += 1) all.push(await made({ item: { itemCode: 'BX-TZ-001', version: 1 }, projectCode }));
    await step(all[0].commitmentId, 'performance', seen({ finding: 'FULL' }));
    const { body } = await s.call('GET', `/v1/commitments?projectCode=${projectCode}`, officer);
    expect(body.items.map(({ status, checks }: { status: string; checks: object[] }) => [status, checks.length])).toEqual([['kept', 1], ['tracking', 0], ['tracking', 0]]);
  });

  it('an identity number in the words goes no further', async () => {
    const { content, receipt } = await made({ content: '联系人 11010519491231002X' });
    expect([content, receipt.content]).toEqual(['联系人 1****************X', '联系人 1****************X']);
  });
});

describe('容缺受理', () => {
  it('is completed in time and late; a day that has passed is told of and breaches nothing', async () => {
    const documents = [{ name: '租赁合同', dueOn: '2026-11-24' }];
    const one = await made({ item: { itemCode: 'BX-RQ-001', version: 1 }, documents });
    expect(codeOf(await step(one.commitmentId, 'performance', seen({ finding: 'FULL' })))).toBe('COMMITMENT.DOCUMENTS_OUTSTANDING');
    expect((await step(one.commitmentId, 'performance', seen({ finding: 'FULL', supplied: ['租赁合同'] }))).body.status).toBe('kept');
  });
});

describe('报送 by Kafka (decision 3, P-18)', () => {
  const matter = (over: object) => ({ matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T08:00:00.500Z', subject: firm, ...over });
  const reported = (referenceNo: string, over: object = {}) => matter({ itemCode: 'BX-ZM-001', itemVersion: 1, authorityUscc: '11210500MB0XY1017D', referenceNo, madeOn: '2026-11-23', ...over });
  const answered = async (data: { matterId: string }, version = 1) => {
    return (await s.told(data.matterId, (facts) => facts.length >= version)).at(-1)!;
  };
  const tell = (type: string, data: { matterId: string }, version = 1) => s.fact(TOPICS.matterEvents, firm.subjectId, data.matterId, version, type, data);

  it('the same commitment by Kafka and by REST is one', async () => {
    const referenceNo = `办-${randomUUID()}`;
    const data = reported(referenceNo);
    await tell(MATTER.commitmentReported, data);
    const { type, data: answer } = await answered(data);
    expect([type, validateData(type, answer)]).toEqual([COMMITMENT_REPORT.takenOver, []]);
    for (const number of [referenceNo, ` ${referenceNo} `]) {
      const again = await s.call('POST', '/v1/commitments', officer, promise({ referenceNo: number }));
      expect([again.status, again.body.commitmentCode]).toEqual([200, answer.commitmentCode]);
    }
    await tell(MATTER.commitmentReported, data, 2);
    expect((await answered(data, 2)).data.commitmentCode).toBe(answer.commitmentCode);
  });

  it('performance closes it, or opens the procedure; what cannot be taken is answered with its reason', async () => {
    const one = await made();
    const performance = (commitmentCode: string, over: object = {}) => matter({ commitmentCode, occasion: 'ITEM_CHECK', checkedOn: '2026-11-23', performance: 'FULL', what: '与承诺一致', ...over });
    const kept = performance(one.commitmentCode);
    await tell(MATTER.commitmentPerformanceReported, kept);
    expect((await answered(kept)).type).toBe(COMMITMENT_REPORT.takenOver);
    expect((await s.call('GET', `/v1/commitments/${one.commitmentId}`, officer)).body.status).toBe('kept');
    const two = await made();
    for (const [over, code] of [[{ subject: { ...firm, subjectId: newEventId() } }, 'COMMITMENT.NOT_FOUND'], [{ source: 'benxi-credit-centre' }, 'COMMITMENT.NOT_COMPETENT'], [{ performance: 'NONE' }, 'COMMITMENT.UNFIT'], [{ supplied: ['别的'] }, 'COMMITMENT.UNFIT']] as const) {
      const bad = performance(two.commitmentCode, over);
      await tell(MATTER.commitmentPerformanceReported, bad);
      expect((await answered(bad)).data.code).toBe(code);
    }
    expect((await s.call('GET', `/v1/commitments/${two.commitmentId}`, officer)).body).toMatchObject({ status: 'tracking', checks: [] });
  });

  it('an item that is not offered is not applicable, and makes nothing', async () => {
    const data = reported('办-x', { itemVersion: 7 });
    await tell(MATTER.commitmentReported, data);
    expect(await answered(data)).toMatchObject({ type: COMMITMENT_REPORT.notApplicable, data: { code: 'COMMITMENT.ITEM_NOT_OFFERED' } });
  });
});

describe('承诺信息交换表', () => {
  it('has the assessed ones alone, for the credit centre alone', async () => {
    const [kept, open] = [await made(), await made()];
    await step(kept.commitmentId, 'performance', seen({ finding: 'FULL' }));
    const centre = await s.token(['credit-centre']);
    const { items } = (await s.call('GET', '/v1/commitments/exchange', centre)).body;
    const codes = items.map(({ commitmentCode }: { commitmentCode: string }) => commitmentCode);
    expect([codes.includes(kept.commitmentCode), codes.includes(open.commitmentCode), (await s.call('GET', '/v1/commitments/exchange', officer)).status]).toEqual([true, false, 403]);
  });
});

describe('修复型承诺', () => {
  it('is linked to the case in which it was handed in; one that is not known here is left alone', async () => {
    const one = await made();
    const caseId = newEventId();
    const repair = { caseId, status: 'submitted', subject: firm, target: { kind: 'record', id: newEventId(), docNo: 'x', documentDate: '2026-07-20', source: MARKET, authorityUscc: '11210500MB0XY1017D', authorityName: 'x' }, way: 'ordinary', ruleId: 'R', evidence: ['commitment'], commitmentIds: [newEventId(), one.commitmentId], appliedOn: '2026-11-23' };
    await s.fact(TOPICS.repairEvents, firm.subjectId, caseId, 1, REPAIR.applied, repair);
    await eventually(async () => (await s.call('GET', `/v1/commitments/${one.commitmentId}`, officer)).body.repairCaseId === caseId, 'the case is linked');
  });
});

describe('认定违诺 (O11), and what bars afterwards', () => {
  it('finding → notice → explanation → rectification → decision by another; the breach bars until its record is repaired; a list bars, too', async () => {
    const one = await made();
    const { commitmentId: id, commitmentCode } = one;
    const [other, wang] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['approver'], { dept: MARKET })];
    expect(codeOf(await step(id, 'breach-notice', { grounds: '未履行' }))).toBe('COMMITMENT.WRONG_STEP');
    expect((await step(id, 'performance', seen())).body.status).toBe('found');
    expect((await step(id, 'breach-notice', { grounds: '未履行' }, other)).body.notice.explainUntil).toBe('2026-11-30');
    expect(codeOf(await step(id, 'rectification', { until: '2026-12-10', demands: '启用' }))).toBe('COMMITMENT.EXPLANATION_PENDING');
    expect((await step(id, 'explanation', {}, online)).status).toBe(400);
    expect((await step(id, 'explanation', { what: '正在搬迁' }, online)).status).toBe(200);
    expect((await step(id, 'rectification', { until: '2026-12-01', demands: '启用登记住所' })).body.status).toBe('rectifying');
    const decision = { performance: 'NONE', docNo: '本市监违诺〔2026〕1号', unperformed: '未用于经营', accountability: '撤销登记' };
    expect(codeOf(await step(id, 'breach', decision, wang))).toBe('COMMITMENT.RECTIFICATION_RUNNING');
    await s.moveDate('2026-12-02');
    expect((await step(id, 'breach', decision, officer)).status).toBe(403);
    expect((await step(id, 'breach', decision, wang)).body.status).toBe('breached');
    expect(codeOf(await s.call('POST', '/v1/commitments', officer, promise()))).toBe('COMMITMENT.BARRED');
    expect((await s.call('POST', '/v1/commitments', online, { type: 'VOLUNTARY', content: '诚信经营', chosen: true })).status).toBe(201);
    const { data: told } = (await s.told(id, (facts) => facts.at(-1)?.type === COMMITMENT.breached)).at(-1)!;
    expect([told.assessment, validateData(COMMITMENT.breached, told)]).toEqual([expect.objectContaining({ performance: 'NONE', docNo: decision.docNo, noticedOn: '2026-11-23', explainedOn: '2026-11-23', foundOn: '2026-11-23' }), []]);

    const record = { recordId: newEventId(), recordKind: 'commitment', status: 'effective', heldReasons: [], subject: firm, docNo: commitmentCode, repaired: { caseId: newEventId(), on: '2026-12-02' } };
    await s.f.admin.query(`insert into breach_record (code, version, burdens) values ($1, 1, true)`, [commitmentCode]);
    expect(codeOf(await s.call('POST', '/v1/commitments', officer, promise()))).toBe('COMMITMENT.BARRED');
    const stands = async () => [(await s.call('GET', `/v1/commitments/${id}`, officer)).body.breachStands, (await s.call('GET', '/v1/commitments?status=breached', officer)).body.items[0].breachStands];
    expect(await stands()).toEqual([true, true]);
    await s.f.admin.query(`update breach_record set version = 2, burdens = false where code = $1`, [record.docNo]);
    expect(await stands()).toEqual([false, false]);
    expect((await s.call('POST', '/v1/commitments', officer, promise())).status).toBe(201);

    const listed = { ...sample<ListEntryV1>(DESIGNATION.designated), entryId: newEventId(), subject: firm, until: '2029-11-20' };
    await s.fact(TOPICS.designationEvents, firm.subjectId, listed.entryId, 1, DESIGNATION.designated, listed);
    await s.has('the entry is known', 'select 1 from serious_entry where entry_id = $1', [listed.entryId]);
    const barred = await s.call('POST', '/v1/commitments', officer, promise());
    expect([codeOf(barred), barred.body.userMessage]).toEqual(['COMMITMENT.BARRED', expect.stringContaining('名单')]);
    await s.fact(TOPICS.designationEvents, firm.subjectId, listed.entryId, 2, DESIGNATION.delisted, { ...sample<ListEntryV1>(DESIGNATION.delisted), entryId: listed.entryId, subject: firm });
    await eventually(async () => (await s.call('POST', '/v1/commitments', officer, promise())).status === 201, 'the list bars no more');
    expect((await step(id, 'breach-revocation', { reason: '核查地址有误' }, wang)).body.status).toBe('breach-revoked');
  });
});

describe('到期提醒', () => {
  it('tells of what becomes due and of what is late, once each; nothing is breached by it', async () => {
    const one = await made({ dueOn: '2026-12-08' });
    await s.moveDate('2026-12-03');
    const kinds = async () => (await s.f.admin.query('select kind, due_on::text as due from commitment_reminder where commitment_id = $1 order by kind', [one.commitmentId])).rows;
    await eventually(async () => (await kinds()).length === 1, 'the reminder');
    expect(await kinds()).toEqual([{ kind: 'due', due: '2026-12-08' }]);
    await s.moveDate('2026-12-09');
    await eventually(async () => (await kinds()).length === 2, 'what is late');
    const { body } = await s.call('GET', '/v1/commitments/reminders', officer);
    expect(body.items.filter(({ commitmentId }: { commitmentId: string }) => commitmentId === one.commitmentId).map(({ kind }: { kind: string }) => kind)).toEqual(['due', 'overdue']);
    expect((await s.call('GET', `/v1/commitments/${one.commitmentId}`, officer)).body).toMatchObject({ status: 'tracking', overdue: true });
    const { body: byItem } = await s.call('GET', '/v1/commitments/by-item', officer);
    expect(byItem.items.find(({ itemCode }: { itemCode: string }) => itemCode === 'BX-TZ-001')).toMatchObject({ promised: 3, checked: 1, kept: 1, breached: 0, open: 2 });
  });
});
