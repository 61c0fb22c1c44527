import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { grantRights, HISTORY, keepHouse, newEventId, openDatabase, withUnitOfWork, WORKING } from '@credit/persistence';
import type { Database } from '@credit/persistence';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import type { MigrationInterface, QueryRunner } from 'typeorm';

class Tables1900000000000 implements MigrationInterface {
  readonly name = 'Tables1900000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table visit (id int4); create table seen (id int4 primary key); create table plain (id int4)');
  }
  async down(): Promise<void> {
    return Promise.resolve();
  }
}
class NextRelease1900000000001 extends Tables1900000000000 {
  override readonly name = 'NextRelease1900000000001' as 'Tables1900000000000';
}

let f: PipelineFixture;
let role: string;
let running: Database;
const urlOf = (): string => {
  const url = new URL(f.databaseUrl);
  [url.username, url.password] = [role, 'run'];
  return url.href;
};
const openAs = (migrations: readonly (new () => MigrationInterface)[]): Promise<Database> => openDatabase({ url: urlOf(), service: 'test-service', entities: [], migrations, logger: f.logger });
const partitions = async (table: string): Promise<string[]> => (await f.admin.query<{ name: string }>('select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1', [table])).rows.map(({ name }) => name);
const receipt = (id: number, days: number): Promise<unknown> =>
  f.admin.query(`insert into journal_receipts (id, event_id, at, aggregate_type, aggregate_id, actor) values ($1, $2, now() - make_interval(days => $3), 'receipt', $2, 'test')`, [id, newEventId(), days]);

beforeAll(async () => {
  f = await pipelineFixture({ migrations: [Tables1900000000000] });
  role = `${new URL(f.databaseUrl).pathname.slice(1)}_run`;
  await f.admin.query(`create role ${role} login password 'run'`);
  await grantRights(f.database, role, { visit: HISTORY, seen: WORKING });
  running = await openAs([Tables1900000000000]);
});
afterAll(async () => {
  await running?.close();
  if (role) await f.admin.query(`drop owned by ${role}; drop role ${role}`);
  await f?.close();
});

describe('the role a service runs with (S4)', () => {
  it('decides and writes facts, but takes none back', async () => {
    const id = newEventId();
    await withUnitOfWork(running, { actor: 'test', now: f.clock.now(), today: f.clock.today() }, async (uow) => {
      await uow.query('insert into visit values (1)');
      uow.journal('facts', [{ eventId: newEventId(), aggregateType: 'thing', aggregateId: id, fact: { n: 1 }, publish: null }]);
    });
    expect((await f.admin.query('select 1 from journal where aggregate_id = $1', [id])).rows).toHaveLength(1);
    for (const statement of ['update journal set actor = actor', 'delete from journal_1', 'select * from journal_1', 'delete from visit', 'update visit set id = 2', 'delete from plain', 'truncate seen', 'drop table plain']) {
      await expect(running.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await running.pool.query('delete from seen');
    await running.pool.query('update plain set id = 2');
  });

  it('rights given before and no longer declared are taken away', async () => {
    await f.admin.query(`grant delete on journal, plain to ${role}`);
    await grantRights(f.database, role, { visit: HISTORY, seen: WORKING });
    for (const table of ['journal', 'plain']) await expect(running.pool.query(`delete from ${table}`)).rejects.toMatchObject({ code: '42501' });
  });

  it('says so when the database is older than its release', async () => {
    await expect(openAs([Tables1900000000000, NextRelease1900000000001])).rejects.toMatchObject({ code: 'DATABASE.MIGRATIONS_PENDING' });
  });

  it('makes a shadow beside a table that it may empty, and beside no other', async () => {
    await running.pool.query(`select shadow_make('seen')`);
    await running.pool.query(`insert into seen_shadow values (1)`);
    await expect(running.pool.query('insert into seen_shadow values (1)')).rejects.toMatchObject({ code: '23505' });
    await running.pool.query(`select shadow_drop('seen')`);
    for (const table of ['journal', 'plain', 'visit']) await expect(running.pool.query(`select shadow_make('${table}')`)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('housekeeping by that role', () => {
  it('makes the next partition when the newest is half full', async () => {
    await keepHouse(running);
    expect(await partitions('journal')).toEqual(['journal_1', 'journal_2', 'journal_default']);
    await f.admin.query(`select setval('journal_id_seq', 3000000)`);
    await keepHouse(running);
    await keepHouse(running);
    expect(await partitions('journal')).toEqual(['journal_1', 'journal_2', 'journal_3', 'journal_default']);
  });

  it('drops whole partitions of receipts when all are older than 30 days and behind the relay', async () => {
    await f.admin.query(`select setval('journal_receipts_id_seq', 6500000)`);
    for (let n = 0; n < 3; n += 1) await keepHouse(running);
    const all = ['1', '2', '3', '4', 'default'].map((n) => `journal_receipts_${n}`);
    expect(await partitions('journal_receipts')).toEqual(all);
    await receipt(5, 31);
    await receipt(2_000_005, 29);
    await keepHouse(running);
    expect(await partitions('journal_receipts')).toEqual(all); // the relay stands at 0
    await f.admin.query(`update relay_position set id = 7000000 where lane = 'receipts'`);
    await keepHouse(running);
    expect(await partitions('journal_receipts')).toEqual(all.slice(1));
    await keepHouse(running);
    expect(await partitions('journal_receipts')).toEqual(all.slice(1)); // somebody may still ask for the young one
  });
});
