import type { Instant, LocalDate } from '@credit/kernel';
import type { PoolClient, QueryResult } from 'pg';
import type { Database } from './database.ts';
import { checkPublication, journalHead, journalInsert, LANE_LOCK_CLASS, LANES } from './journal.ts';
import type { JournalRow, Lane, WrittenRows } from './journal.ts';
import { isUnanswered } from './transient.ts';

/** Who does it, why, and when. `now` is system time, `today` the business date. */
export interface WorkContext {
  actor: string;
  correlationId?: string;
  causationId?: string;
  traceparent?: string;
  reason?: string;
  now: Instant;
  today: LocalDate;
}

/** A prepared statement: the name is unique per text within a service. */
export interface NamedQuery {
  name: string;
  text: string;
}

/** One SQL transaction. Everything written through it commits together with the journal rows, or not at all. */
export interface UnitOfWork {
  readonly ctx: WorkContext;
  /** Name of the service, as it appears in `ce_source` (`/services/<service>`). */
  readonly service: string;
  /** Rows of one statement; date, numeric, int8 come as strings, timestamptz as RFC 3339 `Z` text. @throws Error once the unit of work is flushed. */
  query<R = Record<string, unknown>>(query: string | NamedQuery, values?: readonly unknown[]): Promise<R[]>;
  /**
   * A statement whose answer nobody waits for: what is asked next follows it on the same connection. When it fails, the unit of work fails with its error, as `means` names it, at the latest
   * at its end. @throws Error once the unit of work is flushed
   */
  send(query: NamedQuery, values: readonly unknown[], means?: (error: Error) => Error): void;
  /** Collects rows; they are written as the last statement before COMMIT, in the order given. @throws DomainError `JOURNAL.PAYLOAD_TOO_LARGE` */
  journal(lane: Lane, rows: readonly JournalRow[]): void;
  /** Called after a successful COMMIT; never when it rolled back. Must not throw. */
  afterCommit(fn: () => void): void;
}

const ORDER: readonly Lane[] = ['facts', 'receipts'];
/** The transaction has failed before: `in_failed_sql_transaction`. */
const ABORTED = '25P02';
const LOCK = { name: 'lane_lock', text: 'select pg_advisory_xact_lock($1::int4, $2::int4)' };

class Work implements UnitOfWork {
  readonly ctx: WorkContext;
  readonly service: string;
  readonly rows: Record<Lane, JournalRow[]> = { facts: [], receipts: [] };
  readonly callbacks: (() => void)[] = [];
  private readonly client: PoolClient;
  private readonly sent: Promise<unknown>[] = [];
  private open = true;
  private corked = false;

  constructor(client: PoolClient, ctx: WorkContext, service: string) {
    this.client = client;
    this.ctx = ctx;
    this.service = service;
  }

  async query<R>(query: string | NamedQuery, values?: readonly unknown[]): Promise<R[]> {
    if (!this.open) throw new Error('the unit of work is closed: nothing may follow the flush');
    const config = typeof query === 'string' ? { text: query } : query;
    this.together();
    const result = await this.client.query(values === undefined ? config : { ...config, values: values as unknown[] });
    return result.rows as R[];
  }

  send(query: NamedQuery, values: readonly unknown[], means = (error: Error): Error => error): void {
    this.keep(this.query(query, values).catch((error: Error) => Promise.reject(means(error))));
  }

  private keep(answer: Promise<unknown>): void {
    answer.catch(() => undefined);
    this.sent.push(answer);
  }

  /** What a statement failed with that nobody waited for. Those behind the first failure only say that there was one. */
  async failure(): Promise<Error | undefined> {
    const failed = (await Promise.allSettled(this.sent)).flatMap((answer) => (answer.status === 'rejected' ? [answer.reason as Error] : []));
    return failed.find((error) => (error as { code?: string }).code !== ABORTED);
  }

  private get stream(): { cork(): void; uncork(): void } {
    return (this.client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection.stream;
  }

  /** Statements that are asked for in one turn of the loop leave in one write. */
  private together(): void {
    if (this.corked) return;
    this.corked = true;
    this.stream.cork();
    process.nextTick(() => {
      this.corked = false;
      this.stream.uncork();
    });
  }

  journal(lane: Lane, rows: readonly JournalRow[]): void {
    if (!this.open) throw new Error('the unit of work is closed: nothing may follow the flush');
    const into = this.rows[lane];
    for (const row of rows) {
      checkPublication(row);
      into.push(row);
    }
  }

  afterCommit(fn: () => void): void {
    this.callbacks.push(fn);
  }

  /**
   * Constraints, lane locks, journal rows and COMMIT leave in one burst on the pipelined connection, without waiting for an answer in between,
   * so no pause of this process holds a lane (P-9). A failed statement makes the COMMIT answer ROLLBACK.
   * @returns the journal rows of each lane with the ids they got
   */
  async flush(): Promise<[Lane, WrittenRows][]> {
    this.open = false;
    const lanes = ORDER.filter((lane) => this.rows[lane].length > 0);
    const statements: Promise<QueryResult>[] = [];
    const heads: Promise<QueryResult>[] = [];
    this.together();
    if (lanes.length > 0) statements.push(this.client.query('set constraints all immediate'));
    for (const lane of lanes) {
      statements.push(this.client.query({ ...LOCK, values: [LANE_LOCK_CLASS, LANES[lane].lock] }));
      statements.push(this.client.query(journalInsert(lane, this.rows[lane], this.ctx.actor, this.ctx.reason)));
      heads.push(this.client.query(journalHead(lane, this.rows[lane].length)));
    }
    statements.push(this.client.query('commit'));
    const answers = await Promise.allSettled([...statements, ...heads]);
    const failed = await this.failure() ?? answers.find((answer) => answer.status === 'rejected')?.reason as Error | undefined;
    if (failed) throw failed;
    const last = answers[statements.length - 1] as PromiseFulfilledResult<QueryResult>;
    if (last.value.command !== 'COMMIT') throw new Error(`the transaction was rolled back by the server (${last.value.command})`);
    return Promise.all(lanes.map(async (lane, n): Promise<[Lane, WrittenRows]> => [lane, writtenRows(this.rows[lane], (await heads[n]!).rows[0])]));
  }

  begin(): void {
    this.together();
    this.keep(this.client.query('begin'));
  }

  close(): void {
    this.open = false;
  }
}

function writtenRows(rows: readonly JournalRow[], { last, before }: { last: string; before: string }): WrittenRows {
  const first = Number(last) - rows.length + 1;
  return { before, rows: rows.map((row, n) => ({ id: first + n, row })) };
}

/**
 * Runs `fn` in one transaction and commits it together with the journal rows it collected; whatever `fn` throws rolls everything back and is thrown on.
 * A connection lost during COMMIT leaves the outcome unknown and throws: inbox, versions and idempotency keys make a second run harmless.
 */
export async function withUnitOfWork<T>(db: Database, ctx: WorkContext, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  const work = new Work(client, ctx, db.service);
  let result: T;
  let written: [Lane, WrittenRows][];
  try {
    work.begin();
    result = await fn(work);
    written = await work.flush();
  } catch (failure) {
    work.close();
    const error = isUnanswered(failure) ? failure : await work.failure() ?? failure;
    const rolledBack = isUnanswered(error) ? error : await client.query('rollback').then(() => undefined, (e: Error) => e);
    client.release(rolledBack);
    throw error;
  }
  client.release();
  for (const [lane, rows] of written) db.journalWritten(lane, rows);
  for (const callback of work.callbacks) callback();
  return result;
}
