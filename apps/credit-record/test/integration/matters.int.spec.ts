import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { DESIGNATION, encodeKafka, INTAKE, MATTER, RECEIPT, SUBJECT, validateData } from '@credit/contracts/events';
import { intakeTopic, TOPICS } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, listEntryData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { COURT, MARKET, REGISTRY, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let next = 800;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const entryOf = (party: any, more: object = {}) => listEntryData({ party, authority: COURT, docNo: `（2026）辽05执${next++}号`, ...more });
const sendEntry = (data: any, key = data.uscc ?? 'person-key', more: object = {}) => s.send(COURT.source, key, { type: INTAKE.listEntry, data, ...more });
const rest = (dept: string, kind: string, data: unknown) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': newEventId() } });
const mattersOf = async (matterId: string) => (await s.events(TOPICS.matterEvents)).filter((e) => e.aggregateId === matterId);
const forwarded = (matterId: string, count = 1) =>
  eventually(async () => {
    const found = await mattersOf(matterId);
    return found.length >= count ? found : undefined;
  }, `matter ${matterId} is forwarded ${count} time(s)`);
async function registered(): Promise<ReturnType<typeof syntheticFirm>> {
  const firm = syntheticFirm(next++);
  expect((await rest(MARKET.source, 'registration', registrationData(firm))).status).toBe(201);
  return firm;
}

describe('an entry decided elsewhere', () => {
  it('of a registered firm: receipt forwarded with the matter, fact on the matter topic under the subject, and the receipt can be read back', async () => {
    const firm = await registered();
    const data = entryOf(firm, { evidence: [{ recordKind: 'court-judgment', authorityUscc: COURT.uscc, docNo: '（2026）辽05民终12号' }] });
    const id = await sendEntry(data);
    const receipt = await s.receipt(COURT.source, id);
    expect(receipt).toMatchObject({ state: 'forwarded', eventId: id, findings: [], matterId: expect.any(String), subjectId: expect.any(String) });
    expect(receipt).not.toHaveProperty('recordId');
    expect(validateData(RECEIPT.issued, receipt)).toEqual([]);
    const [event] = await forwarded(receipt.matterId!);
    expect(event).toMatchObject({
      type: MATTER.listEntryReported, subject: receipt.subjectId, aggregateVersion: '1', causationId: id, actor: `dept:${COURT.source}`,
      data: {
        matterId: receipt.matterId, source: COURT.source, subject: { subjectId: receipt.subjectId, name: firm.name, uscc: firm.uscc, status: 'registered' }, region: '210500', listType: 'JUDGMENT_DEFAULTER', situation: 3,
        decision: { docNo: data['docNo'], authorityUscc: COURT.uscc, authorityName: COURT.name, decidedOn: '2026-11-20' }, evidence: [{ recordKind: 'court-judgment', authorityUscc: COURT.uscc, docNo: '（2026）辽05民终12号' }], from: '2026-11-20', until: '2028-11-20',
      },
    });
    expect(validateData(event!.type, event!.data)).toEqual([]);
    expect((await s.call('GET', `/v1/receipts/${receipt.receiptId}`, { roles: ['source'], dept: COURT.source })).body).toEqual(receipt);
  });

  it('a repeat is a duplicate that names the first receipt; a newer version of it is forwarded again under the same matter, an older one is superseded', async () => {
    const firm = await registered();
    const data = entryOf(firm, { sourceVersion: '5' });
    const first = await s.receipt(COURT.source, await sendEntry(data));
    expect(await s.receipt(COURT.source, await sendEntry(data))).toMatchObject({ state: 'duplicate', code: 'DUPLICATE', matterId: first.matterId, firstReceiptId: first.receiptId });
    expect(await s.receipt(COURT.source, await sendEntry({ ...data, situation: 4 }))).toMatchObject({ state: 'rejected', code: 'VERSION_CONFLICT' });
    const removed = { ...data, sourceVersion: '6', removal: { kind: 'removed-early', removedOn: '2026-11-23', reason: '已履行' } };
    expect(await s.receipt(COURT.source, await sendEntry(removed))).toMatchObject({ state: 'forwarded', matterId: first.matterId });
    expect(await s.receipt(COURT.source, await sendEntry({ ...data, sourceVersion: '4', situation: 4 }))).toMatchObject({ state: 'superseded', code: 'SUPERSEDED' });
    const events = await forwarded(first.matterId!, 2);
    expect(events.map((e) => [e.aggregateVersion, e.data.removal?.kind])).toEqual([['1', undefined], ['2', 'removed-early']]);
    expect((await s.fixture.admin.query('select public_version::int as v from matter where id = $1', [first.matterId])).rows).toEqual([{ v: 2 }]);
  });

  it('of a firm nobody knows: held, on the worklist, and forwarded with a new receipt when it is registered', async () => {
    const firm = syntheticFirm(next++);
    const id = await sendEntry(entryOf(firm));
    const held = await s.receipt(COURT.source, id);
    expect(held).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT', matterId: expect.any(String) });
    expect(await mattersOf(held.matterId!)).toEqual([]);
    expect((await s.fixture.admin.query(`select state from code_finding where code = 'UNKNOWN_SUBJECT' and uscc = $1`, [firm.uscc])).rows).toEqual([{ state: 'open' }]);
    expect((await rest(MARKET.source, 'registration', registrationData(firm))).status).toBe(201);
    const later = await s.receipt(COURT.source, id, 2);
    expect(later).toMatchObject({ state: 'forwarded', matterId: held.matterId, findings: [] });
    const readAgain = (receiptId: string) => s.call('GET', `/v1/receipts/${receiptId}`, { roles: ['source'], dept: COURT.source });
    expect((await readAgain(held.receiptId)).body).toEqual({ ...held, laterReceiptId: later.receiptId });
    expect((await readAgain(later.receiptId)).body).toEqual(later);
    expect((await forwarded(held.matterId!))[0]).toMatchObject({ data: { subject: { name: firm.name, status: 'registered' } } });
    expect(await s.receiptsOf(COURT.source, id)).toHaveLength(2);
  });

  it('under another name than the registered one: held until somebody clears the name, while what was forwarded before is never held again', async () => {
    const firm = await registered();
    expect(await s.receipt(COURT.source, await sendEntry(entryOf({ ...firm, name: '另一家有限公司' })))).toMatchObject({ state: 'held', code: 'NAME_CODE_MISMATCH' });
    const data = entryOf(firm, { sourceVersion: '1' });
    await s.receipt(COURT.source, await sendEntry(data));
    const ending = { ...data, subjectName: '另一家有限公司', sourceVersion: '2', removal: { kind: 'expired', removedOn: '2026-11-23', reason: '期满' } };
    expect(await s.receipt(COURT.source, await sendEntry(ending))).toMatchObject({ state: 'forwarded', code: 'NAME_CODE_MISMATCH', findings: [{ severity: 'warning' }] });
  });

  it('of a person: found by blind index, the same by Kafka and by REST; the number stands nowhere', async () => {
    const person = syntheticPerson(next++);
    const { personIdNo, ...data } = entryOf(person);
    const personIdJwe = await encryptForIntake(s.intakeKey, person.idNo);
    const receipt = await s.receipt(COURT.source, await sendEntry({ ...data, personIdJwe }, person.personKey));
    expect(receipt).toMatchObject({ state: 'forwarded' });
    const [event] = await forwarded(receipt.matterId!);
    expect(event!.data).toMatchObject({ personIndex: expect.stringMatching(/^[0-9a-f]{64}$/), subject: { subjectClass: 'NATURAL_PERSON', name: expect.stringMatching(/^.\*+$/) } });
    expect(event!.data).not.toHaveProperty('region');
    const identified = (await s.events(TOPICS.subjectEvents)).find((e) => e.type === SUBJECT.identified && e.aggregateId === receipt.subjectId);
    expect(identified!.data.personIndex).toBe(event!.data.personIndex);
    const again = await rest(COURT.source, 'list-entry', { ...data, personIdNo, docNo: `${data['docNo'] as string}-2` });
    expect(again).toMatchObject({ status: 202, body: { state: 'forwarded', subjectId: receipt.subjectId } });
    expect((await forwarded(again.body.matterId))[0]!.data.personIndex).toBe(event!.data.personIndex);
    for (const sql of ['select payload as body from journal union all select fact from journal union all select payload from journal_receipts', 'select facts::text as body from matter']) {
      expect((await s.fixture.admin.query(sql)).rows.map((row) => String(row.body)).join()).not.toContain(person.idNo);
    }
  });

  it.each<[string, string, (firm: any) => any, string, string]>([
    ['an unknown list', COURT.source, (firm) => entryOf(firm, { listType: 'NOBODY_KNOWS' }), 'LIST_TYPE_UNKNOWN', '/listType'],
    ['a list that no law knew on the day of the decision', COURT.source, (firm) => entryOf(firm, { decisionDate: '1990-01-01', from: undefined, until: undefined }), 'LIST_TYPE_UNKNOWN', '/listType'],
    ['a sender that does not speak for the authority', MARKET.source, (firm) => entryOf(firm), 'AUTHORITY_NOT_YOURS', '/authorityUscc'],
    ['a sender without the power', REGISTRY.source, (firm) => entryOf(firm, { authorityUscc: REGISTRY.uscc }), 'AUTHORITY_NO_POWER', '/authorityUscc'],
    ['a plain identity number', COURT.source, () => entryOf(syntheticPerson(1)), 'PERSON_ID_IN_PLAIN', '/personIdNo'],
    ['a number that cannot be decrypted', COURT.source, () => ({ ...entryOf(syntheticPerson(1)), personIdNo: undefined, personIdJwe: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.a2V5.aXY.Y2lwaGVy.dGFn' }), 'PERSON_ID_UNREADABLE', '/personIdJwe'],
    ['a wrong code', COURT.source, (firm) => entryOf({ ...firm, uscc: '91210500MA0TYPE14A' }), 'USCC_CHECK', '/uscc'],
    ['a situation there is none of', COURT.source, (firm) => entryOf(firm, { situation: 7 }), 'INTEGER_INVALID', '/situation'],
    ['no decision number', COURT.source, (firm) => ({ ...entryOf(firm), docNo: undefined }), 'FIELD_MISSING', '/docNo'],
    ['removed tomorrow', COURT.source, (firm) => entryOf(firm, { removal: { kind: 'expired', removedOn: '2026-11-24', reason: 'r' } }), 'DATE_IN_FUTURE', '/removal/removedOn'],
  ])('%s: rejected, nothing forwarded', async (_name, source, made, code, pointer) => {
    const data = made(await registered());
    const receipt = await s.receipt(source, await s.send(source, data.uscc ?? 'person-key', { type: INTAKE.listEntry, data }));
    expect(receipt).toMatchObject({ state: 'rejected', code, findings: expect.arrayContaining([expect.objectContaining({ code, pointer })]) });
    expect(receipt).not.toHaveProperty('matterId');
  });

  it('unreadable bytes are parked, and what follows on the same key is answered', async () => {
    const firm = await registered();
    const producer = s.fixture.kafka.createProducer();
    await producer.connect();
    await producer.send([{ topic: intakeTopic(COURT.source), records: [{ key: firm.uscc, value: Buffer.from('{{{'), headers: {} }] }]);
    await producer.disconnect();
    expect(await s.receipt(COURT.source, await sendEntry(entryOf(firm)))).toMatchObject({ state: 'forwarded' });
    expect((await s.fixture.admin.query('select cause from parked')).rows).toEqual([{ cause: 'unreadable' }]);
  });

  it('by REST: 422 with every finding for bad input, 200 for a repeat', async () => {
    const firm = await registered();
    const data = entryOf(firm, { sourceVersion: '1' });
    expect(await rest(COURT.source, 'list-entry', { ...data, listType: 'NOBODY_KNOWS' })).toMatchObject({ status: 422, body: { code: 'LIST_TYPE_UNKNOWN', errors: [expect.objectContaining({ pointer: '/data/listType' })] } });
    expect(await rest(COURT.source, 'list-entry', data)).toMatchObject({ status: 202, body: { state: 'forwarded' } });
    expect(await rest(COURT.source, 'list-entry', data)).toMatchObject({ status: 200, body: { state: 'duplicate' } });
  });
});

describe('the outcome of a forwarded entry', () => {
  const entryState = (matter: any, more: object = {}) => ({
    entryId: matter.aggregateId, listType: 'JUDGMENT_DEFAULTER', listKind: 'joint-discipline', status: 'in-force', origin: 'external', subject: matter.data.subject, evidence: [], decision: matter.data.decision,
    basis: { ruleId: 'R', statute: '《中华人民共和国民事诉讼法》第二百六十六条' }, from: '2026-11-20', published: true, listVersion: '1', ...more,
  });
  const tell = async (matter: any, version: number, type: string, data: object, causationId = matter.id) => {
    const producer = s.fixture.kafka.createProducer();
    await producer.connect();
    const { key, value, headers } = encodeKafka({ id: newEventId(), type, source: '/services/list-designation', time: instantOf(Date.now()), aggregateId: matter.aggregateId, aggregateVersion: String(version), causationId, data }, matter.subject);
    await producer.send([{ topic: TOPICS.designationEvents, records: [{ key, value, headers }] }]);
    await producer.disconnect();
  };

  it('designated: accepted; a later change of the entry answers nobody; its removal answers the report of it', async () => {
    const firm = await registered();
    const data = entryOf(firm, { sourceVersion: '1' });
    const id = await sendEntry(data);
    const first = await s.receipt(COURT.source, id);
    const [matter] = await forwarded(first.matterId!);
    const ending = await sendEntry({ ...data, sourceVersion: '2', removal: { kind: 'expired', removedOn: '2026-11-23', reason: '期满' } });
    const [, removal] = await forwarded(first.matterId!, 2);
    await tell(matter, 1, DESIGNATION.designated, entryState(matter));
    expect(await s.receipt(COURT.source, id, 2)).toMatchObject({ state: 'accepted', matterId: first.matterId, subjectId: first.subjectId, findings: [] });
    expect(await s.receiptsOf(COURT.source, ending)).toHaveLength(1);
    await tell(matter, 2, DESIGNATION.extended, entryState(matter, { listVersion: '2' }), newEventId());
    await tell(matter, 3, DESIGNATION.delisted, entryState(matter, { status: 'ended', ending: 'expired', endedOn: '2026-11-23', listVersion: '3' }), removal!.id);
    expect(await s.receipt(COURT.source, ending, 2)).toMatchObject({ state: 'accepted', matterId: first.matterId });
    expect([await s.receiptsOf(COURT.source, id), await s.receiptsOf(COURT.source, ending)].map((list) => list.length)).toEqual([2, 2]);
    expect((await s.fixture.admin.query('select count(*)::int as n from receipt where open and record_id = $1', [first.matterId])).rows).toEqual([{ n: 0 }]);
  });

  it('not applicable: rejected with the reason of the judge, also when it had waited for its subject', async () => {
    const firm = syntheticFirm(next++);
    const id = await sendEntry(entryOf(firm));
    const held = await s.receipt(COURT.source, id);
    expect((await rest(MARKET.source, 'registration', registrationData(firm))).status).toBe(201);
    const [matter] = await forwarded(held.matterId!);
    await tell(matter, 1, DESIGNATION.notApplicable, { entryId: matter!.aggregateId, source: COURT.source, subject: matter!.data.subject, listType: 'JUDGMENT_DEFAULTER', code: 'SITUATION_MISSING', reason: '未写明失信情形' });
    const last = await s.receipt(COURT.source, id, 3);
    expect(last).toMatchObject({ state: 'rejected', code: 'SITUATION_MISSING', matterId: held.matterId, findings: [{ severity: 'error', message: '未写明失信情形' }] });
    expect(validateData(RECEIPT.issued, last)).toEqual([]);
    expect((await s.receiptsOf(COURT.source, id)).map((r) => r.state)).toEqual(['held', 'forwarded', 'rejected']);
  });
});
