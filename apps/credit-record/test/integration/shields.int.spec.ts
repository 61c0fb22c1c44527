import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EFFECTS_ENDED, encodeKafka, INTAKE, RECORD, REPAIR, SHIELDING, validateData, type EventEnvelope, type RepairCaseV1, type ShieldingV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { effectsAnswers, newEventId } from '@credit/persistence';
import { eventually, penaltyData, registrationData, syntheticFirm } from '@credit/testing';
import { recordsToldAgain } from '../../src/outbound/told-again.ts';
import { takeRepairs } from '../../src/application/take-repairs.ts';
import { registerDatabase } from './register-database.ts';
import { COURT, ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

const sampleOf = <T>(type: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;
const CENTRE = 'benxi-credit-centre';
const firmOf = (n: number) => ({ firm: syntheticFirm(n), docNo: `本市监罚〔2026〕${n}号` });

describe('a record that is shielded while a plan is carried out (§4.5, trap 20)', () => {
  let s: RunningCreditRecord;
  let key = 0;
  beforeAll(async () => void (s = await runCreditRecord()), 60_000);
  afterAll(() => s?.stop(), 30_000);
  const report = async (kind: string, data: unknown) => (await s.call('POST', '/v1/records', { roles: ['source'], dept: MARKET.source, body: { kind, data }, headers: { 'idempotency-key': `s-${(key += 1)}` } })).body;
  const read = (dept: string, path: string) => s.call('GET', path, { roles: ['case-officer'], dept });
  const inspect = (path: string, purpose?: string) => s.call('GET', path, { roles: ['credit-centre'], dept: CENTRE, ...(purpose === undefined ? {} : { headers: { 'x-purpose': purpose } }) });
  const readers = async (recordId: string) => (await s.fixture.admin.query('select department from record_disclosure where record_id = $1 order by 1', [recordId])).rows.map(({ department }) => department);
  const facts = async (recordId: string): Promise<EventEnvelope<any>[]> => (await s.events(TOPICS.recordEvents)).filter(({ aggregateId, type }) => aggregateId === recordId && (Object.values(RECORD) as string[]).includes(type));
  const answers = async (recordId: string) => (await s.events(TOPICS.recordEvents)).filter(({ type, data }) => type === EFFECTS_ENDED['credit-record'] && data.ended.id === recordId);
  async function tell(type: string, id: string, version: number, subjectId: string, data: ShieldingV1 | RepairCaseV1): Promise<void> {
    const producer = s.fixture.kafka.createProducer();
    await producer.connect();
    const { value, headers, key: sent } = encodeKafka({ id: newEventId(), type, source: '/services/credit-repair', time: instantOf(Date.now()), aggregateId: id, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data }, subjectId);
    await producer.send([{ topic: TOPICS.repairEvents, records: [{ key: sent, value, headers }] }]);
    await producer.disconnect();
  }
  async function penalised(n: number) {
    const { firm, docNo } = firmOf(n);
    const { subjectId } = await report('registration', registrationData(firm));
    const { recordId } = await report('administrative-penalty', penaltyData({ party: firm, authority: MARKET, docNo }));
    expect((await read(ECOLOGY.source, `/v1/subjects/${subjectId}/records`)).body.items).toHaveLength(1);
    return { subjectId: subjectId as string, recordId: recordId as string };
  }
  async function shielding({ subjectId, recordId }: { subjectId: string; recordId: string }) {
    const shieldingId = newEventId();
    const of = (type: string): ShieldingV1 => {
      const data = sampleOf<ShieldingV1>(type);
      return { ...data, shieldingId, target: { ...data.target, id: recordId } };
    };
    const last = (type: string) => eventually(async () => (await facts(recordId)).at(-1)?.type === type, `${type} is told`);
    await tell(SHIELDING.shielded, shieldingId, 1, subjectId, of(SHIELDING.shielded));
    await last(RECORD.shielded);
    return { shieldingId, last, ends: () => tell(SHIELDING.unshielded, shieldingId, 2, subjectId, of(SHIELDING.unshielded)) };
  }

  it('is refused to every reader but for the archive; who was refused has read nothing; it is no ending and nobody is recalled; ended, it counts again', async () => {
    const one = await penalised(9_101);
    const { shieldingId, ends, last } = await shielding(one);
    const at = `/v1/records/${one.recordId}`;
    expect(await inspect(at)).toMatchObject({ status: 410, body: { code: 'RECORD.SHIELDED' } });
    expect((await read(COURT.source, `/v1/subjects/${one.subjectId}/records`)).body.items).toEqual([]);
    expect((await read(COURT.source, `/v1/subjects/${one.subjectId}/timeline`)).body.records).toEqual([]);
    expect((await read(COURT.source, `${at}/standing`)).body).toMatchObject({ status: 'repaired' });
    expect(await readers(one.recordId)).toEqual([ECOLOGY.source]);
    expect((await s.call('GET', `/v1/subjects/${one.subjectId}/records`, { roles: ['subject'], subject: one.subjectId })).body.items).toMatchObject([{ shielded: { shieldingId } }]);
    expect(await inspect(at, 'archive')).toMatchObject({ status: 200, body: { status: 'effective', repaired: null, shielded: { shieldingId } } });
    expect(await readers(one.recordId)).toEqual([CENTRE, ECOLOGY.source]);
    await ends();
    await last(RECORD.unshielded);
    expect((await inspect(at)).status).toBe(200);
    expect((await read(COURT.source, `/v1/subjects/${one.subjectId}/records`)).body.items).toMatchObject([{ recordId: one.recordId, shielded: null }]);
    expect((await read(COURT.source, `${at}/standing`)).body).toMatchObject({ status: 'effective' });
    for (const { type, data } of await facts(one.recordId)) expect(validateData(type, data)).toEqual([]);
    expect((await facts(one.recordId)).map(({ type, data }) => [type, data.shielded?.shieldingId])).toEqual([[RECORD.recorded, undefined], [RECORD.shielded, shieldingId], [RECORD.unshielded, undefined]]);
    expect(await answers(one.recordId)).toEqual([]);
    expect((await s.call('GET', '/v1/recalls', { roles: ['source'], dept: ECOLOGY.source })).body.items).toEqual([]);
  }, 60_000);

  it('repaired by the confirming ruling meanwhile: that is an ending, and it stays repaired when the shielding ends', async () => {
    const one = await penalised(9_102);
    const { ends, last } = await shielding(one);
    const granted = sampleOf<RepairCaseV1>(REPAIR.approved);
    await tell(REPAIR.approved, newEventId(), 1, one.subjectId, { ...granted, target: { ...granted.target, kind: 'record', id: one.recordId } });
    await last(RECORD.repaired);
    await ends();
    await last(RECORD.unshielded);
    expect(await inspect(`/v1/records/${one.recordId}`)).toMatchObject({ status: 410, body: { code: 'RECORD.REPAIRED' } });
    await eventually(async () => (await answers(one.recordId)).length > 0, 'the ending is answered');
    expect((await answers(one.recordId)).map(({ data }) => [data.ended.ending, data.effects.map(({ kind, recipient }: { kind: string; recipient: string }) => [kind, recipient])])).toEqual([['repaired', [['record-use', 'credit-record'], ['record-disclosure', ECOLOGY.source]]]]);
  }, 60_000);
});

describe('a shielding in the register', () => {
  it('is told again after a restore; the database refuses it of a record that was never received', async () => {
    const r = await registerDatabase();
    try {
      const { firm, docNo } = firmOf(9_103);
      const [, receipt] = await r.say({ type: INTAKE.registration, data: registrationData(firm) }, { type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo }) });
      const id = receipt!.recordId!;
      const data = sampleOf<ShieldingV1>(SHIELDING.shielded);
      await r.inUnitOfWork((uow) => takeRepairs(uow, r.register, [{ data: { ...data, target: { ...data.target, id } }, cause: {} as never }]));
      const again = await r.inUnitOfWork(async (uow) => recordsToldAgain(r.register.records, effectsAnswers(TOPICS.recordEvents)).whole(uow, await r.register.records.load(uow, [id])));
      expect(again.get(id)!.data).toMatchObject({ status: 'effective', shielded: { shieldingId: data.shieldingId, on: data.shieldedOn } });
      await expect(r.rows(`update credit_record set status = 'awaited', content = null, held_reasons = null, corrections = '[]' where id = $1`, [id])).rejects.toMatchObject({ constraint: 'credit_record_shielded_was_in_effect' });
    } finally {
      await r.close();
    }
  }, 60_000);
});
