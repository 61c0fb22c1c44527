import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEventId, openDatabase } from '@credit/persistence';
import type { Database } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { ALL_TOPICS, EFFECTS, recordEvent, RECORDS, runStrategy, send, writeEffects } from '../pipeline-kit.ts';
import type { Running } from '../pipeline-kit.ts';

/** Longer than the server keeps the locks of a session that fell silent in a transaction (2 s). */
const ANSWER_MS = 4_000;

/** A road to a server. `forget`: what is connected now never carries another byte, and neither end is told; new connections work. */
function road(to: URL): Promise<{ server: Server; url: string; forget(): void }> {
  const pairs = new Set<{ lost: boolean }>();
  const server = createServer((client) => {
    const upstream = connect(Number(to.port || 5432), to.hostname);
    const pair = { lost: false };
    pairs.add(pair);
    for (const [from, into] of [[client, upstream], [upstream, client]] as const) {
      from.on('data', (bytes) => pair.lost || into.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => pair.lost || into.destroy());
    }
  });
  const forget = (): void => pairs.forEach((pair) => (pair.lost = true));
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => {
    const url = new URL(to);
    [url.hostname, url.port] = ['127.0.0.1', String((server.address() as AddressInfo).port)];
    ready({ server, url: url.href, forget });
  }));
}

let f: PipelineFixture;
let way: Awaited<ReturnType<typeof road>>;
let database: Database;
let running: Running;
beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query(EFFECTS);
  way = await road(new URL(f.databaseUrl));
  database = await openDatabase({ url: way.url, service: 'test-service', entities: [], migrations: [], logger: f.logger, answerMs: ANSWER_MS });
});
afterAll(async () => {
  await running?.close();
  await database?.close();
  way?.server.close();
  await f?.close();
});

describe('R19: a connection to the database that is half-open', () => {
  it('falls silent in the middle of a unit of work: the work is done again on another connection, once, and nothing is parked', async () => {
    const ids = Array.from({ length: 20 }, () => newEventId());
    const begun: number[] = [];
    running = await runStrategy(f, {
      records: async ({ events, uow }) => {
        begun.push(performance.now());
        await writeEffects(uow, events.slice(0, 1));
        if (begun.length === 1) way.forget();
        await writeEffects(uow, events.slice(1));
      },
    }, { database });
    await send(f.kafka, RECORDS.name, ids.map((id) => recordEvent(id, 1, { key: 'one-partition' })));
    await eventually(async () => (await f.admin.query('select 1 from effect')).rowCount === ids.length, 'every event has its effect', { timeoutMs: 6 * ANSWER_MS });
    expect(begun[1]! - begun[0]!).toBeGreaterThan(ANSWER_MS - 500);
    expect(begun[1]! - begun[0]!).toBeLessThan(2 * ANSWER_MS);
    expect((await f.admin.query('select aggregate_id from effect group by 1 having count(*) > 1')).rows).toEqual([]);
    expect((await f.admin.query('select count(*)::int as n from parked')).rows[0].n).toBe(0);
    expect(f.logger.lines.filter(({ code }) => code === 'PIPELINE.TRANSIENT').map(({ message }) => message)).toContain('Query read timeout');
  });
});
