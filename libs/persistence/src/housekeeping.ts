import type { Database } from './database.ts';
import { LANES } from './journal.ts';
import type { Lane } from './journal.ts';

/** Rows per journal partition. */
export const PARTITION_ROWS = 2_000_000;
/** A new partition is made when the newest one is half full. */
const MAKE_AHEAD = PARTITION_ROWS / 2;
const RECEIPT_DAYS = 30;
const INBOX_DAYS = 35;
const SENT_HOURS = 72;
const IDEMPOTENCY_HOURS = 72;

const PARTITIONS = `select c.relname as name, (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''?(\\d+)''?\\) TO \\(''?(\\d+)''?\\)'))[2]::int8 as upper
  from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::regclass and pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT' order by 2`;

async function makeAhead(db: Database, lane: Lane): Promise<void> {
  const { table } = LANES[lane];
  const partitions = (await db.pool.query<{ name: string; upper: string }>(PARTITIONS, [table])).rows;
  const upper = Number(partitions.at(-1)?.upper ?? 0);
  const next = (await db.pool.query<{ last: string | null }>(`select last_value as last from ${table}_id_seq`)).rows[0];
  if (Number(next?.last ?? 0) + MAKE_AHEAD < upper) return;
  const until = upper + PARTITION_ROWS;
  await db.pool.query(`create table if not exists ${table}_${until / PARTITION_ROWS} partition of ${table} for values from (${upper}) to (${until})`);
}

/** Whole partitions of receipts go when every row is older than 30 days and behind the relay. */
async function dropOldReceipts(db: Database): Promise<void> {
  const { table } = LANES.receipts;
  const partitions = (await db.pool.query<{ name: string; upper: string }>(PARTITIONS, [table])).rows;
  const cursor = Number((await db.pool.query<{ id: string }>(`select id from relay_position where lane = 'receipts'`)).rows[0]?.id ?? 0);
  for (const { name, upper } of partitions.slice(0, -2)) {
    if (Number(upper) > cursor) return;
    const young = await db.pool.query(`select 1 from ${name} where at > now() - make_interval(days => $1) limit 1`, [RECEIPT_DAYS]);
    if (young.rows.length > 0) return;
    await db.pool.query(`drop table ${name}`);
  }
}

/** Makes journal partitions ahead and drops what is past its retention. Called hourly by the instance that holds the facts relay. */
export async function keepHouse(db: Database): Promise<void> {
  await makeAhead(db, 'facts');
  await makeAhead(db, 'receipts');
  await dropOldReceipts(db);
  await db.pool.query(`delete from inbox where seen_on < current_date - $1::int`, [INBOX_DAYS]);
  await db.pool.query(`delete from relay_sent where sent_at < now() - make_interval(hours => $1)`, [SENT_HOURS]);
  await db.pool.query(`delete from idempotency where created_at < now() - make_interval(hours => $1)`, [IDEMPOTENCY_HOURS]);
}
