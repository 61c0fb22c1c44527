import { randomUUID } from 'node:crypto';
import { addDays, compareDates } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { Database } from './database.ts';

/** Length of the job lease, seconds of database time; renewed every third of it while the job runs. */
const LEASE_SECONDS = 30;

export interface JobRun {
  /** @throws Error when another instance took the job over; ask before each chunk */
  assertHeld(): void;
}

export interface JobOptions {
  /** Unique within the service. */
  name: string;
  /** First business date ever, when the job has never run. */
  from: LocalDate;
  today: LocalDate;
  /** Idempotent work for one business date; it opens its own units of work. */
  run(date: LocalDate, job: JobRun): Promise<void>;
  /** Runs `today` once more when it is already done (hourly jobs). Default false. */
  repeatToday?: boolean;
}

const TAKE = `insert into job_run as j (name, token, lease_until) values ($1, $2, clock_timestamp() + make_interval(secs => $3))
  on conflict (name) do update set token = excluded.token, lease_until = excluded.lease_until where j.lease_until < clock_timestamp() returning j.completed_on`;
const RENEW = `update job_run set lease_until = clock_timestamp() + make_interval(secs => $3) where name = $1 and token = $2`;
const COMPLETE = `update job_run set completed_on = greatest(completed_on, $3::date), completed_at = clock_timestamp() where name = $1 and token = $2`;
const FREE = `update job_run set lease_until = '-infinity' where name = $1 and token = $2`;

/**
 * 按业务日期补跑 — runs a job for every business date from the last completed one to today, one instance at a time (row lease in database time).
 * After downtime it catches up day by day; a date counts as completed only after `run` returned. Returns the dates done; empty when another instance holds the job.
 */
export async function runJobPerDate(db: Database, options: JobOptions): Promise<LocalDate[]> {
  const token = randomUUID();
  const taken = await db.pool.query<{ completed_on: LocalDate | null }>(TAKE, [options.name, token, LEASE_SECONDS]);
  const row = taken.rows[0];
  if (!row) return [];
  let lost = false;
  const renew = setInterval(() => {
    db.pool.query(RENEW, [options.name, token, LEASE_SECONDS]).then((done) => (lost ||= done.rowCount === 0), () => undefined);
  }, (LEASE_SECONDS * 1000) / 3);
  const job: JobRun = {
    assertHeld: () => {
      if (lost) throw new Error(`the lease of job ${options.name} was taken over`);
    },
  };
  const done: LocalDate[] = [];
  try {
    const next = row.completed_on === null ? options.from : addDays(row.completed_on, 1);
    const first = options.repeatToday && compareDates(next, options.today) > 0 ? options.today : next;
    for (let date = first; compareDates(date, options.today) <= 0; date = addDays(date, 1)) {
      job.assertHeld();
      await options.run(date, job);
      const completed = await db.pool.query(COMPLETE, [options.name, token, date]);
      if (completed.rowCount === 0) throw new Error(`the lease of job ${options.name} was taken over`);
      done.push(date);
    }
  } finally {
    clearInterval(renew);
    await db.pool.query(FREE, [options.name, token]).catch(() => undefined);
  }
  return done;
}
