import type { EventEnvelope } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import type { Instant } from '@credit/kernel';
import type { Cause, UnitOfWork } from '@credit/persistence';

/** A decoded, validated event with its place on the broker. */
export interface IncomingEvent<T = any> extends EventEnvelope<T> {
  key: string;
  topic: string;
  partition: number;
  offset: string;
  /** Time of the Kafka record, ms since the epoch. */
  timestampMs: number;
}

/** Fresh events of one internal topic, of one or more partitions, each partition in offset order; all types the handler declared. Everything is written through `uow`. */
export interface EventBatch {
  topic: string;
  events: readonly IncomingEvent[];
  uow: UnitOfWork;
}

/** One arrival on an intake topic; each one gets exactly one receipt from the handler. */
export interface IntakeDelivery {
  key: string | null;
  topic: string;
  /** The department: who may write the topic, never a header. */
  source: string;
  partition: number;
  offset: string;
  receivedAt: Instant;
  /** The sender's `ce_id`, or one derived from topic, partition and offset when it has none. */
  eventId: string;
  type?: string;
  envelope?: EventEnvelope;
  /** Envelope and schema findings; any `error` means: reject. */
  findings: Finding[];
  /** `duplicate`: same id and same bytes seen at another offset; `reused`: same id with other bytes. */
  repeat?: 'duplicate' | 'reused';
}

/** Arrivals of one or more intake topics, each partition in offset order. */
export interface IntakeBatch {
  deliveries: readonly IntakeDelivery[];
  uow: UnitOfWork;
}

/** Correlation and causation for a store step that an event causes. */
export function causeOf(event: EventEnvelope): Cause {
  const cause: Cause = { correlationId: event.correlationId ?? event.id, causationId: event.id };
  if (event.traceparent !== undefined) cause.traceparent = event.traceparent;
  if (event.actor !== undefined) cause.actor = event.actor;
  return cause;
}
