import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecrets, sandboxIssuer, type Role } from '@credit/access';
import { encodeKafka, MATTER, RECORD, SANDBOX_DATE, SUBJECT, type EventEnvelope, type ListEntryReportedV1, type MatterV1, type RecordStateV1, type SubjectStateV1 } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import { listDesignationService, ownSettings } from '../../src/list-designation.module.ts';
import { cityConfig, MARKET } from './designation-desk.ts';

const OPENING = localDate('2026-11-23');

/** The service on a fresh database and fresh topics, without the owner of records behind it, or with one at `recordUrl`. What a spec does from outside: facts of the register, calls with a token, the business date. */
export async function runListDesignation(city = cityConfig, recordUrl = 'http://127.0.0.1:9') {
  const f = await pipelineFixture({ service: 'list-designation', topics: topicManifest(loadCityConfig(city)).filter(({ kind, writers }) => ['state', 'events', 'dlq'].includes(kind) || writers.includes('list-designation')) });
  const secrets = mkdtempSync(join(tmpdir(), 'list-designation-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('LIST_DESIGNATION_DATABASE_URL'), ...ownSettings }, {
    PORT: '0', CREDIT_RECORD_URL: recordUrl, ...kafkaEnvironment(), LIST_DESIGNATION_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: city, LOG_LEVEL: 'silent',
  });
  const service = await serveApp({ ...listDesignationService(settings), ownsProcess: false });
  await eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 20_000 });
  const producer = f.kafka.createProducer();
  await producer.connect();
  const send = async (topic: string, key: string, envelope: Partial<EventEnvelope> & Pick<EventEnvelope, 'type' | 'data'>): Promise<void> => {
    const { key: sentKey, value, headers } = encodeKafka({ id: newEventId(), source: '/services/credit-record', time: instantOf(Date.now()), ...envelope }, key);
    await producer.send([{ topic, records: [{ key: sentKey, value, headers }] }]);
  };
  const fact = (topic: string, key: string, id: string, version: number, type: string, data: object) => send(topic, key, { type, aggregateId: id, aggregateVersion: String(version), businessDate: OPENING, data });
  return {
    f,
    record: (state: RecordStateV1, version = 1, type: string = RECORD.recorded) => fact(TOPICS.recordEvents, state.subject.subjectId, state.recordId, version, type, state),
    report: (report: ListEntryReportedV1, version = 1) => fact(TOPICS.matterEvents, report.subject.subjectId, report.matterId, version, MATTER.listEntryReported, report),
    /** Another matter that the register forwards. */
    tell: (type: string, data: MatterV1, version = 1) => fact(TOPICS.matterEvents, data.subject.subjectId, data.matterId, version, type, data),
    /** A fact of any other topic. */
    about: (topic: string, subjectId: string, id: string, type: string, data: object, version = 1) => fact(topic, subjectId, id, version, type, data),
    subject: (state: SubjectStateV1, version = 1, type: string = SUBJECT.registered) => fact(TOPICS.subjectEvents, state.subject.subjectId, state.subject.subjectId, version, type, state),
    known: (recordId: string, status = 'effective') => eventually(async () => (await f.admin.query('select 1 from evidence where record_id = $1 and status = $2', [recordId, status])).rows.length === 1, `the record is known as ${status}`),
    token: async (roles: Role[], sub: string, dept: string = MARKET) => (await issuer.issue({ sub, roles, dept })).token,
    call: async (method: 'GET' | 'POST', path: string, token: string, body?: object, key: string = randomUUID()): Promise<{ status: number; body: any; headers: Headers }> => {
      const answer = await fetch(`${service.url}${path}`, { method, headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json', 'idempotency-key': key } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) });
      return { status: answer.status, body: await answer.json(), headers: answer.headers };
    },
    moveDate: async (date: string): Promise<void> => {
      await send(TOPICS.sandboxState, 'business-date', { type: SANDBOX_DATE, data: { businessDate: date } });
      await eventually(async () => ((await (await fetch(`${service.url}/v1/sandbox/date`)).json()) as { date: string }).date === date, `the service reports ${date}`);
    },
    /** Facts about an aggregate that the relay has sent, in order. */
    sent: async (id: string, topic: string = TOPICS.designationEvents): Promise<{ type: string; key: string; data: any }[]> =>
      (await f.admin.query('select headers, key, payload from journal where aggregate_id = $1 and topic = $2 and id <= (select id from relay_position where lane = $3) order by id', [id, topic, 'facts'])).rows
        .map(({ headers, key, payload }) => ({ type: JSON.parse(headers).ce_type, key, data: JSON.parse(payload) })),
    stop: async (): Promise<void> => {
      await producer.disconnect();
      await service.stop();
      await f.close();
    },
  };
}

export type RunningListDesignation = Awaited<ReturnType<typeof runListDesignation>>;
