import { Module } from '@nestjs/common';
import { createAnswerSigner, type AnswerSigner } from '@credit/access';
import { handlesMatters, TOPICS, type CityConfig } from '@credit/contracts/topics';
import { ownedAnswers, type OwnedTopic } from '@credit/messaging';
import type { Clock } from '@credit/kernel';
import { DisputeMarks1764900000000, EffectsAnswerRow, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, HISTORY, type Database, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CITY, CLOCK, DATABASE, RULEBOOK, secretFile, SETTINGS, wholeNumber, type ServiceDefinition, type ServiceSettings, type SettingsOf } from '@credit/service-host';
import { ANSWERS } from './application/answer-entry-endings.ts';
import type { CaseDesk } from './application/answer-cases.ts';
import { MEASURES } from './application/follow-entries.ts';
import { LIVE_LIST, LiveList } from './application/live-list.ts';
import { LOOK_UPS, LookUps } from './application/look-ups.ts';
import { PROMPTS } from './application/raise-prompts.ts';
import type { ScreeningDesk } from './application/screen.ts';
import { answerText } from './application/screening-answer.ts';
import { REPORTS } from './application/take-discipline-reports.ts';
import { CoverageController } from './inbound/http/coverage.controller.ts';
import { MeasuresController } from './inbound/http/measures.controller.ts';
import { PromptsController } from './inbound/http/prompts.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { ScreeningsController, SIGNER } from './inbound/http/screenings.controller.ts';
import { CASE_DESK, CasesJob } from './inbound/jobs/cases.job.ts';
import { CasesSweepJob } from './inbound/jobs/cases-sweep.job.ts';
import { ListStateJob } from './inbound/jobs/list-state.job.ts';
import { MeasureDaysJob } from './inbound/jobs/measure-days.job.ts';
import { RuleRowsJob } from './inbound/jobs/rule-rows.job.ts';
import { ObjectionsConsumer } from './inbound/kafka/objections.consumer.ts';
import { DesignationsConsumer } from './inbound/kafka/designations.consumer.ts';
import { MattersConsumer } from './inbound/kafka/matters.consumer.ts';
import { MeasureRow } from './outbound/measure.row.ts';
import { JointDisciplineTables1 } from './outbound/migrations/0001-joint-discipline.ts';
import { RuleRows1764500000001 } from './outbound/migrations/0002-rule-rows.ts';
import { OpenCases1764200000000 } from './outbound/migrations/1764200000000-open-cases.ts';
import { DisciplineReports1764500000002 } from './outbound/migrations/0003-discipline-reports.ts';
import { CaseField1764500000003 } from './outbound/migrations/0004-case-field.ts';
import { MeasureTerms1764500000004 } from './outbound/migrations/0005-measure-terms.ts';
import { EffectsOfEntries1764700000001 } from './outbound/migrations/0006-effects-of-entries.ts';
import { PromptRow } from './outbound/prompt.row.ts';
import { ReportRow } from './outbound/report.row.ts';
import { ownedReports, reportStore } from './outbound/report.store.ts';
import { answerStore, measureStore, ownedMeasures, ownedPrompts, promptStore } from './outbound/stores.ts';

/** Settings of this service beside the shared ones. */
export const ownSettings = { listMaxAgeMs: wholeNumber('CREDIT_LIST_MAX_AGE_MS', { min: 1_000, max: 3_600_000 }, 30_000) };
type Settings = ServiceSettings & SettingsOf<typeof ownSettings>;

const DESK = Symbol('DESK');

/** 联合惩戒: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [DesignationsConsumer, MattersConsumer, ObjectionsConsumer, CoverageController, ScreeningsController, PromptsController, MeasuresController, SandboxController],
  providers: [
    ListStateJob,
    CasesJob,
    CasesSweepJob,
    RuleRowsJob,
    MeasureDaysJob,
    { provide: PROMPTS, useValue: promptStore },
    { provide: MEASURES, useValue: measureStore },
    { provide: ANSWERS, useValue: answerStore },
    { provide: REPORTS, useValue: reportStore },
    { provide: LIVE_LIST, inject: [SETTINGS], useFactory: ({ listMaxAgeMs }: Settings) => new LiveList(Date.now, listMaxAgeMs) },
    { provide: DESK, inject: [LIVE_LIST, RULEBOOK], useFactory: (list: LiveList, rulebook: Rulebook): ScreeningDesk => ({ list, rulebook, prompts: promptStore }) },
    { provide: LOOK_UPS, inject: [DATABASE, CLOCK, DESK], useFactory: (db: Database, clock: Clock, desk: ScreeningDesk) => new LookUps(db, clock, desk) },
    {
      provide: CASE_DESK, inject: [DESK, SIGNER, CITY],
      useFactory: (desk: ScreeningDesk, signer: AnswerSigner, city: CityConfig): CaseDesk => ({ ...desk, sign: (answer) => signer.sign(answer, answerText(answer)), answered: new Set(city.departments.filter(handlesMatters).map(({ source }) => source)) }),
    },
    { provide: SIGNER, inject: [SETTINGS], useFactory: (settings: Settings) => createAnswerSigner({ privateKeyFile: secretFile(settings, 'screeningKey'), production: settings.mode === 'production' }) },
  ],
})
export class JointDisciplineModule {}

/** What the host needs to know to run this service. */
export const jointDisciplineService = <S extends Settings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'joint-discipline',
  title: '联合惩戒 Joint discipline',
  settings,
  module: JointDisciplineModule,
  entities: [PromptRow, MeasureRow, ReportRow, EffectsAnswerRow],
  migrations: [JointDisciplineTables1, OpenCases1764200000000, RuleRows1764500000001, DisciplineReports1764500000002, CaseField1764500000003, MeasureTerms1764500000004, EffectsAnswers1764700000000, EffectsOfEntries1764700000001, DisputeMarks1764900000000, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, SubjectExplanations1765310000000],
  rights: { screening: HISTORY, not_same: HISTORY, screening_entry: HISTORY, screening_recall: HISTORY },
  owns: [ownedPrompts as OwnedTopic, ownedMeasures as OwnedTopic, ownedReports as OwnedTopic, ownedAnswers(TOPICS.disciplineEvents, answerStore) as OwnedTopic],
  paceMs: 50,
  statuses: { LIST_STALE: 503 },
});
