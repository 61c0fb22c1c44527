import 'reflect-metadata';
import { databaseUrl, readSettings, serveApp, serviceSettings } from '@credit/service-host';
import { creditRecordService } from './credit-record.module.ts';

await serveApp(creditRecordService(readSettings({ ...serviceSettings(8101), databaseUrl: databaseUrl('CREDIT_RECORD_DATABASE_URL') })));
