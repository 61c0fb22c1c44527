import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT, EFFECTS_ENDED, encodeKafka, INTAKE, RECORD, validateData, type CommitmentV1, type EventEnvelope } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { eventually, registrationData, syntheticFirm } from '@credit/testing';
import { takeCommitments } from '../../src/application/take-commitments.ts';
import { assessedCommitmentOf } from '../../src/inbound/kafka/commitments.consumer.ts';
import { ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';
import { registerDatabase, type RegisterDatabase } from './register-database.ts';

const sampleOf = (type: string): CommitmentV1 => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: CommitmentV1 } }).envelope.data;
let next = 100;
const codeOf = (n: number): string => `210500202611231${String(n).padStart(5, '0')}`;

/** The state that an event of that type carries, about a subject of ours. */
function stateOf(type: string, subjectId: string, name: string, code: string, commitmentId: string): CommitmentV1 {
  const data = sampleOf(type);
  const day = localDate('2026-11-20');
  return {
    ...data, commitmentId, commitmentCode: code, subject: { ...data.subject, subjectId, name }, madeOn: localDate('2026-10-20'), ...(data.endedOn === undefined ? {} : { endedOn: localDate('2026-11-22') }),
    ...(data.assessment === undefined ? {} : { assessment: { ...data.assessment, assessedOn: day } }),
  };
}

