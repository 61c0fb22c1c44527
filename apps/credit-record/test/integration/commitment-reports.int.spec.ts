import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT_REPORT, encodeKafka, INTAKE, MATTER, validateData } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, registrationData, syntheticFirm } from '@credit/testing';
import { ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
beforeAll(async () => void (s = await runCreditRecord()), 60_000);
afterAll(() => s?.stop(), 30_000);

const firm = syntheticFirm(7_201);
const party = { subjectName: firm.name, subjectClass: firm.subjectClass, uscc: firm.uscc };
const REPORTS: [kind: string, intake: string, matter: string, data: Record<string, unknown>][] = [
  ['commitment', INTAKE.commitment, MATTER.commitmentReported, { itemCode: 'BX-RQ-001', itemVersion: 1, authorityUscc: MARKET.uscc, referenceNo: '办2026-7201', madeOn: '2026-11-23', documents: [{ name: '租赁合同', dueOn: '2026-12-10' }] }],
  ['commitment-performance', INTAKE.commitmentPerformance, MATTER.commitmentPerformanceReported, { commitmentCode: '21050020261123007201', occasion: 'ITEM_CHECK', checkedOn: '2026-11-23', performance: 'NONE', what: '登记住所无人办公', unperformed: '登记住所未用于经营' }],
  ['integrity-education', INTAKE.integrityEducation, MATTER.educationReported, { caseId: '办2026-7201', occasion: 'REGISTRATION', materialCode: 'BX-EDU-01', materialVersion: 3, givenOn: '2026-11-23' }],
  ['self-declaration', INTAKE.selfDeclaration, MATTER.selfDeclarationReported, { referenceNo: '申2026-7201', category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001', declaredOn: '2026-11-23', truthCommitment: '本单位承诺所申报信息真实。', authorisation: { purposes: ['credit-report'], from: '2026-11-23', until: '2027-11-23' } }],
];
const renamed = (data: Record<string, unknown>, suffix: string, checkedOn: string) => Object.fromEntries(Object.entries(data).map(([field, value]) => [field, ['referenceNo', 'caseId'].includes(field) ? `${String(value)}-${suffix}` : field === 'checkedOn' ? checkedOn : value]));
const REFUSED = { code: 'COMMITMENT.ITEM_UNKNOWN', reason: '没有这个承诺事项' };
const judged = REPORTS.flatMap(([kind, intake, matter, data]) => [[kind, 'accepted', intake, matter, data, undefined], [kind, 'rejected', intake, matter, renamed(data, 'no', '2026-11-21'), REFUSED]] as [string, string, string, string, Record<string, unknown>, typeof REFUSED | undefined][]);
const send = (type: string, data: object, source = MARKET.source) => s.send(source, firm.uscc, { type, data: { ...party, ...data } });
const receiptIn = (id: string, state: string) => eventually(async () => (await s.receiptsOf(MARKET.source, id)).find((receipt) => receipt.state === state), `${id} is ${state}`);
const matterOf = (matterId: string | undefined) => eventually(async () => (await s.events(TOPICS.matterEvents)).find((e) => e.aggregateId === matterId), 'the report is forwarded');

/** commitment's answer to a forwarded report. */
async function answer(matter: any, refused?: { code: string; reason: string }): Promise<void> {
  const { matterId, source, subject } = matter.data;
  const { key, value, headers } = encodeKafka({ id: newEventId(), type: refused === undefined ? COMMITMENT_REPORT.takenOver : COMMITMENT_REPORT.notApplicable, source: '/services/commitment', time: instantOf(Date.now()), aggregateId: matterId, aggregateVersion: '1', causationId: matter.id, data: { matterId, source, subject, report: 'commitment', ...refused } }, matter.subject);
  const producer = s.fixture.kafka.createProducer();
  await producer.connect();
  await producer.send([{ topic: TOPICS.commitmentEvents, records: [{ key, value, headers }] }]);
  await producer.disconnect();
}

describe('what departments report of commitments (P-18)', () => {
  beforeAll(async () => void (await s.receipt(MARKET.source, await s.send(MARKET.source, firm.uscc, { type: INTAKE.registration, data: registrationData(firm) }))), 30_000);

  it.each(judged)('%s by Kafka is forwarded and gets its last receipt from who judges it, as %s', async (_kind, _outcome, type, matterType, data, refused) => {
    const id = await send(type, data);
    const first = await s.receipt(MARKET.source, id);
    expect(first).toMatchObject({ state: 'forwarded', findings: [] });
    const matter = await matterOf(first.matterId);
    expect(matter).toMatchObject({ type: matterType, causationId: id, data: { source: MARKET.source, subject: { uscc: firm.uscc, status: 'registered' }, ...data } });
    expect(validateData(matter.type, matter.data)).toEqual([]);
    await answer(matter, refused);
    expect(await receiptIn(id, refused === undefined ? 'accepted' : 'rejected')).toMatchObject({ matterId: first.matterId, ...(refused === undefined ? {} : { code: refused.code }) });
  });

  it.each(REPORTS)('%s by REST is forwarded as well; the same again is a duplicate, by whatever way', async (kind, type, _matter, data) => {
    const own = renamed(data, 'rest', '2026-11-22');
    const { status, body } = await s.call('POST', '/v1/records', { roles: ['source'], dept: MARKET.source, body: { kind, data: { ...party, ...own } }, headers: { 'idempotency-key': newEventId() } });
    expect([status, body.state]).toEqual([202, 'forwarded']);
    expect(await s.receipt(MARKET.source, await send(type, own))).toMatchObject({ state: 'duplicate', matterId: body.matterId });
  });

  it('a promise is reported by who speaks for the department to which it was made', async () => {
    const stranger = await send(INTAKE.commitment, { ...REPORTS[0]![3], referenceNo: '办2026-stranger' }, ECOLOGY.source);
    expect(await s.receipt(ECOLOGY.source, stranger)).toMatchObject({ state: 'rejected', code: 'AUTHORITY_NOT_YOURS' });
  });

  it.each<[string, string, object, string]>([
    ['a day that has not come', INTAKE.commitmentPerformance, { ...REPORTS[1]![3], checkedOn: '2026-11-24' }, 'DATE_IN_FUTURE'],
    ['a breach of what was not said', INTAKE.commitmentPerformance, { ...REPORTS[1]![3], unperformed: undefined }, 'CONDITIONAL_FIELD_MISSING'],
    ['an authorisation that ends before it begins', INTAKE.selfDeclaration, { ...REPORTS[3]![3], authorisation: { purposes: ['credit-report'], from: '2026-11-23', until: '2026-11-23' } }, 'DATE_RANGE'],
    ['a document due before the promise', INTAKE.commitment, { ...REPORTS[0]![3], documents: [{ name: '租赁合同', dueOn: '2026-11-01' }] }, 'DATE_RANGE'],
    ['an identity number in the text', INTAKE.integrityEducation, { ...REPORTS[2]![3], caseId: '11010519491231002X' }, 'PERSON_ID_IN_PLAIN'],
  ])('%s is rejected', async (_, type, data, code) => {
    expect(await s.receipt(MARKET.source, await send(type, data))).toMatchObject({ state: 'rejected', code });
  });
});
