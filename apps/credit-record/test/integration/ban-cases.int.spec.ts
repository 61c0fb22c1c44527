import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, encodeKafka, INTAKE, RECORD, validateData, type ListEntryV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId, withUnitOfWork } from '@credit/persistence';
import { banCaseData, eventually, registrationData, syntheticFirm } from '@credit/testing';
import { followBans } from '../../src/application/ban-cases.ts';
import { registerDatabase, type RegisterDatabase } from './register-database.ts';
import { ECOLOGY, MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let next = 2900;
const ban = (subject: SubjectSnapshot, over: Partial<ListEntryV1> = {}): ListEntryV1 => ({
  entryId: randomUUID(), listType: 'MARKET_INDUSTRY_BAN', listKind: 'ban', status: 'in-force', origin: 'local', subject, evidence: [], decision: { docNo: `本市监禁〔2026〕${next++}号`, authorityUscc: MARKET.uscc, authorityName: MARKET.name, decidedOn: localDate('2026-11-20') },
  basis: { ruleId: 'LIST_MARKET_INDUSTRY_BAN', statute: '食品安全法第一百三十五条' }, ban: { field: 'FOOD_DRUG' }, from: localDate('2026-11-20'), until: localDate('2031-11-20'), published: false, listVersion: '1', ...over,
});
const revoked = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '处罚决定被撤销' });

describe('典型市场和行业禁入惩戒案例 (O59)', () => {
  let s: RunningCreditRecord;
  let producer: ReturnType<RunningCreditRecord['fixture']['kafka']['createProducer']>;
  beforeAll(async () => {
    s = await runCreditRecord();
    producer = s.fixture.kafka.createProducer();
    await producer.connect();
  }, 60_000);
  afterAll(async () => {
    await producer?.disconnect();
    await s?.stop();
  }, 30_000);

  const rest = (kind: string, data: unknown, dept = MARKET.source) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': newEventId() } });
  const registered = async () => {
    const firm = syntheticFirm(next++);
    const { body } = await rest('registration', registrationData(firm));
    return { firm, subject: { subjectId: body.subjectId, subjectClass: 'LEGAL_ENTITY', name: firm.name, uscc: firm.uscc as never, status: 'registered' } as SubjectSnapshot };
  };
  const told = async (entry: ListEntryV1, version = 1, type: string = DESIGNATION.designated): Promise<void> => {
    const { key, value, headers } = encodeKafka({ id: newEventId(), type, source: '/services/list-designation', time: instantOf(Date.now()), aggregateId: entry.entryId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data: entry }, entry.subject.subjectId);
    await producer.send([{ topic: TOPICS.designationEvents, records: [{ key, value, headers }] }]);
    await eventually(async () => (await s.fixture.admin.query('select 1 from consumed where aggregate_id = $1 and version >= $2', [entry.entryId, version])).rows.length === 1, 'the entry is known here');
  };
  const banned = async () => {
    const { firm, subject } = await registered();
    const entry = ban(subject);
    await told(entry);
    return { firm, subject, entry, docNo: `本市监案〔2026〕${next++}号` };
  };
  const statusOf = async (recordId: string): Promise<any> => (await s.call('GET', `/v1/records/${recordId}`, { roles: ['auditor'] })).body;

  it('is collected by the authority of the entry, linked to it, told on, and falls when the entry is revoked, with the reason', async () => {
    const { firm, entry, docNo } = await banned();
    const { status, body: receipt } = await rest('ban-case', banCaseData(entry.entryId, { party: firm, authority: MARKET, docNo }));
    expect([status, receipt.state]).toEqual([201, 'accepted']);
    const facts = async () => (await s.events(TOPICS.recordEvents)).filter((e) => e.aggregateId === receipt.recordId);
    await eventually(async () => (await facts()).length === 1, 'the case is told on');
    expect((await facts())[0]).toMatchObject({ type: RECORD.recorded, data: { recordKind: 'ban-case', docNo, content: { entryId: entry.entryId, title: '食品生产经营者市场禁入案' } } });
    await told(revoked(entry), 2, DESIGNATION.revoked);
    await eventually(async () => (await facts()).length === 2, 'the fall of the case is told on');
    const [recorded, fell] = await facts();
    expect(fell).toMatchObject({ type: RECORD.revoked, data: { status: 'revoked', change: { reason: '所依据的禁入条目已撤销：处罚决定被撤销', basis: entry.decision.docNo, effectiveOn: '2026-11-23' } } });
    for (const { type, data } of [recorded!, fell!]) expect(validateData(type, data)).toEqual([]);
    expect(await statusOf(receipt.recordId)).toMatchObject({ status: 'revoked' });
  });

  it('once fallen it is neither told anew nor reinstated', async () => {
    const { firm, entry, docNo } = await banned();
    const data = banCaseData(entry.entryId, { party: firm, authority: MARKET, docNo });
    const { body: receipt } = await rest('ban-case', data);
    await told(revoked(entry), 2, DESIGNATION.revoked);
    expect(await rest('ban-case', { ...data, significance: '另行补充', sourceVersion: '20991231000000' })).toMatchObject({ status: 422, body: { receipt: { code: 'BAN_ENTRY_NOT_FOUND' } } });
    const reinstatement = { recordKind: 'ban-case', authorityUscc: MARKET.uscc, docNo, subject: { uscc: firm.uscc }, reason: '恢复', basis: '更正通知', changes: [], reinstate: true, sourceVersion: '20991231000000' };
    expect(await rest('record-correction', reinstatement)).toMatchObject({ status: 422, body: { receipt: { code: 'BAN_ENTRY_NOT_FOUND' } } });
    expect(await statusOf(receipt.recordId)).toMatchObject({ status: 'revoked' });
  });

  it('stays when the ban ends in its time: it was right', async () => {
    const { firm, entry, docNo } = await banned();
    const { body: receipt } = await rest('ban-case', banCaseData(entry.entryId, { party: firm, authority: MARKET, docNo }));
    await told({ ...entry, status: 'ended', ending: 'expired', endedOn: localDate('2026-11-23'), endingReason: '期限届满' }, 2, DESIGNATION.delisted);
    expect(await statusOf(receipt.recordId)).toMatchObject({ status: 'effective' });
  });

  it('is refused about no ban, a ban of another authority or about another subject, a revoked one, and an entry that is no ban', async () => {
    const { firm, subject, entry } = await banned();
    const stranger = await registered();
    const [serious, over] = [ban(subject, { listType: 'MARKET_SERIOUS', listKind: 'joint-discipline' }), ban(subject)];
    await told(serious);
    await told(revoked(over), 1, DESIGNATION.revoked);
    const ask = async (entryId: string, more: object = {}, dept?: string) => (await rest('ban-case', banCaseData(entryId, { party: firm, authority: MARKET, docNo: `本市监案〔2026〕${next++}号`, ...more }), dept)).body.receipt?.code;
    expect(await Promise.all([ask(randomUUID()), ask(serious.entryId), ask(over.entryId), ask(entry.entryId, { party: stranger.firm }), ask(entry.entryId, { authority: ECOLOGY }, ECOLOGY.source)])).toEqual(Array(5).fill('BAN_ENTRY_NOT_FOUND'));
    expect(await ask(entry.entryId)).toBeUndefined();
  });

  it('its link is not corrected: a wrong case is revoked and told anew', async () => {
    const { firm, entry, docNo } = await banned();
    await rest('ban-case', banCaseData(entry.entryId, { party: firm, authority: MARKET, docNo }));
    const correction = { recordKind: 'ban-case', authorityUscc: MARKET.uscc, docNo, subject: { uscc: firm.uscc }, reason: '笔误', basis: '更正通知', changes: [{ field: 'entryId', newValue: randomUUID() }] };
    expect(await rest('record-correction', correction)).toMatchObject({ status: 422, body: { receipt: { code: 'CORRECTION_FIELD' } } });
    await expect(s.fixture.admin.query(`update credit_record set content = '{}' where doc_no = $1`, [docNo])).rejects.toMatchObject({ constraint: 'credit_record_ban_case_has_an_entry' });
  });
});

