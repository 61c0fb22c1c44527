import { DomainError } from '@credit/kernel';
import { createLogger } from '@credit/observability';
import { grantRights, openDatabase } from '@credit/persistence';
import type { ServiceDefinition } from './serve-app.ts';
import type { ServiceSettings } from './service-settings.ts';

/**
 * `main.js migrate <role>`: brings the database to this release and gives the role that the service will run with its rights; nothing is served. The service's database variable names the owner's connection here,
 * and only here (ADR 0005). @throws DomainError `MIGRATE.ROLE_MISSING`; the driver's error
 */
export async function migrateDatabase<S extends ServiceSettings & { databaseUrl: string }>(definition: ServiceDefinition<S>, role: string | undefined): Promise<void> {
  if (!role) throw new DomainError({ code: 'MIGRATE.ROLE_MISSING', message: 'usage: main.js migrate <role that the service runs with>', userMessage: '用法：main.js migrate <服务运行账号>' });
  const { name: service, settings: { databaseUrl: url, logLevel: level }, entities, migrations } = definition;
  const database = await openDatabase({ url, service, entities, migrations, poolSize: 2, logger: createLogger({ service, level }) });
  try {
    await grantRights(database, role, definition.rights);
  } finally {
    await database.close();
  }
}
