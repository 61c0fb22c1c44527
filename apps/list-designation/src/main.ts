import 'reflect-metadata';
import { databaseUrl, readSettings, serveApp, serviceSettings } from '@credit/service-host';
import { listDesignationService, ownSettings } from './list-designation.module.ts';

await serveApp(listDesignationService(readSettings({ ...serviceSettings(8103), databaseUrl: databaseUrl('LIST_DESIGNATION_DATABASE_URL'), ...ownSettings })));
