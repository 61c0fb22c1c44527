import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EFFECTS_ENDED, INTAKE, RECORD, SUBJECT, validateData, type EffectsAnswerV1, type EventEnvelope, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { effectsAnswers, nextEpoch } from '@credit/persistence';
import { penaltyData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { recordsToldAgain, subjectsToldAgain } from '../../src/outbound/told-again.ts';
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

  it('a record that is gone is revoked, and its ending answered like every other; one that had been revoked is told as it was; what is no record is left to its owner (P-14)', async () => {
    const owned = recordsToldAgain(r.register.records, effectsAnswers(TOPICS.recordEvents));
    const firm = syntheticFirm(7_003);
    await r.say({ type: INTAKE.registration, data: registrationData(firm) });
    const [receipt] = await r.say({ type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo: '本市监罚〔2026〕7003号' }) });
    const id = receipt!.recordId!;
    const [row] = await r.rows<{ type: string; data: RecordStateV1 }>(`select headers::json ->> 'ce_type' as type, payload::json as data from journal where aggregate_id = $1 and topic is not null`, [id]);
    const last = row as unknown as EventEnvelope;
    const version = String(nextEpoch(1));
    const [told, again, foreign] = await r.inUnitOfWork(async (uow) => {
      const fact = owned.gone!(uow, last)!;
      const revoked = { ...last, type: RECORD.revoked, data: { ...row!.data, status: 'revoked', change: { reason: '处罚决定已撤销', effectiveOn: '2026-11-20', changedFields: [] } } } as EventEnvelope;
      const same = owned.gone!(uow, revoked)!;
      await owned.answerGone!(uow, [{ last, fact, version }, { last: revoked, fact: same, version: String(nextEpoch(2 ** 32)) }]);
      return [fact, same, owned.gone!(uow, { ...last, type: EFFECTS_ENDED['credit-record'] })];
    });
    expect([told!.type, (told!.data as RecordStateV1).status, (again!.data as RecordStateV1).change!.effectiveOn, foreign]).toEqual([RECORD.revoked, 'revoked', '2026-11-20', undefined]);
    expect(validateData(told!.type, told!.data)).toEqual([]);
    const answered = await r.rows<{ data: EffectsAnswerV1 }>(`select payload::json as data from journal where headers::json ->> 'ce_type' = $1 and payload::json #>> '{ended,id}' = $2`, [EFFECTS_ENDED['credit-record'], id]);
    expect(answered.map(({ data }) => data)).toEqual([expect.objectContaining({ owner: 'credit-record', part: 1, parts: 1, ended: { kind: 'record', id, version, ending: 'revoked', on: (told!.data as RecordStateV1).change!.effectiveOn }, effects: [expect.objectContaining({ effectId: id, kind: 'record-use', recipient: 'credit-record', mustAcknowledge: false })] })]);
    expect(validateData(EFFECTS_ENDED['credit-record'], answered[0]!.data)).toEqual([]);
  });
});
