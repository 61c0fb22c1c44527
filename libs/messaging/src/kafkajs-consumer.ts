import { prefixed, unprefixed } from '@credit/contracts/topics';
import type { Logger } from '@credit/observability';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BatchControls, ConsumerOptions, KafkaConsumer, RawBatch, RawRecord } from './kafka-port.ts';
import { subscribedAssigner } from './partition-assigner.ts';

const START_RETRY_MS = 1_000;
/** While the group waits for a dead member (up to its session time-out, 20 s) the broker answers nobody, a farewell neither. Without one it gives our partitions away after the same time-out. */
const FAREWELL_MS = 4_000;
/** A broker that has just started or moved its coordinators; KafkaJS gives up at once, so the consumer is started again. Any other crash is final. */
const COORDINATOR_MOVES = new Set(['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP']);

function batchOf(payload: EachBatchPayload, topic: string, prefix: string): { batch: RawBatch; controls: BatchControls } {
  const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, isRunning, isStale } = payload;
  return {
    batch: { topic, partition: batch.partition, records: batch.messages as unknown as RawRecord[], highWatermark: batch.highWatermark },
    controls: {
      heartbeat,
      stale: () => !isRunning() || isStale(),
      resolve: resolveOffset,
      commit: (offsets) => commitOffsetsIfNecessary({ topics: offsets.map((one) => ({ topic: prefixed(one.topic, prefix), partitions: [{ partition: one.partition, offset: String(one.next) }] })) }),
    },
  };
}

/** A consumer of the port on KafkaJS: no auto-commit, from the beginning, own assigner. Waits for topics that do not exist yet. */
export function kafkajsConsumer(kafka: Kafka, prefix: string, options: ConsumerOptions, logger: Pick<Logger, 'warn'>, farewellMs = FAREWELL_MS): KafkaConsumer {
  const group = prefixed(options.group, prefix);
  const byWireName = new Map(options.topics.map((topic) => [prefixed(topic, prefix), topic]));
  let consumer: Consumer | undefined;
  let stopping = false;
  const working = new Set<Promise<void>>();

  const create = (): Consumer => {
    const created = kafka.consumer({
      groupId: group, partitionAssigners: [subscribedAssigner], sessionTimeout: 20_000, rebalanceTimeout: 20_000, heartbeatInterval: 2_000,
      maxWaitTimeInMs: options.maxWaitMs ?? 1_000, minBytes: 1, maxBytesPerPartition: options.maxPartitionBytes ?? 1_048_576, maxBytes: options.maxBytes ?? 10_485_760, allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 40, restartOnFailure: async (error) => COORDINATOR_MOVES.has((error as { type?: string }).type ?? '') },
    });
    created.on(created.events.GROUP_JOIN, ({ payload }) => {
      options.onAlive?.();
      const held = Object.entries(payload.memberAssignment).map(([topic, partitions]): [string, number[]] => [unprefixed(topic, prefix)!, partitions]);
      options.onAssigned(new Map(held));
    });
    created.on(created.events.FETCH, () => options.onAlive?.());
    created.on(created.events.HEARTBEAT, () => options.onAlive?.());
    created.on(created.events.CRASH, ({ payload }) => {
      if (payload.restart) logger.warn({ code: 'KAFKA.COORDINATOR_MOVES', group: options.group }, payload.error.message);
      else if (!stopping) options.onCrash(payload.error);
    });
    return created;
  };

  const attempt = async (): Promise<void> => {
    const created = create();
    try {
      await created.connect();
      await created.subscribe({ topics: [...byWireName.keys()], fromBeginning: true });
      if (stopping) return await created.disconnect();
      consumer = created;
      await created.run({
        autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: options.batchesAtOnce ?? 1,
        eachBatch: async (payload) => {
          const { batch, controls } = batchOf(payload, byWireName.get(payload.batch.topic)!, prefix);
          const work = options.onBatch(batch, controls);
          working.add(work);
          await work.finally(() => working.delete(work));
        },
      });
    } catch (error) {
      consumer = undefined;
      await created.disconnect().catch(() => undefined);
      throw error;
    }
  };

  return {
    start: async () => {
      for (;;) {
        try {
          return await attempt();
        } catch (error) {
          if (stopping) return;
          logger.warn({ code: 'KAFKA.CONSUMER_NOT_STARTED', group: options.group }, (error as Error).message);
          await new Promise((resolve) => setTimeout(resolve, START_RETRY_MS));
        }
      }
    },
    seek: (topic, partition, offset) => consumer?.seek({ topic: prefixed(topic, prefix), partition, offset }),
    stop: async () => {
      stopping = true;
      const left = (async () => {
        await consumer?.stop();
        await consumer?.disconnect();
      })();
      left.catch(() => undefined);
      let timer: NodeJS.Timeout | undefined;
      let over = false;
      const patience = Promise.allSettled(working).then(() => new Promise<void>((resolve) => {
        if (!over) timer = setTimeout(resolve, farewellMs);
      }));
      await Promise.race([left, patience]);
      over = true;
      clearTimeout(timer);
    },
  };
}
