import { createHash, hash as hashOf } from 'node:crypto';
import { decodeKafka, eventType, validateData } from '@credit/contracts/events';
import type { Decoded } from '@credit/contracts/events';
import type { IncomingEvent } from './event-batch.ts';
import type { RawRecord } from './kafka-port.ts';

export type ParkCause = 'unreadable' | 'invalid' | 'unknown' | 'refused' | 'bug' | 'gap';

/** Why an event goes to the parked table. */
export interface ParkReason {
  cause: ParkCause;
  code: string;
  message: string;
  stack?: string;
}

/** One record of an internal topic, read and judged before any look-up. */
export interface Item {
  topic: string;
  partition: number;
  record: RawRecord;
  offset: number;
  eventId: string | null;
  type: string | null;
  aggregateId?: string;
  version?: number;
  /** Absent when the record cannot be read. */
  event?: IncomingEvent;
  ending: boolean;
  rebase: boolean;
  /** Known to the contracts, but no handler here takes it. */
  ignored: boolean;
  park?: ParkReason;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const VERSION = /^[1-9]\d{0,15}$/;

/** Text of a header; undefined when absent. */
export function headerText(record: RawRecord, name: string): string | undefined {
  if (record.headerText !== undefined) return record.headerText(name);
  const value = record.headers?.[name];
  const one = Array.isArray(value) ? value[0] : value;
  return one?.toString();
}

function judge(event: IncomingEvent, topic: string, handled: (type: string) => boolean): Pick<Item, 'park' | 'ignored' | 'ending'> {
  const known = eventType(event.type);
  if (known === undefined || (known.topic !== undefined && known.topic !== topic)) {
    return { ignored: false, ending: false, park: { cause: 'unknown', code: 'EVENT.TYPE_UNKNOWN', message: `type or version not known here: ${event.type.slice(0, 120)}` } };
  }
  if (!handled(event.type)) return { ignored: true, ending: known.ending };
  const errors = validateData(event.type, event.data).filter((finding) => finding.severity === 'error');
  if (errors.length === 0) return { ignored: false, ending: known.ending };
  const message = errors.slice(0, 5).map((finding) => `${finding.code} at ${finding.pointer}`).join('; ');
  return { ignored: false, ending: false, park: { cause: 'invalid', code: 'EVENT.SCHEMA', message } };
}

/** Reads one record of an internal topic. Never throws; what is wrong becomes `park`. */
export function readInternal(record: RawRecord, topic: string, partition: number, handled: (type: string) => boolean): Item {
  const offset = Number(record.offset);
  const decoded: Decoded = decodeKafka(record);
  const item: Item = { topic, partition, record, offset, eventId: null, type: null, ending: false, rebase: false, ignored: false };
  const aggregateId = decoded.ok ? decoded.envelope.aggregateId : headerText(record, 'ce_aggregateid');
  const version = decoded.ok ? decoded.envelope.aggregateVersion : headerText(record, 'ce_aggregateversion');
  if (aggregateId !== undefined && UUID.test(aggregateId) && version !== undefined && VERSION.test(version)) {
    item.aggregateId = aggregateId;
    item.version = Number(version);
  }
  if (!decoded.ok) {
    item.eventId = decoded.eventId ?? null;
    item.type = decoded.type ?? null;
    item.park = { cause: decoded.eventId === undefined ? 'unreadable' : 'invalid', code: decoded.code, message: decoded.message };
    return item;
  }
  const { envelope } = decoded;
  item.eventId = envelope.id;
  item.type = envelope.type;
  item.rebase = envelope.rebase === true;
  const event = envelope as IncomingEvent;
  event.key = decoded.key ?? '';
  event.topic = topic;
  event.partition = partition;
  event.offset = record.offset;
  event.timestampMs = Number(record.timestamp);
  item.event = event;
  Object.assign(item, judge(event, topic, handled));
  if (item.version === undefined && !item.park) item.park = { cause: 'invalid', code: 'EVENT.VERSION_MISSING', message: 'ce_aggregateid (UUID) and ce_aggregateversion are needed' };
  return item;
}

/** 128 bits of SHA-256 over topic and event id, as a UUID: the inbox key. */
export function inboxId(topic: string, eventId: string): string {
  const hex = hashOf('sha256', `${topic}\0${eventId}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** 64 bits of SHA-256 over type and value, as a signed decimal string: tells a repeated event from a reused id. */
export function bodyHash(type: string | undefined, value: Buffer | null): string {
  const hash = createHash('sha256').update(type ?? '').update('\0');
  if (value !== null) hash.update(value);
  return hash.digest().readBigInt64BE(0).toString();
}
