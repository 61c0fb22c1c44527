import type { Database } from './database.ts';

/** Rights of a service's role per table, in the words of GRANT, where they differ from {@link ORDINARY}. */
export type TableRights = Readonly<Record<string, string>>;

/** What a role may do with a table that nobody spoke of: not delete. */
export const ORDINARY = 'select, insert, update';
/** Working state, deleted when its time has passed. */
export const WORKING = 'select, insert, update, delete';
/** What was done stays as it was written. */
export const HISTORY = 'select, insert';

const PLATFORM: TableRights = {
  journal: HISTORY, journal_receipts: HISTORY, outbox_refused: HISTORY, schema_migration: 'select', inbox: WORKING, relay_sent: WORKING, idempotency: WORKING,
};
const TABLES = `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;

/**
 * Gives the role that a service runs with its rights on the tables of the database, and takes away every other (S4, ADR 0005): nothing on partitions, no table emptied, altered or dropped.
 * The connection must be the owner's. Runs in one transaction, so a service that works meanwhile never misses a right.
 * @throws the driver's error when a table in `rights` or the role is not there
 */
export async function grantRights(database: Database, role: string, rights: TableRights = {}): Promise<void> {
  const quoted = `"${role.replaceAll('"', '""')}"`;
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(`lock table schema_migration in share row exclusive mode`); // instances of one release may start together
    const { rows } = await client.query<{ name: string }>(TABLES);
    const wanted = { ...Object.fromEntries(rows.map(({ name }) => [name, ORDINARY])), ...PLATFORM, ...rights };
    await client.query(`revoke all on all tables in schema public from ${quoted}; revoke all on all sequences in schema public from ${quoted}; revoke all on all functions in schema public from public`);
    await client.query(`${Object.entries(wanted).map(([table, words]) => `grant ${words} on "${table}" to ${quoted}`).join('; ')}`);
    await client.query(`grant usage, select on all sequences in schema public to ${quoted}; grant execute on all functions in schema public to ${quoted}`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}