describe('commitments in the register, as their service tells of them (O10)', () => {
  let s: RunningCreditRecord;
  let key = 0;
  beforeAll(async () => void (s = await runCreditRecord()), 60_000);
  afterAll(() => s?.stop(), 30_000);
  const report = async (kind: string, data: unknown, dept: string = MARKET.source) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': `c-${(key += 1)}` } });
  const facts = async (docNo: string): Promise<EventEnvelope<any>[]> => (await s.events(TOPICS.recordEvents)).filter(({ type, data }) => (Object.values(RECORD) as string[]).includes(type) && data.docNo === docNo);
  const lastIs = (docNo: string, type: string) => eventually(async () => (await facts(docNo)).at(-1)?.type === type, `${type} of ${docNo}`);
  async function firmOf(n: number) {
    const firm = syntheticFirm(n);
    const { body } = await report('registration', registrationData(firm));
    return { firm, name: registrationData(firm).name as string, subjectId: body.subjectId as string };
  }
  async function tell(type: string, version: number, data: CommitmentV1): Promise<string> {
    const producer = s.fixture.kafka.createProducer();
    await producer.connect();
    const id = newEventId();
    const { value, headers, key: sent } = encodeKafka({ id, type, source: '/services/commitment', time: instantOf(Date.now()), aggregateId: data.commitmentId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data }, data.subject.subjectId);
    await producer.send([{ topic: TOPICS.commitmentEvents, records: [{ key: sent, value, headers }] }]);
    await producer.disconnect();
    return id;
  }

  it('a kept one is a record of full performance and repeated it is no second; a promise, a finding or a day that passed is none', async () => {
    const { subjectId, name } = await firmOf(7_101);
    const [code, id] = [codeOf(next++), newEventId()];
    await tell(COMMITMENT.made, 1, stateOf(COMMITMENT.made, subjectId, name, code, id));
    await tell(COMMITMENT.found, 2, stateOf(COMMITMENT.found, subjectId, name, code, id));
    await tell(COMMITMENT.kept, 3, stateOf(COMMITMENT.kept, subjectId, name, code, id));
    await lastIs(code, RECORD.recorded);
    const [fact] = await facts(code);
    expect(fact).toMatchObject({ aggregateVersion: '1', data: { recordKind: 'commitment', status: 'effective', source: MARKET.source, authorityUscc: MARKET.uscc, docNo: code, decisionDate: '2026-11-20', content: { commitmentId: id, commitmentCode: code, performance: 'FULL' } } });
    expect(fact!.data.content).not.toHaveProperty('unperformed');
    expect(validateData(RECORD.recorded, fact!.data)).toEqual([]);
    expect(await facts(code)).toHaveLength(1);
    const { body } = await s.call('GET', `/v1/subjects/${subjectId}/records`, { roles: ['case-officer'], dept: MARKET.source });
    expect(body.items).toMatchObject([{ recordKind: 'commitment', status: 'effective' }]);
  }, 60_000);

  it('a breach burdens, and when it is revoked the record is revoked with the reason, told to who had read it, never deleted', async () => {
    const { subjectId, name } = await firmOf(7_102);
    const [code, id] = [codeOf(next++), newEventId()];
    await tell(COMMITMENT.breached, 1, stateOf(COMMITMENT.breached, subjectId, name, code, id));
    await lastIs(code, RECORD.recorded);
    const recorded = (await facts(code))[0]!.data;
    expect(recorded.content).toMatchObject({ performance: 'NONE', unperformed: '登记住所未用于经营', accountability: '撤销登记决定，记入信用记录', decisionDocNo: '本市监违诺〔2026〕1号' });
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records`, { roles: ['case-officer'], dept: ECOLOGY.source })).body.items).toMatchObject([{ content: { performance: 'NONE' } }]);
    await tell(COMMITMENT.breachRevoked, 2, stateOf(COMMITMENT.breachRevoked, subjectId, name, code, id));
    await lastIs(code, RECORD.revoked);
    expect((await facts(code)).at(-1)!.data).toMatchObject({ recordId: recorded.recordId, status: 'revoked', change: { reason: '核查地址有误', basis: '撤销违诺认定（本市监违诺〔2026〕1号）', effectiveOn: '2026-11-22' } });
    await eventually(async () => (await s.events(TOPICS.recordEvents)).some(({ type, data }) => type === EFFECTS_ENDED['credit-record'] && data.ended.id === recorded.recordId), 'the ending is answered');
    const answer = (await s.events(TOPICS.recordEvents)).find(({ type, data }) => type === EFFECTS_ENDED['credit-record'] && data.ended.id === recorded.recordId)!;
    expect(answer.data.effects.map(({ recipient }: { recipient: string }) => recipient)).toEqual(['credit-record', ECOLOGY.source]);
  }, 60_000);

  it('a revocation that overtakes its breach leaves one revoked record, whatever follows', async () => {
    const { subjectId, name } = await firmOf(7_103);
    const [code, id] = [codeOf(next++), newEventId()];
    await tell(COMMITMENT.breachRevoked, 2, stateOf(COMMITMENT.breachRevoked, subjectId, name, code, id));
    await lastIs(code, RECORD.revoked);
    await tell(COMMITMENT.breached, 1, stateOf(COMMITMENT.breached, subjectId, name, code, id));
    const after = codeOf(next++);
    await tell(COMMITMENT.kept, 1, stateOf(COMMITMENT.kept, subjectId, name, after, newEventId()));
    await lastIs(after, RECORD.recorded);
    expect((await facts(code)).map(({ type, data }) => [type, data.status, data.content.performance])).toEqual([[RECORD.revoked, 'revoked', 'NONE']]);
  }, 60_000);

  it('its authority corrects it, to full performance too; a breach without what was not kept is refused, and so is a stranger', async () => {
    const { subjectId, name, firm } = await firmOf(7_104);
    const [code, id] = [codeOf(next++), newEventId()];
    await tell(COMMITMENT.breached, 1, stateOf(COMMITMENT.breached, subjectId, name, code, id));
    await lastIs(code, RECORD.recorded);
    expect((await s.call('GET', `/v1/records/${(await facts(code))[0]!.data.recordId}/standing`, { roles: ['approver'], dept: ECOLOGY.source })).body).toMatchObject({ status: 'effective' });
    const correction = (changes: object[], dept: string = MARKET.source) => report('record-correction', { recordKind: 'commitment', authorityUscc: MARKET.uscc, docNo: code, subject: { uscc: firm.uscc }, reason: '核查有误', basis: '更正决定', changes, sourceVersion: '20991231000000' }, dept);
    expect(await correction([{ field: 'performance', newValue: 'FULL' }], ECOLOGY.source)).toMatchObject({ status: 422, body: { receipt: { code: 'AUTHORITY_NOT_YOURS' } } });
    expect(await correction([{ field: 'unperformed', newValue: null }])).toMatchObject({ status: 422, body: { receipt: { code: 'CORRECTION_INVALID' } } });
    expect(await correction([{ field: 'commitmentCode', newValue: codeOf(99_999) }])).toMatchObject({ status: 422, body: { receipt: { code: 'CORRECTION_FIELD' } } });
    expect(await correction([{ field: 'performance', newValue: 'FULL' }, { field: 'unperformed', newValue: null }, { field: 'accountability', newValue: null }])).toMatchObject({ status: 201 });
    await lastIs(code, RECORD.corrected);
    const { recordId, content } = (await facts(code)).at(-1)!.data;
    expect(content).toMatchObject({ performance: 'FULL' });
    expect((await s.call('GET', `/v1/records/${recordId}/standing`, { roles: ['approver'], dept: ECOLOGY.source })).body).toMatchObject({ status: 'kept', recordKind: 'commitment' });
  }, 60_000);
});

describe('commitments taken in batches', () => {
  let r: RegisterDatabase;
  beforeAll(async () => void (r = await registerDatabase()), 60_000);
  afterAll(() => r?.close());
  const assessed = (type: string, data: CommitmentV1, time: string) => assessedCommitmentOf({ id: newEventId(), type, data, time, timestampMs: Date.now() } as never);
  const recordsOf = (code: string) => r.rows<{ status: string; performance: string }>(`select status, content ->> 'performance' as performance from credit_record where record_kind = 'commitment' and doc_no = $1`, [code]);

  it('any order, in one batch or in many, and again: one record in the same state', async () => {
    const firm = syntheticFirm(7_110);
    const [{ subjectId }] = (await r.say({ type: INTAKE.registration, data: registrationData(firm) })) as unknown as [{ subjectId: string }];
    const name = registrationData(firm).name as string;
    const pair = (code: string) => {
      const id = newEventId();
      return [assessed(COMMITMENT.breached, stateOf(COMMITMENT.breached, subjectId, name, code, id), '2026-11-23T01:00:00.000Z'), assessed(COMMITMENT.breachRevoked, stateOf(COMMITMENT.breachRevoked, subjectId, name, code, id), '2026-11-23T02:00:00.000Z')] as const;
    };
    const take = (...all: ReturnType<typeof assessed>[]) => r.inUnitOfWork((uow) => takeCommitments(uow, r.register, all.flat()));
    const [one, two, three] = [pair(codeOf(501)), pair(codeOf(502)), pair(codeOf(503))];
    await take(one[0], one[1], two[1], two[0]);
    await take(three[1]);
    await take(three[0]);
    await take(one[0], two[1], three[0]);
    for (const code of [501, 502, 503].map(codeOf)) expect(await recordsOf(code)).toEqual([{ status: 'revoked', performance: 'NONE' }]);
  });

  it('collects nothing that the catalogue of the day does not hold (trap 38); the database wants an assessment', async () => {
    const firm = syntheticFirm(7_111);
    const [{ subjectId }] = (await r.say({ type: INTAKE.registration, data: registrationData(firm) })) as unknown as [{ subjectId: string }];
    const data = stateOf(COMMITMENT.kept, subjectId, registrationData(firm).name as string, codeOf(504), newEventId());
    const without = { ...r.register, rulebook: { ...defaultRulebook, tables: { ...defaultRulebook.tables, catalogue: defaultRulebook.tables.catalogue.filter(({ category }) => category !== 'COMMITMENT') } } };
    await r.inUnitOfWork((uow) => takeCommitments(uow, without, assessed(COMMITMENT.kept, data, '2026-11-23T01:00:00.000Z')));
    expect(await recordsOf(codeOf(504))).toEqual([]);
    await r.inUnitOfWork((uow) => takeCommitments(uow, r.register, assessed(COMMITMENT.kept, data, '2026-11-23T01:00:00.000Z')));
    expect(await recordsOf(codeOf(504))).toEqual([{ status: 'effective', performance: 'FULL' }]);
    await expect(r.rows(`update credit_record set content = (content::jsonb - 'performance')::json where doc_no = $1`, [codeOf(504)])).rejects.toMatchObject({ constraint: 'credit_record_commitment_was_assessed' });
  });

  it('of a firm that is not registered yet it is held until the registrar speaks', async () => {
    const firm = syntheticFirm(7_112);
    const [{ subjectId }] = (await r.say({ type: INTAKE.caseOpened, data: { subjectName: registrationData(firm).name, subjectClass: 'LEGAL_ENTITY', uscc: firm.uscc, caseId: '办-7112', matterKind: 'administrative-license', purpose: '办理许可', openedOn: '2026-11-23' } })) as unknown as [{ subjectId: string }];
    const data = stateOf(COMMITMENT.breached, subjectId, registrationData(firm).name as string, codeOf(505), newEventId());
    await r.inUnitOfWork((uow) => takeCommitments(uow, r.register, assessed(COMMITMENT.breached, data, '2026-11-23T01:00:00.000Z')));
    expect(await recordsOf(codeOf(505))).toEqual([{ status: 'held', performance: 'NONE' }]);
    await r.say({ type: INTAKE.registration, data: registrationData(firm) });
    expect(await recordsOf(codeOf(505))).toEqual([{ status: 'effective', performance: 'NONE' }]);
  });
});