describe('a case and the revocation of its ban at the same moment', () => {
  let r: RegisterDatabase;
  beforeAll(async () => {
    r = await registerDatabase();
  }, 30_000);
  afterAll(() => r?.close());

  it('never leave a case in effect under a revoked ban', async () => {
    const ends: string[] = [];
    for (let n = 0; n < 20; n++) {
      const firm = syntheticFirm(next++);
      await r.say({ type: INTAKE.registration, data: registrationData(firm) } as never);
      const [{ id: subjectId }] = await r.rows<{ id: string }>(`select subject_id as id from subject_code where code = $1`, [firm.uscc]) as [{ id: string }];
      const entry = ban({ subjectId, subjectClass: 'LEGAL_ENTITY', name: firm.name, uscc: firm.uscc as never, status: 'registered' });
      const follow = (state: ListEntryV1, version: string) => withUnitOfWork(r.fixture.database, { actor: 'test', now: r.fixture.clock.now(), today: r.fixture.clock.today() }, (uow) => followBans(uow, r.register, [{ state, version, told: instantOf(Date.now()), cause: {} }]));
      await follow(entry, '1');
      const [[receipt]] = await Promise.all([r.say({ type: INTAKE.banCase, data: banCaseData(entry.entryId, { party: firm, authority: MARKET, docNo: `本市监案〔2026〕${next++}号` }) } as never), follow(revoked(entry), '2')]);
      const found = await r.rows<{ status: string }>(`select status from credit_record where record_kind = 'ban-case' and content ->> 'entryId' = $1`, [entry.entryId]);
      ends.push(`${receipt!.state} ${found[0]?.status ?? 'none'}`);
    }
    expect(ends.filter((end) => end !== 'accepted revoked' && end !== 'rejected none')).toEqual([]);
  }, 60_000);
});
