export { createKafka } from './kafkajs-driver.ts';
export type { KafkaOptions } from './kafkajs-driver.ts';
export type {
  BatchControls, ConsumerOptions, KafkaConsumer, KafkaPort, KafkaProducer, OutgoingRecord, PartitionRange, RawBatch, RawRecord, SendTopic, SentPartition, TopicSettings,
} from './kafka-port.ts';
export { BatchHandler, INTAKE_PATTERN } from './batch-handler.ts';
export type { BatchHandlerOptions } from './batch-handler.ts';
export { causeOf } from './event-batch.ts';
export type { EventBatch, IncomingEvent, IntakeBatch, IntakeDelivery } from './event-batch.ts';
export { KafkaBatchStrategy } from './kafka-batch-strategy.ts';
export type { StrategyHealth, StrategyOptions } from './strategy-options.ts';
export { startRelays } from './relays.ts';
export type { RelayHealth, Relays, RelaysOptions } from './relays.ts';
export { followState } from './follow-state.ts';
export type { FollowStateOptions, StateFollower, StateRecord } from './follow-state.ts';
export { parkedOps } from './parked-ops.ts';
export type { ParkedDetail, ParkedOps, ParkedSummary } from './parked-ops.ts';
export { applyTopics, planTopics } from './apply-topics.ts';
export type { TopicPlan } from './apply-topics.ts';
export { rebuildProjection } from './rebuild-projection.ts';
export type { Projection, RebuildReport } from './rebuild-projection.ts';
export { reconcile } from './reconcile.ts';
export type { LostFact, OwnedTopic, ReconcileReport } from './reconcile.ts';
export type { BytesCipher } from './parked-body.ts';
