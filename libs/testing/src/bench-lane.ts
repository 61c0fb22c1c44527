import pg from 'pg';
import { binaryCopy, copyIn } from './copy-in.ts';

/** A record as a bench feeds it to a service and copies it beside it. */
export interface BenchRecord {
  key: Buffer;
  value: Buffer;
  headers: Record<string, Buffer>;
}

const ROWS = 500;

/** Answers each {events} of the parent process with what `pair` measured (or why it failed), until the parent leaves; says {ready} first. */
export function servePairs(pair: (events: number) => Promise<object>, close: () => Promise<void>): void {
  process.on('message', ({ events }: { events: number }) => {
    pair(events).then((answer) => process.send!(answer), (error: Error) => process.send!({ failed: error.stack ?? error.message }));
  });
  process.on('disconnect', () => void close().finally(() => process.exit(0)));
  process.send!({ ready: true });
}

/** COPY of the records into a table without index, a commit per 500 rows, in a database of the service's kind. @returns rows per second */
export async function copyRate(databaseUrl: string, records: readonly BenchRecord[]): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('create table if not exists bench_raw (key text, id text, payload text)');
    const began = process.hrtime.bigint();
    for (let at = 0; at < records.length; at += ROWS) {
      await copyIn(client, 'copy bench_raw from stdin (format binary)', binaryCopy(records.slice(at, at + ROWS).map(({ key, value, headers }) => [key, headers['ce_id'] ?? null, value])));
    }
    return (records.length / Number(process.hrtime.bigint() - began)) * 1e9;
  } finally {
    await client.end();
  }
}

/** Hands the records over in batches of 500 and waits for each. @returns records per second */
export async function stepRate(records: readonly BenchRecord[], feed: (some: readonly BenchRecord[]) => Promise<void>): Promise<number> {
  const began = process.hrtime.bigint();
  for (let at = 0; at < records.length; at += ROWS) await feed(records.slice(at, at + ROWS));
  return (records.length / Number(process.hrtime.bigint() - began)) * 1e9;
}
