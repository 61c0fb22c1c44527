import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.ts';

/** The database of a service, and the role it runs with. */
export const databaseOf = (service: string): string => `credit_${service.replaceAll('-', '_')}${environment.databaseSuffix}`;

/** The connection string of a service as it runs, or (`owner`) of the role that owns its tables; `database`: another one than its own. */
export function databaseUrlOf(service: string, { owner = false, database = databaseOf(service) } = {}): string {
  const url = new URL(environment.databaseUrl);
  url.username = `${databaseOf(service)}${owner ? '_owner' : ''}`;
  url.password = readFileSync(join(environment.stateDir, 'secrets', `db-${service}${owner ? '-owner' : ''}.txt`), 'utf8').trim();
  url.pathname = `/${database}`;
  return url.href;
}
