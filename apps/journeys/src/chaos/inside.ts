import { openDatabaseClient, type DatabaseClient, type KafkaClient } from '@credit/testing/servers';
import { databaseOf } from '../harness/databases.ts';
import { environment } from '../harness/environment.ts';
import type { Verdict } from './verdict.ts';

const SERVICES = ['credit-record', 'publicity'];
const LANES = ['journal', 'journal_receipts'];
const EXAMPLES = 5;

/** Where credit-record's facts about records and subjects end, by aggregate; and where publicity stands. Rows that differ are facts that never took effect there. */
const WRITTEN = `select topic, aggregate_id::text as id, max(aggregate_version)::text as version from journal where topic in ('credit.record.events.v1', 'credit.subject.events.v1') group by 1, 2`;
const CONSUMED = `select s.topic, c.aggregate_id::text as id, c.version::text as version from consumed c join stream s on s.id = c.stream`;

/**
 * What nobody sees from outside: every committed fact and receipt is on its topic, and nothing else is; the reader has taken the last version of every aggregate; nothing that came in
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
    await checkStandings(database, verdict);
  } finally {
    await database.close();
  }
}

async function checkJournal(database: DatabaseClient, service: string, kafka: KafkaClient, verdict: Verdict): Promise<void> {
  for (const table of LANES) {
    const rows = await database.query<{ id: string; topic: string }>(`select event_id::text as id, topic from ${table} where topic is not null`, { database: databaseOf(service) });
    for (const topic of new Set(rows.map((row) => row.topic))) {
      const written = new Set(rows.filter((row) => row.topic === topic).map(({ id }) => id));
      const published = new Set((await kafka.readAll([topic])).map(({ headers }) => headers['ce_id'] ?? ''));
      const unpublished = [...written].filter((id) => !published.has(id));
      const invented = [...published].filter((id) => !written.has(id));
      if (unpublished.length > 0) verdict.lost.push(`${topic}: ${unpublished.length} committed rows of ${service} were never published, e.g. ${unpublished.slice(0, EXAMPLES).join(', ')}`);
      if (invented.length > 0) verdict.neverSent.push(`${topic}: ${invented.length} records that ${service} never committed, e.g. ${invented.slice(0, EXAMPLES).join(', ')}`);
    }
  }
}

async function checkStandings(database: DatabaseClient, verdict: Verdict): Promise<void> {
  const written = await database.query<{ topic: string; id: string; version: string }>(WRITTEN, { database: databaseOf('credit-record') });
  const stands = new Map((await database.query<{ topic: string; id: string; version: string }>(CONSUMED, { database: databaseOf('publicity') })).map(({ topic, id, version }) => [`${topic} ${id}`, version]));
  const behind = written.filter(({ topic, id, version }) => stands.get(`${topic} ${id}`) !== version);
  if (behind.length > 0) verdict.stuck.push(`publicity: ${behind.length} aggregates do not stand at their last version, e.g. ${behind.slice(0, EXAMPLES).map(({ topic, id, version }) => `${topic} ${id}: ${stands.get(`${topic} ${id}`) ?? 0} of ${version}`).join(', ')}`);
}
