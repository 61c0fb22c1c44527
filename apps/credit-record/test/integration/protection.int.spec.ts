import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { INTAKE } from '@credit/contracts/events';
import { finding } from '@credit/contracts/subject';
import { epochMsOf, instantOf, type LocalDate } from '@credit/kernel';
import { penaltyData, registrationData, syntheticFirm, syntheticPerson, syntheticShop } from '@credit/testing';
import { createIngest } from '../../src/application/ingest-statements.ts';
import { registerDatabase, statement, type RegisterDatabase, type Said } from './register-database.ts';
import { MARKET } from './running-service.ts';

let r: RegisterDatabase;
let next = 3000;
beforeAll(async () => {
  r = await registerDatabase();
}, 60_000);
afterAll(() => r?.close());

const doc = () => `护〔2026〕${next++}号`;
const penaltyOf = (party: any, more: object = {}): Said => ({ type: INTAKE.penalty, data: penaltyData({ party, authority: MARKET, docNo: doc(), ...more }) });
const registrationOf = (firm: any, more: Record<string, unknown> = {}): Said => ({ type: INTAKE.registration, data: registrationData(firm, more) });
const about = (subject: object, docNo: string) => ({ recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo, subject, reason: '核实', basis: '核实决定' });
const correctionOf = (subject: object, docNo: string, changes: object[], more: object = {}): Said => ({ type: INTAKE.recordCorrection, data: { ...about(subject, docNo), changes, ...more } });
const revocationOf = (subject: object, docNo: string): Said => ({ type: INTAKE.recordRevocation, data: { ...about(subject, docNo), revokedOn: '2026-11-22' } });
const registered = async (party: any = syntheticFirm(next++)): Promise<any> => {
  await r.say(registrationOf(party));
  return party;
};
const storedText = async (): Promise<string> => {
  const tables = await r.rows<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
  return (await Promise.all(tables.map(async ({ name }) => JSON.stringify(await r.rows(`select t::text as row from "${name}" t`))))).join('\n');
};
const eventContent = async (recordId: string): Promise<any> => (await r.rows(`select payload::json as data from journal where aggregate_id = $1 and topic is not null order by id desc limit 1`, [recordId]))[0]?.data;
const answersTo = async (eventId: string) => (await r.published()).filter((x) => x.eventId === eventId).map((x) => [x.state, x.code]);

describe('identity numbers in event ids', () => {
  it.each([
    ['a repetition', { repeat: 'duplicate' as const }, []],
    ['an id used again', { repeat: 'reused' as const }, []],
    ['another fault named before it', {}, [finding('ENVELOPE.KEY_MISSING', ''), finding('PERSON_ID_IN_PLAIN', '')]],
    ['an event that cannot be read', {}, [finding('ENVELOPE.JSON', '')]],
  ])('are masked in the receipt: %s', async (_name, more, findings) => {
    const { idNo } = syntheticPerson(next++);
    await r.inUnitOfWork((uow) => r.ingest(uow, [{ ...statement({ ...penaltyOf(syntheticFirm(1)), id: idNo, ...more }), findings }]));
    expect(await storedText()).not.toContain(idNo);
    expect(JSON.stringify(await r.published())).not.toContain(idNo);
  });
});

