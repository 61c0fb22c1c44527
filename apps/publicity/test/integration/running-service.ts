import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureSecrets, sandboxIssuer, type Role } from '@credit/access';
import { COMMITMENT, DESIGNATION, encodeKafka, RECORD, SANDBOX_DATE, type CommitmentV1, type EventEnvelope, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import { publicityService } from '../../src/publicity.module.ts';

const cityConfig = resolve(__dirname, '../../../../deploy/sample-city/config');
const internal = [TOPICS.subjectEvents, TOPICS.recordEvents, TOPICS.designationEvents, TOPICS.publicityEvents, TOPICS.objectionEvents, TOPICS.commitmentEvents, TOPICS.sandboxState] as string[];
const OPENING = localDate('2026-11-23');

/** The service on a fresh database and fresh topics, and what a spec does from outside: facts of the other services, calls, the business date. */
export async function runPublicity() {
  const topics = topicManifest(loadCityConfig(cityConfig)).filter(({ name }) => internal.some((topic) => name.startsWith(topic)));
  const f = await pipelineFixture({ service: 'publicity', topics });
  const secrets = mkdtempSync(join(tmpdir(), 'publicity-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('PUBLICITY_DATABASE_URL') }, {
    PORT: '0', ...kafkaEnvironment(), PUBLICITY_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: cityConfig, LOG_LEVEL: 'silent',
  });
  const start = async () => {
    const started = await serveApp({ ...publicityService(settings), ownsProcess: false });
    await eventually(async () => (await fetch(`${started.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 20_000 });
    return started;
  };
  let service = await start();
  const send = async (topic: string, key: string, envelope: Partial<EventEnvelope> & Pick<EventEnvelope, 'type' | 'data'>): Promise<void> => {
    const { key: sentKey, value, headers } = encodeKafka({ id: newEventId(), source: '/services/credit-record', time: instantOf(Date.now()), ...envelope }, key);
    const producer = f.kafka.createProducer();
    await producer.connect();
    await producer.send([{ topic, records: [{ key: sentKey, value, headers }] }]);
    await producer.disconnect();
  };
  const sendDate = (date: string) => send(TOPICS.sandboxState, 'business-date', { type: SANDBOX_DATE, data: { businessDate: date } });
  const get = async (path: string, token?: string): Promise<{ status: number; body: any; headers: Headers }> => {
    const answer = await fetch(`${service.url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json(), headers: answer.headers };
  };
  return {
    f, send, get,
    url: () => service.url,
    tokenOf: async (roles: Role[], dept?: string): Promise<string> => (await issuer.issue({ sub: `test-${randomUUID()}`, roles, ...(dept === undefined ? {} : { dept }) })).token,
    sendRecord: (state: RecordStateV1, version = 1, type: string = RECORD.recorded) =>
      send(TOPICS.recordEvents, state.subject.subjectId, { type, aggregateId: state.recordId, aggregateVersion: String(version), businessDate: OPENING, data: state }),
    sendEntry: (state: ListEntryV1, version = 1, type: string = DESIGNATION.designated) =>
      send(TOPICS.designationEvents, state.subject.subjectId, { type, aggregateId: state.entryId, aggregateVersion: String(version), businessDate: OPENING, data: state }),
    sendCommitment: (state: CommitmentV1, version = 1, type: string = COMMITMENT.made) =>
      send(TOPICS.commitmentEvents, state.subject.subjectId, { type, aggregateId: state.commitmentId, aggregateVersion: String(version), businessDate: OPENING, data: state }),
    moveDate: async (date: string): Promise<void> => {
      await sendDate(date);
      await eventually(async () => (await get('/v1/sandbox/date')).body.date === date, `the service reports ${date}`);
    },
    /** Stops the service, lets the date pass and starts it again. */
    sleepUntil: async (date: string): Promise<void> => {
      await service.stop();
      await sendDate(date);
      service = await start();
    },
    search: async (body: object): Promise<{ status: number; body: any }> => {
      const answer = await fetch(`${service.url}/v1/public/search`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: answer.status, body: await answer.json() };
    },
    stop: async (): Promise<void> => {
      await service.stop();
      await f.close();
    },
  };
}

export type RunningPublicity = Awaited<ReturnType<typeof runPublicity>>;
