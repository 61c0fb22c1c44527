import { eventually } from '@credit/testing';
import { openDatabaseClient } from '@credit/testing/servers';
import { databaseOf } from '../harness/databases.ts';
import { environment } from '../harness/environment.ts';

/** Length of a relay's lease in database time, s. */
const LEASE_S = 3;
const HELD = `select count(*)::int as lanes from relay_position where lease_until > clock_timestamp()`;
const BEYOND = `select count(*)::int as lanes from relay_position where lease_until > $1::timestamptz + interval '${LEASE_S} seconds'`;

/**
 * How long the lanes of a service are without a relay when `kill` kills one of its instances: until every lane that was held has a lease longer than one that the dead could have taken.
 * A lane of another instance is renewed all the while, so it shows a second or two. @returns ms
 */
export async function takeoverMs(service: string, kill: () => Promise<unknown>): Promise<number> {
  const database = openDatabaseClient(environment.databaseUrl);
  const ask = async <R extends object>(text: string, values: unknown[] = []): Promise<R> => (await database.query<R>(text, { database: databaseOf(service), values }))[0]!;
  try {
    const { lanes } = await ask<{ lanes: number }>(HELD);
    await kill();
    const begun = performance.now();
    const { now } = await ask<{ now: string }>('select clock_timestamp()::text as now');
    await eventually(async () => (await ask<{ lanes: number }>(BEYOND, [now])).lanes >= lanes, `another instance holds the ${lanes} lanes of ${service}`, { timeoutMs: 60_000, intervalMs: 20 });
    return performance.now() - begun;
  } finally {
    await database.close();
  }
}
