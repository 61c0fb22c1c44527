/** One record as it lies on the broker. */
export interface RawRecord {
  key: Buffer | null;
  value: Buffer | null;
  headers?: Record<string, Buffer | string | (Buffer | string)[] | undefined>;
  /** Text of one header without reading the others; a record that was fetched has it. */
  headerText?(name: string): string | undefined;
  offset: string;
  /** Milliseconds since the epoch, decimal. */
  timestamp: string;
}

/** Records of one partition in offset order. Topic without prefix. */
export interface RawBatch {
  topic: string;
  partition: number;
  records: readonly RawRecord[];
  /** Offset after the last record of the partition when it was fetched. */
  highWatermark: string;
}

export interface BatchControls {
  /** @throws Error when this member no longer owns its partitions: the only error that may leave a batch handler */
  heartbeat(): Promise<void>;
  /** The consumer was moved (seek, pause, stop) after this batch was fetched: give it up. */
  stale(): boolean;
  /** Marks everything up to the offset as handled, in memory. */
  resolve(offset: string): void;
  /** Tells the broker where a new member would start in these partitions. The database, not this, is the truth. */
  commit(offsets: readonly { topic: string; partition: number; next: number }[]): Promise<void>;
}

export interface ConsumerOptions {
  /** Without prefix. */
  group: string;
  topics: readonly string[];
  /** Longest wait of a fetch that finds nothing, ms; default 1,000 (a fetch returns at once when there is something). */
  maxWaitMs?: number;
  /** How many batches of one fetch are handed over before the first of them is done; default 1. The next fetch waits for all of them. */
  batchesAtOnce?: number;
  /** Most that a fetch brings of one partition; not below the largest record batch that its topic takes. Default 1 MiB. */
  maxPartitionBytes?: number;
  /** Most that a fetch brings altogether (one record batch is always brought); default 10 MiB. */
  maxBytes?: number;
  /** Called for each fetched batch. */
  onBatch(batch: RawBatch, controls: BatchControls): Promise<void>;
  /** Called when the group gave partitions to this member, before any batch of the new generation. */
  onAssigned(assignment: ReadonlyMap<string, readonly number[]>): void;
  /** Called at each fetch and heartbeat: the loop lives. */
  onAlive?(): void;
  /** The loop has ended for ever. */
  onCrash(error: Error): void;
}

export interface KafkaConsumer {
  start(): Promise<void>;
  seek(topic: string, partition: number, offset: string): void;
  /** Stops polling and waits for the running batch. */
  stop(): Promise<void>;
}

export interface OutgoingRecord {
  key: string | Buffer | null;
  value: Buffer | string | null;
  headers: Record<string, string | Buffer>;
  /** Default: murmur2 of the key over the partitions of the topic, as the Java client does. */
  partition?: number;
}

export interface SendTopic {
  topic: string;
  records: readonly OutgoingRecord[];
}

export interface SentPartition {
  topic: string;
  partition: number;
  baseOffset: string;
}

/** Idempotent, acks = all, one request in flight. After any rejected send it must be thrown away (P-1). */
export interface KafkaProducer {
  connect(): Promise<void>;
  /** One request per broker. @throws Error with `type` (the broker's error name, e.g. MESSAGE_TOO_LARGE) when known */
  send(topics: readonly SendTopic[]): Promise<SentPartition[]>;
  disconnect(): Promise<void>;
}

export interface PartitionRange {
  partition: number;
  low: string;
  high: string;
}

export interface TopicSettings {
  name: string;
  partitions: number;
  config: Record<string, string>;
}

/** Everything we use of a Kafka client. Topic and group names are without the deployment's prefix on this side. The contract suite (R1) runs on it. */
export interface KafkaPort {
  readonly topicPrefix: string;
  createProducer(): KafkaProducer;
  createConsumer(options: ConsumerOptions): KafkaConsumer;
  /** Creates what is missing; existing topics are left alone. */
  createTopics(topics: readonly TopicSettings[]): Promise<void>;
  deleteTopics(names: readonly string[]): Promise<void>;
  /** Names of all topics under our prefix. */
  topicNames(): Promise<string[]>;
  /** Partition count per existing topic. */
  partitionsOf(topics: readonly string[]): Promise<Map<string, number>>;
  /** Explicitly set configuration of a topic. */
  configOf(topic: string): Promise<Record<string, string>>;
  /** Sets configuration values; the others keep their value. */
  alterConfig(topic: string, config: Record<string, string>): Promise<void>;
  /** First and next offset of each partition. */
  offsetsOf(topic: string): Promise<PartitionRange[]>;
  /** What the members of a group hold, per topic. */
  assignmentsOf(group: string): Promise<Map<string, number[]>>;
  clusterId(): Promise<string>;
  /** Last of all: consumers and producers of this port must have been stopped; no connection outlives it. */
  close(): Promise<void>;
}
