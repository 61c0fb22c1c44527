import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureSecrets, sandboxIssuer, type Role } from '@credit/access';
import { DESIGNATION, encodeKafka, LIST_ENTRY_STATE, MATTER, RECORD, SANDBOX_DATE, type EventEnvelope } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings, type RunningService } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { listDesignationService, ownSettings } from '../../src/list-designation.module.ts';
import { cityConfig, courtReport, criteria, MARKET, newFirm, penaltyOf, standingOf } from './designation-desk.ts';
import { recordOwnerStandIn, type OwnerStandIn } from './record-owner-stand-in.ts';

const internal: string[] = [TOPICS.subjectEvents, TOPICS.recordEvents, TOPICS.matterEvents, TOPICS.commitmentEvents, TOPICS.designationEvents, TOPICS.repairEvents, TOPICS.objectionEvents, TOPICS.listState, TOPICS.sandboxState];
let f: PipelineFixture;
let service: RunningService;
let owner: OwnerStandIn;
let start: () => Promise<RunningService>;
let tokenOf: (roles: Role[], sub: string, dept?: string) => Promise<string>;

beforeAll(async () => {
  const topics = topicManifest(loadCityConfig(cityConfig)).filter(({ name }) => internal.some((topic) => name.startsWith(topic)));
  f = await pipelineFixture({ service: 'list-designation', topics });
  const secrets = mkdtempSync(join(tmpdir(), 'list-designation-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  tokenOf = async (roles, sub, dept = MARKET) => (await issuer.issue({ sub, roles, dept })).token;
  owner = await recordOwnerStandIn();
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('LIST_DESIGNATION_DATABASE_URL'), ...ownSettings }, {
    PORT: '0', CREDIT_RECORD_URL: owner.url, ...kafkaEnvironment(), LIST_DESIGNATION_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: cityConfig, LOG_LEVEL: 'silent',
  });
  start = () => serveApp({ ...listDesignationService(settings), ownsProcess: false });
  service = await start();
  await ready();
}, 60_000);
afterAll(async () => {
  await service?.stop();
  await owner?.close();
  await f?.close();
}, 30_000);

const ready = () => eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 20_000 });

async function send(topic: string, key: string, envelope: Partial<EventEnvelope> & Pick<EventEnvelope, 'type' | 'data'>): Promise<void> {
  const { key: sentKey, value, headers } = encodeKafka({ id: newEventId(), source: '/services/credit-record', time: instantOf(Date.now()), ...envelope }, key);
  const producer = f.kafka.createProducer();
  await producer.connect();
  await producer.send([{ topic, records: [{ key: sentKey, value, headers }] }]);
  await producer.disconnect();
}
const sendRecord = (state: ReturnType<typeof penaltyOf>, version = 1, type: string = RECORD.recorded) => {
  owner.says(standingOf(state, version));
  return send(TOPICS.recordEvents, state.subject.subjectId, { type, aggregateId: state.recordId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data: state });
};
const sendReport = (report: ReturnType<typeof courtReport>, version = 1) =>
  send(TOPICS.matterEvents, report.subject.subjectId, { type: MATTER.listEntryReported, aggregateId: report.matterId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data: report });
