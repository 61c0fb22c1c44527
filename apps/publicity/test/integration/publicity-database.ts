import type { Instant, LocalDate } from '@credit/kernel';
import { withUnitOfWork, type Database, type UnitOfWork } from '@credit/persistence';
import { pipelineFixture } from '@credit/testing/pipeline';
import { Publicity1764000000000 } from '../../src/outbound/migrations/1764000000000-publicity.ts';
import { PublicityEntryRow } from '../../src/outbound/publicity-entry.row.ts';

/** A fresh database with the tables of this service; `drop` removes it. */
export async function freshDatabase(): Promise<{ db: Database; drop(): Promise<void> }> {
  const fixture = await pipelineFixture({ service: 'publicity', entities: [PublicityEntryRow], migrations: [Publicity1764000000000] });
  return { db: fixture.database, drop: () => fixture.close() };
}

/** One unit of work on a business day. */
export const onDay = <T>(db: Database, today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> =>
  withUnitOfWork(db, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);
