import type { Instant, LocalDate } from '@credit/kernel';

/** 事件信封 — CloudEvents 1.0 attributes, our extensions and the data of one event (architecture §3.4). */
export interface EventEnvelope<T = unknown> {
  /** `ce_id`: minted once by the sender; at most 128 characters. */
  id: string;
  /** `ce_type`: `credit.<aggregate>.<fact>.v<n>`. */
  type: string;
  /** `ce_source`: URI reference of the sender. */
  source: string;
  /** `ce_subject`: opaque id of what the event is about. */
  subject?: string;
  /** `ce_time`: instant in UTC. */
  time: Instant;
  /** `ce_dataschema`. */
  dataschema?: string;
  /** `ce_aggregateid`. */
  aggregateId?: string;
  /** `ce_aggregateversion`: contiguous public version, decimal string; epoch × 2³² + n (decision 9, P-20). */
  aggregateVersion?: string;
  /** `ce_correlationid`. */
  correlationId?: string;
  /** `ce_causationid`. */
  causationId?: string;
  /** `ce_actor`: who acted, never an identity number. */
  actor?: string;
  /** `ce_businessdate`: the business date on which the fact was decided (P-11). */
  businessDate?: LocalDate;
  /** `ce_rebase`: whole state after a restore, accepted over a gap with a higher epoch (P-20). */
  rebase?: boolean;
  /** W3C trace context. */
  traceparent?: string;
  /** The data; null for a tombstone. */
  data: T;
}

/** A message as a Kafka client hands it over; header values may be bytes, text or lists of them. */
export interface RawMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, Buffer | string | (Buffer | string)[] | undefined>>;
}

/** A message ready to be sent. */
export interface EncodedMessage {
  key: string;
  value: Buffer | null;
  headers: Record<string, string>;
}

/** Why a message cannot be read. With `eventId` it is readable enough for a rejected receipt. */
export interface DecodeFailure {
  readonly ok: false;
  /** `ENVELOPE.…`, a code of the finding table. */
  readonly code: `ENVELOPE.${string}`;
  readonly message: string;
  readonly key: string | null;
  readonly eventId?: string;
  readonly type?: string;
  /** Fills the texts of the finding. */
  readonly params?: Readonly<Record<string, string>>;
}

/** The outcome of reading a message. */
export type Decoded = { readonly ok: true; readonly key: string | null; readonly mode: 'binary' | 'structured' | 'tombstone'; readonly envelope: EventEnvelope } | DecodeFailure;