async function call(method: 'GET' | 'POST', path: string, token: string, body?: object, key: string = randomUUID()): Promise<{ status: number; body: any; headers: Headers }> {
  const answer = await fetch(`${service.url}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json', 'idempotency-key': key } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
  return { status: answer.status, body: await answer.json(), headers: answer.headers };
}
const moveDate = async (date: string): Promise<void> => {
  await send(TOPICS.sandboxState, 'business-date', { type: SANDBOX_DATE, data: { businessDate: date } });
  await eventually(async () => ((await (await fetch(`${service.url}/v1/sandbox/date`)).json()) as { date: string }).date === date, `the service reports ${date}`);
};
/** Types that the relay has sent about an aggregate, in order. */
const onTopic = async (topic: string, id: string): Promise<string[]> => (await f.admin.query('select headers from journal j where aggregate_id = $1 and topic = $2 and id <= (select id from relay_position where lane = $3) order by id', [id, topic, 'facts'])).rows.map(({ headers }) => JSON.parse(headers).ce_type);

describe('by Kafka alone', () => {
  it('a court entry is taken over and sent on both topics; its removal ends it; a restart repeats nothing', async () => {
    const report = courtReport(newFirm());
    await sendReport(report);
    await eventually(async () => (await onTopic(TOPICS.listState, report.matterId)).length === 1, 'the entry is stated on the compacted topic');
    await sendReport({ ...report, removal: { kind: 'repaired', removedOn: localDate('2026-11-23'), reason: '信用修复' } }, 2);
    await eventually(async () => (await onTopic(TOPICS.designationEvents, report.matterId)).length === 2, 'the end of the entry is sent');
    await service.stop();
    service = await start();
    await ready();
    await sendReport(report, 3);
    await eventually(async () => (await f.admin.query(`select 1 from journal where aggregate_id = $1 and type = 'ReportRepeated'`, [report.matterId])).rows.length === 1, 'the repeated report is noted');
    expect(await onTopic(TOPICS.designationEvents, report.matterId)).toEqual([DESIGNATION.designated, DESIGNATION.delisted]);
    expect(await onTopic(TOPICS.listState, report.matterId)).toEqual([LIST_ENTRY_STATE, LIST_ENTRY_STATE, LIST_ENTRY_STATE]); // its tombstone is the last
  });
});

describe('by REST, from the proposal to the effect', () => {
  let officer: string;
  let approver: string;
  beforeAll(async () => {
    [officer, approver] = [await tokenOf(['case-officer', 'approver'], 'officer-1'), await tokenOf(['case-officer', 'approver'], 'officer-2')];
  });

  const propose = async (key?: string) => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await sendRecord(penalty);
    await eventually(async () => (await f.admin.query('select 1 from evidence where record_id = $1', [penalty.recordId])).rows.length === 1, 'the penalty is known');
    const body = { subjectId: firm.subjectId, listType: 'MARKET_SERIOUS', recordIds: [penalty.recordId], criteria, severity: 'SERIOUS' };
    return { firm, penalty, body, answer: await call('POST', '/v1/designations', officer, body, key) };
  };

  it('knows which lists there are and which are ours', async () => {
    const { body } = await call('GET', '/v1/list-types', officer);
    expect(body.items.find((l: any) => l.code === 'MARKET_SERIOUS')).toMatchObject({ yours: true, statute: expect.any(String) });
    expect(body.items.find((l: any) => l.code === 'JUDGMENT_DEFAULTER')).toMatchObject({ yours: false });
  });

  it('walks every step, refuses the wrong hand and the wrong time, and falls with its evidence', async () => {
    const key = randomUUID();
    const { firm, penalty, body, answer } = await propose(key);
    expect(answer).toMatchObject({ status: 201, body: { status: 'proposed', inForceToday: false } });
    const at = answer.headers.get('location')!;
    const again = await call('POST', '/v1/designations', officer, body, key);
    expect([again.status, again.headers.get('location'), again.headers.get('idempotent-replayed')]).toEqual([201, at, 'true']);
    const step = (token: string, verb: string, asked: object) => call('POST', `${at}/${verb}`, token, asked);
    expect(await step(approver, 'review', { opinion: '同意' })).toMatchObject({ status: 409, body: { code: 'DESIGNATION.NOT_NOTICED' } });
    expect(await step(officer, 'notice', { addresseeSubjectId: randomUUID(), grounds: 'x' })).toMatchObject({ status: 422, body: { code: 'DESIGNATION.PERSON_NOT_NOTICED' } });
    expect(await step(officer, 'notice', { addresseeSubjectId: firm.subjectId, grounds: '拟列入' })).toMatchObject({ status: 200, body: { notice: { defenceUntil: '2026-11-30' } } });
    expect(await step(approver, 'review', { opinion: '同意' })).toMatchObject({ status: 409, body: { code: 'DESIGNATION.DEFENCE_PERIOD_RUNNING' } });
    expect(await step(officer, 'defence', {})).toMatchObject({ status: 400, body: { code: 'DESIGNATION.DEFENCE_ONE_OF' } });
    expect(await step(officer, 'defence', { statement: '已经整改' })).toMatchObject({ status: 200, body: { status: 'heard' } });
    expect(await step(officer, 'review', { opinion: '同意' })).toMatchObject({ status: 403, body: { code: 'DESIGNATION.SAME_OFFICER' } });
    expect(await step(approver, 'review', { opinion: '同意' })).toMatchObject({ status: 200 });
    expect(await step(approver, 'decision', { list: true, docNo: '本市监列〔2026〕3号', reasons: '情节严重' })).toMatchObject({ status: 200, body: { status: 'decided-to-list' } });
    expect(await step(officer, 'service', {})).toMatchObject({ status: 200, body: { status: 'in-force', inForceToday: true, term: { from: '2026-11-23', until: '2029-11-23' } } });
    const id = answer.body.designationId;
    await eventually(async () => (await onTopic(TOPICS.listState, id)).length === 1, 'the entry is stated on the compacted topic');
    await sendRecord({ ...penalty, status: 'revoked' }, 2, RECORD.revoked);
    await eventually(async () => (await call('GET', at, officer)).body.status === 'ended', 'the entry falls with its evidence');
    expect((await call('GET', at, officer)).body).toMatchObject({ ending: 'revoked', inForceToday: false });
  });

  it('is nobody else\'s: another department and a token without the role see and do nothing', async () => {
    const { answer } = await propose();
    const at = answer.headers.get('location')!;
    const stranger = await tokenOf(['case-officer', 'approver'], 'officer-9', 'benxi-transport');
    expect(await call('GET', at, stranger)).toMatchObject({ status: 404, body: { code: 'DESIGNATION.NOT_FOUND' } });
    expect(await call('POST', `${at}/revocation`, stranger, { reason: 'x' })).toMatchObject({ status: 404 });
    expect(await call('POST', `${at}/revocation`, await tokenOf(['source'], 'system'), { reason: 'x' })).toMatchObject({ status: 403 });
    expect(await call('GET', at, await tokenOf(['auditor'], 'auditor-1'))).toMatchObject({ status: 200 });
    expect((await fetch(`${service.url}${at}`)).status).toBe(401);
    expect(await call('POST', `${at}/revocation`, approver, { reason: '程序有误' })).toMatchObject({ status: 200, body: { status: 'ended', ending: 'revoked', listing: null } });
  });

  it('waits for the day that the service names', async () => {
    const { firm, answer } = await propose();
    const at = answer.headers.get('location')!;
    await call('POST', `${at}/notice`, officer, { addresseeSubjectId: firm.subjectId, grounds: '拟列入' });
    await call('POST', `${at}/defence`, officer, { waived: true });
    await call('POST', `${at}/review`, approver, { opinion: '同意' });
    await call('POST', `${at}/decision`, approver, { list: true, docNo: '本市监列〔2026〕4号', reasons: '情节严重' });
    expect(await call('POST', `${at}/service`, officer, { effectiveOn: '2026-11-31' })).toMatchObject({ status: 400, body: { code: 'DATE.INVALID' } });
    expect(await call('POST', `${at}/service`, officer, { effectiveOn: '2026-12-05' })).toMatchObject({ status: 200, body: { status: 'served' } });
    await moveDate('2026-12-08');
    await eventually(async () => (await call('GET', at, officer)).body.status === 'in-force', 'the entry takes effect on its day', { timeoutMs: 15_000 });
    expect((await call('GET', at, officer)).body).toMatchObject({ term: { from: '2026-12-05' }, inForceToday: true });
  });

  const unasked = (id: string) => f.admin.query(`update evidence set confirmed_at = now() - interval '61 seconds' where record_id = $1`, [id]);

  it('decides nothing without the word of the owner of the evidence, not older than a minute (P-10)', async () => {
    owner.away = true;
    const key = randomUUID();
    const { firm, penalty, body, answer } = await propose(key);
    expect(answer).toMatchObject({ status: 503, body: { code: 'DESIGNATION.EVIDENCE_UNCONFIRMED' } });
    expect((await f.admin.query('select 1 from designation where subject_id = $1', [firm.subjectId])).rows).toEqual([]);
    owner.away = false;
    const proposed = await call('POST', '/v1/designations', officer, body, key);
    expect(proposed).toMatchObject({ status: 201 });
    expect(owner.asked.at(-1)).toEqual({ recordId: penalty.recordId, authorization: `Bearer ${officer}` });
    const times = owner.asked.length;
    owner.away = true;
    expect(await call('POST', '/v1/designations', officer, body, key)).toMatchObject({ status: 201 });
    const at = proposed.headers.get('location')!;
    const step = (token: string, verb: string, asked: object) => call('POST', `${at}/${verb}`, token, asked);
    await step(officer, 'notice', { addresseeSubjectId: firm.subjectId, grounds: '拟列入' });
    await step(officer, 'defence', { waived: true });
    await step(approver, 'review', { opinion: '同意' });
    const decided = { list: true, docNo: '本市监列〔2026〕7号', reasons: '情节严重' };
    await unasked(penalty.recordId);
    expect(await step(officer, 'decision', decided)).toMatchObject({ status: 403, body: { code: 'DESIGNATION.SAME_OFFICER' } });
    expect(owner.asked.length).toBe(times);
    expect(await step(approver, 'decision', decided)).toMatchObject({ status: 503 });
    owner.away = false;
    expect(await step(approver, 'decision', decided)).toMatchObject({ status: 200 });
    await unasked(penalty.recordId);
    owner.away = true;
    expect(await step(officer, 'service', {})).toMatchObject({ status: 503, body: { code: 'DESIGNATION.EVIDENCE_UNCONFIRMED' } });
    owner.away = false;
    expect(await step(officer, 'service', {})).toMatchObject({ status: 200, body: { status: 'in-force' } });
  });

  it('believes the owner before the topic: what it has revoked carries no decision, what it says is in effect again is not felled by older news', async () => {
    const { firm, penalty, answer } = await propose();
    const at = answer.headers.get('location')!;
    const step = (token: string, verb: string, asked: object) => call('POST', `${at}/${verb}`, token, asked);
    await step(officer, 'notice', { addresseeSubjectId: firm.subjectId, grounds: '拟列入' });
    await step(officer, 'defence', { waived: true });
    await step(approver, 'review', { opinion: '同意' });
    const decided = { list: true, docNo: '本市监列〔2026〕8号', reasons: '情节严重' };
    await unasked(penalty.recordId);
    owner.says({ ...standingOf(penalty, 2), status: 'revoked' });
    expect(await step(approver, 'decision', decided)).toMatchObject({ status: 422, body: { code: 'DESIGNATION.NO_EFFECTIVE_EVIDENCE' } });
    owner.says(standingOf(penalty, 3));
    expect(await step(approver, 'decision', decided)).toMatchObject({ status: 200 });
    expect(await step(officer, 'service', {})).toMatchObject({ status: 200 });
    await send(TOPICS.recordEvents, firm.subjectId, { type: RECORD.revoked, aggregateId: penalty.recordId, aggregateVersion: '2', businessDate: localDate('2026-11-23'), data: { ...penalty, status: 'revoked' } });
    await send(TOPICS.recordEvents, firm.subjectId, { type: RECORD.reinstated, aggregateId: penalty.recordId, aggregateVersion: '3', businessDate: localDate('2026-11-23'), data: penalty });
    await eventually(async () => (await f.admin.query(`select 1 from consumed where aggregate_id = $1 and version >= 3`, [penalty.recordId])).rows.length === 1, 'the older news has been read');
    expect((await call('GET', at, officer)).body).toMatchObject({ status: 'in-force' });
  });
});