describe('a restriction', () => {
  it('stays when a later statement is silent about it, and falls by a correction', async () => {
    const firm = await registered();
    const docNo = doc();
    await r.say(penaltyOf(firm, { docNo, restricted: 'minor', sourceVersion: '1' }));
    const [same, amended] = await r.say(penaltyOf(firm, { docNo, sourceVersion: '2' }), penaltyOf(firm, { docNo, facts: '补充事实', sourceVersion: '3' }));
    expect(same).toMatchObject({ state: 'duplicate' });
    expect(amended).toMatchObject({ state: 'accepted-with-warnings', code: 'RESTRICTION_STAYS' });
    expect(amended!.publicity).toBeUndefined();
    expect((await eventContent(amended!.recordId!)).content).toMatchObject({ facts: '补充事实', restricted: 'minor' });
    await r.say(correctionOf({ uscc: firm.uscc }, docNo, [{ field: 'restricted', newValue: null }], { sourceVersion: '4' }));
    expect((await eventContent(amended!.recordId!)).content.restricted).toBeUndefined();
    const [after] = await r.say(penaltyOf(firm, { docNo, facts: '再次补充', sourceVersion: '5' }));
    expect(after).toMatchObject({ state: 'accepted' });
    expect((await eventContent(after!.recordId!)).content.restricted).toBeUndefined();
  });

  it('stays when it came by a correction, and for a record that is held in between: its receipt tells the truth', async () => {
    const firm = syntheticFirm(next++);
    const docNo = doc();
    await r.say(penaltyOf(firm, { docNo, sourceVersion: '1' }), correctionOf({ uscc: firm.uscc }, docNo, [{ field: 'restricted', newValue: 'privacy' }], { sourceVersion: '2' }));
    const [held] = await r.say({ ...penaltyOf(firm, { docNo, sourceVersion: '3' }), id: 'held-restricted' });
    await registered(firm);
    expect((await answersTo('held-restricted')).map(([state]) => state)).toEqual(['held', 'accepted-with-warnings']);
    expect((await eventContent(held!.recordId!)).content.restricted).toBe('privacy');
  });
});

