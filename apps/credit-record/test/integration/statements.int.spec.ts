import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INTAKE, INTAKE_LATER } from '@credit/contracts/events';
import { licenseData, penaltyData, registrationData, syntheticFirm, syntheticPerson, syntheticShop } from '@credit/testing';
import { registerDatabase, type RegisterDatabase, type Said } from './register-database.ts';
import { ECOLOGY, MARKET } from './running-service.ts';

let r: RegisterDatabase;
let next = 100;
beforeAll(async () => {
  r = await registerDatabase();
}, 60_000);
afterAll(() => r?.close());

const doc = () => `本市监罚〔2026〕${next++}号`;
const penaltyOf = (party: any, more: object = {}): Said => ({ type: INTAKE.penalty, data: penaltyData({ party, authority: MARKET, docNo: doc(), ...more }) });
const licenseOf = (party: any, more: object = {}): Said => ({ type: INTAKE.license, data: licenseData({ party, authority: MARKET, docNo: doc(), ...more }) });
const registrationOf = (firm: any, more: Record<string, unknown> = {}): Said => ({ type: INTAKE.registration, data: registrationData(firm, more) });
async function registered(party: any = syntheticFirm(next++)): Promise<any> {
  expect(await r.say(registrationOf(party))).toMatchObject([{ state: 'accepted' }]);
  return party;
}
const statusOf = async (recordId: string): Promise<string> => (await r.rows('select status from credit_record where id = $1', [recordId]))[0]?.status;
const factsOf = async (id: string): Promise<string[]> => (await r.rows('select type from journal where aggregate_id = $1 order by id', [id])).map((f) => f.type);

