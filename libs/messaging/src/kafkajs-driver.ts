import { prefixed, unprefixed } from '@credit/contracts/topics';
import type { Logger } from '@credit/observability';
import kafkajs, { AssignerProtocol, Kafka, logLevel } from 'kafkajs';
import type { Admin, KafkaConfig, SASLOptions } from 'kafkajs';
import { clientIdOf } from './client-id.ts';
import type { KafkaSecurity, Sasl } from './kafka-security.ts';
import type { ConsumerOptions, KafkaConsumer, KafkaPort, KafkaProducer } from './kafka-port.ts';
import { grouped } from './kafkajs-grouped.ts';
import { kafkajsConsumer } from './kafkajs-consumer.ts';
import { patchClock } from './kafkajs-clock-patch.ts';
import { patchFarewell } from './kafkajs-farewell-patch.ts';
import { patchFetchDecoder } from './kafkajs-fetch-patch.ts';
import { patchFetchOrder } from './kafkajs-fetch-order-patch.ts';
import { patchHeaderDecoder } from './kafkajs-header-patch.ts';
import { patchProduceEncoder } from './kafkajs-produce-patch.ts';
import { rememberedSockets } from './kafkajs-sockets.ts';
import { patchRequestQueueTimer } from './kafkajs-timer-patch.ts';
import { partitionOf } from './partitioner.ts';

export interface KafkaOptions {
  /** `host:port`, comma separated or as a list. */
  brokers: string | readonly string[];
  /** Name of the program; host, pid and start are put behind it. */
  clientId: string;
  /** CREDIT_TOPIC_PREFIX; '' in production. Put before topics and groups. */
  topicPrefix?: string;
  sasl?: Sasl;
  ssl?: KafkaSecurity['ssl'];
  /** How often a request is tried again before its failure reaches the caller; default 40. */
  retries?: number;
  logger: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

const SEND_TIMEOUT_MS = 10_000;

/** The client library's words for our options. */
export function kafkajsConfig(options: KafkaOptions): KafkaConfig {
  const brokers = typeof options.brokers === 'string' ? options.brokers.split(',').map((broker) => broker.trim()) : [...options.brokers];
  const config: KafkaConfig = {
    brokers,
    clientId: clientIdOf(options.clientId),
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: options.retries ?? 40 },
    logLevel: logLevel.WARN,
    logCreator: () => ({ namespace, level, log }) => {
      const entry = { code: 'KAFKA.CLIENT', namespace, groupId: log['groupId'], topic: log['topic'], error: log['error'] === undefined ? undefined : String(log['error']) };
      if (level <= logLevel.ERROR) options.logger.warn(entry, log.message);
      else options.logger.debug(entry, log.message);
    },
  };
  if (options.ssl) config.ssl = options.ssl === true ? true : { ca: [options.ssl.ca] };
  if (options.sasl) config.sasl = { mechanism: 'scram-sha-512', ...options.sasl } as SASLOptions;
  return config;
}

function producerOf(kafka: Kafka, prefix: string): KafkaProducer {
  const producer = kafka.producer({
    idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, retry: { initialRetryTime: 100, retries: 2 },
    createPartitioner: () => ({ message, partitionMetadata }) => message.partition ?? (message.key === null || message.key === undefined ? 0 : partitionOf(message.key, partitionMetadata.length)),
  });
  return {
    connect: () => producer.connect(),
    send: async (topics) => {
      const sent = await producer.sendBatch({
        acks: -1, timeout: SEND_TIMEOUT_MS, topicMessages: topics.map(({ topic, records }) => ({ topic: prefixed(topic, prefix), messages: grouped(records) as never })),
      });
      return sent.map(({ topicName, partition, baseOffset }) => ({ topic: unprefixed(topicName, prefix)!, partition, baseOffset: baseOffset ?? '-1' }));
    },
    disconnect: () => producer.disconnect(),
  };
}

function groupMembers(assignments: readonly Buffer[]): Map<string, number[]> {
  const held = new Map<string, number[]>();
  for (const bytes of assignments) {
    const decoded = bytes.length === 0 ? null : AssignerProtocol.MemberAssignment.decode(bytes);
    for (const [topic, partitions] of Object.entries(decoded?.assignment ?? {})) held.set(topic, [...(held.get(topic) ?? []), ...partitions]);
  }
  return held;
}

