import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { StackError } from './say.mjs';
import { SERVICES, databaseName, databasePassword } from './services.mjs';

/** Time-outs of a service's role (decision P-9): a stuck client never holds a lane, a lock or a transaction. */
const ROLE_SETTINGS = {
  idle_in_transaction_session_timeout: '2s',
  lock_timeout: '2s',
  transaction_timeout: '10s',
  synchronous_commit: 'on',
  timezone: 'UTC',
};

const LEAST_SERVER = 170000;

/**
 * Makes the databases and roles of all services on the administrator's server; may run again at any time.
 * Each role owns its database and may connect to no other; on a server that is `ours` also not to the system's databases.
 * Returns the names of the databases that were new.
 */
export async function provisionDatabases(adminUrl, { ours }) {
  const { Client } = createRequire(join(root, 'package.json'))('pg');
  const client = new Client({ connectionString: adminUrl, application_name: 'credit-provision' });
  try {
    await client.connect();
  } catch (error) {
    throw new StackError(`The administrator's database connection (DATABASE_URL) failed: ${error.message}`);
  }
  try {
    return await provision(client, ours);
  } finally {
    await client.end();
  }
}

async function provision(client, ours) {
  const { rows: [me] } = await client.query(`select current_setting('server_version_num')::int as version, rolsuper as super, current_user as name, current_database() as database from pg_roles where rolname = current_user`);
  if (me.version < LEAST_SERVER) throw new StackError(`PostgreSQL 17 or newer is needed (transaction_timeout); DATABASE_URL names a server of version ${Math.floor(me.version / 10000)}.`);
  const made = [];
  for (const service of SERVICES.filter((s) => s.database)) {
    const name = databaseName(service.name);
    const id = client.escapeIdentifier(name);
    const { rowCount: hasRole } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
    await client.query(`${hasRole ? 'alter' : 'create'} role ${id} login password ${client.escapeLiteral(databasePassword(service.name))} nocreatedb nocreaterole connection limit 40`);
    if (!me.super) await client.query(`grant ${id} to ${client.escapeIdentifier(me.name)}`);
    for (const [key, value] of Object.entries(ROLE_SETTINGS)) await client.query(`alter role ${id} set ${key} = ${client.escapeLiteral(value)}`);
    const { rowCount: hasDatabase } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!hasDatabase) {
      await client.query(`create database ${id} owner ${id} template template0`);
      made.push(name);
    }
    await client.query(`revoke all on database ${id} from public`);
  }
  if (ours) {
    for (const name of ['postgres', 'template1']) await client.query(`revoke connect on database ${client.escapeIdentifier(name)} from public`);
  }
  return made;
}
