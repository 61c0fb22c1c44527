import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ALL_TOPICS, EFFECTS, INTAKE_TOPIC, recordEvent, RECORDS, runStrategy, send, writeEffects } from '../pipeline-kit.ts';
import type { Running } from '../pipeline-kit.ts';

const KEPT = 4;
const aggregate = newEventId();
const eventIds = Array.from({ length: 12 }, () => newEventId());
const events = (from: number, to: number) => eventIds.slice(from, to).map((id, n) => recordEvent(aggregate, from + n + 1, { id, key: 'one-partition' }));

let f: PipelineFixture;
let running: Running | undefined;
beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query(EFFECTS);
});
afterEach(async () => {
  await running?.close();
  await f.admin.query('truncate effect, parked');
});
afterAll(() => f?.close());

const applied = async (): Promise<string[]> => (await f.admin.query<{ event_id: string }>('select event_id from effect order by n')).rows.map((row) => row.event_id);
const appliedAre = (count: number): Promise<unknown> => eventually(async () => (await applied()).length >= count || (await f.admin.query('select 1 from parked')).rowCount, `${count} events took effect`);

/** The tables as they were after the first events, while the service goes on and remembers more. */
async function restoreOlderState(): Promise<void> {
  await f.admin.query('delete from effect where not event_id = any($1)', [eventIds.slice(0, KEPT)]);
  await f.admin.query('update consumed set version = $1', [KEPT]);
  await f.admin.query('delete from inbox where off >= $1', [KEPT]);
  await f.admin.query('update consumer_position set next_offset = $1, last_event_id = $2 where next_offset > 0', [KEPT, eventIds[KEPT - 1]]);
}

describe('a service that runs on while its database is restored to an older state', () => {
  it('reads an event topic again from where the restored state stands', async () => {
    running = await runStrategy(f, { records: async ({ events: taken, uow }) => writeEffects(uow, taken) });
    await send(f.kafka, RECORDS.name, events(0, 10));
    await appliedAre(10);
    await restoreOlderState();
    await send(f.kafka, RECORDS.name, events(10, 12));
    await appliedAre(12);
    expect(await applied()).toEqual(eventIds);
    expect((await f.admin.query('select cause from parked')).rows).toEqual([]);
  });

  it('reads an intake topic again from where the restored state stands', async () => {
    running = await runStrategy(f, {
      intake: async ({ deliveries, uow }) => {
        for (const { eventId } of deliveries) await uow.query('insert into effect (event_id) values ($1)', [eventId]);
      },
    });
    await send(f.kafka, INTAKE_TOPIC.name, events(0, 10));
    await appliedAre(10);
    await restoreOlderState();
    await send(f.kafka, INTAKE_TOPIC.name, events(10, 12));
    await appliedAre(12);
    expect(await applied()).toEqual(eventIds);
  });
});
