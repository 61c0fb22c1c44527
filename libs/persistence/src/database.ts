import { DomainError } from '@credit/kernel';
import type { Logger } from '@credit/observability';
import type { Socket } from 'node:net';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { MigrationInterface } from 'typeorm';
import type { Lane, WrittenRows } from './journal.ts';
import { PLATFORM_MIGRATIONS } from './migrations/platform-migrations.ts';
import { SnakeNames } from './snake-names.ts';
import { columnParsers } from './column-parsers.ts';
import { isUnanswered } from './transient.ts';

export type EntityClass = new (...args: never[]) => object;
export type MigrationClass = new () => MigrationInterface;

export interface DatabaseOptions {
  /** `postgres://role:password@host:port/database` of the service's own database. */
  url: string;
  /** Name of the service; `application_name` and `ce_source`. */
  service: string;
  entities: readonly EntityClass[];
  /** The service's migrations; the tables of this library are created first. */
  migrations: readonly MigrationClass[];
  /** Connections, default 4. */
  poolSize?: number;
  /** Longest wait for the answer to one statement, ms, default 15 s; then the connection counts as half-open. */
  answerMs?: number;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** The service's database: TypeORM for entities, migrations and plain reads; the same pool for prepared set-based SQL. */
export interface Database {
  readonly service: string;
  readonly dataSource: DataSource;
  readonly pool: pg.Pool;
  /** Whether the database answers. @throws the driver's error */
  ping(): Promise<void>;
  /** Called by the unit of work after a commit that wrote journal rows: wakes the relay of this process and gives it the rows. */
  journalWritten(lane: Lane, written: WrittenRows): void;
  /** @returns a function that ends the subscription */
  onJournalWritten(listener: (lane: Lane, written: WrittenRows) => void): () => void;
  close(): Promise<void>;
}

/** An answer that takes longer never comes: the role's transaction_timeout (10 s) ends every statement, so the connection is half-open. It is destroyed, and the work is done again on another one (R19). */
const ANSWER_MS = 15_000;
const MIGRATION_LOCK = 7_000_001;
/** Asked for again and again: a waiting lock would run into the role's lock_timeout. */
const LOCK_POLL_MS = 200;

/** A connection that dies while it is checked out and idle between two statements emits `error`; without a listener that would end the process. The next statement fails and rolls back. */
function surviveLostConnections(pool: pg.Pool): void {
  const known = new WeakSet<object>();
  pool.on('acquire', (client) => {
    if (known.has(client)) return;
    known.add(client);
    client.on('error', () => undefined);
  });
}

/** Connections that idle beside one that was found half-open are likely half-open too, each good for another wait: they are dropped with it. */
function dropIdleAfterSilence(pool: pg.Pool): void {
  const idle = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => idle.delete(client));
  pool.on('remove', (client) => idle.delete(client as pg.PoolClient));
  pool.on('release', (error, client) => {
    if (!isUnanswered(error)) return void (error || idle.add(client));
    for (const other of idle) (other as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
  });
}

const MAY_NOT = '42501';
const pending = (reason: string): DomainError => new DomainError({
  code: 'DATABASE.MIGRATIONS_PENDING', message: `the database is older than this release, and the role of the connection may not change it (${reason}): run the service's main.js with \`migrate <role>\` and the owner's connection first`,
  userMessage: '数据库结构尚未升级，请先以属主账号执行 migrate',
});

async function migrate(dataSource: DataSource, pool: pg.Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1::int8) as got', [MIGRATION_LOCK]);
      if (rows[0]?.got) break;
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
    }
    const done = await dataSource.runMigrations({ transaction: 'each' }).catch((error: { code?: string; message: string }) => {
      throw error.code === MAY_NOT ? pending(error.message) : error;
    });
    return done.map((migration) => migration.name);
  } finally {
    await client.query('select pg_advisory_unlock($1::int8)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

/**
 * Connects, runs the platform's and the service's migrations under an advisory lock (several instances may start at once) and hands out the pool. A role that owns nothing finds them done.
 * @throws DomainError `DATABASE.MIGRATIONS_PENDING` when it does not; Error when the database is not UTF8 or cannot be reached; the driver's error says why.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: [...options.entities] as never[],
    migrations: [...PLATFORM_MIGRATIONS, ...options.migrations] as never[],
    migrationsTableName: 'schema_migration',
    namingStrategy: new SnakeNames(),
    synchronize: false,
    logging: false,
    installExtensions: false,
    applicationName: options.service,
    poolSize: options.poolSize ?? 4,
    poolErrorHandler: (error: Error) => options.logger.warn({ code: 'DATABASE.CONNECTION_LOST' }, error.message),
    extra: { types: columnParsers, pipeline: true, connectionTimeoutMillis: 5_000, query_timeout: options.answerMs ?? ANSWER_MS, idleTimeoutMillis: 60_000, keepAlive: true, options: '-c TimeZone=UTC' },
  });
  await dataSource.initialize();
  const pool = (dataSource.driver as unknown as { master: pg.Pool }).master;
  surviveLostConnections(pool);
  dropIdleAfterSilence(pool);
  const encoding = await pool.query<{ server_encoding: string }>('show server_encoding');
  if (encoding.rows[0]?.server_encoding !== 'UTF8') throw new Error(`the database must use UTF8, not ${encoding.rows[0]?.server_encoding}`);
  const names = await migrate(dataSource, pool);
  if (names.length > 0) options.logger.info({ migrations: names }, 'migrations applied');

  const listeners = new Set<(lane: Lane, written: WrittenRows) => void>();
  return {
    service: options.service,
    dataSource,
    pool,
    ping: async () => void (await pool.query('select 1')),
    journalWritten: (lane, written) => listeners.forEach((listener) => listener(lane, written)),
    onJournalWritten: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => dataSource.destroy(),
  };
}
