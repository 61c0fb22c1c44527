import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBlindIndex, createFieldCipher, createIntakeDecryption, ensureSecrets } from '@credit/access';
import { validateData } from '@credit/contracts/events';
import { intakeTopic, receiptsTopic, TOPICS } from '@credit/contracts/topics';
import { instantOf, type Instant } from '@credit/kernel';
import { DisputeMarks1764900000000, EffectsAnswerRow, effectsAnswers, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, newEventId, withUnitOfWork, ReviewMarks1765200000000, SubjectExplanations1765310000000, type Database, type UnitOfWork } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { loadCityConfig } from '@credit/service-host';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { createIngest } from '../../src/application/ingest-statements.ts';
import type { IngestStatements, IntakeStatement, ReceiptData } from '../../src/application/intake-statement.ts';
import { withRecalls } from '../../src/application/recall-records.ts';
import type { Register } from '../../src/application/register.ts';
import { authorityRegister } from '../../src/domain/policies/authority.ts';
import { CreditRecordRow } from '../../src/outbound/credit-record.row.ts';
import { CreditSubjectRow } from '../../src/outbound/credit-subject.row.ts';
import { Register1763900000001 } from '../../src/outbound/migrations/0001-register.ts';
import { MatterRow } from '../../src/outbound/matter.row.ts';
import { Batches1763900000002 } from '../../src/outbound/migrations/0002-batches.ts';
import { Matters1764300000003 } from '../../src/outbound/migrations/0003-matters.ts';
import { DisciplineReports1764500000004 } from '../../src/outbound/migrations/0004-discipline-reports.ts';
import { Repairs1764600000008 } from '../../src/outbound/migrations/0008-repairs.ts';
import { Shields1765100000010 } from '../../src/outbound/migrations/0010-shields.ts';
import { Commitments1766000000011 } from '../../src/outbound/migrations/0011-commitments.ts';
import { BanCases1764530000007 } from '../../src/outbound/migrations/0007-ban-cases.ts';
import { Interviews1764500000005 } from '../../src/outbound/migrations/0005-interviews.ts';
import { NoticeReceipts1764520000006 } from '../../src/outbound/migrations/0006-notice-receipts.ts';
import { RecordRecalls1765000000009 } from '../../src/outbound/migrations/0009-record-recalls.ts';
import { RecallRow } from '../../src/outbound/recall.row.ts';
import { recallStore } from '../../src/outbound/recall.store.ts';
import { matterStore, recordStore, subjectStore } from '../../src/outbound/stores.ts';
import { CITY_CONFIG, MARKET } from './running-service.ts';

export interface Said { type: string; data: any; id?: string; source?: string; repeat?: 'duplicate' | 'reused'; at?: string; channel?: 'kafka' | 'rest' | 'file' }

/** The register on a fresh database, spoken to through its one door. */
export interface RegisterDatabase {
  fixture: PipelineFixture;
  register: Register;
  ingest: IngestStatements;
  /** All statements in one unit of work. */
  say(...statements: Said[]): Promise<ReceiptData[]>;
  sayOn(db: Database, ...statements: Said[]): Promise<ReceiptData[]>;
  inUnitOfWork<T>(fn: (uow: UnitOfWork) => Promise<T>, db?: Database): Promise<T>;
  rows<T = any>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Receipts published to a department, in order. */
  published(source?: string): Promise<ReceiptData[]>;
  close(): Promise<void>;
}

let offset = 0;
let row = 0;

/** The statement that a transport would hand over. */
export function statement({ type, data, id, source = MARKET.source, repeat, at, channel = 'kafka' }: Said): IntakeStatement {
  const receivedAt = instantOf(Date.now());
  const ref: IntakeStatement['ref'] = channel === 'kafka' ? { channel, topic: intakeTopic(source), partition: 0, offset: String(offset++), eventId: id ?? newEventId(), ...(repeat ? { repeat } : {}) }
    : channel === 'rest' ? { channel, requestId: id ?? newEventId() } : { channel, batchId: '0199c0de-0000-7000-8000-00000000ba7c', row: ++row };
  return { ref, source, type, data, findings: channel === 'kafka' ? validateData(type, data) : [], receivedAt, versionTime: (at as Instant) ?? receivedAt };
}

export async function registerDatabase(): Promise<RegisterDatabase> {
  const fixture = await pipelineFixture({ service: 'credit-record', entities: [CreditRecordRow, CreditSubjectRow, MatterRow, RecallRow, EffectsAnswerRow], migrations: [Register1763900000001, Batches1763900000002, Matters1764300000003, DisciplineReports1764500000004, Interviews1764500000005, NoticeReceipts1764520000006, BanCases1764530000007, Repairs1764600000008, EffectsAnswers1764700000000, DisputeMarks1764900000000, RecordRecalls1765000000009, EffectsAnswersToldAgain1765000000001, Shields1765100000010, ReviewMarks1765200000000, SubjectExplanations1765310000000, Commitments1766000000011] });
  const secrets = mkdtempSync(join(tmpdir(), 'register-'));
  await ensureSecrets(secrets);
  const register: Register = {
    records: withRecalls(recordStore(), { recalls: recallStore, answers: effectsAnswers(TOPICS.recordEvents), rulebook: defaultRulebook, told: new Set(loadCityConfig(CITY_CONFIG).departments.map(({ source }) => source)) }), subjects: subjectStore(), matters: matterStore(), recalls: recallStore, rulebook: defaultRulebook, authorities: authorityRegister(loadCityConfig(CITY_CONFIG).departments),
    cipher: createFieldCipher({ keyFile: join(secrets, 'field-key.json') }), blindIndex: createBlindIndex({ keyFile: join(secrets, 'blind-index-key.json') }),
    receipts: { issued: { inc: () => undefined }, rejected: { inc: () => undefined } },
    decryption: createIntakeDecryption({ privateKeyFile: join(secrets, 'intake-private.jwk.json') }),
  };
  const ingest = createIngest(register);
  const inUnitOfWork = <T>(fn: (uow: UnitOfWork) => Promise<T>, db = fixture.database): Promise<T> => withUnitOfWork(db, { actor: 'test', now: fixture.clock.now(), today: fixture.clock.today() }, fn);
  const sayOn = (db: Database, ...said: Said[]): Promise<ReceiptData[]> => inUnitOfWork((uow) => ingest(uow, said.map(statement)), db);
  const rows = async <T>(sql: string, values: unknown[] = []): Promise<T[]> => (await fixture.database.pool.query(sql, values)).rows as T[];
  return {
    fixture, register, ingest, inUnitOfWork, sayOn, say: (...said) => sayOn(fixture.database, ...said), rows: rows as never,
    published: async (source = MARKET.source) => (await rows<{ payload: string }>('select payload from journal_receipts where topic = $1 order by id', [receiptsTopic(source)])).map((r) => JSON.parse(r.payload)),
    close: () => fixture.close(),
  };
}
