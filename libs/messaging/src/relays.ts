import type { Clock } from '@credit/kernel';
import type { Logger, Metrics } from '@credit/observability';
import { keepHouse } from '@credit/persistence';
import type { Database, Lane } from '@credit/persistence';
import type { KafkaPort } from './kafka-port.ts';
import { Relay } from './relay.ts';
import type { StateMarks } from './relay-marks.ts';
import { relayMetrics } from './relay-metrics.ts';

const HOUSE_MS = 3_600_000;

export interface RelaysOptions {
  /** Lanes this service writes, e.g. `['facts', 'receipts']`. */
  lanes: readonly Lane[];
  logger: Logger;
  metrics: Metrics;
  clock: Clock;
  /** What the owner of a state topic says of it every second; sent on the lane of its facts. */
  marks?: StateMarks | undefined;
  /** Least time from one send of a lane to the next, ms; default 0. */
  paceMs?: number | undefined;
}

export interface RelayHealth {
  lane: Lane;
  /** This instance sends the lane. */
  leased: boolean;
  /** Id of the last row sent. */
  position: number;
  /** Milliseconds since the loop last turned. */
  loopAgeMs: number;
  /** Rows put aside since the start. */
  refused: number;
}

export interface Relays {
  health(): RelayHealth[];
  /** Sends what is committed, for at most `deadlineMs` (default 5,000), then frees the leases. */
  stop(deadlineMs?: number): Promise<void>;
}

/** Starts one relay per lane; whichever instance of the service holds a lane's lease sends it. Never fails: it waits for broker and database. */
export function startRelays(database: Database, kafka: KafkaPort, options: RelaysOptions): Relays {
  const { amnesia } = relayMetrics(options.metrics, database, options.lanes);
  const relays = options.lanes.map((lane) => new Relay(database, kafka, lane, options.logger, amnesia, lane === 'facts' ? options.marks : undefined, options.paceMs));
  const health = (): RelayHealth[] => relays.map((relay) => ({
    lane: relay.lane, leased: relay.leased, position: relay.position, refused: relay.refused, loopAgeMs: performance.now() - relay.lastLoopAt,
  }));
  const keep = (): void => {
    keepHouse(database).catch((error: Error) => options.logger.warn({ code: 'DATABASE.HOUSEKEEPING' }, error.message));
  };
  const house = setInterval(keep, HOUSE_MS);
  keep();
  for (const relay of relays) relay.start();
  return {
    health,
    stop: async (deadlineMs) => {
      clearInterval(house);
      await Promise.all(relays.map((relay) => relay.stop(deadlineMs)));
    },
  };
}
