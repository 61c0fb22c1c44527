import { isTransient } from '@credit/persistence';
import { drainAggregate } from './drain.ts';
import { readInternal } from './incoming.ts';
import { commitIntake, readIntake } from './intake-batch.ts';
import { commitInternal } from './internal-batch.ts';
import { commitIsolating } from './isolate.ts';
import type { IsolateOptions } from './isolate.ts';
import type { RawRecord } from './kafka-port.ts';
import { lastOfEach } from './positions.ts';
import type { Placed } from './positions.ts';
import { HandlerFailure } from './strategy-core.ts';
import type { Core } from './strategy-core.ts';

/** A record as it was fetched, with its place. */
export interface Fetched {
  topic: string;
  partition: number;
  record: RawRecord;
}

/** Records of one fetch that are read, judged and ready to be committed in one transaction. */
export interface Chunk {
  /** The last record of each partition. */
  ends: readonly Placed[];
  commit(options: IsolateOptions): Promise<void>;
}

/** Reads records of intake topics. Cheap to call while another chunk's transaction runs. */
export function intakeChunk(core: Core, fetched: readonly Fetched[]): Chunk {
  const arrivals = fetched.map(({ topic, partition, record }) => readIntake(record, topic, partition));
  return { ends: lastOfEach(arrivals), commit: (options) => commitIsolating(arrivals, (some, forced) => commitIntake(core, some, forced), options) };
}

/** Reads records of one internal topic; after the commit it drains the aggregates for which something was waiting. */
export function internalChunk(core: Core, topic: string, fetched: readonly Fetched[]): Chunk {
  const items = fetched.map(({ partition, record }) => readInternal(record, topic, partition, (type) => core.handles(topic, type)));
  return {
    ends: lastOfEach(items),
    commit: async (options) => {
      const waiting = new Set<string>();
      await commitIsolating(items, async (some, forced) => (await commitInternal(core, topic, some, forced)).forEach((id) => waiting.add(id)), options);
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
