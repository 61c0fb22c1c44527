import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureSecrets, sandboxIssuer, type Role } from '@credit/access';
import { DESIGNATION, DISCIPLINE, encodeKafka, RECORD, SANDBOX_DATE, SUBJECT, type DisciplineMeasureV1, type EventEnvelope, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import { creditRepairService } from '../../src/credit-repair.module.ts';
import type { Told } from '../sample-endings.ts';

const cityConfig = resolve(__dirname, '../../../../deploy/sample-city/config');
const OPENING = localDate('2026-11-23');
export const MARKET = 'benxi-market-regulation';

/** The service on a fresh database and fresh topics. What a spec does from outside: facts of the register and of lists, calls with a token, the business date. */
export async function runCreditRepair() {
  const f = await pipelineFixture({ service: 'credit-repair', topics: topicManifest(loadCityConfig(cityConfig)).filter(({ kind }) => ['state', 'events', 'dlq'].includes(kind)) });
  const secrets = mkdtempSync(join(tmpdir(), 'credit-repair-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('CREDIT_REPAIR_DATABASE_URL') }, {
    PORT: '0', ...kafkaEnvironment(), CREDIT_REPAIR_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: cityConfig, LOG_LEVEL: 'silent',
  });
  const service = await serveApp({ ...creditRepairService(settings), ownsProcess: false });
  await eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 20_000 });
  const producer = f.kafka.createProducer();
  await producer.connect();
  const send = async (topic: string, key: string, envelope: Partial<EventEnvelope> & Pick<EventEnvelope, 'type' | 'data'>): Promise<void> => {
    const { key: sentKey, value, headers } = encodeKafka({ id: newEventId(), source: '/services/credit-record', time: instantOf(Date.now()), ...envelope }, key);
    await producer.send([{ topic, records: [{ key: sentKey, value, headers }] }]);
  };
  const fact = (topic: string, key: string, id: string, version: number, type: string, data: object) => send(topic, key, { type, aggregateId: id, aggregateVersion: String(version), businessDate: OPENING, data });
  const known = (kind: string, id: string, live = true) => eventually(async () => (await f.admin.query('select 1 from repair_item where kind = $1 and id = $2 and live = $3', [kind, id, live])).rows.length === 1, `the ${kind} is known`);
  return {
    f,
    record: async (state: RecordStateV1, version = 1, type: string = RECORD.recorded) => {
      await fact(TOPICS.recordEvents, state.subject.subjectId, state.recordId, version, type, state);
      await known('record', state.recordId, state.status === 'effective');
    },
    entry: async (entry: ListEntryV1, version = 1) => {
      await fact(TOPICS.designationEvents, entry.subject.subjectId, entry.entryId, version, DESIGNATION.designated, entry);
      await known('list-entry', entry.entryId);
    },
    /** Facts of other services, sent in the order given. */
    tell: async (...facts: readonly Told[]) => {
      for (const { topic, key, aggregateId, version, type, data } of facts) await fact(topic, key, aggregateId, version, type, data);
    },
    merged: (from: string, into: string, data: object) => fact(TOPICS.subjectEvents, into, into, 1, SUBJECT.merged, { formerNames: [], formerUsccs: [], effectiveOn: OPENING, ...data, mergedSubjectId: from, canonicalSubjectId: into }),
    measure: async (measure: DisciplineMeasureV1) => {
      await fact(TOPICS.disciplineEvents, measure.subject.subjectId, measure.measureId, 1, DISCIPLINE.applied, measure);
      await eventually(async () => (await f.admin.query(`select 1 from objection_item where kind = 'measure' and id = $1`, [measure.measureId])).rows.length === 1, 'the measure is known');
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
    /** Facts of a case or an objection that the relay has sent, in order. */
    sent: async (id: string, topic: string = TOPICS.repairEvents): Promise<{ type: string; key: string; data: any }[]> =>
      (await f.admin.query(`select headers, key, payload from journal where aggregate_id = $1 and topic = $2 and id <= (select id from relay_position where lane = 'facts') order by id`, [id, topic])).rows
        .map(({ headers, key, payload }) => ({ type: JSON.parse(headers).ce_type, key, data: JSON.parse(payload) })),
    stop: async (): Promise<void> => {
      await producer.disconnect();
      await service.stop();
      await f.close();
    },
  };
}

export type RunningCreditRepair = Awaited<ReturnType<typeof runCreditRepair>>;
