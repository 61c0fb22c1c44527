import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createBlindIndex, ensureSecrets, sandboxIssuer, SECRET_FILES, type Role } from '@credit/access';
import { PERSON_INDEX_PURPOSE, personDocument } from '@credit/contracts/subject';
import { DESIGNATION, encodeKafka, SANDBOX_DATE, type EventEnvelope, type ListEntryV1 } from '@credit/contracts/events';
import { screeningsTopic, TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { jointDisciplineService, ownSettings } from '../../src/joint-discipline.module.ts';
import { listOwner, type ListOwner } from './list-owner.ts';

const cityConfig = resolve(__dirname, '../../../../deploy/sample-city/config');
export const REGISTRY = 'registry';
/** The department whose cases are answered on a topic of its own. */
export const CASE_DEPARTMENT = 'benxi-real-estate-registry';
const internal: readonly string[] = [TOPICS.designationEvents, TOPICS.listState, TOPICS.disciplineEvents, TOPICS.objectionEvents, TOPICS.sandboxState, TOPICS.matterEvents, screeningsTopic(CASE_DEPARTMENT)];

/** An entry of the court's list as its owner states it. */
export const entryOf = (over: Partial<ListEntryV1> = {}): ListEntryV1 => ({
  entryId: newEventId(), listType: 'JUDGMENT_DEFAULTER', listKind: 'joint-discipline', status: 'in-force', origin: 'external',
  subject: { subjectId: newEventId(), subjectClass: 'LEGAL_ENTITY', name: '样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' }, region: '210500', evidence: [], situation: 3,
  decision: { docNo: `（2026）示05执${randomUUID().slice(0, 8)}号`, authorityUscc: '11210500MB0XY1017D', authorityName: '示例中级人民法院', decidedOn: localDate('2026-11-20') },
  basis: { ruleId: 'LIST_JUDGMENT_DEFAULTER', statute: '民事诉讼法第二百六十六条' }, from: localDate('2026-11-20'), published: true, listVersion: String(Date.now()), ...over,
});

export interface Running {
  f: PipelineFixture;
  url: string;
  call(method: string, path: string, options?: { token?: string; body?: unknown; key?: string }): Promise<{ status: number; body: any }>;
  tokenOf(roles: Role[], dept?: string): Promise<string>;
  /** The index under which the register publishes a person with this resident identity number. */
  personIndexOf(number: string): string;
  /** States an entry on the compacted topic and tells the fact of it. */
  tell(type: keyof typeof DESIGNATION, entry: ListEntryV1, version?: number): Promise<void>;
  state(entry: ListEntryV1): Promise<void>;
  /** Stands for list-designation on the list topic. */
  owner: ListOwner;
  /** Stops this service and starts it anew; the owner goes on. */
  restart(): Promise<void>;
  /** A matter as the register forwards it; the version counts per matter. */
  forward(type: string, data: { matterId: string; subject: { subjectId: string } }, version?: number): Promise<void>;
  /** Moves the business date of this service; it never moves back. */
  moveDate(date: string): Promise<void>;
  stop(): Promise<void>;
}

/** This service on servers of the environment, with a database and topics of its own; with an overlay, on a law that is changed by it. */
export async function runService({ overlay, environment = {} }: { overlay?: object; environment?: Record<string, string> } = {}): Promise<Running> {
  const topics = topicManifest(loadCityConfig(cityConfig)).filter(({ name }) => internal.some((topic) => name.startsWith(topic)));
  const f = await pipelineFixture({ service: 'joint-discipline', topics });
  const secrets = mkdtempSync(join(tmpdir(), 'joint-discipline-'));
  await ensureSecrets(secrets);
  const overlayDir = mkdtempSync(join(tmpdir(), 'rulebook-'));
  if (overlay !== undefined) writeFileSync(join(overlayDir, 'overlay.json'), JSON.stringify(overlay));
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), ...ownSettings, databaseUrl: databaseUrl('JOINT_DISCIPLINE_DATABASE_URL') }, {
    PORT: '0', ...kafkaEnvironment(), JOINT_DISCIPLINE_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: cityConfig, CREDIT_RULEBOOK_OVERLAY: overlayDir, LOG_LEVEL: 'silent', ...environment,
  });
  const owner = await listOwner(f.kafka);
  const start = () => serveApp({ ...jointDisciplineService(settings), ownsProcess: false });
  let service = await start();
  const ready = () => eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 30_000 });
  await ready();
  const send = async (topic: string, key: string, envelope: Partial<EventEnvelope> & Pick<EventEnvelope, 'type' | 'data'>): Promise<void> => {
    const whole = { id: newEventId(), source: '/services/list-designation', time: instantOf(Date.now()), ...envelope };
    const { key: sentKey, value, headers } = encodeKafka(whole, key);
    const producer = f.kafka.createProducer();
    await producer.connect();
    await producer.send([{ topic, records: [{ key: sentKey, value, headers }] }]);
    await producer.disconnect();
  };
  return {
    f, owner,
    get url() {
      return service.url;
    },
    state: (entry) => owner.state(entry),
    personIndexOf: (number) => createBlindIndex({ keyFile: join(secrets, SECRET_FILES.blindIndexKey) }).of(PERSON_INDEX_PURPOSE, personDocument('身份证', number) as string).toString('hex'),
    tokenOf: async (roles, dept) => (await issuer.issue({ sub: `test-${randomUUID().slice(0, 8)}`, roles, ...(dept === undefined ? {} : { dept }) })).token,
    call: async (method, path, { token, body, key } = {}) => {
      const answer = await fetch(`${service.url}${path}`, {
        method, headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    tell: async (type, entry, version = 1) => {
      await owner.state(entry);
      await send(TOPICS.designationEvents, entry.subject.subjectId, { type: DESIGNATION[type], aggregateId: entry.entryId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data: entry });
    },
    forward: (type, data, version = 1) => send(TOPICS.matterEvents, data.subject.subjectId, { source: '/services/credit-record', type, aggregateId: data.matterId, aggregateVersion: String(version), businessDate: localDate('2026-11-23'), data }),
    moveDate: async (date) => {
      await send(TOPICS.sandboxState, 'business-date', { type: SANDBOX_DATE, data: { businessDate: date } });
      await eventually(async () => ((await (await fetch(`${service.url}/v1/sandbox/date`)).json()) as { date: string }).date === date, `the service reports ${date}`);
    },
    restart: async () => {
      await service.stop();
      service = await start();
    },
    stop: async () => {
      await service.stop();
      await owner.stop();
      await f.close();
    },
  };
}