/** The Kafka port on KafkaJS: the only place that knows the client. The admin connection is opened when first needed. */
export function createKafka(options: KafkaOptions): KafkaPort {
  patchRequestQueueTimer();
  patchProduceEncoder();
  patchHeaderDecoder();
  patchFetchDecoder();
  patchFetchOrder();
  patchClock();
  patchFarewell();
  const prefix = options.topicPrefix ?? '';
  const sockets = rememberedSockets();
  const kafka = new Kafka({ ...kafkajsConfig(options), socketFactory: sockets.factory });
  let connected: Promise<Admin> | undefined;
  const admin = (): Promise<Admin> => {
    connected ??= (async () => {
      const created = kafka.admin();
      await created.connect();
      return created;
    })();
    connected.catch(() => (connected = undefined));
    return connected;
  };
  const own = (names: readonly string[]): string[] => names.map((name) => unprefixed(name, prefix)).filter((name): name is string => name !== undefined);

  return {
    topicPrefix: prefix,
    createProducer: () => producerOf(kafka, prefix),
    createConsumer: (consumer: ConsumerOptions): KafkaConsumer => kafkajsConsumer(kafka, prefix, consumer, options.logger),
    createTopics: async (topics) => {
      const existing = new Set(own(await (await admin()).listTopics()));
      const missing = topics.filter(({ name }) => !existing.has(name));
      if (missing.length === 0) return;
      await (await admin()).createTopics({
        waitForLeaders: false,
        topics: missing.map(({ name, partitions, config }) => ({
          topic: prefixed(name, prefix), numPartitions: partitions, configEntries: Object.entries(config).map(([key, value]) => ({ name: key, value })),
        })),
      });
      await leadersOf(await admin(), missing.map(({ name }) => prefixed(name, prefix)));
    },
    deleteTopics: async (names) => (await admin()).deleteTopics({ topics: names.map((name) => prefixed(name, prefix)) }),
    topicNames: async () => own(await (await admin()).listTopics()),
    partitionsOf: async (topics) => {
      if (topics.length === 0) return new Map();
      const { topics: found } = await (await admin()).fetchTopicMetadata({ topics: topics.map((name) => prefixed(name, prefix)) });
      return new Map(found.map(({ name, partitions }) => [unprefixed(name, prefix)!, partitions.length]));
    },
    configOf: async (topic) => {
      const { resources } = await (await admin()).describeConfigs({ includeSynonyms: false, resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: prefixed(topic, prefix) }] });
      const TOPIC_CONFIG = 1;
      const entries = resources[0]?.configEntries ?? [];
      return Object.fromEntries(entries.filter((entry) => (entry as { configSource?: number }).configSource === TOPIC_CONFIG).map(({ configName, configValue }) => [configName, configValue]));
    },
    alterConfig: async (topic, config) => {
      await (await admin()).alterConfigs({
        validateOnly: false,
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: prefixed(topic, prefix), configEntries: Object.entries(config).map(([name, value]) => ({ name, value })) }],
      });
    },
    offsetsOf: async (topic) =>
      (await (await admin()).fetchTopicOffsets(prefixed(topic, prefix))).map(({ partition, low, high }) => ({ partition, low, high })).sort((a, b) => a.partition - b.partition),
    assignmentsOf: async (group) => {
      const { groups } = await (await admin()).describeGroups([prefixed(group, prefix)]);
      const held = groupMembers((groups[0]?.members ?? []).map((member) => member.memberAssignment));
      return new Map([...held].map(([topic, partitions]) => [unprefixed(topic, prefix) ?? topic, partitions]));
    },
    clusterId: async () => (await (await admin()).describeCluster()).clusterId,
    close: async () => {
      const open = connected;
      connected = undefined;
      if (open) await (await open.catch(() => undefined))?.disconnect();
      sockets.destroyAll();
    },
  };
}

const LEADERS_MS = 15_000;
const NOT_YET = new Set(['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/** Waits until new topics can be used. KafkaJS's own wait gives up when the broker answering does not know the topic yet, which happens on a loaded machine. */
async function leadersOf(admin: Admin, topics: string[]): Promise<void> {
  for (const end = Date.now() + LEADERS_MS; ;) {
    try {
      const found = await admin.fetchTopicMetadata({ topics });
      if (found.topics.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0))) return;
    } catch (error) {
      if (!NOT_YET.has((error as { type?: string }).type ?? '') || Date.now() > end) throw error;
    }
    if (Date.now() > end) throw new Error(`topics without a leader after ${LEADERS_MS / 1_000} s: ${topics.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
