import 'reflect-metadata';
import { databaseUrl, readSettings, serveApp, serviceSettings } from '@credit/service-host';
import { creditRepairService } from './credit-repair.module.ts';

await serveApp(creditRepairService(readSettings({ ...serviceSettings(8105), databaseUrl: databaseUrl('CREDIT_REPAIR_DATABASE_URL') })));
