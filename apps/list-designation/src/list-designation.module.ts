import { Module } from '@nestjs/common';
import { TOPICS, type CityConfig } from '@credit/contracts/topics';
import { ownedAnswers, type OwnedTopic } from '@credit/messaging';
import { DisputeMarks1764900000000, EffectsAnswerRow, effectsAnswers, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CITY, RULEBOOK, SETTINGS, url, type ServiceDefinition, type ServiceSettings, type SettingsOf } from '@credit/service-host';
import { EVIDENCE_OWNER } from './application/confirm-evidence.ts';
import { DESK, type Desk } from './application/desk.ts';
import { withNotices } from './application/notify-institutions.ts';
import { STATUSES } from './inbound/http/designation.problems.ts';
import { CampaignsController } from './inbound/http/campaigns.controller.ts';
import { DesignationsController } from './inbound/http/designations.controller.ts';
import { EntryChangesController } from './inbound/http/entry-changes.controller.ts';
import { InterviewsController } from './inbound/http/interviews.controller.ts';
import { ListConflictsController } from './inbound/http/list-conflicts.controller.ts';
import { NoticesController } from './inbound/http/notices.controller.ts';
import { RectificationOrdersController } from './inbound/http/rectification-orders.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { ListDaysJob } from './inbound/jobs/list-days.job.ts';
import { CommitmentsConsumer } from './inbound/kafka/commitments.consumer.ts';
import { MattersConsumer } from './inbound/kafka/matters.consumer.ts';
import { NoticeReceiptsConsumer } from './inbound/kafka/notice-receipts.consumer.ts';
import { ObjectionsConsumer } from './inbound/kafka/objections.consumer.ts';
import { RecordsConsumer } from './inbound/kafka/records.consumer.ts';
import { RepairsConsumer } from './inbound/kafka/repairs.consumer.ts';
import { SubjectsConsumer } from './inbound/kafka/subjects.consumer.ts';
import { CampaignRow } from './outbound/campaign.row.ts';
import { campaigns } from './outbound/campaign.store.ts';
import { DesignationRow } from './outbound/designation.row.ts';
import { designations } from './outbound/designation.store.ts';
import { InterviewRow } from './outbound/interview.row.ts';
import { interviews, ownedInterviews } from './outbound/interview.store.ts';
import { ListConflictRow } from './outbound/list-conflict.row.ts';
import { listConflicts, ownedConflicts } from './outbound/list-conflict.store.ts';
import { listMarks } from './outbound/list-marks.ts';
import { ListDesignation1764100000000 } from './outbound/migrations/1764100000000-list-designation.ts';
import { ListMark1764100000100 } from './outbound/migrations/1764100000100-list-mark.ts';
import { RolesOfTheRegister1764180000000 } from './outbound/migrations/1764180000000-roles-of-the-register.ts';
import { EvidenceConfirmed1764180000001 } from './outbound/migrations/1764180000001-evidence-confirmed.ts';
import { RectificationOrders1764500000000 } from './outbound/migrations/1764500000000-rectification-orders.ts';
import { Interviews1764510000000 } from './outbound/migrations/1764510000000-interviews.ts';
import { RedLists1764520000000 } from './outbound/migrations/1764520000000-red-lists.ts';
import { Notices1764530000000 } from './outbound/migrations/1764530000000-notices.ts';
import { Campaigns1764540000000 } from './outbound/migrations/1764540000000-campaigns.ts';
import { NoticeRow } from './outbound/notice.row.ts';
import { notices } from './outbound/notice.store.ts';
import { Breaches1766000000000 } from './outbound/migrations/1766000000000-breaches.ts';
import { BreachesWait1766200000000 } from './outbound/migrations/1766200000000-breaches-wait.ts';
import { DesignationsOfSubject1766300000000 } from './outbound/migrations/1766300000000-designations-of-subject.ts';
import { DesignationsByDepartment1766100000000 } from './outbound/migrations/1766100000000-designations-by-department.ts';
import { RepairedEvidence1764600000000 } from './outbound/migrations/1764600000000-repaired-evidence.ts';
import { ownedEntries } from './outbound/owned-entries.ts';
import { ReceiptReportRow } from './outbound/receipt-report.row.ts';
import { ownedReceiptReports, receiptReports } from './outbound/receipt-report.store.ts';
import { recordOwner } from './outbound/record-owner.ts';
import { RectificationOrderRow } from './outbound/rectification.row.ts';
import { ownedOrders, rectificationOrders } from './outbound/rectification.store.ts';
import { RedListEntryRow } from './outbound/red-list.row.ts';
import { ownedRedEntries, redEntries } from './outbound/red-list.store.ts';

/** 效果终止答复 store. */
const answers = effectsAnswers(TOPICS.designationEvents);

/** What the use cases work with; whoever steps with its designations tells the institutions too. */
export const deskOf = (rulebook: Rulebook, city: CityConfig): Desk => ({ designations: withNotices(designations, { notices, answers, rulebook, city }), answers, rectificationOrders, interviews, redEntries, listConflicts, campaigns, notices, receiptReports, rulebook, city });

/** 名单认定: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [RecordsConsumer, SubjectsConsumer, MattersConsumer, CommitmentsConsumer, RepairsConsumer, ObjectionsConsumer, NoticeReceiptsConsumer, DesignationsController, EntryChangesController, RectificationOrdersController, CampaignsController, InterviewsController, NoticesController, ListConflictsController, SandboxController],
  providers: [ListDaysJob, { provide: EVIDENCE_OWNER, inject: [SETTINGS], useFactory: (settings: OwnSettings) => recordOwner(settings.creditRecordUrl) }, { provide: DESK, inject: [RULEBOOK, CITY], useFactory: deskOf }],
})
export class ListDesignationModule {}

/** Settings of this service beside those of every one. */
export const ownSettings = { creditRecordUrl: url('CREDIT_RECORD_URL', ['http:', 'https:']) };
type OwnSettings = SettingsOf<typeof ownSettings>;

/** What the host needs to know to run this service. */
export const listDesignationService = <S extends ServiceSettings & OwnSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'list-designation',
  title: '名单认定 List designation',
  settings,
  module: ListDesignationModule,
  entities: [DesignationRow, RectificationOrderRow, InterviewRow, RedListEntryRow, ListConflictRow, NoticeRow, ReceiptReportRow, CampaignRow, EffectsAnswerRow],
  migrations: [ListDesignation1764100000000, ListMark1764100000100, RolesOfTheRegister1764180000000, EvidenceConfirmed1764180000001, RectificationOrders1764500000000, Interviews1764510000000, RedLists1764520000000, Notices1764530000000, Campaigns1764540000000, RepairedEvidence1764600000000, EffectsAnswers1764700000000, DisputeMarks1764900000000, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, SubjectExplanations1765310000000, Breaches1766000000000, DesignationsByDepartment1766100000000, BreachesWait1766200000000, DesignationsOfSubject1766300000000],
  owns: [ownedEntries as OwnedTopic, ownedOrders as OwnedTopic, ownedInterviews as OwnedTopic, ownedRedEntries as OwnedTopic, ownedConflicts as OwnedTopic, ownedReceiptReports as OwnedTopic, ownedAnswers(TOPICS.designationEvents, answers) as OwnedTopic],
  lanes: ['facts', 'receipts'],
  marks: listMarks,
  statuses: STATUSES,
});
