import 'reflect-metadata';
import { databaseUrl, readSettings, serveApp, serviceSettings } from '@credit/service-host';
import { commitmentService } from './commitment.module.ts';

await serveApp(commitmentService(readSettings({ ...serviceSettings(8102), databaseUrl: databaseUrl('COMMITMENT_DATABASE_URL') })));
