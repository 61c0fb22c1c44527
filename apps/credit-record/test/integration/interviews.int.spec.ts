import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { encodeKafka, INTAKE, INTERVIEW, RECORD, RECTIFICATION, validateData, type InterviewV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, interviewData, judgmentData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { COURT, ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let next = 1900;
let producer: ReturnType<RunningCreditRecord['fixture']['kafka']['createProducer']>;
beforeAll(async () => {
  s = await runCreditRecord();
  producer = s.fixture.kafka.createProducer();
  await producer.connect();
}, 60_000);
afterAll(async () => {
  await producer?.disconnect();
  await s?.stop();
}, 30_000);

const rest = (dept: string, kind: string, data: unknown) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': newEventId() } });
const registered = async (): Promise<{ firm: ReturnType<typeof syntheticFirm>; subject: SubjectSnapshot }> => {
  const firm = syntheticFirm(next++);
  const { body } = await rest(MARKET.source, 'registration', registrationData(firm));
  return { firm, subject: { subjectId: body.subjectId, subjectClass: 'LEGAL_ENTITY', name: firm.name, uscc: firm.uscc as never, status: 'registered' } };
};
const interview = (subject: SubjectSnapshot, over: Partial<InterviewV1> = {}): InterviewV1 => ({
  interviewId: randomUUID(), docNo: `本市监约〔2026〕${next++}号`, interviewKind: 'ADVISORY', source: MARKET.source, authorityUscc: MARKET.uscc, authorityName: MARKET.name, subject, entryId: randomUUID(), heldOn: localDate('2026-11-20'),
  attended: true, minutes: '就未按期整改进行约谈', outcome: '承诺按期整改', ...over,
});
/** What list-designation tells. @returns the id of the event */
const told = async (data: object & { interviewId?: string; orderId?: string; subject: SubjectSnapshot }, type: string = INTERVIEW.held): Promise<string> => {
  const id = newEventId();
  const aggregateId = data.interviewId ?? data.orderId!;
  const { key, value, headers } = encodeKafka({ id, type, source: '/services/list-designation', time: instantOf(Date.now()), aggregateId, aggregateVersion: '1', businessDate: localDate('2026-11-23'), data }, data.subject.subjectId);
  await producer.send([{ topic: TOPICS.designationEvents, records: [{ key, value, headers }] }]);
  return id;
};
const recordsOf = async (docNo: string): Promise<{ id: string; status: string; subject_id: string }[]> => (await s.fixture.admin.query(`select id, status, subject_id from credit_record where record_kind = 'interview' and doc_no = $1`, [docNo])).rows;
const recorded = (docNo: string) => eventually(async () => (await recordsOf(docNo))[0], `the interview ${docNo} is a record`, { timeoutMs: 15_000 });

describe('an interview', () => {
  it('that list-designation tells becomes one record in effect, told on with its content, with a receipt for its department', async () => {
    const { subject } = await registered();
    const data = interview(subject, { demands: '十日内整改', attendees: ['王某（法定代表人）'] });
    const eventId = await told(data);
    const record = await recorded(data.docNo);
    expect(record).toMatchObject({ status: 'effective', subject_id: subject.subjectId });
    const fact = await eventually(async () => (await s.events(TOPICS.recordEvents)).find((e) => e.aggregateId === record.id), 'the record is told on');
    expect(fact).toMatchObject({ type: RECORD.recorded, data: { recordKind: 'interview', docNo: data.docNo, decisionDate: '2026-11-20', source: MARKET.source, content: { interviewKind: 'ADVISORY', attended: true, demands: '十日内整改', outcome: '承诺按期整改' } } });
    expect(validateData(fact.type, fact.data)).toEqual([]);
    const { rows } = await s.fixture.admin.query('select id, state from receipt where event_id = $1', [eventId]);
    expect(rows).toMatchObject([{ state: 'accepted' }]);
    expect((await s.call('GET', `/v1/receipts/${rows[0].id}`, { roles: ['source'], dept: MARKET.source })).body).toMatchObject({ state: 'accepted', recordId: record.id });
  });

  it('told, and reported by the department\'s own system in whatever order, is one record: the counts are equal', async () => {
    const { firm, subject } = await registered();
    const before = Number((await s.fixture.admin.query(`select count(*) from credit_record where record_kind = 'interview'`)).rows[0].count);
    const held = [interview(subject), interview(subject), interview(subject)];
    const own = (docNo: string) => interviewData({ party: firm, authority: MARKET, docNo, minutes: '就未按期整改进行约谈', outcome: '承诺按期整改' });
    const first = await s.send(MARKET.source, firm.uscc, { type: INTAKE.interview, data: own(held[0]!.docNo) });
    expect(await s.receipt(MARKET.source, first)).toMatchObject({ state: 'accepted' });
    for (const data of held) await told(data);
    for (const { docNo } of held) await recorded(docNo);
    const last = await s.send(MARKET.source, firm.uscc, { type: INTAKE.interview, data: own(held[2]!.docNo) });
    await s.receipt(MARKET.source, last);
    expect(Number((await s.fixture.admin.query(`select count(*) from credit_record where record_kind = 'interview'`)).rows[0].count) - before).toBe(held.length);
  });

  it('with a natural person is found by the index alone', async () => {
    const person = syntheticPerson(next++);
    const { personIdNo: _, ...judgment } = judgmentData({ party: person, authority: COURT, docNo: `（2026）辽05民终${next++}号` });
    const receipt = await s.receipt(COURT.source, await s.send(COURT.source, 'person-key', { type: INTAKE.courtJudgment, data: { ...judgment, personIdJwe: await encryptForIntake(s.intakeKey, person.idNo) } }));
    const identified = await eventually(async () => (await s.events(TOPICS.subjectEvents)).find((e) => e.aggregateId === receipt.subjectId), 'the person is told to others');
    const data = interview(identified.data.subject, { personIndex: identified.data.personIndex, source: COURT.source, authorityUscc: COURT.uscc, authorityName: COURT.name });
    await told(data);
    expect(await recorded(data.docNo)).toMatchObject({ status: 'effective', subject_id: receipt.subjectId });
  });

  it('is reported only by who speaks for the authority', async () => {
    const { firm } = await registered();
    const id = await s.send(ECOLOGY.source, firm.uscc, { type: INTAKE.interview, data: interviewData({ party: firm, authority: MARKET, docNo: `本市监约〔2026〕${next++}号` }) });
    expect(await s.receipt(ECOLOGY.source, id)).toMatchObject({ state: 'rejected', code: 'AUTHORITY_NOT_YOURS' });
  });
});

it('an order to rectify passes by: nothing is recorded, nothing is parked', async () => {
  const { subject } = await registered();
  const basis = [{ recordId: randomUUID(), recordKind: 'administrative-penalty', docNo: 'x', authorityUscc: MARKET.uscc, decisionDate: '2026-11-02' }];
  const orderId = randomUUID();
  const order = { orderId, docNo: '本市监责改〔2026〕1号', status: 'ordered', source: MARKET.source, authorityUscc: MARKET.uscc, authorityName: MARKET.name, subject, basis, facts: 'x', demands: 'y', orderedOn: '2026-11-23', dueOn: '2026-12-11' };
  await told(order, RECTIFICATION.ordered);
  await eventually(async () => (await s.fixture.admin.query('select 1 from consumed where aggregate_id = $1', [orderId])).rows.length === 1, 'the order is counted as read');
  expect((await s.fixture.admin.query('select 1 from parked where aggregate_id = $1', [orderId])).rows).toEqual([]);
});
