import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEventId, withUnitOfWork } from '@credit/persistence';
import type { Database } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { readJournal } from '../../src/relay-batch.ts';

const WRITERS = 8;
const EACH = 60;
const HOT = 20;

interface Seen {
  aggregate: string;
  version: number;
}

let f: PipelineFixture;
let db: Database;
const ids = Array.from({ length: HOT }, () => newEventId());
const pause = (most: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * most));

beforeAll(async () => {
  f = await pipelineFixture();
  db = await f.openAnother({ poolSize: WRITERS + 4 });
  await f.admin.query(`create table hot (id uuid primary key, version int not null); create table inbox_like (n bigserial);
    create table naive (id bigint generated always as identity, tx xid8 not null default pg_current_xact_id(), aggregate uuid, version int)`);
  await f.admin.query(`create function slow_commit() returns trigger language plpgsql as $$ begin perform pg_sleep(random() * 0.004); return null; end $$;
    create constraint trigger slow_commit after insert on journal deferrable initially deferred for each row execute function slow_commit()`);
  for (const id of ids) await f.admin.query('insert into hot values ($1, 0)', [id]);
});
afterAll(() => f?.close());

/** One transaction as a batch would be (its COMMIT takes some milliseconds, by a deferred trigger): inbox row first (takes the xid), work, an aggregate's next version, rows for all three outboxes, sometimes a rollback. */
async function work(): Promise<boolean> {
  const ctx = { actor: 'r5', now: f.clock.now(), today: f.clock.today() };
  const rollback = Math.random() < 0.05;
  return withUnitOfWork(db, ctx, async (uow) => {
    await uow.query('insert into inbox_like default values');
    await pause(6);
    const id = ids[Math.floor(Math.random() * HOT)]!;
    const version = (await uow.query<{ version: number }>('update hot set version = version + 1 where id = $1 returning version', [id]))[0]!.version;
    await uow.query('insert into naive (aggregate, version) values ($1, $2)', [id, version]);
    await pause(6);
    uow.journal('facts', [{ eventId: newEventId(), aggregateType: 'hot', aggregateId: id, aggregateVersion: String(version), fact: null, publish: { topic: 't', key: id, headers: {}, payload: '{}' } }]);
    if (rollback) throw new Error('rolled back');
  }).then(() => true, () => false);
}

function faults(seen: readonly Seen[], committed: number): { lost: number; disordered: number } {
  const last = new Map<string, number>();
  let disordered = 0;
  for (const { aggregate, version } of seen) {
    if (version <= (last.get(aggregate) ?? 0)) disordered += 1;
    last.set(aggregate, Math.max(version, last.get(aggregate) ?? 0));
  }
  return { lost: committed - seen.length, disordered };
}

describe('R5: order of the outbox', () => {
  it('under 8 writers a naive cursor loses rows, the xid fence reorders them, the commit-ordered journal does neither', async () => {
    const naive: Seen[] = [];
    const fence: Seen[] = [];
    const ours: Seen[] = [];
    let naiveAt = 0;
    let fenceAt: [string, string] = ['0', '0'];
    let oursAt = 0;
    const poll = async (): Promise<void> => {
      const n = (await f.admin.query('select id, aggregate, version from naive where id > $1 order by id', [naiveAt])).rows;
      for (const row of n) naive.push(row);
      naiveAt = Number(n.at(-1)?.id ?? naiveAt);
      const x = (await f.admin.query('select id, tx::text, aggregate, version from naive where tx < pg_snapshot_xmin(pg_current_snapshot()) and (tx, id) > ($1::text::xid8, $2) order by tx, id', fenceAt)).rows;
      for (const row of x) fence.push(row);
      if (x.length > 0) fenceAt = [x.at(-1).tx, x.at(-1).id];
      const j = await readJournal(db, 'facts', oursAt, 500);
      for (const { id, key, record } of j) {
        ours.push({ aggregate: key, version: Number(record.headers['ce_aggregateversion']) });
        oursAt = id;
      }
    };
    let writing = true;
    const poller = (async () => {
      while (writing) {
        await poll();
        await pause(4);
      }
    })();
    const results = await Promise.all(Array.from({ length: WRITERS }, async () => {
      let committed = 0;
      for (let n = 0; n < EACH; n++) if (await work()) committed += 1;
      return committed;
    }));
    writing = false;
    await poller;
    const committed = results.reduce((sum, n) => sum + n, 0);
    await poll();
    await poll();
    await eventually(() => poll().then(() => fence.length >= committed), 'the fence has passed every open transaction of the cluster, also of other databases', { timeoutMs: 30_000 });
    const found = { naive: faults(naive, committed), fence: faults(fence, committed), ours: faults(ours, committed) };
    expect(committed).toBeGreaterThan(WRITERS * EACH * 0.8);
    expect(found.ours).toEqual({ lost: 0, disordered: 0 });
    expect(found.naive.lost).toBeGreaterThan(0);
    expect(found.fence.lost).toBe(0);
    expect(found.fence.disordered).toBeGreaterThan(0);
  });
});
