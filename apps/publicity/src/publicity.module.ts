import { Module } from '@nestjs/common';
import { TOPICS } from '@credit/contracts/topics';
import { ownedAnswers, type OwnedTopic } from '@credit/messaging';
import { DisputeMarks1764900000000, EffectsAnswerRow, effectsAnswers, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, WORKING, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import { loadRulebook, type ServiceDefinition, type ServiceSettings } from '@credit/service-host';
import { ANSWERS } from './application/answer-endings.ts';
import { ENTRIES } from './application/decide-publicity.ts';
import { COMMITMENT_POSTINGS } from './application/follow-commitments.ts';
import { POSTINGS } from './application/follow-list-entries.ts';
import { Pages } from './inbound/http/paging.ts';
import { PublicController } from './inbound/http/public.controller.ts';
import { PublicityController } from './inbound/http/publicity.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { PublicityDaysJob } from './inbound/jobs/publicity-days.job.ts';
import { PublicityFigures } from './inbound/jobs/publicity-figures.ts';
import { CommitmentsConsumer } from './inbound/kafka/commitments.consumer.ts';
import { DesignationsConsumer } from './inbound/kafka/designations.consumer.ts';
import { publicEntryView } from './inbound/kafka/public-entry-view.projection.ts';
import { publicListEntries } from './inbound/kafka/public-list.projection.ts';
import { ObjectionsConsumer } from './inbound/kafka/objections.consumer.ts';
import { RecordsConsumer } from './inbound/kafka/records.consumer.ts';
import { SubjectsConsumer } from './inbound/kafka/subjects.consumer.ts';
import { CommitmentPostingRow } from './outbound/commitment-posting.row.ts';
import { commitmentPostings, ownedCommitmentPostings } from './outbound/commitment-posting.store.ts';
import { ListPostingRow } from './outbound/list-posting.row.ts';
import { listPostings, ownedPostings } from './outbound/list-posting.store.ts';
import { ownedEntries } from './outbound/owned-entries.ts';
import { Publicity1764000000000 } from './outbound/migrations/1764000000000-publicity.ts';
import { KindsNeverPublic1764200000000 } from './outbound/migrations/1764200000000-kinds-never-public.ts';
import { PublicList1764300000000 } from './outbound/migrations/1764300000000-public-list.ts';
import { ListPostings1764530000000 } from './outbound/migrations/1764530000000-list-postings.ts';
import { ObjectionWithdrawals1764900000001 } from './outbound/migrations/1764900000001-objection-withdrawals.ts';
import { TakenDown1764700000001 } from './outbound/migrations/1764700000001-taken-down.ts';
import { CommitmentPostings1765300000001 } from './outbound/migrations/1765300000001-commitment-postings.ts';
import { PublicityEntryRow } from './outbound/publicity-entry.row.ts';
import { publicityEntries } from './outbound/publicity-entry.store.ts';

const answers = effectsAnswers(TOPICS.publicityEvents);

/** 信用公示: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [RecordsConsumer, SubjectsConsumer, DesignationsConsumer, ObjectionsConsumer, CommitmentsConsumer, PublicController, PublicityController, SandboxController],
  providers: [Pages, PublicityDaysJob, PublicityFigures, { provide: ENTRIES, useValue: publicityEntries }, { provide: POSTINGS, useValue: listPostings }, { provide: COMMITMENT_POSTINGS, useValue: commitmentPostings }, { provide: ANSWERS, useValue: answers }],
})
export class PublicityModule {}

/** What the host needs to know to run this service. */
export function publicityService<S extends ServiceSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> {
  const rulebook = loadRulebook(settings.rulebookOverlay);
  return {
    name: 'publicity',
    title: '信用公示 Publicity',
    settings,
    module: PublicityModule,
    entities: [PublicityEntryRow, ListPostingRow, CommitmentPostingRow, EffectsAnswerRow],
    migrations: [Publicity1764000000000, KindsNeverPublic1764200000000, PublicList1764300000000, ListPostings1764530000000, EffectsAnswers1764700000000, TakenDown1764700000001, DisputeMarks1764900000000, ObjectionWithdrawals1764900000001, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, CommitmentPostings1765300000001, SubjectExplanations1765310000000],
    rights: { public_entry_view: WORKING, public_list_entry: WORKING },
    owns: [ownedEntries as OwnedTopic, ownedPostings as OwnedTopic, ownedCommitmentPostings as OwnedTopic, ownedAnswers(TOPICS.publicityEvents, answers) as OwnedTopic],
    projections: [publicEntryView(rulebook), publicListEntries(rulebook)],
  };
}
