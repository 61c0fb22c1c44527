import 'reflect-metadata';
import { databaseUrl, readSettings, serveApp, serviceSettings } from '@credit/service-host';
import { publicityService } from './publicity.module.ts';

await serveApp(publicityService(readSettings({ ...serviceSettings(8106), databaseUrl: databaseUrl('PUBLICITY_DATABASE_URL') })));
