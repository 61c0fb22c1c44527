import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureSecrets, sandboxIssuer, type Role } from '@credit/access';
import { encodeKafka, SANDBOX_DATE, SUBJECT, type EventEnvelope } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import { commitmentService } from '../../src/commitment.module.ts';

const cityConfig = resolve(__dirname, '../../../../deploy/sample-city/config');
const OPENING = localDate('2026-11-23');
export const MARKET = 'benxi-market-regulation';

type Told = { type: string; key: string; data: any }[];

/** The service on a fresh database and fresh topics. What a spec does from outside: facts of the register and of lists, calls with a token, the business date. */
export async function runCommitment() {
  const f = await pipelineFixture({ service: 'commitment', topics: topicManifest(loadCityConfig(cityConfig)).filter(({ kind }) => ['state', 'events', 'dlq'].includes(kind)) });
  const secrets = mkdtempSync(join(tmpdir(), 'commitment-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('COMMITMENT_DATABASE_URL') }, {
    PORT: '0', ...kafkaEnvironment(), COMMITMENT_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: cityConfig, LOG_LEVEL: process.env.TEST_LOG ?? 'silent',
  });
  const service = await serveApp({ ...commitmentService(settings), ownsProcess: false });
  await eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 20_000 });
  let producer = f.kafka.createProducer();
  await producer.connect();
  /** The first record after the topics were made may find no leader yet; a producer that was refused is not used again (P-1). */
  const again = async (): Promise<false> => {
    await producer.disconnect();
    producer = f.kafka.createProducer();
    await producer.connect();
    return false;
  };
  const send = async (topic: string, key: string, envelope: Partial<EventEnvelope> & Pick<EventEnvelope, 'type' | 'data'>): Promise<void> => {
    const { key: sentKey, value, headers } = encodeKafka({ id: newEventId(), source: '/services/credit-record', time: instantOf(Date.now()), ...envelope }, key);
    await eventually(() => producer.send([{ topic, records: [{ key: sentKey, value, headers }] }]).then(() => true, again), 'the fact is sent');
  };
  /** A fact of another service. */
  const fact = (topic: string, key: string, id: string, version: number, type: string, data: object): Promise<void> => send(topic, key, { type, aggregateId: id, aggregateVersion: String(version), businessDate: OPENING, data });
  const has = (what: string, sql: string, values: readonly unknown[]) => eventually(async () => (await f.admin.query(sql, [...values])).rows.length > 0, what);
  /** Facts of an aggregate that the relay has sent, in order. */
  const sent = async (id: string): Promise<Told> =>
    (await f.admin.query(`select headers, key, payload from journal where aggregate_id = $1 and topic is not null and id <= (select id from relay_position where lane = 'facts') order by id`, [id])).rows
      .map(({ headers, key, payload }) => ({ type: JSON.parse(headers).ce_type, key, data: JSON.parse(payload) }));
  return {
    f, fact, has,
    /** A subject as the register knows it. */
    subject: async (over: Partial<SubjectSnapshot> = {}): Promise<SubjectSnapshot> => {
      const subject: SubjectSnapshot = { subjectId: newEventId(), subjectClass: 'LEGAL_ENTITY', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered', ...over };
      await fact(TOPICS.subjectEvents, subject.subjectId, subject.subjectId, 1, SUBJECT.registered, { subject, formerNames: [], formerUsccs: [], effectiveOn: OPENING });
      await has('the subject is known', 'select 1 from known_subject where subject_id = $1', [subject.subjectId]);
      return subject;
    },
    merged: async (from: SubjectSnapshot, into: SubjectSnapshot): Promise<void> => {
      await fact(TOPICS.subjectEvents, into.subjectId, into.subjectId, 2, SUBJECT.merged, { subject: into, formerNames: [], formerUsccs: [], effectiveOn: OPENING, mergedSubjectId: from.subjectId, canonicalSubjectId: into.subjectId });
      await has('the merger is known', 'select 1 from subject_alias where subject_id = $1', [from.subjectId]);
    },
    token: async (roles: Role[], over: { dept?: string; subject?: string } = {}) => (await issuer.issue({ sub: `who-${randomUUID().slice(0, 8)}`, roles, ...over })).token,
    call: async (method: 'GET' | 'POST', path: string, token?: string, body?: object, key: string = randomUUID()): Promise<{ status: number; body: any }> => {
      const answer = await fetch(`${service.url}${path}`, {
        method, headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(method === 'POST' ? { 'idempotency-key': key } : {}), ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    moveDate: async (date: string): Promise<void> => {
      await send(TOPICS.sandboxState, 'business-date', { type: SANDBOX_DATE, data: { businessDate: date } });
      await eventually(async () => ((await (await fetch(`${service.url}/v1/sandbox/date`)).json()) as { date: string }).date === date, `the service reports ${date}`);
    },
    sent,
    /** The facts of an aggregate, once they are as expected. */
    told: async (id: string, are: (facts: Told) => boolean): Promise<Told> => {
      let facts: Told = [];
      await eventually(async () => are((facts = await sent(id))), 'the facts are sent');
      return facts;
    },
    stop: async (): Promise<void> => {
      await producer.disconnect();
      await service.stop();
      await f.close();
    },
  };
}

export type RunningCommitment = Awaited<ReturnType<typeof runCommitment>>;
