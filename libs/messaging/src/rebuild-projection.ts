import type { Clock } from '@credit/kernel';
import { newEventId, withUnitOfWork } from '@credit/persistence';
import type { Database, UnitOfWork } from '@credit/persistence';
import type { IncomingEvent } from './event-batch.ts';
import { readInternal } from './incoming.ts';
import type { KafkaPort } from './kafka-port.ts';
import { batchesToEnd } from './read-to-end.ts';

/** A read model that can be built again from its topics (R6). Its projector writes only the table it is given. */
export interface Projection {
  name: string;
  table: string;
  topics: readonly string[];
  /** Public types it takes; absent = all. */
  types?: readonly string[];
  /** Columns that may differ after a rebuild (times of writing). */
  ignoreColumns?: readonly string[];
  /** Applies events in order to `table`: the live one, or the shadow of a rebuild. */
  project(uow: UnitOfWork, table: string, events: readonly IncomingEvent[]): Promise<void>;
}

export interface RebuildOptions {
  projection: Projection;
  /** Compare only; the live table stays as it is. */
  verify: boolean;
  /** Name of the app, for the reader's group `<app>.rebuild.<n>`. */
  app: string;
  clock: Clock;
  actor: string;
}

export interface RebuildReport {
  projection: string;
  events: number;
  liveRows: number;
  rebuiltRows: number;
  /** Rows that are only in one of the tables, or differ. */
  differences: number;
  liveHash: string;
  rebuiltHash: string;
  switched: boolean;
}

const IDENTIFIER = /^[a-z][a-z0-9_]*$/;
const CHUNK = 1_000;

async function* eventsOf(kafka: KafkaPort, { projection, app }: RebuildOptions): AsyncGenerator<IncomingEvent[]> {
  const types = projection.types === undefined ? undefined : new Set(projection.types);
  const versions = new Map<string, number>();
  for await (const batch of batchesToEnd(kafka, `${app}.rebuild.${newEventId()}`, projection.topics)) {
    const events: IncomingEvent[] = [];
    for (const record of batch.records) {
      const item = readInternal(record, batch.topic, batch.partition, (type) => types === undefined || types.has(type));
      if (!item.event || item.park || item.ignored || item.version === undefined) continue;
      const name = `${batch.topic}/${item.aggregateId}`;
      if (item.version <= (versions.get(name) ?? 0)) continue;
      versions.set(name, item.version);
      events.push(item.event);
    }
    if (events.length > 0) yield events;
  }
}

/**
 * 重建读模型 — reads the projection's topics from their beginning into a shadow table with the live projector, compares row by row and, unless `verify`, switches tables in one transaction.
 * Emits nothing. Events that arrive at the live table while the rebuild reads may show as differences: verify again, or stop the consumer first.
 */
export async function rebuildProjection(database: Database, kafka: KafkaPort, options: RebuildOptions): Promise<RebuildReport> {
  const { projection } = options;
  const { table } = projection;
  if (!IDENTIFIER.test(table)) throw new Error(`not a table name: ${table}`);
  const shadow = `${table}_shadow`;
  await database.pool.query('select shadow_make($1)', [table]); // tables are the owner's to make (ADR 0005)
  let events = 0;
  let written: Promise<void> = Promise.resolve(); // what is read next is decoded while the database takes this
  for await (const some of eventsOf(kafka, options)) {
    for (let at = 0; at < some.length; at += CHUNK) {
      const chunk = some.slice(at, at + CHUNK);
      const ctx = { actor: options.actor, now: options.clock.now(), today: options.clock.today() };
      await written;
      written = withUnitOfWork(database, ctx, (uow) => projection.project(uow, shadow, chunk));
      written.catch(() => undefined);
      events += chunk.length;
    }
  }
  await written;
  const report = await compare(database, projection, shadow);
  if (!options.verify) {
    await database.pool.query(`begin; lock table ${table} in access exclusive mode; delete from ${table}; insert into ${table} select * from ${shadow}; commit`);
  }
  await database.pool.query('select shadow_drop($1)', [table]);
  return { projection: projection.name, events, ...report, switched: !options.verify };
}

async function compare(database: Database, projection: Projection, shadow: string): Promise<Omit<RebuildReport, 'projection' | 'events' | 'switched'>> {
  const ignored = (projection.ignoreColumns ?? []).map((column) => `- '${column.replace(/[^a-z0-9_]/g, '')}'`).join(' ');
  const rows = (table: string): string => `select (to_jsonb(t) ${ignored})::text as row from ${table} t`;
  const figures = async (table: string): Promise<{ n: number; hash: string }> =>
    (await database.pool.query<{ n: number; hash: string }>(`select count(*)::int4 as n, coalesce(md5(string_agg(md5(row), '' order by md5(row))), '') as hash from (${rows(table)}) x`)).rows[0]!;
  const [live, rebuilt] = await Promise.all([figures(projection.table), figures(shadow)]);
  const differences = live.hash === rebuilt.hash ? 0 : (await database.pool.query<{ n: number }>(
    `select count(*)::int4 as n from ((${rows(projection.table)} except all ${rows(shadow)}) union all (${rows(shadow)} except all ${rows(projection.table)})) d`,
  )).rows[0]!.n;
  return { liveRows: live.n, rebuiltRows: rebuilt.n, liveHash: live.hash, rebuiltHash: rebuilt.hash, differences };
}
