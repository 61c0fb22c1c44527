import 'reflect-metadata';
import { databaseUrl, readSettings, serveApp, serviceSettings } from '@credit/service-host';
import { jointDisciplineService, ownSettings } from './joint-discipline.module.ts';

await serveApp(jointDisciplineService(readSettings({ ...serviceSettings(8104), ...ownSettings, databaseUrl: databaseUrl('JOINT_DISCIPLINE_DATABASE_URL') })));
