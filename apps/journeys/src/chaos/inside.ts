import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCityConfig, topicManifest } from '@credit/contracts/topics';
import { openDatabaseClient, type DatabaseClient, type KafkaClient } from '@credit/testing/servers';
import { databaseOf } from '../harness/databases.ts';
import { cityConfig, environment } from '../harness/environment.ts';
import type { Verdict } from './verdict.ts';

const SERVICES = ['credit-record', 'publicity', 'list-designation', 'joint-discipline', 'credit-repair', 'commitment'];
const LANES = ['journal', 'journal_receipts'];
const EXAMPLES = 5;

/** Where the facts of a topic end, by aggregate, in the journal of its writer; and where a reader stands. Rows that differ are facts that never took effect there. */
const WRITTEN = `select aggregate_id::text as id, max(aggregate_version)::text as version from journal where topic = $1 group by 1`;
const CONSUMED = `select c.aggregate_id::text as id, c.version::text as version from consumed c join stream s on s.id = c.stream where s.topic = $1`;
/** Of a compacted topic only the newest record of each key has to be there. */
const isCompacted = (topic: string): boolean => topic.includes('.state.');
/** Keys of the list owner's watermarks, which no journal holds (P-8). */
const WATERMARK = '~';

/** Who reads whose facts, as the manifest of this city declares. */
const readings = (): { topic: string; writer: string; reader: string }[] =>
  topicManifest(parseCityConfig({ city: JSON.parse(readFileSync(join(cityConfig, 'city.json'), 'utf8')), departments: JSON.parse(readFileSync(join(cityConfig, 'departments.json'), 'utf8')) }))
    .filter(({ kind, writers }) => kind === 'events' && SERVICES.includes(writers[0]!))
    .flatMap(({ name, writers, readers }) => readers.filter((reader) => SERVICES.includes(reader)).map((reader) => ({ topic: name, writer: writers[0]!, reader })));

/**
 * What nobody sees from outside: every committed fact and receipt is on its topic, and nothing else is; every reader has taken the last version of every aggregate; nothing that came in
 * since `since` is parked, refused by the broker, or not yet sent (`stuck`).
 */
export async function checkInside(kafka: KafkaClient, since: Date, verdict: Verdict): Promise<void> {
  const database = openDatabaseClient(environment.databaseUrl);
  try {
    for (const service of SERVICES) {
      await checkJournal(database, service, kafka, verdict);
      const counts = await database.query<{ what: string; n: string }>(
        `select 'parked ' || cause || ' ' || code as what, count(*)::text as n from parked where state in ('waiting', 'requested') and parked_at > $1 group by 1
         union all select 'refused by the broker', count(*)::text from outbox_refused where refused_at > $1 having count(*) > 0`, { database: databaseOf(service), values: [since] });
      for (const { what, n } of counts) verdict.stuck.push(`${service}: ${n} ${what}`);
    }
    verdict.stuck.push(...await behindIn(database));
  } finally {
    await database.close();
  }
}

async function checkJournal(database: DatabaseClient, service: string, kafka: KafkaClient, verdict: Verdict): Promise<void> {
  for (const table of LANES) {
    const rows = await database.query<{ id: string; topic: string; key: string }>(`select event_id::text as id, topic, key from ${table} where topic is not null order by ${table}.id`, { database: databaseOf(service) });
    for (const topic of new Set(rows.map((row) => row.topic))) {
      const own = rows.filter((row) => row.topic === topic);
      const written = new Set(own.map(({ id }) => id));
      const wanted = isCompacted(topic) ? new Set(new Map(own.map(({ key, id }) => [key, id])).values()) : written;
      const published = new Set((await kafka.readAll([topic])).filter(({ key }) => !key?.toString().startsWith(WATERMARK)).map(({ headers }) => headers['ce_id'] ?? ''));
      const unpublished = [...wanted].filter((id) => !published.has(id));
      const invented = [...published].filter((id) => !written.has(id));
      if (unpublished.length > 0) verdict.lost.push(`${topic}: ${unpublished.length} committed rows of ${service} were never published, e.g. ${unpublished.slice(0, EXAMPLES).join(', ')}`);
      if (invented.length > 0) verdict.neverSent.push(`${topic}: ${invented.length} records that ${service} never committed, e.g. ${invented.slice(0, EXAMPLES).join(', ')}`);
    }
  }
}

/** 落后的读者 — readers that have not taken the last version of every aggregate yet; after a broker has lost its disk they read everything again. */
export async function readersBehind(): Promise<string[]> {
  const database = openDatabaseClient(environment.databaseUrl);
  try {
    return await behindIn(database);
  } finally {
    await database.close();
  }
}

const behindIn = async (database: DatabaseClient): Promise<string[]> => (await Promise.all(readings().map((reading) => standingsBehind(database, reading)))).flat();

async function standingsBehind(database: DatabaseClient, { topic, writer, reader }: { topic: string; writer: string; reader: string }): Promise<string[]> {
  const written = await database.query<{ id: string; version: string }>(WRITTEN, { database: databaseOf(writer), values: [topic] });
  const stands = new Map((await database.query<{ id: string; version: string }>(CONSUMED, { database: databaseOf(reader), values: [topic] })).map(({ id, version }) => [id, version]));
  const behind = written.filter(({ id, version }) => stands.get(id) !== version);
  return behind.length === 0 ? [] : [`${reader}: ${behind.length} aggregates of ${topic} do not stand at their last version, e.g. ${behind.slice(0, EXAMPLES).map(({ id, version }) => `${id}: ${stands.get(id) ?? 0} of ${version}`).join(', ')}`];
}
