import type { Database } from './database.ts';

const INBOX_DAYS = 35;
const SENT_HOURS = 72;
const IDEMPOTENCY_HOURS = 72;

/** Makes journal partitions ahead and drops what is past its retention. Called hourly by the instance that holds the facts relay. Partitions are the owner's: its function `keep_journal` does what is due, and nothing else. */
export async function keepHouse(db: Database): Promise<void> {
  await db.pool.query('select keep_journal()');
  await db.pool.query(`delete from inbox where seen_on < current_date - $1::int`, [INBOX_DAYS]);
  await db.pool.query(`delete from relay_sent where sent_at < now() - make_interval(hours => $1)`, [SENT_HOURS]);
  await db.pool.query(`delete from idempotency where created_at < now() - make_interval(hours => $1)`, [IDEMPOTENCY_HOURS]);
}
