import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createIntakeDecryption, ensureSecrets, sandboxIssuer, type IntakePublicJwk, type Role } from '@credit/access';
import { decodeKafka, encodeKafka, type EventEnvelope, type ReceiptIssuedV1 } from '@credit/contracts/events';
import { intakeTopic, receiptsTopic, TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings, type RunningService } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { creditRecordService } from '../../src/credit-record.module.ts';

export const CITY_CONFIG = resolve(__dirname, '../../../../deploy/sample-city/config');
export const MARKET = { source: 'benxi-market-regulation', name: '本溪市市场监督管理局', uscc: '11210500MB0XY1017D' };
export const COURT = { source: 'benxi-court', name: '本溪市中级人民法院', uscc: '11210500MB0XY1121H' };
export const REGISTRY = { source: 'benxi-real-estate-registry', name: '本溪市不动产登记中心', uscc: '12210500MB0XY113X6' };
export const AUDIT = { source: 'benxi-audit', name: '本溪市审计局', uscc: '11210500MB0XY11489' };
export const ECOLOGY = { source: 'benxi-ecology-environment', name: '本溪市生态环境局', uscc: '11210500MB0XY10333' };

/** credit-record on a fresh database and fresh topics, with what a department and an operator would use. */
export interface RunningCreditRecord {
  fixture: PipelineFixture;
  url: string;
  intakeKey: IntakePublicJwk;
  send(source: string, key: string | null, event: { type: string; data: unknown; id?: string; time?: string }): Promise<string>;
  /** A department's own token. */
  token(dept: string): Promise<string>;
  receiptsOf(source: string, eventId: string): Promise<ReceiptIssuedV1[]>;
  receipt(source: string, eventId: string, count?: number): Promise<ReceiptIssuedV1>;
  events(topic: string): Promise<EventEnvelope<any>[]>;
  call(method: string, path: string, options?: { roles?: Role[]; dept?: string; subject?: string; body?: unknown; headers?: Record<string, string> }): Promise<{ status: number; body: any; headers: Headers }>;
  stop(): Promise<void>;
}

export async function runCreditRecord(): Promise<RunningCreditRecord> {
  const wanted = [intakeTopic(MARKET.source), intakeTopic(ECOLOGY.source), receiptsTopic(MARKET.source), receiptsTopic(ECOLOGY.source), receiptsTopic(COURT.source), receiptsTopic(REGISTRY.source), receiptsTopic(AUDIT.source), TOPICS.matterEvents, TOPICS.designationEvents, TOPICS.commitmentEvents, TOPICS.disciplineEvents, TOPICS.repairEvents, TOPICS.objectionEvents, TOPICS.subjectEvents, TOPICS.recordEvents, TOPICS.sandboxState] as string[];
  const manifest = topicManifest(loadCityConfig(CITY_CONFIG));
  const fixture = await pipelineFixture({ service: 'credit-record', topics: manifest.filter(({ kind, name }) => kind !== 'dlq' && (kind === 'intake' || wanted.includes(name))) });
  const secrets = mkdtempSync(join(tmpdir(), 'credit-record-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('CREDIT_RECORD_DATABASE_URL') }, {
    PORT: '0', ...kafkaEnvironment(), CREDIT_RECORD_DATABASE_URL: fixture.databaseUrl, CREDIT_TOPIC_PREFIX: fixture.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: CITY_CONFIG,
    LOG_LEVEL: process.env['SERVICE_LOG'] ?? 'silent',
  });
  const service: RunningService = await serveApp({ ...creditRecordService(settings), ownsProcess: false });
  await eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 30_000 });
  const producer = fixture.kafka.createProducer();
  await producer.connect();
  const inbox = new Map<string, EventEnvelope<any>[]>();
  const reader = fixture.anotherKafka().createConsumer({
    group: 'reader', topics: wanted.filter((t) => t.includes('receipts') || t.includes('events')), onAssigned: () => undefined, onCrash: () => undefined,
    onBatch: async (batch, controls) => {
      for (const record of batch.records) {
        const decoded = decodeKafka(record);
        if (!decoded.ok) throw new Error(`unreadable: ${decoded.code}`);
        inbox.set(batch.topic, [...(inbox.get(batch.topic) ?? []), decoded.envelope]);
        controls.resolve(record.offset);
      }
    },
  });
  await reader.start();
  const receiptsOf = async (source: string, eventId: string): Promise<ReceiptIssuedV1[]> => (inbox.get(receiptsTopic(source)) ?? []).map((e) => e.data as ReceiptIssuedV1).filter((r) => r.eventId === eventId);
  return {
    fixture, url: service.url, intakeKey: createIntakeDecryption({ privateKeyFile: join(secrets, 'intake-private.jwk.json') }).publicJwk,
    send: async (source, key, { type, data, id = newEventId(), time = instantOf(Date.now()) }) => {
      const message = encodeKafka({ id, type, source: `/departments/${source}`, time: time as never, data }, key ?? '');
      await producer.send([{ topic: intakeTopic(source), records: [{ ...message, key }] }]);
      return id;
    },
    receiptsOf,
    token: async (dept) => (await issuer.issue({ sub: `t-${dept}`, roles: ['source'], dept })).token,
    receipt: (source, eventId, count = 1) => eventually(async () => (await receiptsOf(source, eventId))[count - 1], `receipt ${count} of event ${eventId}`, { timeoutMs: 15_000 }),
    events: async (topic) => inbox.get(topic) ?? [],
    call: async (method, path, { roles, dept, subject, body, headers = {} } = {}) => {
      const token = roles === undefined ? undefined : (await issuer.issue({ sub: `t-${dept ?? randomUUID()}`, roles, ...(dept ? { dept } : {}), ...(subject ? { subject } : {}) })).token;
      const answer = await fetch(`${service.url}${path}`, {
        method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
    },
    stop: async () => {
      await reader.stop();
      await producer.disconnect();
      await service.stop();
      await fixture.close();
    },
  };
}
