import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD } from '@credit/contracts/events';
import { rebuildProjection } from '@credit/messaging';
import type { Projection } from '@credit/messaging';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ALL_TOPICS, GROUP, recordEvent, RECORDS, runStrategy, send } from '../pipeline-kit.ts';

const view: Projection = {
  name: 'record-view', table: 'record_view', topics: [RECORDS.name], types: [RECORD.recorded, RECORD.amended, RECORD.revoked], ignoreColumns: ['written_at'],
  project: async (uow, table, events) => {
    for (const e of events) {
      await uow.query(`insert into ${table} (id, version, ended) values ($1, $2, $3) on conflict (id) do update set version = excluded.version, ended = excluded.ended`, [e.aggregateId, e.aggregateVersion, e.type === RECORD.revoked]);
    }
  },
};

let f: PipelineFixture;
const ids = Array.from({ length: 40 }, () => newEventId());
const options = (verify: boolean) => ({ projection: view, verify, app: GROUP, clock: f.clock, actor: 'operator:t' });

beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query('create table record_view (id uuid constraint record_view_pk primary key, version int8 not null, ended boolean not null, written_at timestamptz not null default now())');
  for (const type of [RECORD.recorded, RECORD.amended, RECORD.revoked]) {
    const version = [RECORD.recorded, RECORD.amended, RECORD.revoked].indexOf(type as never) + 1;
    await send(f.kafka, RECORDS.name, ids.filter((_, n) => n % version === 0).map((id) => recordEvent(id, version, { type })));
  }
  const running = await runStrategy(f, { records: ({ events, uow }) => view.project(uow, view.table, events) });
  await eventually(async () => Number((await f.admin.query('select count(*) as n from record_view')).rows[0].n) === 40 && running.strategy.health().caughtUp, 'the live view has caught up');
  await running.close();
});
afterAll(() => f?.close());

describe('R6: a projection is what its topics say', () => {
  it('rebuilt twice, verified twice: no difference, the same hash', async () => {
    const first = await rebuildProjection(f.database, f.kafka, options(true));
    expect(first).toMatchObject({ liveRows: 40, rebuiltRows: 40, differences: 0, switched: false });
    expect(first.rebuiltHash).toBe(first.liveHash);
    expect((await rebuildProjection(f.database, f.kafka, options(true))).rebuiltHash).toBe(first.rebuiltHash);
  });

  it('finds rows that were changed, added or lost, and mends them', async () => {
    await f.admin.query('delete from record_view where id = $1', [ids[0]]);
    await f.admin.query('update record_view set version = 9 where id = $1', [ids[1]]);
    await f.admin.query(`insert into record_view (id, version, ended) values (gen_random_uuid(), 1, false)`);
    expect(await rebuildProjection(f.database, f.kafka, options(true))).toMatchObject({ differences: 4 });
    expect(await rebuildProjection(f.database, f.kafka, options(false))).toMatchObject({ switched: true });
    expect(await rebuildProjection(f.database, f.kafka, options(true))).toMatchObject({ liveRows: 40, differences: 0 });
    expect((await f.admin.query(`select count(*)::int as n from journal`)).rows[0].n).toBe(0);
  });
});
