import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INTAKE, SUBJECT, validateData } from '@credit/contracts/events';
import { penaltyData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { subjectsToldAgain } from '../../src/outbound/told-again.ts';
import { registerDatabase, type RegisterDatabase } from './register-database.ts';
import { MARKET } from './running-service.ts';

let r: RegisterDatabase;
beforeAll(async () => {
  r = await registerDatabase();
}, 60_000);
afterAll(() => r?.close());

describe('after a restore that lost commits', () => {
  it('subjects are told again as they were told before: a person with the indexes of document and name, a unit with its roles', async () => {
    const [person, firm] = [syntheticPerson(7_001), syntheticFirm(7_002)];
    const [receipt] = await r.say({ type: INTAKE.penalty, channel: 'rest', data: penaltyData({ party: person, authority: MARKET, docNo: '本市监罚〔2026〕7001号' }) });
    expect(receipt!.state).toMatch(/^accepted/);
    await r.say({ type: INTAKE.registration, data: registrationData(firm, { roles: [{ role: 'LEGAL_REP', name: person.name, from: '2020-01-01' }] }) });
    const told = await r.rows<{ id: string; type: string; data: any }>(`select aggregate_id as id, headers::json ->> 'ce_type' as type, payload::json as data from journal where aggregate_type = 'subject' and topic is not null order by id`);
    expect(told.map(({ type }) => type).sort()).toEqual([SUBJECT.identified, SUBJECT.registered].sort());
    expect(told.find(({ type }) => type === SUBJECT.identified)!.data).toMatchObject({ personIndex: expect.any(String), nameIndex: expect.any(String) });
    const again = await r.inUnitOfWork(async (uow) => subjectsToldAgain(r.register.subjects).whole(uow, await r.register.subjects.load(uow, told.map(({ id }) => id))));
    for (const { id, type, data } of told) {
      expect(again.get(id)).toEqual({ type, data });
      expect(validateData(type, again.get(id)!.data)).toEqual([]);
    }
  });
});
