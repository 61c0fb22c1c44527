import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ALL_TOPICS, EFFECTS, recordEvent, RECORDS, runStrategy, send, writeEffects } from '../pipeline-kit.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query(EFFECTS);
});
afterAll(() => f?.close());

describe('R16: the database is away', () => {
  it('connections cut and refused for 4 s in the middle of the work: nothing parked, nothing lost, nothing twice, work resumes by itself', async () => {
    const ids = Array.from({ length: 50 }, () => newEventId());
    const running = await runStrategy(f, { records: async ({ events, uow }) => writeEffects(uow, events) }, { batchSize: 20 });
    const rounds = async (from: number, to: number): Promise<void> => {
      for (let v = from; v <= to; v++) await send(f.kafka, RECORDS.name, ids.map((id) => recordEvent(id, v)));
    };
    await rounds(1, 4);
    const cut = await f.cutDatabase();
    await rounds(5, 8);
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(f.logger.lines.some(({ code }) => code === 'PIPELINE.TRANSIENT')).toBe(true);
    await cut.allow();
    const count = async (): Promise<number> => Number((await f.admin.query('select count(*) as n from effect')).rows[0].n);
    await eventually(async () => (await count()) >= 400, 'all 400 events have their effect', { timeoutMs: 20_000 });
    const bad = (await f.admin.query('select aggregate_id from effect group by 1 having array_agg(version order by n) <> array[1,2,3,4,5,6,7,8]::int8[]')).rows;
    expect(bad).toEqual([]);
    expect(await count()).toBe(400);
    expect((await f.admin.query('select count(*)::int as n from parked')).rows[0].n).toBe(0);
    expect(f.logger.lines.filter(({ code }) => code === 'TEST.FATAL')).toEqual([]);
    await running.close();
  });
});
