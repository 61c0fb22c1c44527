import type { TopicSpec } from '@credit/contracts/topics';
import type { Clock } from '@credit/kernel';
import type { Logger, Metrics } from '@credit/observability';
import type { Database } from '@credit/persistence';
import type { KafkaPort } from './kafka-port.ts';
import type { BytesCipher } from './parked-body.ts';

export interface StrategyOptions {
  kafka: KafkaPort;
  /** Consumer group = name of the app, without prefix. */
  group: string;
  database: Database;
  /** The topics this service reads (unprefixed names of the manifest). */
  topics: readonly TopicSpec[];
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  /** Actor of the units of work, e.g. `service:publicity`. */
  actor: string;
  /** Encrypts parked bytes at rest. */
  cipher: BytesCipher;
  /** Events per transaction, default 500. */
  batchSize?: number;
  /** Attempts of a handler bug before the event is parked, default 3. */
  bugAttempts?: number;
  /** Back-off of the retry of transient faults, ms; default 100 doubling to 5,000. */
  retryMs?: { first: number; most: number };
  /** Called when the consumer has crashed for ever; default: log and `process.exit(70)`. */
  onFatal?: (error: Error) => void;
}

/** Follows the loop, not the process. */
export interface StrategyHealth {
  /** Partitions this member holds. */
  assigned: number;
  /** Every partition of every topic is held by some member of the group (P-21). */
  allAssigned: boolean;
  /** Milliseconds since the last fetch or heartbeat. */
  lastPollAgeMs: number;
  /** Every held partition was read up to its high watermark at least once. */
  caughtUp: boolean;
  /** Events waiting in the parked table, and the age of the oldest in ms. */
  parked: number;
  oldestParkedAgeMs: number;
  crashed?: string;
}
