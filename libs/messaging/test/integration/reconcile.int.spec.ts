import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD } from '@credit/contracts/events';
import { reconcile } from '@credit/messaging';
import type { OwnedTopic, ReconcileReport } from '@credit/messaging';
import { defineAggregate, newEventId, withUnitOfWork } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ALL_TOPICS, GROUP, RECORDS, relaysOf, runStrategy, sampleData, writeEffects } from '../pipeline-kit.ts';

@Entity('thing')
class ThingRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) recordId: string;
  @Column({ type: 'int4' }) n: number;
}

class CreateThing1800000000001 implements MigrationInterface {
  readonly name = 'CreateThing1800000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table thing (id uuid constraint thing_pk primary key, version int8 not null, public_version int8 not null, status text not null, record_id text not null, n int4 not null)');
  }
  async down(): Promise<void> {
    return Promise.resolve();
  }
}

type Thing = { status: 'new' | 'open'; recordId: string; n: number };
type Counted = { type: 'Counted'; recordId: string };
const dataOf = ({ recordId, n }: Thing): object => ({ ...sampleData(`${RECORD.recorded}.json`), recordId, docNo: `第${n}号` });
const things = defineAggregate<Thing, Counted>({
  type: 'thing', topic: RECORDS.name, entity: ThingRow, initial: { status: 'new', recordId: '', n: 0 },
  evolve: (s, e) => ({ status: 'open', recordId: e.recordId, n: s.n + 1 }),
  toRow: ({ recordId, n }) => ({ recordId, n }),
  toState: (row: ThingRow) => ({ status: 'open', recordId: row.recordId, n: row.n }),
  keyOf: (s) => s.recordId,
  publish: { Counted: (_, s) => ({ type: RECORD.recorded, data: dataOf(s) }) },
});
const owned = {
  topic: RECORDS.name, aggregateType: 'thing', store: things,
  whole: async (_uow, states) => new Map([...states].map(([id, s]) => [id, { type: RECORD.amended, data: dataOf(s) }])),
  gone: (_uow, last) => ({ type: RECORD.revoked, data: { ...(last.data as object), docNo: 'gone' } }),
  answerGone: async (uow, gone) => {
    for (const { last, fact, version } of gone) uow.journal('facts', [{ eventId: newEventId(), type: 'Answered', aggregateType: 'answer', aggregateId: newEventId(), fact: { was: last.type, is: fact.type, version }, publish: null }]);
  },
} satisfies OwnedTopic<Thing>;
/** Another kind of aggregate on the same topic, of which nothing is lost: what is not its own it leaves to its owner. */
const neighbour: OwnedTopic = { topic: RECORDS.name, aggregateType: 'neighbour', store: { load: async () => new Map(), rebase: async () => new Set<string>() }, whole: async () => new Map(), gone: () => undefined };
const answers = async (): Promise<unknown[]> => (await f.admin.query(`select fact::json as said from journal where type = 'Answered'`)).rows.map(({ said }) => said);

const EPOCH_1 = 2 ** 32;
let f: PipelineFixture;
const [kept, behind, gone] = [newEventId(), newEventId(), newEventId()];
const context = () => ({ actor: 'test', now: f.clock.now(), today: f.clock.today() });
const count = (id: string): Promise<Thing> => withUnitOfWork(f.database, context(), (uow) => things.update(uow, id, () => [{ type: 'Counted', recordId: id }]));
const look = (dryRun: boolean): Promise<ReconcileReport> => reconcile(f.database, f.kafka, { owned: [neighbour, owned as unknown as OwnedTopic, neighbour], dryRun, app: GROUP, clock: f.clock, actor: 'operator:t' });
const applied = async (id: string): Promise<[string, string][]> => (await f.admin.query('select version, type from effect where aggregate_id = $1 order by n', [id])).rows.map(({ version, type }) => [version, type]);

beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS, entities: [ThingRow], migrations: [CreateThing1800000000001] });
  await f.admin.query('create table effect (n bigserial primary key, topic text, event_id text, aggregate_id uuid, version int8, type text, key text)');
});
afterAll(() => f?.close());

describe('P-20: an owner whose database stands behind its topics', () => {
  it('lists exactly the facts it does not know, raises the epoch of their aggregates, and readers follow; a second run finds everything mended', async () => {
    const relays = relaysOf(f);
    const reader = await runStrategy(f, { records: ({ events, uow }) => writeEffects(uow, events) });
    for (const id of [kept, behind, behind, gone]) await count(id);
    await eventually(async () => (await applied(behind)).length === 2 && (await applied(gone)).length === 1 && (await applied(kept)).length === 1, 'the reader has everything');
    expect(await look(true)).toMatchObject({ read: 4, lost: [], rebased: 0, ended: 0 });

    await f.admin.query('delete from journal where aggregate_id = $1 or (aggregate_id = $2 and aggregate_version = 2)', [gone, behind]); // the restored database is older
    await f.admin.query('delete from thing where id = $1', [gone]);
    await f.admin.query('update thing set version = 1, public_version = 1, n = 1 where id = $1', [behind]);
    await count(behind); // the version is given a second time, and the reader drops it
    await eventually(async () => (await look(true)).read === 5, 'the second event of that version is on the topic');
    expect(await applied(behind)).toHaveLength(2);

    const seen = (report: ReconcileReport): string[] => report.lost.map(({ aggregateId, version, outcome }) => `${aggregateId} ${version} ${outcome}`).sort();
    const expected = [`${behind} 2 rebased`, `${gone} 1 ended`].sort();
    expect(seen(await look(true))).toEqual(expected);
    expect([(await applied(gone)).length, await answers()]).toEqual([1, []]);
    expect(await look(false)).toMatchObject({ rebased: 1, ended: 1 });
    await eventually(async () => (await applied(behind)).length === 3 && (await applied(gone)).length === 2, 'the reader has taken the rebases over the gap');
    expect((await applied(behind)).at(-1)).toEqual([String(EPOCH_1 + 1), RECORD.amended]);
    expect((await applied(gone)).at(-1)).toEqual([String(EPOCH_1 + 1), RECORD.revoked]);
    expect(await answers()).toEqual([{ was: RECORD.recorded, is: RECORD.revoked, version: String(EPOCH_1 + 1) }]);
    await count(behind);
    await eventually(async () => (await applied(behind)).at(-1)![0] === String(EPOCH_1 + 2), 'versions go on in the new epoch');

    const again = await look(false);
    expect(again).toMatchObject({ rebased: 0, ended: 0 });
    expect(seen(again)).toEqual(expected.map((line) => line.replace(/\w+$/, 'mended')));
    expect(await answers()).toHaveLength(1);
    expect(await applied(kept)).toEqual([['1', RECORD.recorded]]);
    expect((await f.admin.query('select count(*)::int as n from parked')).rows[0].n).toBe(0);
    await reader.close();
    await relays.stop();
  });
});