describe('who a record is about', () => {
  it('equal numbers of two kinds of other documents are two persons; the same kind is one', async () => {
    const person = (type: string) => ({ ...penaltyOf(syntheticPerson(9), { personIdType: type, personIdNo: '0123456' }), channel: 'rest' as const });
    const [officer, soldier, again] = await r.say(person('其他-军官证'), person('其他-士兵证'), person('其他－军官证'));
    expect(officer).toMatchObject({ state: 'accepted' });
    expect(soldier!.subjectId).not.toBe(officer!.subjectId);
    expect(again!.subjectId).toBe(officer!.subjectId);
  });

  it('a replaced code that nobody knew leads to the file of the new one', async () => {
    const [old, fresh] = [syntheticFirm(next++), syntheticFirm(next++)];
    const [rekeyed] = await r.say(registrationOf({ ...old, uscc: fresh.uscc }, { registrarFlag: '0', previousUscc: old.uscc }));
    const [late] = await r.say(penaltyOf(old));
    expect(late).toMatchObject({ state: 'accepted', subjectId: rekeyed!.subjectId });
    expect(await r.rows('select uscc, former_usccs from credit_subject where id = $1', [rekeyed!.subjectId])).toEqual([{ uscc: fresh.uscc, former_usccs: [old.uscc] }]);
  });

  it('so does one that is named only when the new code is already registered', async () => {
    const [old, fresh] = [syntheticFirm(next++), syntheticFirm(next++)];
    const [first] = await r.say(registrationOf({ ...old, uscc: fresh.uscc }, { sourceVersion: '1' }));
    expect(await r.say(registrationOf({ ...old, uscc: fresh.uscc }, { sourceVersion: '2', registrarFlag: '0', previousUscc: old.uscc }))).toMatchObject([{ state: 'accepted', subjectId: first!.subjectId }]);
    expect(await r.say(penaltyOf(old))).toMatchObject([{ state: 'accepted', subjectId: first!.subjectId }]);
    expect(await r.rows('select former_usccs from credit_subject where id = $1', [first!.subjectId])).toEqual([{ former_usccs: [old.uscc] }]);
  });

  it('a firm re-keyed to a 92 code is an individual business from then on', async () => {
    const firm = await registered();
    const shop = syntheticShop(next++);
    const [rekeyed] = await r.say(registrationOf({ ...firm, uscc: shop.uscc }, { registrarFlag: '0', previousUscc: firm.uscc }));
    expect(await r.rows('select subject_class from credit_subject where id = $1', [rekeyed!.subjectId])).toEqual([{ subject_class: 'INDIVIDUAL_BUSINESS' }]);
    const [receipt] = await r.say(penaltyOf({ ...firm, uscc: shop.uscc, subjectClass: 'INDIVIDUAL_BUSINESS' }));
    expect((await eventContent(receipt!.recordId!)).subject).toMatchObject({ subjectClass: 'INDIVIDUAL_BUSINESS', uscc: shop.uscc });
  });

  it('a correction to a name that is just being registered is decided after it, not held and forgotten', async () => {
    const firm = await registered();
    const docNo = doc();
    await r.say(penaltyOf(firm, { docNo }));
    const another = await r.fixture.openAnother();
    const name = '正在更名的有限公司';
    let answered = false;
    let correction: Promise<any> | undefined;
    await r.inUnitOfWork(async (uow) => {
      await r.ingest(uow, [statement(registrationOf({ ...firm, name }))]);
      correction = r.sayOn(another, correctionOf({ uscc: firm.uscc }, docNo, [{ field: 'subjectName', newValue: name }])).finally(() => (answered = true));
      const waits = async () => (await r.rows(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length > 0;
      while (!answered && !(await waits()));
    });
    expect(await correction).toMatchObject([{ state: 'accepted' }]);
  });

  it('a registration closes the finding about its own name, not that about another', async () => {
    const firm = syntheticFirm(next++);
    const claims = ['甲自称有限公司', firm.name, '乙自称有限公司'];
    for (const name of claims) await r.say(penaltyOf({ ...firm, name }));
    await registered(firm);
    const findings = await r.rows(`select code, stated_name, state from code_finding where uscc = $1 order by id`, [firm.uscc]);
    expect(findings).toEqual([
      { code: 'UNKNOWN_SUBJECT', stated_name: claims[0], state: 'closed' }, { code: 'ONE_CODE_MANY_SUBJECTS', stated_name: claims[1], state: 'closed' }, { code: 'ONE_CODE_MANY_SUBJECTS', stated_name: claims[2], state: 'open' },
      { code: 'NAME_CODE_MISMATCH', stated_name: expect.stringContaining('自称'), state: 'open' }, { code: 'NAME_CODE_MISMATCH', stated_name: expect.stringContaining('自称'), state: 'open' },
    ]);
  });

  it('the document of a legal representative is kept as an index only', async () => {
    const { idNo } = syntheticPerson(next++);
    const [receipt] = await r.say({ ...penaltyOf(await registered(), { legalRepIdType: '身份证', legalRepIdNo: idNo }), channel: 'rest' });
    expect(receipt).toMatchObject({ state: 'accepted' });
    expect((await r.rows(`select content->>'legalRepIdIndex' as index from credit_record where id = $1`, [receipt!.recordId]))[0].index).toHaveLength(43);
    expect(await storedText()).not.toContain(idNo);
  });

  it('the corrected name of a natural person is masked like the first one', async () => {
    const person = syntheticPerson(next++);
    const docNo = doc();
    const personIdJwe = await encryptForIntake(r.register.decryption.publicJwk, person.idNo);
    const [, corrected] = await r.say({ ...penaltyOf(person, { docNo }), channel: 'rest' }, correctionOf({ personIdJwe }, docNo, [{ field: 'subjectName', newValue: '欧阳更正' }]));
    expect(corrected).toMatchObject({ state: 'accepted' });
    expect(await storedText()).not.toContain('欧阳更正');
  });
});

describe('what the register does not take or do by itself', () => {
  it('information outside the catalogue is refused, not stored just in case (trap 38)', async () => {
    const bare = createIngest({ ...r.register, rulebook: { ...r.register.rulebook, tables: { ...r.register.rulebook.tables, catalogue: [] } } });
    const firm = await registered();
    const before = await r.rows('select count(*) from credit_record');
    expect(await r.inUnitOfWork((uow) => bare(uow, [statement(penaltyOf(firm))]))).toMatchObject([{ state: 'rejected', code: 'NOT_CATALOGUED' }]);
    expect(await r.rows('select count(*) from credit_record')).toEqual(before);
  });

  it('two files with records are never joined by machine, however the registrar asks (trap 25)', async () => {
    const [old, fresh] = [await registered(), await registered()];
    const [one, two] = await r.say(penaltyOf(old), penaltyOf(fresh));
    const [asked] = await r.say(registrationOf({ ...fresh, name: old.name }, { registrarFlag: '0', previousUscc: old.uscc }));
    expect(asked).toMatchObject({ state: 'accepted-with-warnings', code: 'CODE_NOT_REPLACED', subjectId: two!.subjectId });
    expect((await r.say(penaltyOf(old), penaltyOf({ ...fresh, name: old.name }))).map((x) => x.subjectId)).toEqual([one!.subjectId, two!.subjectId]);
    expect(await r.rows(`select code, state, other_subject_id from code_finding where subject_id = $1 and code = 'ONE_SUBJECT_MANY_CODES'`, [two!.subjectId])).toContainEqual({ code: 'ONE_SUBJECT_MANY_CODES', state: 'open', other_subject_id: one!.subjectId });
  });

  it('an older registration changes no name, but its name counts as a former one', async () => {
    const firm = syntheticFirm(next++);
    const [late] = await r.say(registrationOf(firm, { sourceVersion: '5' }), registrationOf({ ...firm, name: '更早的名称有限公司' }, { sourceVersion: '4' })).then((x) => x.slice(1));
    expect(late).toMatchObject({ state: 'superseded', code: 'FORMER_NAME_LEARNED' });
    expect(await r.say(penaltyOf({ ...firm, name: '更早的名称有限公司' }))).toMatchObject([{ state: 'accepted-with-warnings', code: 'SUBJECT_RENAMED' }]);
  });
});

describe('the day of receipt', () => {
  const DAY_MS = 86_400_000;
  const uploaded = async (channel: 'file' | 'kafka', decisionDate: string) => {
    const said = statement({ ...penaltyOf(await registered(), { decisionDate }), channel });
    const [receipt] = await r.inUnitOfWork((uow) => r.ingest(uow, [{ ...said, receivedAt: instantOf(epochMsOf(r.fixture.clock.now()) - DAY_MS) }]));
    return { receipt: receipt!, record: (await r.rows('select received_on from credit_record where id = $1', [receipt!.recordId]))[0] };
  };
  afterAll(() => r.fixture.clock.setToday('2026-11-23' as LocalDate));

  it.each(['file', 'kafka'] as const)('of a %s is that on which it reached us: what we do after the due date makes nothing late', async (channel) => {
    r.fixture.clock.setToday('2026-11-24' as LocalDate);
    const { receipt, record } = await uploaded(channel, '2026-11-12');
    expect(receipt).toMatchObject({ state: 'accepted', publicity: { dueOn: '2026-11-23', daysLeft: -1 } });
    expect(record).toEqual({ received_on: '2026-11-23' });
    expect((await uploaded(channel, '2026-11-11')).receipt).toMatchObject({ state: 'accepted-with-warnings', code: 'REPORTED_LATE' });
  });
});

describe('receipts of what waited', () => {
  it('two corrections wait: the one that would spoil the record is rejected, the other accepted', async () => {
    const firm = await registered();
    const docNo = doc();
    const wait = (id: string, field: string, newValue: string | null, sourceVersion: string) => r.say({ ...correctionOf({ uscc: firm.uscc }, docNo, [{ field, newValue }], { sourceVersion }), id });
    await wait('waits-old', 'facts', '过时的事实', '5');
    await wait('waits-spoiled', 'fineAmountWan', null, '11');
    await wait('waits-good', 'facts', '更正后的事实', '12');
    await r.say(penaltyOf(firm, { docNo, sourceVersion: '10' }));
    expect(await answersTo('waits-old')).toEqual([['held', 'RECORD_NOT_RECEIVED'], ['superseded', 'SUPERSEDED']]);
    expect(await answersTo('waits-spoiled')).toEqual([['held', 'RECORD_NOT_RECEIVED'], ['rejected', 'CORRECTION_INVALID']]);
    expect(await answersTo('waits-good')).toEqual([['held', 'RECORD_NOT_RECEIVED'], ['accepted', undefined]]);
  });

  it('a reinstatement into a held record is answered as accepted when the subject is registered', async () => {
    const firm = syntheticFirm(next++);
    const docNo = doc();
    await r.say(penaltyOf(firm, { docNo }), revocationOf({ uscc: firm.uscc }, docNo));
    const [back] = await r.say({ ...correctionOf({ uscc: firm.uscc }, docNo, [], { reinstate: true }), id: 'reinstated-held', at: '2030-01-01T00:00:00.000Z' });
    expect(back).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT' });
    await registered(firm);
    expect((await answersTo('reinstated-held')).map(([state]) => state)).toEqual(['held', 'accepted']);
    expect(await r.rows('select status from credit_record where id = $1', [back!.recordId])).toEqual([{ status: 'effective' }]);
  });
});
