import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { INTAKE, SUBJECT, validateData } from '@credit/contracts/events';
import { isTransient } from '@credit/persistence';
import { penaltyData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { findByCode, findSubject } from '../../src/application/queries/find-subjects.ts';
import { sweepHeld } from '../../src/application/sweep-held.ts';
import { registerDatabase, statement, type RegisterDatabase, type Said } from './register-database.ts';
import { ECOLOGY, MARKET } from './running-service.ts';

let r: RegisterDatabase;
let next = 1000;
beforeAll(async () => {
  r = await registerDatabase();
}, 60_000);
afterAll(() => r?.close());

const penaltyOf = (party: any, more: object = {}, authority = MARKET): Said => ({ type: INTAKE.penalty, source: authority.source, data: penaltyData({ party, authority, docNo: `罚〔2026〕${next++}号`, ...more }) });
const registrationOf = (firm: any, more: Record<string, unknown> = {}): Said => ({ type: INTAKE.registration, data: registrationData(firm, more) });
const receiptsOf = async (id: string) => (await r.published()).filter((x) => x.eventId === id);
const findingsOf = (uscc: string) => r.rows('select code, state from code_finding where uscc = $1 order by code, id', [uscc]);
const recordRow = async (id: string) => (await r.rows('select status, held_reasons from credit_record where id = $1', [id]))[0];

describe('a subject that the registrar has not named', () => {
  it('its record is held, and released with a new receipt when the registration comes', async () => {
    const firm = syntheticFirm(next++);
    const [held] = await r.say({ ...penaltyOf(firm), id: 'waits-1' });
    expect(held).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT', recordId: expect.any(String), subjectId: expect.any(String), publicity: { provisional: false } });
    expect(await recordRow(held!.recordId!)).toEqual({ status: 'held', held_reasons: ['UNKNOWN_SUBJECT'] });
    expect(await findingsOf(firm.uscc)).toEqual([{ code: 'UNKNOWN_SUBJECT', state: 'open' }]);
    await r.say(registrationOf(firm));
    expect((await receiptsOf('waits-1')).map((x) => [x.state, x.recordId])).toEqual([['held', held!.recordId], ['accepted', held!.recordId]]);
    expect(await recordRow(held!.recordId!)).toEqual({ status: 'effective', held_reasons: null });
    expect(await findingsOf(firm.uscc)).toEqual([{ code: 'UNKNOWN_SUBJECT', state: 'closed' }]);
    expect((await r.rows(`select type from journal where aggregate_id = $1 order by id`, [held!.recordId])).map((x) => x.type)).toEqual(['RecordRecorded', 'RecordReleased']);
  });

  it('a batch that brings record and registration together answers both in order', async () => {
    const firm = syntheticFirm(next++);
    const receipts = await r.say({ ...penaltyOf(firm), id: 'same-batch' }, registrationOf(firm), penaltyOf(firm));
    expect(receipts.map((x) => x.state)).toEqual(['held', 'accepted', 'accepted']);
    expect((await receiptsOf('same-batch')).map((x) => x.state)).toEqual(['held', 'accepted']);
  });

  it('registered under another name: held on as name mismatch, released by the name history', async () => {
    const firm = syntheticFirm(next++);
    const [held] = await r.say({ ...penaltyOf({ ...firm, name: '老字号商贸有限公司' }), id: 'waits-2' });
    await r.say({ ...registrationOf(firm, { sourceVersion: '1' }) });
    await r.say({ ...registrationOf(firm, { sourceVersion: '2', formerNames: [{ name: '老字号商贸有限公司', until: '2025-01-01' }] }) });
    expect((await receiptsOf('waits-2')).map((x) => [x.state, x.code])).toEqual([['held', 'UNKNOWN_SUBJECT'], ['held', 'NAME_CODE_MISMATCH'], ['accepted-with-warnings', 'SUBJECT_RENAMED']]);
    expect(await recordRow(held!.recordId!)).toMatchObject({ status: 'effective' });
  });

  it('a wrong organisation code is held until the registrar confirms the code', async () => {
    const firm = { ...syntheticFirm(next++), uscc: '91210500MA0TYPE15K' };
    const [held] = await r.say({ ...penaltyOf(firm), id: 'waits-3' });
    expect(held!.findings.map((f) => f.code)).toEqual(['UNKNOWN_SUBJECT', 'ORG_CODE_CHECK']);
    expect(await r.say(registrationOf(firm))).toMatchObject([{ state: 'accepted-with-warnings', code: 'ORG_CODE_CHECK' }]);
    expect((await receiptsOf('waits-3')).map((x) => x.state)).toEqual(['held', 'accepted']);
  });

  it('the sweeper finds nothing to do, and would find what a missed lock left behind', async () => {
    expect(await r.inUnitOfWork((uow) => sweepHeld(uow, r.register))).toBe(0);
    const firm = syntheticFirm(next++);
    const [held] = await r.say(penaltyOf(firm));
    await r.rows(`update credit_subject set status = 'registered' where uscc = $1`, [firm.uscc]);
    expect(await r.inUnitOfWork((uow) => sweepHeld(uow, r.register))).toBe(1);
    expect(await recordRow(held!.recordId!)).toMatchObject({ status: 'effective' });
  });
});

describe('names and codes', () => {
  it('a renamed firm: accepted with a warning under the old name; another name is held', async () => {
    const firm = syntheticFirm(next++);
    await r.say(registrationOf(firm, { sourceVersion: '1' }), registrationOf(firm, { sourceVersion: '2', name: '全新名称有限公司' }));
    const [old, current, other] = await r.say(penaltyOf(firm), penaltyOf({ ...firm, name: '全新名称有限公司' }), penaltyOf({ ...firm, name: '从未用过的名称有限公司' }));
    expect(old).toMatchObject({ state: 'accepted-with-warnings', code: 'SUBJECT_RENAMED' });
    expect(current).toMatchObject({ state: 'accepted' });
    expect(other).toMatchObject({ state: 'held', code: 'NAME_CODE_MISMATCH' });
    expect(await findingsOf(firm.uscc)).toEqual([{ code: 'NAME_CODE_MISMATCH', state: 'open' }]);
    expect((await r.rows(`select type from journal where aggregate_id = $1 order by id`, [old!.subjectId])).map((x) => x.type)).toEqual(['SubjectRegistered', 'SubjectRenamed']);
  });

  it('two names under one unregistered code, one organisation code in two codes', async () => {
    await r.say(penaltyOf({ ...syntheticFirm(1), uscc: '91210502MA0TYPE14D', name: '甲企业' }), penaltyOf({ ...syntheticFirm(1), uscc: '91210502MA0TYPE14D', name: '乙企业' }));
    await r.say(penaltyOf({ ...syntheticFirm(1), uscc: '91210521MA0TYPE14X', name: '丙企业' }));
    expect((await findingsOf('91210502MA0TYPE14D')).map((f) => f.code)).toEqual(['ONE_CODE_MANY_SUBJECTS', 'UNKNOWN_SUBJECT']);
    expect((await findingsOf('91210521MA0TYPE14X')).map((f) => f.code)).toEqual(['ORG_CODE_REUSED', 'UNKNOWN_SUBJECT']);
  });

  it('one firm under two codes in force', async () => {
    const [one, two] = [syntheticFirm(next++), syntheticFirm(next++)];
    await r.say(registrationOf(one), registrationOf({ ...two, name: one.name, legalRepName: one.legalRepName }));
    expect(await r.rows(`select code from code_finding where code = 'ONE_SUBJECT_MANY_CODES' and uscc = any($1)`, [[one.uscc, two.uscc]])).toHaveLength(1);
  });

  it('a new code (flag 0) keeps one file: old code, new code, records', async () => {
    const [old, fresh] = [syntheticFirm(next++), syntheticFirm(next++)];
    const [, record] = await r.say(registrationOf(old, { sourceVersion: '1' }), penaltyOf(old));
    const [rekeyed] = await r.say(registrationOf({ ...old, uscc: fresh.uscc }, { sourceVersion: '2', registrarFlag: '0', previousUscc: old.uscc }));
    expect(rekeyed).toMatchObject({ state: 'accepted', subjectId: record!.subjectId });
    const [byOld, byNew] = await r.say(penaltyOf(old), penaltyOf({ ...old, uscc: fresh.uscc }));
    expect([byOld!.subjectId, byNew!.subjectId]).toEqual([record!.subjectId, record!.subjectId]);
    expect(await r.rows('select uscc, former_usccs from credit_subject where id = $1', [record!.subjectId])).toEqual([{ uscc: fresh.uscc, former_usccs: [old.uscc] }]);
    expect((await r.rows(`select type from journal where aggregate_id = $1 order by id`, [record!.subjectId])).map((x) => x.type)).toEqual(['SubjectRegistered', 'SubjectRekeyed', 'RegistrationConfirmed']);
  });
});

describe('merged subjects', () => {
  it('every look-up by the old code leads to the subject that remains', async () => {
    const [gone, stays] = [syntheticFirm(next++), syntheticFirm(next++)];
    const [a, b] = await r.say(registrationOf(gone), registrationOf(stays));
    await r.rows('insert into subject_alias (subject_id, canonical_id, version) values ($1, $2, 1)', [a!.subjectId, b!.subjectId]);
    const [receipt] = await r.say(penaltyOf({ ...gone, name: stays.name }));
    expect(receipt).toMatchObject({ state: 'accepted', subjectId: b!.subjectId });
    expect(await findSubject(r.fixture.database, a!.subjectId!)).toMatchObject({ subjectId: b!.subjectId, uscc: stays.uscc });
    expect(await findByCode(r.fixture.database, gone.uscc)).toMatchObject([{ subjectId: b!.subjectId }]);
  });
});

describe('natural persons', () => {
  it('one subject for one document, whichever way it comes; nothing of it in plain text', async () => {
    const person = syntheticPerson(77);
    const jwe = await encryptForIntake(r.register.decryption.publicJwk, person.idNo.toLowerCase());
    const [rest] = await r.say({ ...penaltyOf(person), channel: 'rest' });
    const [kafka] = await r.say(penaltyOf(person, { personIdNo: undefined, personIdJwe: jwe }));
    expect(rest).toMatchObject({ state: 'accepted' });
    expect(rest!.publicity).toBeUndefined();
    expect(kafka).toMatchObject({ state: 'accepted', subjectId: rest!.subjectId });
    const everything: string[] = [];
    for (const { name } of await r.rows<{ name: string }>(`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`)) {
      everything.push(JSON.stringify(await r.rows(`select t::text as row from "${name}" t`)));
    }
    expect(everything.join('\n')).not.toContain(person.idNo);
    expect(everything.join('\n')).not.toContain(person.name);
    expect(r.register.cipher.decrypt((await r.rows('select sealed from person_vault where subject_id = $1', [rest!.subjectId]))[0].sealed, 'person-vault')).toContain(person.idNo);
  });

  it('what is published about a person is masked and valid', async () => {
    const person = syntheticPerson(78);
    const [receipt] = await r.say({ ...penaltyOf(person), channel: 'rest' });
    const published = await r.rows<{ headers: any; data: any }>('select headers::json as headers, payload::json as data from journal where aggregate_id = any($1) order by id', [[receipt!.subjectId, receipt!.recordId]]);
    expect(published).toHaveLength(2);
    for (const { headers, data } of published) {
      expect(validateData(headers.ce_type, data)).toEqual([]);
      expect(data.subject.name).toMatch(/^.\*+$/);
    }
  });
});

describe('races', () => {
  it('three departments’ partitions and HTTP meet the same new code: one subject, every statement answered', async () => {
    const others = await Promise.all([1, 2, 3].map(() => r.fixture.openAnother()));
    for (let round = 0; round < 8; round += 1) {
      const firm = syntheticFirm(next++);
      const receipts = await Promise.all([...others, r.fixture.database].map((db, n) => retried(() => r.sayOn(db, penaltyOf(firm, {}, n % 2 === 0 ? MARKET : ECOLOGY), penaltyOf(syntheticFirm(next++))))));
      expect(new Set(receipts.map(([first]) => first!.subjectId)).size).toBe(1);
      expect(await r.rows('select count(*)::int as n from credit_subject where uscc = $1', [firm.uscc])).toEqual([{ n: 1 }]);
    }
  });

  it('the same record from two connections at once becomes one record', async () => {
    const another = await r.fixture.openAnother();
    for (let round = 0; round < 8; round += 1) {
      const firm = syntheticFirm(next++);
      await r.say(registrationOf(firm));
      const said = penaltyOf(firm);
      const receipts = (await Promise.all([r.fixture.database, another].map((db) => retried(() => r.sayOn(db, said))))).flat();
      expect(receipts.map((x) => x.state).sort()).toEqual(['accepted', 'duplicate']);
      expect(receipts[0]!.recordId).toBe(receipts[1]!.recordId);
    }
  });

  it('a registration in flight and a penalty: never held and forgotten', async () => {
    const another = await r.fixture.openAnother();
    for (let round = 0; round < 12; round += 1) {
      const firm = syntheticFirm(next++);
      await r.say(penaltyOf(firm));
      const [, [penalty]] = await Promise.all([retried(() => r.say(registrationOf(firm))), retried(() => r.sayOn(another, penaltyOf(firm)))]);
      expect(await recordRow(penalty!.recordId!)).toMatchObject({ status: 'effective' });
    }
  });

  it('nothing is left of a unit of work that fails', async () => {
    const firm = syntheticFirm(next++);
    await expect(r.inUnitOfWork(async (uow) => {
      await r.ingest(uow, [statement(penaltyOf(firm))]);
      throw new Error('crash');
    })).rejects.toThrow('crash');
    expect(await r.rows('select * from subject_code where code = $1', [firm.uscc])).toEqual([]);
  });
});

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 1; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (n === 5 || !(isTransient(error) || (error as { code?: string }).code === '23505')) throw error;
    }
  }
}

