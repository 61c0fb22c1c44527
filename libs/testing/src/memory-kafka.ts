import type { BatchControls, ConsumerOptions, KafkaPort, RawBatch, RawRecord } from '@credit/messaging';

/** A broker in memory that hands prepared records to the one consumer of its port: everything of a service's consumption but the network. */
export interface MemoryKafka {
  readonly port: KafkaPort;
  /** Appends the records to the partition and hands them over as one batch; resolves when the consumer is through with it. @throws what the consumer lets out */
  feed(topic: string, partition: number, records: readonly Omit<RawRecord, 'offset' | 'timestamp'>[]): Promise<void>;
}

const unused = (): never => {
  throw new Error('this broker only hands over records');
};

/** @param partitions partition count per topic */
export function memoryKafka(partitions: Readonly<Record<string, number>>): MemoryKafka {
  const ends = new Map<string, number>();
  let consumer: ConsumerOptions | undefined;
  const numbers = (topic: string): number[] => Array.from({ length: partitions[topic] ?? 0 }, (_, n) => n);
  const assignment = new Map(Object.keys(partitions).map((topic) => [topic, numbers(topic)]));
  const controls: BatchControls = { heartbeat: async () => undefined, stale: () => false, resolve: () => undefined, commit: async () => undefined };
  const port: KafkaPort = {
    topicPrefix: '',
    createConsumer: (options) => {
      consumer = options;
      return { start: async () => options.onAssigned(assignment), seek: () => undefined, stop: async () => undefined };
    },
    createProducer: unused, createTopics: unused, deleteTopics: unused, alterConfig: unused,
    topicNames: async () => Object.keys(partitions),
    partitionsOf: async (topics) => new Map(topics.map((topic) => [topic, partitions[topic] ?? 0])),
    configOf: async () => ({}),
    offsetsOf: async (topic) => numbers(topic).map((partition) => ({ partition, low: '0', high: String(ends.get(`${topic}/${partition}`) ?? 0) })),
    assignmentsOf: async () => assignment,
    clusterId: async () => 'memory',
    close: async () => undefined,
  };
  return {
    port,
    feed: async (topic, partition, records) => {
      if (!consumer) throw new Error('no consumer has been created on this port');
      const place = `${topic}/${partition}`;
      const from = ends.get(place) ?? 0;
      ends.set(place, from + records.length);
      const timestamp = String(Date.now());
      const batch: RawBatch = { topic, partition, records: records.map((record, n) => ({ ...record, offset: String(from + n), timestamp })), highWatermark: String(from + records.length) };
      await consumer.onBatch(batch, controls);
    },
  };
}
