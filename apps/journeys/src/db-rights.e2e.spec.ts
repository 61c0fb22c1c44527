import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseAttempts, openDatabaseClient, type DatabaseAttempts, type DatabaseClient } from '@credit/testing/servers';
import { databaseOf, databaseUrlOf } from './harness/databases.ts';
import { environment } from './harness/environment.ts';

/** S4: the credential a service runs with tries everything on every table of its own database, and to reach beyond it. */
const services: Readonly<Record<string, { history: string[]; deletes: string[] }>> = {
  'credit-record': { history: ['access_log'], deletes: ['batch', 'batch_chunk'] },
  'list-designation': { history: [], deletes: [] },
  publicity: { history: [], deletes: ['public_entry_view', 'public_list_entry'] },
  'joint-discipline': { history: ['screening', 'screening_entry', 'screening_recall', 'not_same'], deletes: [] },
  'credit-repair': { history: ['ending_answer'], deletes: [] },
  commitment: { history: ['commitment_reminder', 'declaration_read', 'education_material', 'integrity_education'], deletes: [] },
};
const HISTORY = ['journal', 'journal_receipts', 'outbox_refused', 'schema_migration'];
/** Working state of the platform, emptied by age. */
const DELETES = ['idempotency', 'inbox', 'relay_sent'];
/** Of a receipt only the flag that it waits may change. */
const RECEIPT = ['receipt.open'];

const TABLES = `select c.relname as name, c.relispartition as part, array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity = '') as columns
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`;
interface Table {
  name: string;
  part: boolean;
  columns: string[];
}
const DEFINERS = `select p.proname as name, coalesce(array_to_string(p.proconfig, ','), '') as settings, has_function_privilege('public', p.oid, 'execute') as "everybody" from pg_proc p where p.prosecdef and p.pronamespace = 'public'::regnamespace order by 1`;

const server: DatabaseClient = openDatabaseClient(environment.databaseUrl);
afterAll(() => server.close());

