import { textArray, VERSIONS_PER_EPOCH } from '@credit/persistence';
import type { Database, UnitOfWork } from '@credit/persistence';
import type { Item } from './incoming.ts';

const LOCK = { name: 'consumed_lock', text: 'select aggregate_id as id, version, parked from consumed where stream = $1::int2 and aggregate_id = any($2::text[]::uuid[]) order by aggregate_id for update' };
const RAISE = {
  name: 'consumed_raise',
  text: `insert into consumed as c (aggregate_id, stream, version, parked) select i::uuid, $1::int2, v::int8, p::int4 from unnest($2::text[], $3::text[], $4::text[]) as x(i, v, p)
    on conflict (aggregate_id, stream) do update set version = excluded.version, parked = excluded.parked`,
};

/** Where one aggregate stands in one topic. */
export interface Standing {
  version: number;
  /** Rows in the parked table above `version`. */
  parked: number;
  changed: boolean;
}

/** Small numbers for topics, so that a consumed row costs few bytes. */
export async function streamsOf(database: Database, topics: readonly string[]): Promise<Map<string, number>> {
  await database.pool.query('insert into stream (topic) select unnest($1::text[]) order by 1 on conflict do nothing', [textArray(topics)]);
  const rows = (await database.pool.query<{ id: number; topic: string }>('select id, topic from stream')).rows;
  return new Map(rows.map((row) => [row.topic, row.id]));
}

/** Standings of the aggregates, their rows locked in id order; unseen ones stand at 0. */
export async function lockConsumed(uow: UnitOfWork, stream: number, ids: readonly string[]): Promise<Map<string, Standing>> {
  const unique = [...new Set(ids)];
  const rows = unique.length === 0 ? [] : await uow.query<{ id: string; version: string; parked: number }>(LOCK, [stream, textArray(unique)]);
  const standings = new Map<string, Standing>(rows.map((row) => [row.id, { version: Number(row.version), parked: row.parked, changed: false }]));
  for (const id of unique) if (!standings.has(id)) standings.set(id, { version: 0, parked: 0, changed: false });
  return standings;
}

export async function storeConsumed(uow: UnitOfWork, stream: number, standings: ReadonlyMap<string, Standing>): Promise<void> {
  const changed = [...standings].filter(([, standing]) => standing.changed).sort(([a], [b]) => (a < b ? -1 : 1));
  if (changed.length === 0) return;
  await uow.query(RAISE, [stream, textArray(changed.map(([id]) => id)), textArray(changed.map(([, s]) => String(s.version))), textArray(changed.map(([, s]) => String(s.parked)))]);
}

/** The version is the inbox (P-4): not above the standing = stale; the next one = handle; an ending, or a rebase of a higher epoch, overtakes; anything else waits. */
export function judgeVersion(standing: Standing, item: Pick<Item, 'version' | 'ending' | 'rebase'>): 'stale' | 'handle' | 'overtake' | 'gap' {
  const version = item.version!;
  if (version <= standing.version) return 'stale';
  if (version === standing.version + 1) return 'handle';
  const higherEpoch = Math.floor(version / VERSIONS_PER_EPOCH) > Math.floor(standing.version / VERSIONS_PER_EPOCH);
  return item.ending || (item.rebase && higherEpoch) ? 'overtake' : 'gap';
}
