import { randomUUID } from 'node:crypto';
import type { Instant, LocalDate } from '@credit/kernel';
import { openDatabase, withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import pg from 'pg';
import { Publicity1764000000000 } from '../../src/outbound/migrations/1764000000000-publicity.ts';
import { PublicityEntryRow } from '../../src/outbound/publicity-entry.row.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A fresh database of this service on the server of DATABASE_URL; `drop` removes it. */
export async function freshDatabase(): Promise<{ db: Database; url: string; drop(): Promise<void> }> {
  const admin = new URL(process.env['DATABASE_URL'] ?? '');
  const name = `publicity_${randomUUID().replaceAll('-', '')}`;
  const run = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: admin.href });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(admin.href);
  url.pathname = `/${name}`;
  const db = await openDatabase({ url: url.href, service: 'publicity', entities: [PublicityEntryRow], migrations: [Publicity1764000000000], logger: quiet });
  return {
    db,
    url: url.href,
    drop: async () => {
      await db.close();
      await run(`drop database ${name} with (force)`);
    },
  };
}

/** One unit of work on a business day. */
export const onDay = <T>(db: Database, today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> =>
  withUnitOfWork(db, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);