describe('what a statement is answered', () => {
  it('accepted: penalty, licence, individual business, several parties under one document', async () => {
    const [firm, other, shop] = [await registered(), await registered(), await registered(syntheticShop(next++))];
    const docNo = doc();
    const receipts = await r.say(penaltyOf(firm, { docNo }), penaltyOf(other, { docNo }), licenseOf(firm), penaltyOf(shop));
    expect(receipts.map((x) => x.state)).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
    expect(new Set(receipts.map((x) => x.recordId)).size).toBe(4);
    expect(new Set(receipts.map((x) => x.subjectId)).size).toBe(3);
  });

  const bad: [string, (firm: any) => Said, string, string][] = [
    ['a wrong check character', () => penaltyOf({ ...syntheticFirm(1), uscc: '91210500MA0TYPE14A' }), 'USCC_CHECK', '/uscc'],
    ['an illegal character', () => penaltyOf({ ...syntheticFirm(1), uscc: '91210500MA0TSPE14G' }), 'USCC_FORMAT', '/uscc'],
    ['a missing conditional field', (f) => penaltyOf(f, { fineAmountWan: undefined }), 'CONDITIONAL_FIELD_MISSING', '/fineAmountWan'],
    ['a decision in the future', (f) => penaltyOf(f, { decisionDate: '2026-11-24' }), 'DATE_IN_FUTURE', '/decisionDate'],
    ['an unknown authority', (f) => penaltyOf(f, { authorityUscc: '91350100M000100Y43' }), 'AUTHORITY_UNKNOWN', '/authorityUscc'],
    ['another authority', (f) => penaltyOf(f, { authorityUscc: ECOLOGY.uscc }), 'AUTHORITY_NOT_YOURS', '/authorityUscc'],
    ['a power it does not have', (f) => ({ ...penaltyOf(f, { authorityUscc: '11210500MB0XY10258' }), source: 'benxi-administrative-approval' }), 'AUTHORITY_NO_POWER', '/authorityUscc'],
    ['a registration by somebody who is no registrar', (f) => ({ ...registrationOf(f), source: ECOLOGY.source }), 'AUTHORITY_NO_POWER', ''],
    ['a missing field', (f) => penaltyOf(f, { facts: undefined }), 'FIELD_MISSING', '/facts'],
    ['a class that does not fit the code', (f) => penaltyOf(f, { subjectClass: 'INDIVIDUAL_BUSINESS' }), 'SUBJECT_CLASS_MISMATCH', '/subjectClass'],
    ['a type of a later issue', (f) => ({ ...penaltyOf(f), type: INTAKE_LATER[0]! }), 'TYPE_NOT_SUPPORTED_YET', ''],
    ['an unknown type', (f) => ({ ...penaltyOf(f), type: 'nonsense.v1' }), 'TYPE_UNKNOWN', ''],
    ['an unreadable personIdJwe', () => penaltyOf(syntheticPerson(3), { personIdNo: undefined, personIdJwe: 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyIsImVuYyI6IkEyNTZHQ00ifQ.a.b.c.d' }), 'PERSON_ID_UNREADABLE', '/personIdJwe'],
    ['a person with a wrong number', () => ({ ...penaltyOf(syntheticPerson(3), { personIdNo: '210599195003281234' }), channel: 'rest' }), 'PERSON_ID_CHECK', '/personIdNo'],
    ['an identity number in the document number', (f) => ({ ...penaltyOf(f, { docNo: syntheticPerson(5).idNo }), channel: 'rest' }), 'PERSON_ID_IN_PLAIN', '/docNo'],
  ];
  it.each(bad)('rejected: %s', async (_name, make, code, pointer) => {
    const before = await r.rows('select count(*) from credit_record');
    const [receipt] = await r.say(make(await registered()));
    expect(receipt).toMatchObject({ state: 'rejected', code });
    expect(receipt!.findings).toContainEqual(expect.objectContaining({ code, pointer, severity: 'error', message: expect.stringMatching(/[\u4e00-\u9fff]/), messageEn: expect.any(String) }));
    expect(await r.rows('select count(*) from credit_record')).toEqual(before);
  });

  it('codes in small letters and full width are read, never replaced', async () => {
    const firm = await registered();
    const wide = (code: string): string => [...code].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
    expect(await r.say(penaltyOf(firm, { uscc: firm.uscc.toLowerCase(), authorityUscc: wide(MARKET.uscc) }))).toMatchObject([{ state: 'accepted' }]);
  });

  it('a wrong code is on the worklist of its provider once, with its occurrences', async () => {
    const said = () => penaltyOf({ ...syntheticFirm(1), uscc: '91210500MA0TYPE15A' });
    await r.say(said(), said());
    await r.say(said());
    expect(await r.rows(`select code, provider, occurrences, state from code_finding where uscc = '91210500MA0TYPE15A'`)).toEqual([{ code: 'USCC_CHECK', provider: MARKET.source, occurrences: 2, state: 'open' }]);
  });

  it('reported late: accepted with a warning, the due date unchanged', async () => {
    const [receipt] = await r.say(penaltyOf(await registered(), { decisionDate: '2026-11-02' }));
    expect(receipt).toMatchObject({ state: 'accepted-with-warnings', code: 'REPORTED_LATE', publicity: { dueOn: '2026-11-11', provisional: false } });
    expect(receipt!.publicity!.daysLeft).toBeLessThan(0);
  });

  it('an identity number in the facts of a REST statement is masked before it is stored', async () => {
    const { idNo } = syntheticPerson(9);
    const [receipt] = await r.say({ ...penaltyOf(await registered(), { facts: `当事人（身份证号${idNo}）无证经营` }), channel: 'rest' });
    expect(receipt).toMatchObject({ state: 'accepted-with-warnings', code: 'PERSON_ID_IN_TEXT' });
    expect(JSON.stringify(await r.rows('select content from credit_record where id = $1', [receipt!.recordId]))).not.toContain(idNo);
  });
});

describe('repetitions and versions', () => {
  it('duplicate, superseded, amended, conflicting', async () => {
    const firm = await registered();
    const docNo = doc();
    const said = (version: number, facts: string): Said => penaltyOf(firm, { docNo, facts, sourceVersion: String(version) });
    const [first] = await r.say(said(10, '甲'));
    const [same, older, conflict, newer, sameNewer] = await r.say(said(10, '甲'), said(9, '零'), said(10, '乙'), said(11, '乙'), said(12, '乙'));
    expect(first).toMatchObject({ state: 'accepted' });
    expect(same).toMatchObject({ state: 'duplicate', code: 'DUPLICATE', firstReceiptId: first!.receiptId, recordId: first!.recordId });
    expect(older).toMatchObject({ state: 'superseded', code: 'SUPERSEDED' });
    expect(conflict).toMatchObject({ state: 'rejected', code: 'VERSION_CONFLICT' });
    expect(newer).toMatchObject({ state: 'accepted', recordId: first!.recordId });
    expect(sameNewer).toMatchObject({ state: 'duplicate', firstReceiptId: newer!.receiptId });
    expect(await factsOf(first!.recordId!)).toEqual(['RecordRecorded', 'RecordAmended', 'RecordVersionConfirmed']);
  });

  it('an event that comes again is answered with its first receipt; a reused id is rejected', async () => {
    const firm = await registered();
    const said = penaltyOf(firm);
    const [first] = await r.say({ ...said, id: 'event-7' });
    const [again, reused] = await r.say({ ...said, id: 'event-7', repeat: 'duplicate' }, { ...penaltyOf(firm), id: 'event-7', repeat: 'reused' });
    expect(again).toMatchObject({ state: 'duplicate', firstReceiptId: first!.receiptId });
    expect(reused).toMatchObject({ state: 'rejected', code: 'EVENT_ID_REUSED', firstReceiptId: first!.receiptId });
    const [one, two] = await r.say({ ...penaltyOf(firm), id: 'event-8' }, { ...said, id: 'event-8', repeat: 'duplicate' });
    expect(two).toMatchObject({ state: 'duplicate', firstReceiptId: one!.receiptId });
  });
});

describe('revocation, correction, reinstatement', () => {
  const target = (firm: any, docNo: string) => ({ recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo, subject: { uscc: firm.uscc } });
  const revocation = (firm: any, docNo: string, more: object = {}): Said => ({ type: INTAKE.recordRevocation, data: { ...target(firm, docNo), revokedOn: '2026-11-22', reason: '复议撤销', basis: '行政复议决定书', ...more } });
  const correction = (firm: any, docNo: string, changes: object[], more: object = {}): Said => ({ type: INTAKE.recordCorrection, data: { ...target(firm, docNo), reason: '笔误', basis: '更正通知', changes, ...more } });

  it('the revocation that comes first outranks the record', async () => {
    const firm = await registered();
    const docNo = doc();
    const [revoked] = await r.say(revocation(firm, docNo));
    expect(revoked).toMatchObject({ state: 'accepted-with-warnings', code: 'REVOKED_BEFORE_ARRIVAL' });
    const [late] = await r.say(penaltyOf(firm, { docNo }));
    expect(late).toMatchObject({ state: 'superseded', code: 'RECORD_REVOKED', recordId: revoked!.recordId });
    expect(await statusOf(late!.recordId!)).toBe('revoked');
    expect(await r.rows(`select type, topic is null as private from journal where aggregate_id = $1 order by id`, [late!.recordId])).toEqual([{ type: 'RevocationNoted', private: true }, { type: 'RevokedContentUpdated', private: false }]);
  });

  it('revoked, then reinstated by a correction with a reason', async () => {
    const firm = await registered();
    const docNo = doc();
    const receipts = await r.say(penaltyOf(firm, { docNo }), revocation(firm, docNo), revocation(firm, docNo));
    expect(receipts.map((x) => x.state)).toEqual(['accepted', 'accepted', 'duplicate']);
    const [back] = await r.say({ ...correction(firm, docNo, [], { reinstate: true }), at: '2030-01-01T00:00:00.000Z' });
    expect(back).toMatchObject({ state: 'accepted' });
    expect(await statusOf(back!.recordId!)).toBe('effective');
    expect(await r.say(correction(firm, docNo, [], { reinstate: true }))).toMatchObject([{ state: 'rejected', code: 'RECORD_NOT_REVOKED' }]);
  });

  it('a correction changes the named fields; an invalid one is refused', async () => {
    const firm = await registered();
    const docNo = doc();
    const [first, corrected] = await r.say(penaltyOf(firm, { docNo }), correction(firm, docNo, [{ field: 'fineAmountWan', newValue: '0.2' }]));
    expect(corrected).toMatchObject({ state: 'accepted', recordId: first!.recordId });
    const published = await r.rows(`select payload::json as data from journal where aggregate_id = $1 and type = 'RecordCorrected'`, [first!.recordId]);
    expect(published[0].data).toMatchObject({ content: { fineAmountWan: '0.2' }, change: { reason: '笔误', basis: '更正通知', changedFields: ['fineAmountWan'] } });
    const [broken] = await r.say(correction(firm, docNo, [{ field: 'fineAmountWan', newValue: null }]));
    expect(broken).toMatchObject({ state: 'rejected', code: 'CORRECTION_INVALID', findings: [{ hint: expect.stringContaining('fineAmountWan') }] });
  });

  it('a correction that comes first waits, and is answered anew when the record arrives', async () => {
    const firm = await registered();
    const docNo = doc();
    const id = 'early-correction';
    expect(await r.say({ ...correction(firm, docNo, [{ field: 'facts', newValue: '更正后的事实' }]), id, at: '2026-11-24T00:00:00.000Z' })).toMatchObject([{ state: 'held', code: 'RECORD_NOT_RECEIVED' }]);
    const [record] = await r.say({ ...penaltyOf(firm, { docNo }), at: '2026-11-23T00:00:00.000Z' });
    expect(record).toMatchObject({ state: 'accepted' });
    expect((await r.published()).filter((x) => x.eventId === id).map((x) => x.state)).toEqual(['held', 'accepted']);
    expect((await r.rows('select corrections from credit_record where id = $1', [record!.recordId]))[0].corrections).toHaveLength(1);
  });

  it('only who speaks for the authority may revoke', async () => {
    const firm = await registered();
    const docNo = doc();
    await r.say(penaltyOf(firm, { docNo }));
    expect(await r.say({ ...revocation(firm, docNo), source: ECOLOGY.source })).toMatchObject([{ state: 'rejected', code: 'AUTHORITY_NOT_YOURS' }]);
  });
});
