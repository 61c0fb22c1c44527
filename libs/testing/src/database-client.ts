import pg from 'pg';

/** The administrator's connection to the database server: what an operator with psql sees. */
export interface DatabaseClient {
  /** Runs one statement in a database of the server (default: the one of the URL). */
  query<R extends object = Record<string, unknown>>(text: string, options?: { database?: string; values?: unknown[] }): Promise<R[]>;
  /** Every row of every table of a database as text, table by table. Values of type bytea come as hexadecimal. */
  dump(database: string, onRow: (table: string, text: string) => void): Promise<void>;
  close(): Promise<void>;
}

const TABLES = `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`;
const ROWS_AT_ONCE = 2_000;

/** Opens connections as they are needed, one per database. `url`: an administrator's. */
export function openDatabaseClient(url: string): DatabaseClient {
  const pools = new Map<string, pg.Pool>();
  const poolOf = (database = new URL(url).pathname.slice(1)): pg.Pool => {
    const known = pools.get(database);
    if (known) return known;
    const target = new URL(url);
    target.pathname = `/${database}`;
    const pool = new pg.Pool({ connectionString: target.href, max: 2 });
    pool.on('error', () => undefined);
    pools.set(database, pool);
    return pool;
  };
  const dumpTable = async (database: string, table: string, onRow: (table: string, text: string) => void): Promise<void> => {
    const client = await poolOf(database).connect();
    try {
      await client.query(`begin; declare d no scroll cursor for select t::text as row from ${table} t`);
      for (let rows: { row: string }[] = [{ row: '' }]; rows.length > 0;) {
        rows = (await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from d`)).rows;
        for (const { row } of rows) onRow(table, row);
      }
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  return {
    query: async <R extends object>(text: string, options: { database?: string; values?: unknown[] } = {}) => (await poolOf(options.database).query<R>(text, options.values)).rows,
    dump: async (database, onRow) => {
      const { rows } = await poolOf(database).query<{ name: string }>(TABLES);
      for (const { name } of rows) await dumpTable(database, name, onRow);
    },
    close: async () => void (await Promise.all([...pools.values()].map((pool) => pool.end()))),
  };
}
