import { Module } from '@nestjs/common';
import type { ServiceDefinition, ServiceSettings } from '@credit/service-host';

/** 联合惩戒: the composition root, the only file that knows all rooms. */
@Module({})
export class JointDisciplineModule {}

/** What the host needs to know to run this service. */
export const jointDisciplineService = <S extends ServiceSettings & { databaseUrl: string }>(settings: S): ServiceDefinition<S> => ({
  name: 'joint-discipline',
  title: '联合惩戒 Joint discipline',
  settings,
  module: JointDisciplineModule,
  entities: [],
  migrations: [],
});
