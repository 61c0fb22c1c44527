import { Module } from '@nestjs/common';
import type { CityConfig } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { CITY, RULEBOOK, type ServiceDefinition, type ServiceSettings } from '@credit/service-host';
import { DESK, type Desk } from './application/desk.ts';
import { STATUSES } from './inbound/http/repair.problems.ts';
import { RepairsController } from './inbound/http/repairs.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';
import { TrainingBodiesController } from './inbound/http/training-bodies.controller.ts';
import { RepairDaysJob } from './inbound/jobs/repair-days.job.ts';
import { DesignationsConsumer } from './inbound/kafka/designations.consumer.ts';
import { RecordsConsumer } from './inbound/kafka/records.consumer.ts';
import { SubjectsConsumer } from './inbound/kafka/subjects.consumer.ts';
import { CreditRepair1764600000000 } from './outbound/migrations/1764600000000-credit-repair.ts';
import { RepairCaseRow } from './outbound/repair-case.row.ts';
import { ownedCases, repairCases } from './outbound/repair-case.store.ts';

/** 信用修复: the composition root, the only file that knows all rooms. */
@Module({
  controllers: [RecordsConsumer, DesignationsConsumer, SubjectsConsumer, RepairsController, TrainingBodiesController, SandboxController],
  providers: [RepairDaysJob, { provide: DESK, inject: [RULEBOOK, CITY], useFactory: (rulebook: Rulebook, city: CityConfig): Desk => ({ cases: repairCases, rulebook, city }) }],
})
export class CreditRepairModule {}

/** What the host needs to know to run this service. */
export const creditRepairService = <S extends ServiceSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'credit-repair',
  title: '信用修复 Credit repair',
  settings,
  module: CreditRepairModule,
  entities: [RepairCaseRow],
  migrations: [CreditRepair1764600000000],
  owns: [ownedCases as OwnedTopic],
  statuses: STATUSES,
});
