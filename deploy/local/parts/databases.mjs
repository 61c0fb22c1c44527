import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { StackError } from './say.mjs';
import { SERVICES, databaseName, ownerName, databasePassword, ownerPassword } from './services.mjs';

/** Time-outs of a service's role (decision P-9): a stuck client never holds a lane, a lock or a transaction. */
const ROLE_SETTINGS = {
  idle_in_transaction_session_timeout: '2s',
  lock_timeout: '2s',
  transaction_timeout: '10s',
  synchronous_commit: 'on',
  timezone: 'UTC',
};
/** A migration may take its time, but waits for nobody's lock. */
const OWNER_SETTINGS = { lock_timeout: '2s', timezone: 'UTC' };

const LEAST_SERVER = 170000;

/**
 * Makes the databases and roles of all services on the administrator's server; may run again at any time.
 * Per service an owner, who is shown to the server for migrations only, and the role that the service runs with, which owns nothing and may connect to no other database (ADR 0005);
 * on a server that is `ours` also not to the system's databases.
 * Returns the names of the databases that were new.
 */
export async function provisionDatabases(adminUrl, { ours }) {
  return connected(adminUrl, (client) => provision(client, { adminUrl, ours }));
}

/** Runs `fn` with a connection that is closed afterwards, whatever happens. */
async function connected(url, fn) {
  const { Client } = createRequire(join(root, 'package.json'))('pg');
  const client = new Client({ connectionString: url, application_name: 'credit-provision' });
  try {
    await client.connect();
  } catch (error) {
    throw new StackError(`The administrator's database connection (DATABASE_URL) failed: ${error.message}`);
  }
  try {
    return await fn(client);
  } finally {
    await client.end();
  }
}

async function provision(client, { adminUrl, ours }) {
  const { rows: [me] } = await client.query(`select current_setting('server_version_num')::int as version, rolsuper as super, current_user as name, current_database() as database from pg_roles where rolname = current_user`);
  if (me.version < LEAST_SERVER) throw new StackError(`PostgreSQL 17 or newer is needed (transaction_timeout); DATABASE_URL names a server of version ${Math.floor(me.version / 10000)}.`);
  const made = [];
  for (const service of SERVICES.filter((s) => s.database)) {
    const [name, owner] = [databaseName(service.name), ownerName(service.name)];
    await makeRole(client, me, { name, password: databasePassword(service.name), settings: ROLE_SETTINGS, connections: 40 });
    await makeRole(client, me, { name: owner, password: ownerPassword(service.name), settings: OWNER_SETTINGS, connections: 4 });
    const [id, ownerId] = [client.escapeIdentifier(name), client.escapeIdentifier(owner)];
    const { rowCount: hasDatabase } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (!hasDatabase) {
      await client.query(`create database ${id} owner ${ownerId} template template0`);
      made.push(name);
    } else await handOver(client, { adminUrl, name, owner });
    await client.query(`revoke all on database ${id} from public, ${id}`);
    await client.query(`grant connect on database ${id} to ${id}`);
  }
  if (ours) {
    for (const name of ['postgres', 'template1']) await client.query(`revoke connect on database ${client.escapeIdentifier(name)} from public`);
  }
  return made;
}

async function makeRole(client, me, { name, password, settings, connections }) {
  const id = client.escapeIdentifier(name);
  const { rowCount: known } = await client.query('select 1 from pg_roles where rolname = $1', [name]);
  await client.query(`${known ? 'alter' : 'create'} role ${id} login password ${client.escapeLiteral(password)} nocreatedb nocreaterole connection limit ${connections}`);
  if (!me.super) await client.query(`grant ${id} to ${client.escapeIdentifier(me.name)}`);
  for (const [key, value] of Object.entries(settings)) await client.query(`alter role ${id} set ${key} = ${client.escapeLiteral(value)}`);
}

/** A database of before ADR 0005 (or of an older copy) still belongs to the role that the service runs with: it and everything in it goes to the owner. */
async function handOver(client, { adminUrl, name, owner }) {
  const { rowCount: old } = await client.query('select 1 from pg_database d join pg_roles r on r.oid = d.datdba where d.datname = $1 and r.rolname = $1', [name]);
  if (!old) return;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  await connected(url.href, (inside) => inside.query(`reassign owned by ${inside.escapeIdentifier(name)} to ${inside.escapeIdentifier(owner)}`));
}
