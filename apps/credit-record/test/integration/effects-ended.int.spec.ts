import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EFFECTS_ENDED, INTAKE, RECALL, RECEIPT, validateData, type EffectsAnswerV1 } from '@credit/contracts/events';
import { receiptsTopic, TOPICS } from '@credit/contracts/topics';
import { localDate, type Instant, type LocalDate } from '@credit/kernel';
import { newEventId, withUnitOfWork, type UnitOfWork } from '@credit/persistence';
import { eventually, penaltyData, registrationData, syntheticFirm } from '@credit/testing';
import { discloseRecords } from '../../src/application/disclose-records.ts';
import { takeRepairs } from '../../src/application/take-repairs.ts';
import { registerDatabase, type RegisterDatabase, type Said } from './register-database.ts';
import { COURT, ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

const about = ({ uscc }: { uscc: string }, docNo: string) => ({ recordKind: 'administrative-penalty', authorityUscc: MARKET.uscc, docNo, subject: { uscc }, reason: '认定有误', basis: '复查决定' });
const TODAY = localDate('2026-11-23');

describe('a record ends, by whatever path (P-14, B31)', () => {
  let r: RegisterDatabase;
  let next = 500;
  beforeAll(async () => void (r = await registerDatabase()), 60_000);
  afterAll(() => r?.close());
  const onDay = <T>(today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> => withUnitOfWork(r.fixture.database, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);
  const penalised = async () => {
    const firm = syntheticFirm(next++);
    const docNo = `终〔2026〕${next++}号`;
    const [, receipt] = await r.say({ type: INTAKE.registration, data: registrationData(firm) }, { type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo }) });
    return { firm, docNo, id: receipt!.recordId! };
  };
  const revoke = ({ firm, docNo }: { firm: any; docNo: string }): Said => ({ type: INTAKE.recordRevocation, data: { ...about(firm, docNo), revokedOn: '2026-11-22' } });
  const correct = ({ firm, docNo }: { firm: any; docNo: string }): Said => ({ type: INTAKE.recordCorrection, data: { ...about(firm, docNo), changes: [{ field: 'facts', newValue: '更正后的事实' }] } });
  const repair = (id: string, caseId: string, on = TODAY) => onDay(on, (uow) => takeRepairs(uow, r.register, [{ data: { caseId, status: 'approved', target: { id }, decision: { on, reason: '已纠正' } } as never, cause: {} }]));
  const read = (department: string, ...recordIds: string[]) => onDay(TODAY, (uow) => discloseRecords(uow, { department, recordIds, purpose: '办理许可，经办人11010519491231002X' }));
  const answersTo = async (id: string): Promise<EffectsAnswerV1[]> => (await r.rows(`select payload::jsonb as answer from journal where headers::jsonb ->> 'ce_type' = $1 and payload::jsonb #>> '{ended,id}' = $2 order by id`, [EFFECTS_ENDED['credit-record'], id])).map(({ answer }) => answer);
  const told = async (source: string, id: string) => (await r.rows(`select key, payload::jsonb as data from journal_receipts where topic = $1 and headers::jsonb ->> 'ce_type' = $2 and payload::jsonb ->> 'recordId' = $3 order by id`, [receiptsTopic(source), RECEIPT.recordRecalled, id]));

  it('revoked: its use has ended, and each department that has read it is told once, with the day for its acknowledgement; its own source and whoever has not read it hears nothing', async () => {
    const one = await penalised();
    await read(ECOLOGY.source, one.id);
    await read(ECOLOGY.source, one.id);
    await read(COURT.source, one.id);
    await read(MARKET.source, one.id);
    await r.say(revoke(one));
    const [answer] = await answersTo(one.id);
    expect(validateData(EFFECTS_ENDED['credit-record'], answer)).toEqual([]);
    const fact = (await r.rows(`select aggregate_version as version, payload::jsonb as data from journal where aggregate_id = $1 and topic is not null order by id desc limit 1`, [one.id]))[0];
    expect(answer).toMatchObject({ owner: 'credit-record', ended: { kind: 'record', id: one.id, version: fact.version, ending: 'revoked', on: fact.data.change.effectiveOn } });
    expect(answer!.effects.map(({ kind, recipient, since, mustAcknowledge, acknowledgeBy }) => [kind, recipient, since, mustAcknowledge, acknowledgeBy])).toEqual([
      ['record-use', 'credit-record', TODAY, false, undefined], ['record-disclosure', COURT.source, TODAY, true, '2026-11-26'], ['record-disclosure', ECOLOGY.source, TODAY, true, '2026-11-26'],
    ]);
    for (const [source, effect] of [[COURT.source, answer!.effects[1]!], [ECOLOGY.source, answer!.effects[2]!]] as const) {
      const notices = await told(source, one.id);
      expect(notices).toEqual([{ key: effect.effectId, data: { recallId: effect.effectId, recordId: one.id, docNo: one.docNo, authorityUscc: MARKET.uscc, authorityName: MARKET.name, ending: 'revoked', on: fact.data.change.effectiveOn, acknowledgeBy: '2026-11-26' } }]);
      expect(validateData(RECEIPT.recordRecalled, notices[0].data)).toEqual([]);
    }
    expect(await told(MARKET.source, one.id)).toEqual([]);
    expect((await r.rows('select purpose from record_disclosure where record_id = $1', [one.id]))[0].purpose).not.toContain('11010519491231002X');
  });

  it('corrected, then repaired, then revoked: each ending is answered and told anew; its use ended with the repair', async () => {
    const one = await penalised();
    await read(ECOLOGY.source, one.id);
    await r.say(correct(one));
    const caseId = newEventId();
    await repair(one.id, caseId);
    await r.say(revoke(one));
    await r.say(revoke(one));
    const answers = await answersTo(one.id);
    expect(answers.map(({ ended: { ending, caseId: by } }) => [ending, by])).toEqual([['corrected', undefined], ['repaired', caseId], ['revoked', undefined]]);
    expect(answers[2]!.effects[0]).toMatchObject({ kind: 'record-use', endedAt: '2026-11-22T16:00:00.000Z' });
    expect((await told(ECOLOGY.source, one.id)).map(({ data }) => data.ending)).toEqual(['corrected', 'repaired', 'revoked']);
  });

  it('one whose revocation came before it was never in use; one that is over already is read as such and leaves nothing to recall', async () => {
    const firm = syntheticFirm(next++);
    const docNo = `终〔2026〕${next++}号`;
    await r.say({ type: INTAKE.registration, data: registrationData(firm) });
    await r.say(revoke({ firm, docNo }));
    const [receipt] = await r.say({ type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo }) });
    await read(ECOLOGY.source, receipt!.recordId!);
    expect(await answersTo(receipt!.recordId!)).toMatchObject([{ ended: { version: '1', ending: 'revoked' }, effects: [] }]);
    expect(await r.rows('select 1 from record_disclosure where record_id = $1', [receipt!.recordId])).toEqual([]);
  });

  it('who is just reading it is waited for, and told', async () => {
    const one = await penalised();
    let noted!: () => void;
    const held = new Promise<void>((resolve) => (noted = resolve));
    const reading = onDay(TODAY, async (uow) => {
      await discloseRecords(uow, { department: ECOLOGY.source, recordIds: [one.id], purpose: undefined });
      await held;
    });
    await eventually(async () => (await r.rows(`select 1 from pg_stat_activity where state = 'idle in transaction' and query like '%record_disclosure%'`)).length > 0, 'the reading is noted');
    const ending = r.say(revoke(one));
    setTimeout(noted, 200);
    await Promise.all([reading, ending]);
    expect(await told(ECOLOGY.source, one.id)).toHaveLength(1);
  });

  it('five hundred revocations at once, each read by a department, take little time', async () => {
    const firms = Array.from({ length: 500 }, () => syntheticFirm(next++));
    const many = firms.map((firm) => ({ firm, docNo: `批〔2026〕${next++}号` }));
    await r.say(...firms.map((firm): Said => ({ type: INTAKE.registration, data: registrationData(firm) })));
    const receipts = await r.say(...many.map(({ firm, docNo }): Said => ({ type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo }) })));
    await read(ECOLOGY.source, ...receipts.map(({ recordId }) => recordId!));
    const begun = Date.now();
    await r.say(...many.map(revoke));
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await r.rows(`select count(*)::int as n from recall where record_id = any($1::uuid[])`, [receipts.map(({ recordId }) => recordId)])).toEqual([{ n: 500 }]);
  }, 60_000);

  it('the database refuses a recall of what nobody has read, and one that is acknowledged without a day', async () => {
    const one = await penalised();
    await read(ECOLOGY.source, one.id);
    await r.say(revoke(one));
    await expect(r.rows(`update recall set department = 'nobody' where record_id = $1`, [one.id])).rejects.toMatchObject({ constraint: 'recall_of_a_disclosure' });
    await expect(r.rows(`update recall set status = 'acknowledged' where record_id = $1`, [one.id])).rejects.toMatchObject({ constraint: 'recall_acknowledged_has_day' });
  });
});

