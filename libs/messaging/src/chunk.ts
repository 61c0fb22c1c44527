import { isTransient } from '@credit/persistence';
import { drainAggregate } from './drain.ts';
import { readInternal } from './incoming.ts';
import { commitIntake, readIntake } from './intake-batch.ts';
import { commitInternal } from './internal-batch.ts';
import { commitIsolating } from './isolate.ts';
import type { IsolateOptions } from './isolate.ts';
import type { RawRecord } from './kafka-port.ts';
import { HandlerFailure } from './strategy-core.ts';
import type { Core } from './strategy-core.ts';

/** Records of one topic-partition that are read, judged and ready to be committed in one transaction. */
export interface Chunk {
  lastOffset: string;
  lastEventId: string | null;
  commit(options: IsolateOptions): Promise<void>;
}

/** Reads a run of records of an intake topic. Cheap to call while another chunk's transaction runs. */
export function intakeChunk(core: Core, topic: string, partition: number, records: readonly RawRecord[]): Chunk {
  const arrivals = records.map((record) => readIntake(record, topic, partition));
  const last = arrivals.at(-1)!;
  return {
    lastOffset: last.record.offset,
    lastEventId: last.eventId,
    commit: (options) => commitIsolating(arrivals, (some, forced) => commitIntake(core, topic, partition, some, forced), options),
  };
}

/** Reads a run of records of an internal topic; after the commit it drains the aggregates for which something was waiting. */
export function internalChunk(core: Core, topic: string, partition: number, records: readonly RawRecord[]): Chunk {
  const items = records.map((record) => readInternal(record, topic, partition, (type) => core.handles(topic, type)));
  const last = items.at(-1)!;
  return {
    lastOffset: last.record.offset,
    lastEventId: last.eventId,
    commit: async (options) => {
      const waiting = new Set<string>();
      await commitIsolating(items, async (some, forced) => (await commitInternal(core, topic, partition, some, forced)).forEach((id) => waiting.add(id)), options);
      for (const id of waiting) await drainNow(core, topic, id);
    },
  };
}

/** An outage here is left to the sweeper: the events stay parked and nothing is lost. */
async function drainNow(core: Core, topic: string, id: string): Promise<void> {
  try {
    await drainAggregate(core, core.streams.get(topic)!, id);
  } catch (error) {
    if (!isTransient(error instanceof HandlerFailure ? error.original : error)) throw error;
    core.options.logger.warn({ code: 'PIPELINE.TRANSIENT', topic }, (error as Error).message);
  }
}