describe.each(Object.keys(services))('the credential with which %s runs', (service) => {
  const { history, deletes } = services[service]!;
  const database = databaseOf(service);
  let attempts: DatabaseAttempts;
  let tables: Table[];
  const records = (): string[] => tables.filter(({ name, part }) => !part && (HISTORY.includes(name) || history.includes(name))).map(({ name }) => name);
  const allowedOn = async (statement: (table: string) => string): Promise<string[]> => {
    const allowed: string[] = [];
    for (const { name } of tables) if ((await attempts.mayRun(statement(name))) !== 'refused') allowed.push(name);
    return allowed;
  };

  beforeAll(async () => {
    attempts = await databaseAttempts(databaseUrlOf(service));
    tables = await server.query<Table>(TABLES, { database });
    expect(records()).toEqual([...HISTORY, ...history].sort());
    expect(tables.filter(({ name, part }) => part && name.startsWith('journal')).length).toBeGreaterThanOrEqual(6);
  });
  afterAll(() => attempts?.close());

  it('may not rewrite history: no update on it, nor on a partition; of a receipt only that it waits', async () => {
    const changes: string[] = [];
    for (const { name, columns } of tables) for (const column of columns) if ((await attempts.mayRun(`update "${name}" set "${column}" = "${column}" where false`)) !== 'refused') changes.push(`${name}.${column}`);
    const may = tables.filter(({ name, part }) => !part && name !== 'receipt' && !records().includes(name)).flatMap(({ name, columns }) => columns.map((column) => `${name}.${column}`));
    expect(changes.sort()).toEqual([...may, ...(tables.some(({ name }) => name === 'receipt') ? RECEIPT : [])].sort());
  });
  it('deletes from working state only', async () => expect(await allowedOn((table) => `delete from "${table}" where false`)).toEqual([...DELETES, ...deletes].sort()));
  it('adds to everything but the list of migrations and the partitions', async () => {
    const may = tables.filter(({ name, part }) => !part && name !== 'schema_migration').map(({ name }) => name);
    expect(await allowedOn((table) => `insert into "${table}" select * from "${table}" where false`)).toEqual(may);
  });
  it.each([
    ['empties', (table: string) => `truncate "${table}" cascade`],
    ['drops', (table: string) => `drop table "${table}" cascade`],
    ['alters', (table: string) => `alter table "${table}" add column spoiled text`],
    ['renames', (table: string) => `alter table "${table}" rename to spoiled`],
    ['takes away checks of', (table: string) => `alter table "${table}" disable trigger all`],
    ['hooks into', (table: string) => `create trigger spoil before insert on "${table}" for each row execute function suppress_redundant_updates_trigger()`],
  ])('%s no table', async (_what, statement) => expect(await allowedOn(statement)).toEqual([]));

  it('makes nothing, becomes nobody, runs no program and reads no file of the server', async () => {
    const admin = new URL(environment.databaseUrl).username;
    expect(await attempts.notRefused([
      'create table spoiled (n int)', 'create temp table spoiled (n int)', 'create schema spoiled', 'create view spoiled as select 1', 'create sequence spoiled',
      'create function spoiled() returns int language sql as $$ select 1 $$', 'create extension file_fdw', 'create role spoiled', `alter role "${admin}" password 'x'`, `grant "${database}_owner" to "${database}"`,
      `set role "${database}_owner"`, `set role "${admin}"`, `set session authorization "${admin}"`, `alter database "${database}" set lock_timeout = 0`,
      `copy (select 1) to program 'true'`, `copy journal to '/tmp/spoiled'`, `select pg_read_file('PG_VERSION')`, `select pg_ls_dir('.')`, `select lo_import('/etc/passwd')`, 'select * from pg_authid',
      `select setval('journal_id_seq', 1)`, `select setval('journal_receipts_id_seq', 1)`, `set session_replication_role = replica`,
    ])).toEqual([]);
    for (const statement of ['create database spoiled', 'drop database postgres', 'alter system set fsync = off']) expect(await attempts.mayRunAlone(statement)).toBe('refused');
  });

  it('reaches no other database of the server', async () => {
    const names = (await server.query<{ datname: string }>('select datname from pg_database where datallowconn and datname <> $1', { values: [database] })).map(({ datname }) => datname);
    const others = environment.way.postgres === 'env' ? Object.keys(services).map(databaseOf).filter((name) => name !== database) : names;
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) await expect(databaseAttempts(databaseUrlOf(service, { database: other }))).rejects.toMatchObject({ code: '42501' });
  });

  it('borrows the owner\'s rights by three functions only, and not for a table that it may not empty', async () => {
    const found = await server.query<{ name: string; settings: string; everybody: boolean }>(DEFINERS, { database });
    expect(found.map(({ name }) => name)).toEqual(['keep_journal', 'shadow_drop', 'shadow_make']);
    for (const { settings, everybody } of found) expect({ settings, everybody }).toEqual({ settings: 'search_path=public, pg_temp', everybody: false });
    expect(await attempts.mayRun('select keep_journal()')).toBe('allowed');
    expect(await attempts.notRefused([...records(), 'consumed', 'parked'].flatMap((table) => [`select shadow_make('${table}')`, `select shadow_drop('${table}')`]))).toEqual([]);
  });

  it('while the owner, whom no process keeps, may do all of it: what is refused above could have gone through', async () => {
    const owner = await databaseAttempts(databaseUrlOf(service, { owner: true }));
    try {
      for (const table of records()) {
        for (const statement of [`update ${table} set ${tables.find(({ name }) => name === table)!.columns.at(-1)} = null where false`, `delete from ${table} where false`, `truncate ${table} cascade`, `drop table ${table} cascade`, `alter table ${table} add column spoiled text`]) {
          expect({ statement, answer: await owner.mayRun(statement) }).toEqual({ statement, answer: 'allowed' });
        }
      }
    } finally {
      await owner.close();
    }
  });
});