describe('over REST and Kafka', () => {
  let s: RunningCreditRecord;
  let key = 0;
  beforeAll(async () => void (s = await runCreditRecord()), 60_000);
  afterAll(() => s?.stop(), 30_000);
  const as = (dept: string, ...roles: ('source' | 'case-officer' | 'credit-centre' | 'auditor')[]) => ({ roles: roles.length === 0 ? ['source' as const] : roles, dept });
  const report = async (kind: string, data: unknown) => (await s.call('POST', '/v1/records', { ...as(MARKET.source), body: { kind, data }, headers: { 'idempotency-key': `e-${(key += 1)}` } })).body;
  const acknowledge = (id: string, who: ReturnType<typeof as>, idempotencyKey = `a-${(key += 1)}`) => s.call('POST', `/v1/recalls/${id}/acknowledgement`, { ...who, headers: { 'idempotency-key': idempotencyKey } });
  const open = async (who: ReturnType<typeof as>, query = '') => (await s.call('GET', `/v1/recalls${query}`, who)).body.items;

  it('a dossier, a history and a record that were read are recalled from their readers; only they acknowledge it, once, and that is a fact', async () => {
    const firm = syntheticFirm(901);
    const { subjectId } = await report('registration', registrationData(firm));
    const docNo = '读〔2026〕1号';
    const { recordId } = await report('administrative-penalty', penaltyData({ party: firm, authority: MARKET, docNo }));
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records`, as(ECOLOGY.source, 'case-officer'))).body.items).toHaveLength(1);
    expect((await s.call('GET', `/v1/subjects/${subjectId}/timeline`, as(COURT.source, 'case-officer'))).body.records).toHaveLength(1);
    expect((await s.call('GET', `/v1/records/${recordId}`, as(MARKET.source))).status).toBe(200);
    expect((await s.call('GET', `/v1/records/${recordId}`, { roles: ['auditor'] })).status).toBe(200);
    expect((await s.call('GET', `/v1/subjects/${subjectId}/records`, { roles: ['subject'], subject: subjectId })).status).toBe(200);
    expect((await s.fixture.admin.query('select department from record_disclosure order by 1')).rows.map(({ department }) => department)).toEqual([COURT.source, ECOLOGY.source]);

    await report('record-revocation', { ...about(firm, docNo), revokedOn: '2026-11-22' });
    const [recall] = await open(as(ECOLOGY.source));
    expect(recall).toMatchObject({ recordId, docNo, department: ECOLOGY.source, ending: 'revoked', status: 'sent', overdue: false });
    expect([(await open(as(COURT.source, 'case-officer'))).length, (await open(as(MARKET.source))).length, (await open(as('benxi-credit-centre', 'credit-centre'))).length, (await open(as(ECOLOGY.source), '?overdue=true')).length]).toEqual([1, 0, 2, 0]);
    await eventually(async () => (await s.events(receiptsTopic(ECOLOGY.source))).some(({ type, data }) => type === RECEIPT.recordRecalled && data.recallId === recall.recallId), 'the notice is on its topic');
    expect(await acknowledge(recall.recallId, as(COURT.source))).toMatchObject({ status: 404, body: { code: 'RECALL.NOT_FOUND' } });
    expect((await acknowledge(recall.recallId, as('benxi-credit-centre', 'credit-centre'))).status).toBe(403);
    expect((await s.call('POST', `/v1/recalls/${recall.recallId}/acknowledgement`, as(ECOLOGY.source))).body.code).toBe('IDEMPOTENCY.KEY_MISSING');
    const done = await acknowledge(recall.recallId, as(ECOLOGY.source), 'same');
    expect(done).toMatchObject({ status: 200, body: { status: 'acknowledged', acknowledgedOn: '2026-11-23' } });
    expect(await acknowledge(recall.recallId, as(ECOLOGY.source), 'same')).toMatchObject({ status: 200, body: done.body });
    expect(await acknowledge(recall.recallId, as(ECOLOGY.source))).toMatchObject({ status: 409, body: { code: 'RECALL.ALREADY_ACKNOWLEDGED' } });
    const fact = await eventually(async () => (await s.events(TOPICS.recordEvents)).find(({ type }) => type === RECALL.acknowledged), 'the acknowledgement is told');
    expect(fact).toMatchObject({ aggregateId: recall.recallId, aggregateVersion: '1', subject: subjectId, data: { effectId: recall.recallId, recordId, department: ECOLOGY.source, acknowledgedOn: '2026-11-23' } });
    expect(validateData(RECALL.acknowledged, fact.data)).toEqual([]);
    const answer = (await s.events(TOPICS.recordEvents)).find(({ type, data }) => type === EFFECTS_ENDED['credit-record'] && data.ended.id === recordId)!;
    expect(answer.data.effects.map(({ effectId }: { effectId: string }) => effectId)).toContain(recall.recallId);
    expect(await open(as(ECOLOGY.source))).toEqual([]);
  }, 60_000);

  it('a department says by Kafka what it can say by REST, with the same effect; said again by either way it is a duplicate', async () => {
    const firm = syntheticFirm(902);
    const { subjectId } = await report('registration', registrationData(firm));
    const docNo = '读〔2026〕2号';
    const { recordId } = await report('administrative-penalty', penaltyData({ party: firm, authority: MARKET, docNo }));
    for (const reader of [ECOLOGY, COURT]) await s.call('GET', `/v1/subjects/${subjectId}/records`, as(reader.source, 'case-officer'));
    await report('record-revocation', { ...about(firm, docNo), revokedOn: '2026-11-22' });
    const [mine, theirs] = await Promise.all([ECOLOGY, COURT].map(async ({ source }) => (await open(as(source))).find((one: any) => one.recordId === recordId)));
    const say = async (recallId: string, source = ECOLOGY.source) => s.receipt(source, await s.send(source, recallId, { type: INTAKE.recallAcknowledgement, data: { recallId } }));
    const [foreign, unknown] = [await say(theirs.recallId), await say(subjectId)];
    expect([foreign, unknown]).toEqual([foreign, unknown].map(() => expect.objectContaining({ state: 'rejected', code: 'RECALL_NOT_FOUND' })));
    expect([foreign.recordId, foreign.subjectId]).toEqual([undefined, undefined]);
    const first = await say(mine.recallId);
    expect(first).toMatchObject({ state: 'accepted', recordId, subjectId, findings: [] });
    const fact = await eventually(async () => (await s.events(TOPICS.recordEvents)).find(({ aggregateId }) => aggregateId === mine.recallId), 'the acknowledgement is told');
    expect(fact).toMatchObject({ type: RECALL.acknowledged, subject: subjectId, causationId: first.eventId, data: { effectId: mine.recallId, recordId, department: ECOLOGY.source, acknowledgedOn: '2026-11-23' } });
    expect(await open(as(ECOLOGY.source))).toEqual([]);
    expect(await say(mine.recallId)).toMatchObject({ state: 'duplicate', firstReceiptId: first.receiptId });
    expect(await acknowledge(mine.recallId, as(ECOLOGY.source))).toMatchObject({ status: 409, body: { code: 'RECALL.ALREADY_ACKNOWLEDGED' } });
    expect((await acknowledge(theirs.recallId, as(COURT.source))).status).toBe(200);
    expect(await say(theirs.recallId, COURT.source)).toMatchObject({ state: 'duplicate', recordId });
    expect((await s.events(TOPICS.recordEvents)).filter(({ type, data }) => type === RECALL.acknowledged && data.recordId === recordId)).toHaveLength(2);
  }, 60_000);
});
