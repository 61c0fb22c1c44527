import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { INTAKE, INTAKE_LATER, RECEIPT, RECORD, SUBJECT, validateData } from '@credit/contracts/events';
import { intakeTopic, TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { eventually, penaltyData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const penalty = (seed: number, more: object = {}, authority = MARKET) => penaltyData({ party: syntheticFirm(seed), authority, docNo: `本市监罚〔2026〕${seed}号`, ...more });
const send = (data: any, more: Partial<Parameters<RunningCreditRecord['send']>[2]> = {}, key: string | null = data.uscc ?? 'key') => s.send(MARKET.source, key, { type: INTAKE.penalty, data, ...more });

describe('a penalty from Kafka', () => {
  it('of a registered firm: accepted, recorded, receipt with the publicity term, all facts on their topics', async () => {
    const firm = syntheticFirm(1);
    const registered = await send(registrationData(firm), { type: INTAKE.registration });
    expect(await s.receipt(MARKET.source, registered)).toMatchObject({ state: 'accepted', findings: [] });
    const id = await send(penalty(1));
    const receipt = await s.receipt(MARKET.source, id);
    expect(receipt).toMatchObject({ state: 'accepted', eventId: id, findings: [], publicity: { dueOn: '2026-12-01', provisional: false, daysLeft: 6 } });
    await eventually(async () => (await s.events(TOPICS.recordEvents)).length === 1 && (await s.events(TOPICS.subjectEvents)).length === 1, 'both facts are published');
    expect((await s.events(TOPICS.subjectEvents))[0]).toMatchObject({ type: SUBJECT.registered, aggregateId: receipt.subjectId, aggregateVersion: '1' });
    expect((await s.events(TOPICS.recordEvents))[0]).toMatchObject({
      type: RECORD.recorded, aggregateId: receipt.recordId, aggregateVersion: '1', causationId: id, actor: `dept:${MARKET.source}`,
      data: { status: 'effective', docNo: '本市监罚〔2026〕1号', subject: { name: firm.name, status: 'registered' } },
    });
    expect((await s.call('GET', `/v1/receipts/${receipt.receiptId}`, { roles: ['source'], dept: MARKET.source })).body).toEqual(receipt);
  });

  it('of a person: only encrypted; a plain number is rejected and kept nowhere', async () => {
    const person = syntheticPerson(3);
    const data = penaltyData({ party: person, authority: MARKET, docNo: '人-1' });
    const personIdJwe = await encryptForIntake(s.intakeKey, person.idNo);
    const ok = await send({ ...data, personIdNo: undefined, personIdJwe }, {}, person.personKey);
    expect(await s.receipt(MARKET.source, ok)).toMatchObject({ state: 'accepted' });
    const plain = await send(data, {}, person.personKey);
    expect(await s.receipt(MARKET.source, plain)).toMatchObject({ state: 'rejected', code: 'PERSON_ID_IN_PLAIN' });
    for (const { rows } of [await s.fixture.admin.query('select body from parked'), await s.fixture.admin.query('select payload as body from journal union all select payload from journal_receipts')]) {
      expect(rows.map((row) => String(row.body)).join()).not.toContain(person.idNo);
    }
  });
});

describe('what every kind of bad delivery gets', () => {
  it.each([
    ['a type of a later issue', () => send({}, { type: INTAKE_LATER[0]! }), 'TYPE_NOT_SUPPORTED_YET'],
    ['an unknown type', () => send({}, { type: 'nonsense.v1' }), 'TYPE_UNKNOWN'],
    ['data that is no object', () => send([1] as never, {}, 'k'), 'ENVELOPE.DATA_NOT_OBJECT'],
    ['no key', () => send(penalty(2), {}, null), 'ENVELOPE.KEY_MISSING'],
    ['a schema fault', () => send(penalty(2, { docNo: 5 })), 'FIELD_TYPE'],
    ['another authority', () => send(penalty(2, { authorityUscc: ECOLOGY.uscc })), 'AUTHORITY_NOT_YOURS'],
    ['a wrong code', () => send(penalty(2, { uscc: '91210500MA0TYPE14A' })), 'USCC_CHECK'],
  ])('%s', async (_name, sent, code) => {
    const receipt = await s.receipt(MARKET.source, await sent());
    expect(receipt).toMatchObject({ state: 'rejected', code });
    expect(validateData(RECEIPT.issued, receipt)).toEqual([]);
  });

  it('unreadable bytes are parked, and what follows them on the same key is answered', async () => {
    const producer = s.fixture.kafka.createProducer();
    await producer.connect();
    await producer.send([{ topic: intakeTopic(MARKET.source), records: [{ key: 'k', value: Buffer.from('{{{'), headers: {} }] }]);
    await producer.disconnect();
    expect(await s.receipt(MARKET.source, await send(penalty(3), {}, 'k'))).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT' });
    expect((await s.fixture.admin.query('select cause from parked')).rows).toEqual([{ cause: 'unreadable' }]);
  });
});

describe('repetitions', () => {
  it('the same event again: a duplicate receipt that names the first; the same id with other bytes: rejected', async () => {
    const id = newEventId();
    const time = '2026-11-23T08:00:00.000Z';
    await send(penalty(4), { id, time });
    const first = await s.receipt(MARKET.source, id);
    await send(penalty(4), { id, time });
    expect(await s.receipt(MARKET.source, id, 2)).toMatchObject({ state: 'duplicate', firstReceiptId: first.receiptId });
    await send(penalty(5), { id, time });
    expect(await s.receipt(MARKET.source, id, 3)).toMatchObject({ state: 'rejected', code: 'EVENT_ID_REUSED', firstReceiptId: first.receiptId });
    expect((await s.fixture.admin.query('select count(*)::int as n from credit_record where doc_no = $1', ['本市监罚〔2026〕5号'])).rows).toEqual([{ n: 0 }]);
  });
});

describe('a fault of our own', () => {
  it('holds only the statement it strikes, says so, and answers it again when the fault is mended and the event replayed', async () => {
    await s.fixture.admin.query('alter table code_finding rename to code_finding_away');
    const struck = await send(penalty(50));
    const healthy = await send(penalty(1, { docNo: '故障期间-1' }));
    expect(await s.receipt(MARKET.source, healthy)).toMatchObject({ state: 'accepted' });
    expect(await s.receipt(MARKET.source, struck)).toMatchObject({ state: 'held', code: 'INTERNAL_HOLD' });
    await s.fixture.admin.query('alter table code_finding_away rename to code_finding');
    const parked = await s.call('GET', '/ops/parked', { roles: ['operator'] });
    const [item] = (parked.body.items ?? parked.body).filter((row: any) => row.cause === 'bug');
    expect((await s.call('POST', `/ops/parked/${item.id}/replay`, { roles: ['operator'], body: { reason: 'mended' } })).status).toBeLessThan(300);
    expect(await s.receipt(MARKET.source, struck, 2)).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT' });
  });
});

describe('many at once', () => {
  it('one new code from two departments and by REST: one subject, one receipt each, facts contiguous', async () => {
    const firms = Array.from({ length: 40 }, (_, n) => syntheticFirm(500 + n));
    const ids = await Promise.all(firms.flatMap((firm, n) => [
      s.send(MARKET.source, firm.uscc, { type: INTAKE.penalty, data: penalty(500 + n) }),
      s.send(ECOLOGY.source, firm.uscc, { type: INTAKE.penalty, data: penalty(500 + n, {}, ECOLOGY) }),
    ]));
    const rest = await Promise.all(firms.slice(0, 10).map((firm, n) => s.call('POST', '/v1/records', { roles: ['source'], dept: MARKET.source, headers: { 'idempotency-key': `race-${n}` }, body: { kind: 'administrative-penalty', data: penalty(500 + n, { docNo: `REST-${n}` }) } })));
    expect(rest.map((answer) => answer.status)).toEqual(rest.map(() => 201));
    const receipts = await Promise.all(ids.map((id, n) => s.receipt(n % 2 === 0 ? MARKET.source : ECOLOGY.source, id)));
    expect(new Set(receipts.map((receipt) => receipt.state))).toEqual(new Set(['held']));
    for (let n = 0; n < firms.length; n += 1) expect(receipts[2 * n]!.subjectId).toBe(receipts[2 * n + 1]!.subjectId);
    for (let n = 0; n < 10; n += 1) expect(rest[n]!.body.subjectId).toBe(receipts[2 * n]!.subjectId);
    const identified = () => s.events(TOPICS.subjectEvents).then((events) => events.filter((e) => e.type === SUBJECT.identified && firms.some((firm) => e.data.subject.uscc === firm.uscc)));
    await eventually(async () => (await identified()).length >= firms.length, 'all subjects are published');
    expect((await identified()).length).toBe(firms.length);
    expect((await s.receiptsOf(MARKET.source, ids[0]!)).length).toBe(1);
  });
});