describe('roles in a unit', () => {
  it('are told with their days, by masked name and by the index that the person is known under too; no name and no number leaves the register', async () => {
    const [firm, person] = [syntheticFirm(next++), syntheticPerson(next++)];
    const [registered] = await r.say(registrationOf(firm, { roles: [{ role: 'LEGAL_REP', name: person.name, from: '2026-06-15' }, { role: 'PRINCIPAL', name: '欧阳示例', from: '2019-04-01', to: '2026-06-14' }] }));
    const [penalised] = await r.say({ ...penaltyOf(person), channel: 'rest' });
    const told = async (subjectId: string) => (await r.rows<{ payload: Buffer }>('select payload from journal where aggregate_id = $1 and payload is not null order by id desc limit 1', [subjectId])).map(({ payload }) => payload.toString())[0]!;
    const [unit, self] = [await told(registered!.subjectId!), await told(penalised!.subjectId!)];
    const { roles } = JSON.parse(unit);
    expect(roles).toMatchObject([{ role: 'LEGAL_REP', from: '2026-06-15' }, { role: 'PRINCIPAL', from: '2019-04-01', to: '2026-06-14' }]);
    expect(validateData(SUBJECT.registered, JSON.parse(unit))).toEqual([]);
    expect(roles[0].nameIndex).toBe(JSON.parse(self).nameIndex);
    expect(roles[1].nameIndex).not.toBe(roles[0].nameIndex);
    for (const secret of [person.name, person.idNo, '欧阳示例']) expect([unit.includes(secret), self.includes(secret)]).toEqual([false, false]);
  });

  it('sent again unchanged are nothing new', async () => {
    const firm = syntheticFirm(next++);
    const said = registrationOf(firm, { sourceVersion: '5', roles: [{ role: 'LEGAL_REP', name: '欧阳示例', from: '2019-04-01' }] });
    expect([(await r.say(said))[0]!.state, (await r.say(said))[0]!.state]).toEqual(['accepted', 'duplicate']);
  });
});
