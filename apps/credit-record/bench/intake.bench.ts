/**
 * P2, the intake step: prepared Kafka records of a department go through the service's own batch transport, codec, validation, inbox, ingestion, store and journal into a fresh database;
 * beside it COPY of the same records. Everything but the network to Kafka. A child process of apps/bench (`npm run bench -- P2`).
 */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBlindIndex, createFieldCipher, createIntakeDecryption, ensureSecrets } from '@credit/access';
import { INTAKE } from '@credit/contracts/events';
import { intakeTopic, topicManifest } from '@credit/contracts/topics';
import { INTAKE_PATTERN, KafkaBatchStrategy, type IntakeBatch } from '@credit/messaging';
import { defaultRulebook } from '@credit/rulebook';
import { loadCityConfig } from '@credit/service-host';
import { registrationData, syntheticFirm } from '@credit/testing';
import { copyRate, memoryKafka, servePairs, stepRate, type BenchRecord } from '@credit/testing/bench';
import { pipelineFixture } from '@credit/testing/pipeline';
import { createIngest } from '../src/application/ingest-statements.ts';
import { authorityRegister } from '../src/domain/policies/authority.ts';
import { statementOf } from '../src/inbound/kafka/intake.consumer.ts';
import { CreditRecordRow } from '../src/outbound/credit-record.row.ts';
import { CreditSubjectRow } from '../src/outbound/credit-subject.row.ts';
import { MatterRow } from '../src/outbound/matter.row.ts';
import { Batches1763900000002 } from '../src/outbound/migrations/0002-batches.ts';
import { Matters1764300000003 } from '../src/outbound/migrations/0003-matters.ts';
import { DisciplineReports1764500000004 } from '../src/outbound/migrations/0004-discipline-reports.ts';
import { Register1763900000001 } from '../src/outbound/migrations/0001-register.ts';
import { recallStore } from '../src/outbound/recall.store.ts';
import { matterStore, recordStore, subjectStore } from '../src/outbound/stores.ts';

const SUBJECTS = 5_000;
const CITY = join(process.cwd(), 'deploy/sample-city');
const city = loadCityConfig(join(CITY, 'config'));
const department = city.departments.find(({ powers }) => powers.includes('penalty') && powers.includes('registration'))!;
const template = JSON.parse(readFileSync(join(CITY, 'penalty.json'), 'utf8')) as object;
const topic = topicManifest(city).find(({ name }) => name === intakeTopic(department.source))!;

const secrets = mkdtempSync(join(tmpdir(), 'bench-register-'));
await ensureSecrets(secrets);
const fixture = await pipelineFixture({ service: 'credit-record', entities: [CreditRecordRow, CreditSubjectRow, MatterRow], migrations: [Register1763900000001, Batches1763900000002, Matters1764300000003, DisciplineReports1764500000004] });
const ingest = createIngest({
  records: recordStore(), subjects: subjectStore(), matters: matterStore(), recalls: recallStore, rulebook: defaultRulebook, authorities: authorityRegister(city.departments),
  cipher: createFieldCipher({ keyFile: join(secrets, 'field-key.json') }), blindIndex: createBlindIndex({ keyFile: join(secrets, 'blind-index-key.json') }),
  decryption: createIntakeDecryption({ privateKeyFile: join(secrets, 'intake-private.jwk.json') }), receipts: { issued: { inc: () => undefined }, rejected: { inc: () => undefined } },
});
const kafka = memoryKafka({ [topic.name]: topic.partitions });
const strategy = new KafkaBatchStrategy({
  kafka: kafka.port, group: 'credit-record', database: fixture.database, topics: [topic], clock: fixture.clock, logger: fixture.logger, metrics: fixture.metrics, actor: 'service:credit-record', cipher: fixture.cipher,
});
strategy.register({ topic: INTAKE_PATTERN, mode: 'react', call: async (batch) => {
  const { uow, deliveries } = batch as IntakeBatch;
  await ingest(uow, deliveries.map(statementOf));
} });
strategy.listen(() => undefined);
await strategy.whenStarted();

function record(type: string, data: Record<string, unknown>): BenchRecord {
  const headers = { ce_specversion: '1.0', ce_id: randomUUID(), ce_type: type, ce_source: `/departments/${department.source}`, ce_time: new Date().toISOString(), 'content-type': 'application/json' };
  return { key: Buffer.from(String(data['uscc'])), value: Buffer.from(JSON.stringify(data)), headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)])) };
}
let number = 0;
function penalty(): BenchRecord {
  const firm = syntheticFirm(number % SUBJECTS);
  return record(INTAKE.penalty, {
    ...template, subjectName: firm.name, uscc: firm.uscc, legalRepName: firm.legalRepName, docNo: `压测步〔2026〕${++number}号`,
    authorityName: department.name, authorityUscc: department.uscc, sourceName: department.name, sourceUscc: department.uscc,
  });
}
const feed = (some: readonly BenchRecord[]): Promise<void> => kafka.feed(topic.name, 0, some);
const count = async (): Promise<number> => (await fixture.database.pool.query<{ n: number }>(`select count(*)::int4 as n from receipt where state = 'accepted'`)).rows[0]!.n;

await stepRate(Array.from({ length: SUBJECTS }, (_, n) => record(INTAKE.registration, registrationData(syntheticFirm(n)))), feed);

servePairs(async (events) => {
  const records = Array.from({ length: events }, penalty);
  const before = await count();
  const ours = await stepRate(records, feed);
  const accepted = (await count()) - before;
  if (accepted !== events) throw new Error(`${events} statements, but ${accepted} accepted`);
  return { ours, ceiling: await copyRate(fixture.databaseUrl, records) };
}, async () => {
  await strategy.close();
  await fixture.close();
  rmSync(secrets, { recursive: true, force: true });
});
