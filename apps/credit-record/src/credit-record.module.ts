import { Module } from '@nestjs/common';
import { createIntakeDecryption, type BlindIndex, type FieldCipher } from '@credit/access';
import { TOPICS, type CityConfig } from '@credit/contracts/topics';
import { ownedAnswers, type OwnedTopic } from '@credit/messaging';
import type { Metrics } from '@credit/observability';
import { DisputeMarks1764900000000, EffectsAnswerRow, effectsAnswers, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, HISTORY, WORKING, ReviewMarks1765200000000, SubjectExplanations1765310000000, type Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { BLIND_INDEX, CITY, DATABASE, FIELD_CIPHER, METRICS, RULEBOOK, secretFile, SETTINGS, type ServiceDefinition, type ServiceSettings } from '@credit/service-host';
import { createIngest, INGEST } from './application/ingest-statements.ts';
import { BATCHES } from './application/receive-file.ts';
import { withRecalls } from './application/recall-records.ts';
import { REGISTER, type Register } from './application/register.ts';
import { authorityRegister } from './domain/policies/authority.ts';
import { BatchesController } from './inbound/http/batches.controller.ts';
import { RECALLS, RecallsController } from './inbound/http/recalls.controller.ts';
import { RecordsController } from './inbound/http/records.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { StandingsController } from './inbound/http/standings.controller.ts';
import { SubjectsController } from './inbound/http/subjects.controller.ts';
import { TemplatesController } from './inbound/http/templates.controller.ts';
import { WorklistController } from './inbound/http/worklist.controller.ts';
import { ImportJob } from './inbound/jobs/import.job.ts';
import { SweepJob } from './inbound/jobs/sweep.job.ts';
import { CommitmentsConsumer } from './inbound/kafka/commitments.consumer.ts';
import { DesignationsConsumer } from './inbound/kafka/designations.consumer.ts';
import { DisciplineConsumer } from './inbound/kafka/discipline.consumer.ts';
import { ObjectionsConsumer } from './inbound/kafka/objections.consumer.ts';
import { RepairsConsumer } from './inbound/kafka/repairs.consumer.ts';
import { IntakeConsumer } from './inbound/kafka/intake.consumer.ts';
import { BatchStore } from './outbound/batch.store.ts';
import { CreditRecordRow } from './outbound/credit-record.row.ts';
import { CreditSubjectRow } from './outbound/credit-subject.row.ts';
import { Register1763900000001 } from './outbound/migrations/0001-register.ts';
import { MatterRow } from './outbound/matter.row.ts';
import { Batches1763900000002 } from './outbound/migrations/0002-batches.ts';
import { Matters1764300000003 } from './outbound/migrations/0003-matters.ts';
import { DisciplineReports1764500000004 } from './outbound/migrations/0004-discipline-reports.ts';
import { Interviews1764500000005 } from './outbound/migrations/0005-interviews.ts';
import { NoticeReceipts1764520000006 } from './outbound/migrations/0006-notice-receipts.ts';
import { BanCases1764530000007 } from './outbound/migrations/0007-ban-cases.ts';
import { Repairs1764600000008 } from './outbound/migrations/0008-repairs.ts';
import { RecordRecalls1765000000009 } from './outbound/migrations/0009-record-recalls.ts';
import { RecallRow } from './outbound/recall.row.ts';
import { ownedRecalls, recallStore } from './outbound/recall.store.ts';
import { Shields1765100000010 } from './outbound/migrations/0010-shields.ts';
import { Commitments1766000000011 } from './outbound/migrations/0011-commitments.ts';
import { matterStore, recordStore, subjectStore } from './outbound/stores.ts';
import { mattersToldAgain, recordsToldAgain, subjectsToldAgain } from './outbound/told-again.ts';

/** 效果终止答复 store. */
const answers = effectsAnswers(TOPICS.recordEvents);

const registerOf = (city: CityConfig, rulebook: Rulebook, cipher: FieldCipher, blindIndex: BlindIndex, settings: ServiceSettings, metrics: Metrics): Register => ({
  records: withRecalls(recordStore(), { recalls: recallStore, answers, rulebook, told: new Set(city.departments.map(({ source }) => source)) }), subjects: subjectStore(), matters: matterStore(), recalls: recallStore, rulebook, authorities: authorityRegister(city.departments), cipher, blindIndex,
  decryption: createIntakeDecryption({ privateKeyFile: secretFile(settings, 'intakeKey'), production: settings.mode === 'production' }),
  receipts: {
    issued: metrics.counter('credit_receipts_total', 'Receipts issued, by department and outcome', ['source', 'state']),
    rejected: metrics.counter('credit_receipts_rejected_total', 'Statements rejected, by department and code', ['source', 'code']),
  },
});

/** 信用信息归集: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [IntakeConsumer, RepairsConsumer, DesignationsConsumer, CommitmentsConsumer, DisciplineConsumer, ObjectionsConsumer, RecordsController, RecallsController, StandingsController, SubjectsController, WorklistController, SandboxController, BatchesController, TemplatesController],
  providers: [
    { provide: REGISTER, useFactory: registerOf, inject: [CITY, RULEBOOK, FIELD_CIPHER, BLIND_INDEX, SETTINGS, METRICS] },
    { provide: RECALLS, useValue: recallStore },
    { provide: INGEST, useFactory: createIngest, inject: [REGISTER] },
    { provide: BATCHES, useFactory: (db: Database, cipher: FieldCipher) => new BatchStore(db, cipher), inject: [DATABASE, FIELD_CIPHER] },
    ImportJob, SweepJob,
  ],
})
export class CreditRecordModule {}

/** What the host needs to know to run this service. */
export const creditRecordService = <S extends ServiceSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'credit-record',
  title: '信用信息归集 Credit record',
  settings,
  module: CreditRecordModule,
  entities: [CreditRecordRow, CreditSubjectRow, MatterRow, RecallRow, EffectsAnswerRow],
  migrations: [Register1763900000001, Batches1763900000002, Matters1764300000003, DisciplineReports1764500000004, Interviews1764500000005, NoticeReceipts1764520000006, BanCases1764530000007, Repairs1764600000008, EffectsAnswers1764700000000, DisputeMarks1764900000000, RecordRecalls1765000000009, EffectsAnswersToldAgain1765000000001, Shields1765100000010, ReviewMarks1765200000000, SubjectExplanations1765310000000, Commitments1766000000011],
  rights: { access_log: HISTORY, receipt: `${HISTORY}, update (open)`, batch: WORKING, batch_chunk: WORKING },
  lanes: ['facts', 'receipts'],
  owns: [subjectsToldAgain(subjectStore()) as OwnedTopic, recordsToldAgain(recordStore(), answers) as OwnedTopic, mattersToldAgain(matterStore()) as OwnedTopic, ownedRecalls as OwnedTopic, ownedAnswers(TOPICS.recordEvents, answers) as OwnedTopic],
});
