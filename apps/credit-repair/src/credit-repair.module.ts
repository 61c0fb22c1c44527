import { Module } from '@nestjs/common';
import { createAnswerSigner, type AnswerSigner } from '@credit/access';
import type { CityConfig } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { HISTORY } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CITY, RULEBOOK, secretFile, SETTINGS, type ServiceDefinition, type ServiceSettings } from '@credit/service-host';
import { DESK, type Desk } from './application/desk.ts';
import { CertificatesController, SIGNER } from './inbound/http/certificates.controller.ts';
import { CorrectionsController } from './inbound/http/corrections.controller.ts';
import { OBJECTION_DESK, type ObjectionDesk } from './application/objection-desk.ts';
import { ObjectionsController } from './inbound/http/objections.controller.ts';
import { ReviewsController } from './inbound/http/reviews.controller.ts';
import { STATUSES } from './inbound/http/repair.problems.ts';
import { RepairNoticesController } from './inbound/http/repair-notices.controller.ts';
import { RepairsController } from './inbound/http/repairs.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { ShieldingsController } from './inbound/http/shieldings.controller.ts';
import { TrainingBodiesController } from './inbound/http/training-bodies.controller.ts';
import { ObjectionDaysJob } from './inbound/jobs/objection-days.job.ts';
import { RepairDaysJob } from './inbound/jobs/repair-days.job.ts';
import { DesignationsConsumer } from './inbound/kafka/designations.consumer.ts';
import { EndingsConsumer } from './inbound/kafka/endings.consumer.ts';
import { ObjectionItemsConsumer } from './inbound/kafka/objection-items.consumer.ts';
import { RecordsConsumer } from './inbound/kafka/records.consumer.ts';
import { SubjectsConsumer } from './inbound/kafka/subjects.consumer.ts';
import { CorrectionTaskRow } from './outbound/correction-task.row.ts';
import { correctionTasks, ownedTasks } from './outbound/correction-task.store.ts';
import { CreditRepair1764600000000 } from './outbound/migrations/1764600000000-credit-repair.ts';
import { RepairNotices1764710000000 } from './outbound/migrations/1764710000000-repair-notices.ts';
import { LapseCertificates1764800000000 } from './outbound/migrations/1764800000000-lapse-certificates.ts';
import { Objections1764810000000 } from './outbound/migrations/1764810000000-objections.ts';
import { CorrectionTasks1764820000000 } from './outbound/migrations/1764820000000-correction-tasks.ts';
import { Shieldings1765100000000 } from './outbound/migrations/1765100000000-shieldings.ts';
import { Reviews1765200000000 } from './outbound/migrations/1765200000000-reviews.ts';
import { DiscontinuedCorrections1765300000000 } from './outbound/migrations/1765300000000-discontinued-corrections.ts';
import { ObjectionRow } from './outbound/objection.row.ts';
import { objections, ownedObjections } from './outbound/objection.store.ts';
import { RepairCaseRow } from './outbound/repair-case.row.ts';
import { ownedCases, repairCases } from './outbound/repair-case.store.ts';
import { RepairNoticeRow } from './outbound/repair-notice.row.ts';
import { ownedRepairNotices, repairNotices } from './outbound/repair-notice.store.ts';
import { ReviewRow } from './outbound/review.row.ts';
import { ownedReviews, reviews } from './outbound/review.store.ts';
import { ShieldingRow } from './outbound/shielding.row.ts';
import { ownedShieldings, shieldings } from './outbound/shielding.store.ts';

/** 信用修复: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [RecordsConsumer, DesignationsConsumer, SubjectsConsumer, EndingsConsumer, ObjectionItemsConsumer, RepairsController, CertificatesController, CorrectionsController, RepairNoticesController, ShieldingsController, ObjectionsController, ReviewsController, TrainingBodiesController, SandboxController],
  providers: [
    RepairDaysJob, ObjectionDaysJob, { provide: OBJECTION_DESK, inject: [RULEBOOK, CITY], useFactory: (rulebook: Rulebook, city: CityConfig): ObjectionDesk => ({ objections, reviews, rulebook, city }) },
    { provide: DESK, inject: [RULEBOOK, CITY], useFactory: (rulebook: Rulebook, city: CityConfig): Desk => ({ cases: repairCases, notices: repairNotices, shieldings, corrections: correctionTasks, rulebook, city }) },
    { provide: SIGNER, inject: [SETTINGS], useFactory: (settings: ServiceSettings): AnswerSigner => createAnswerSigner({ privateKeyFile: secretFile(settings, 'certificateKey'), production: settings.mode === 'production' }) },
  ],
})
export class CreditRepairModule {}

/** What the host needs to know to run this service. */
export const creditRepairService = <S extends ServiceSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'credit-repair',
  title: '信用修复 Credit repair',
  settings,
  module: CreditRepairModule,
  entities: [RepairCaseRow, RepairNoticeRow, ShieldingRow, CorrectionTaskRow, ObjectionRow, ReviewRow],
  migrations: [CreditRepair1764600000000, RepairNotices1764710000000, LapseCertificates1764800000000, Objections1764810000000, CorrectionTasks1764820000000, Shieldings1765100000000, Reviews1765200000000, DiscontinuedCorrections1765300000000],
  owns: [ownedCases as OwnedTopic, ownedRepairNotices as OwnedTopic, ownedShieldings as OwnedTopic, ownedTasks as OwnedTopic, ownedObjections as OwnedTopic, ownedReviews as OwnedTopic],
  rights: { ending_answer: HISTORY },
  statuses: STATUSES,
});
