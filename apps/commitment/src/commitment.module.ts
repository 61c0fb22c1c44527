import { Module } from '@nestjs/common';
import { createAnswerSigner, type AnswerSigner } from '@credit/access';
import type { CityConfig } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { HISTORY, type Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CITY, DATABASE, RULEBOOK, secretFile, SETTINGS, type ServiceDefinition, type ServiceSettings } from '@credit/service-host';
import { DESK, type Desk } from './application/desk.ts';
import type { CodeSource } from './application/make-commitment.ts';
import { CommitmentItemsController } from './inbound/http/commitment-items.controller.ts';
import { CommitmentStepsController } from './inbound/http/commitment-steps.controller.ts';
import { STATUSES } from './inbound/http/commitment.problems.ts';
import { CODES, CommitmentsController, SIGNER } from './inbound/http/commitments.controller.ts';
import { IntegrityEducationController } from './inbound/http/integrity-education.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { SelfDeclarationStepsController } from './inbound/http/self-declaration-steps.controller.ts';
import { SelfDeclarationsController } from './inbound/http/self-declarations.controller.ts';
import { CommitmentDaysJob } from './inbound/jobs/commitment-days.job.ts';
import { AdmissionCasesConsumer } from './inbound/kafka/admission-cases.consumer.ts';
import { MattersConsumer } from './inbound/kafka/matters.consumer.ts';
import { RepairsConsumer } from './inbound/kafka/repairs.consumer.ts';
import { StandingConsumer } from './inbound/kafka/standing.consumer.ts';
import { SubjectsConsumer } from './inbound/kafka/subjects.consumer.ts';
import { codeBlocks } from './outbound/code-blocks.ts';
import { CommitmentItemRow, commitmentItems } from './outbound/commitment-item.store.ts';
import { CommitmentReportRow, commitmentReports, ownedReports } from './outbound/commitment-report.store.ts';
import { CommitmentRow } from './outbound/commitment.row.ts';
import { commitments, ownedCommitments } from './outbound/commitment.store.ts';
import { Commitments1766000000000 } from './outbound/migrations/1766000000000-commitments.ts';
import { IntegrityEducation1766000100000 } from './outbound/migrations/1766000100000-integrity-education.ts';
import { SelfDeclarations1766000200000 } from './outbound/migrations/1766000200000-self-declarations.ts';
import { CasesOfItems1766000400000 } from './outbound/migrations/1766000400000-cases-of-items.ts';
import { DeclarationVerification1766000300000 } from './outbound/migrations/1766000300000-declaration-verification.ts';
import { SelfDeclarationRow, selfDeclarations } from './outbound/self-declaration.store.ts';

/** 信用承诺: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [
    SubjectsConsumer, StandingConsumer, AdmissionCasesConsumer, MattersConsumer, RepairsConsumer,
    CommitmentItemsController, CommitmentsController, CommitmentStepsController, IntegrityEducationController, SelfDeclarationsController, SelfDeclarationStepsController, SandboxController,
  ],
  providers: [
    CommitmentDaysJob,
    { provide: DESK, inject: [RULEBOOK, CITY], useFactory: (rulebook: Rulebook, city: CityConfig): Desk => ({ commitments, items: commitmentItems, reports: commitmentReports, declarations: selfDeclarations, rulebook, city }) },
    { provide: CODES, inject: [DATABASE], useFactory: (db: Database): CodeSource => codeBlocks(db) },
    { provide: SIGNER, inject: [SETTINGS], useFactory: (settings: ServiceSettings): AnswerSigner => createAnswerSigner({ privateKeyFile: secretFile(settings, 'commitmentKey'), production: settings.mode === 'production' }) },
  ],
})
export class CommitmentModule {}

/** What the host needs to know to run this service. */
export const commitmentService = <S extends ServiceSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'commitment',
  title: '信用承诺 Commitment',
  settings,
  module: CommitmentModule,
  entities: [CommitmentRow, CommitmentItemRow, CommitmentReportRow, SelfDeclarationRow],
  migrations: [Commitments1766000000000, IntegrityEducation1766000100000, SelfDeclarations1766000200000, DeclarationVerification1766000300000, CasesOfItems1766000400000],
  owns: [ownedCommitments as OwnedTopic, ownedReports as OwnedTopic],
  rights: { commitment_reminder: HISTORY, education_material: HISTORY, integrity_education: HISTORY, declaration_read: HISTORY },
  statuses: STATUSES,
  // a promise is public within a second or two: what is made within 50 ms leaves together, which spares the broker and three readers a batch and a transaction each
  paceMs: 50,
});
