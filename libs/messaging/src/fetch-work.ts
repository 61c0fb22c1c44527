import { intakeChunk, internalChunk } from './chunk.ts';
import type { Chunk, Fetched } from './chunk.ts';
import type { FetchedBatch } from './fetch-gate.ts';
import { GivenUp, Interrupted, PositionsFellBack } from './given-up.ts';
import { readInternal } from './incoming.ts';
import { readIntake } from './intake-batch.ts';
import type { IsolateOptions } from './isolate.ts';
import type { RawRecord } from './kafka-port.ts';
import type { OffsetCommits } from './offset-commits.ts';
import type { PendingEvents } from './pending-events.ts';
import { placeOf } from './positions.ts';
import type { Positions } from './positions.ts';
import type { Core } from './strategy-core.ts';

const BATCH = 500;

/** What the work on a fetch needs of its strategy. */
export interface FetchContext {
  core: Core;
  /** Kind of each topic that is read. */
  kinds: ReadonlyMap<string, string>;
  positions: Positions;
  pending: PendingEvents;
  commits: OffsetCommits;
  assignment(): ReadonlyMap<string, readonly number[]>;
  closing(): boolean;
}

/** Works off what one fetch brought: all intake topics together, each internal topic for itself, in transactions of at most `batchSize` records. */
export async function workOff(context: FetchContext, fetched: readonly FetchedBatch[]): Promise<void> {
  const { core, kinds } = context;
  const groups = new Map<string, FetchedBatch[]>();
  for (const one of fetched) {
    if (one.controls.stale() || context.closing()) continue;
    context.pending.fetched(one.batch);
    if (!(await inPlace(context, one))) continue;
    const group = kinds.get(one.batch.topic) === 'intake' ? '' : one.batch.topic;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  for (const [topic, group] of groups) {
    const records = group.flatMap(({ batch }) => batch.records.map((record): Fetched => ({ topic: batch.topic, partition: batch.partition, record })));
    await commitAll(context, group, records, topic === '' ? (some) => intakeChunk(core, some) : (some) => internalChunk(core, topic, some));
  }
}

/** Commits the records chunk by chunk; the next chunk is read while the database works on the last. */
async function commitAll(context: FetchContext, group: readonly FetchedBatch[], records: readonly Fetched[], read: (some: readonly Fetched[]) => Chunk): Promise<void> {
  const settings = settingsOf(context, group);
  const most = context.core.options.batchSize ?? BATCH;
  const size = Math.ceil(records.length / Math.ceil(records.length / most));
  const chunkAt = (at: number): Chunk | undefined => (at < records.length ? read(records.slice(at, at + size)) : undefined);
  try {
    let chunk = chunkAt(0);
    for (let at = size; chunk && !settings.stopped(); at += size) {
      const committing = chunk.commit(settings);
      committing.catch(() => undefined);
      const next = chunkAt(at);
      await committing;
      await afterChunk(context, group, chunk);
      chunk = next;
    }
  } catch (error) {
    if (error instanceof Interrupted) throw error.original;
    if (!(error instanceof GivenUp)) throw error;
    if (error instanceof PositionsFellBack) readAgain(context, error);
  }
}

/** The database was restored to an older state: everything held is read again from what is stored. */
function readAgain({ core, positions, assignment }: FetchContext, error: PositionsFellBack): void {
  core.options.logger.error({ code: 'DATABASE.FELL_BACK' }, error.message);
  positions.assign(assignment());
}

function settingsOf(context: FetchContext, group: readonly FetchedBatch[]): IsolateOptions {
  const { core: { options, metrics } } = context;
  const { batch, controls } = group[0]!;
  return {
    bugAttempts: options.bugAttempts ?? 3,
    retryMs: options.retryMs ?? { first: 100, most: 5_000 },
    heartbeat: () => controls.heartbeat(),
    stopped: () => context.closing() || group.some((one) => one.controls.stale()),
    onRetry: (error) => {
      metrics.retries.inc({ topic: batch.topic });
      options.logger.warn({ code: 'PIPELINE.TRANSIENT', topic: batch.topic, partitions: group.length }, error.message);
    },
  };
}

async function afterChunk({ positions, pending, commits }: FetchContext, group: readonly FetchedBatch[], { ends }: Chunk): Promise<void> {
  const byPlace = new Map(group.map((one) => [placeOf(one.batch), one]));
  for (const { topic, partition, offset, eventId } of ends) {
    const { batch, controls } = byPlace.get(placeOf({ topic, partition }))!;
    positions.moved(topic, partition, offset + 1, eventId);
    pending.moved(batch, offset + 1);
    controls.resolve(String(offset));
  }
  const { controls } = group[0]!;
  commits.note(ends.map(({ topic, partition, offset }) => ({ topic, partition, next: offset + 1 })), controls);
  await commits.sendWhenDue();
  await controls.heartbeat();
}

/** Waits for the stored positions and checks that the batch continues there. A database outage here keeps the batch, with heartbeats. */
async function inPlace(context: FetchContext, { batch, controls }: FetchedBatch): Promise<boolean> {
  const { core: { options, metrics }, positions } = context;
  const intake = context.kinds.get(batch.topic) === 'intake';
  const idOf = (record: RawRecord): string | null => (intake ? readIntake(record, batch.topic, batch.partition).eventId : readInternal(record, batch.topic, batch.partition, () => false).eventId);
  for (;;) {
    try {
      await positions.whenReady(context.assignment());
      if (controls.stale()) return false;
      const verdict = await positions.check(batch, idOf);
      if (verdict === 'amnesia') {
        metrics.amnesia.inc({ side: 'consumer' });
        options.logger.error({ code: 'BROKER.AMNESIA', topic: batch.topic, partition: batch.partition }, 'the broker lost data: the partition is read again from its beginning');
      }
      return verdict === 'go';
    } catch (error) {
      options.logger.warn({ code: 'PIPELINE.TRANSIENT', topic: batch.topic }, (error as Error).message);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await controls.heartbeat();
      if (context.closing() || controls.stale()) return false;
    }
  }
}
