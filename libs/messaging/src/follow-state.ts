import { decodeKafka } from '@credit/contracts/events';
import type { EventEnvelope } from '@credit/contracts/events';
import type { Logger } from '@credit/observability';
import type { KafkaPort } from './kafka-port.ts';

/** One record of a state topic. */
export interface StateRecord {
  key: string;
  /** Absent for a tombstone. */
  envelope?: EventEnvelope;
  /** `ce_aggregateversion`, also of a tombstone. */
  version?: string;
  partition: number;
  offset: string;
}

export interface FollowStateOptions {
  topic: string;
  /** `<app>.snapshot.<instanceId>`: every instance reads everything (decision 10). */
  group: string;
  /** Called in offset order per partition. An error here ends the follower. */
  onRecord(record: StateRecord): void | Promise<void>;
  /** Called once, when everything that was on the topic at the start has been read. */
  onCaughtUp?(): void;
  /** The reader has ended for ever; default: log and `process.exit(70)`. */
  onFatal?(error: Error): void;
  logger: Logger;
}

export interface StateFollower {
  /** Resolves when everything that was on the topic at the start has been read. */
  caughtUp: Promise<void>;
  stop(): Promise<void>;
}

const CRASHED = 70;

/**
 * Reads a state topic from its beginning and follows it; commits nothing. Unreadable records are logged and passed by: a newer record of the key replaces them.
 * @throws what the broker answered when the ends of the topic cannot be learnt; nothing of the reader is left then
 */
export async function followState(kafka: KafkaPort, options: FollowStateOptions): Promise<StateFollower> {
  let reached!: () => void;
  const caughtUp = new Promise<void>((resolve) => (reached = resolve));
  void caughtUp.then(() => options.onCaughtUp?.());
  const missing = new Map<number, number>();
  const settle = (): void => {
    if (missing.size === 0) reached();
  };
  let stopping = false;
  let known: Promise<void> | undefined;
  const ends = async (): Promise<void> => {
    for (const { partition, low, high } of await kafka.offsetsOf(options.topic)) if (Number(high) > Number(low)) missing.set(partition, Number(high));
    settle();
  };
  const knowEnds = (): Promise<void> =>
    (known ??= ends().catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
  const consumer = kafka.createConsumer({
    group: options.group,
    topics: [options.topic],
    onAssigned: (assignment) => {
      for (const partition of assignment.get(options.topic) ?? []) consumer.seek(options.topic, partition, '0');
    },
    onBatch: async (batch, controls) => {
      await knowEnds();
      for (const record of batch.records) {
        const decoded = decodeKafka(record);
        const key = record.key?.toString() ?? '';
        if (decoded.ok) {
          const { aggregateVersion: version } = decoded.envelope;
          const base = { key, partition: batch.partition, offset: record.offset, ...(version === undefined ? {} : { version }) };
          await options.onRecord(decoded.mode === 'tombstone' ? base : { ...base, envelope: decoded.envelope });
        } else options.logger.error({ code: decoded.code, topic: options.topic, offset: record.offset }, 'unreadable state record passed by');
        controls.resolve(record.offset);
      }
      const end = missing.get(batch.partition);
      if (end !== undefined && Number(batch.records.at(-1)?.offset ?? -1) + 1 >= end) missing.delete(batch.partition);
      settle();
      await controls.heartbeat();
    },
    onCrash: (error) => {
      if (stopping) return;
      options.logger.error({ code: 'FOLLOWER.CRASHED', topic: options.topic }, error.message);
      if (options.onFatal) options.onFatal(error);
      else process.exit(CRASHED);
    },
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    await consumer.stop();
  };
  try {
    await consumer.start();
    await knowEnds();
  } catch (error) {
    await stop(); // one that stayed in the group would keep the partitions from its successor
    throw error;
  }
  return { caughtUp, stop };
}
