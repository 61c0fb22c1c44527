import type { RawRecord } from './kafka-port.ts';

/** 记录批 — what all records of one batch have in common, as KafkaJS names it. */
export interface RecordBatch {
  firstOffset: string;
  firstTimestamp: string;
  maxTimestamp: string;
  partitionLeaderEpoch: number;
  lastOffsetDelta: number;
  producerId: string;
  producerEpoch: number;
  firstSequence: number;
  inTransaction: boolean;
  isControlBatch: boolean;
  /** 0 = set by the sender, 1 = by the broker. */
  timestampType: 0 | 1;
  magicByte: number;
  /** `firstOffset` and `firstTimestamp` as numbers. */
  offset: number;
  timestamp: number;
}

type Headers = NonNullable<RawRecord['headers']>;

/** Where the last {@link varint} ended; one reader at a time. */
let place = 0;

/** Zigzag number of up to 64 bits; exact below 2^53. */
function varint(bytes: Buffer, at: number): number {
  let byte = bytes[at]!;
  if (byte < 0x80) {
    place = at + 1;
    return (byte >>> 1) ^ -(byte & 1);
  }
  let value = byte & 0x7f;
  let scale = 0x80;
  let next = at + 1;
  while (byte >= 0x80) {
    byte = bytes[next++]!;
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (next - at > 10) throw new Error('a number of a fetch response has no end');
  }
  place = next;
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** Passes by the length-prefixed bytes at {@link place}. @returns how many there are; −1 = none */
function passBy(bytes: Buffer): number {
  const size = varint(bytes, place);
  if (size > 0) place += size;
  return size;
}

/** Whether the bytes from `at` on are this name of ASCII characters. */
function isNamed(bytes: Buffer, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i += 1) if (bytes[at + i] !== name.charCodeAt(i)) return false;
  return true;
}

/**
 * One record as it lies in a fetch response: where its parts are. What it says is read when somebody asks, so that the some thousand records of a response, which outlive a collection
 * of young objects or two, are one object each.
 */
export class FetchedRecord implements RawRecord {
  /** Where the next one begins. */
  readonly end: number;
  private readonly later: number;
  private readonly offsetDelta: number;
  private readonly keyEnd: number;
  private readonly keySize: number;
  private readonly valueEnd: number;
  private readonly valueSize: number;
  private view: Buffer | null | undefined;
  private named: Headers | undefined;

  /** @param at where its length stands */
  constructor(private readonly bytes: Buffer, at: number, readonly batchContext: RecordBatch) {
    const size = varint(bytes, at);
    this.end = place + size;
    this.later = varint(bytes, place + 1);
    this.offsetDelta = varint(bytes, place);
    this.keySize = passBy(bytes);
    this.keyEnd = place;
    this.valueSize = passBy(bytes);
    this.valueEnd = place;
  }

  get offset(): string {
    return String(this.batchContext.offset + this.offsetDelta);
  }

  get timestamp(): string {
    const { timestampType, maxTimestamp, timestamp } = this.batchContext;
    return timestampType === 1 ? maxTimestamp : String(timestamp + this.later);
  }

  get key(): Buffer | null {
    return this.keySize < 0 ? null : this.bytes.subarray(this.keyEnd - this.keySize, this.keyEnd);
  }

  get value(): Buffer | null {
    return (this.view ??= this.valueSize < 0 ? null : this.bytes.subarray(this.valueEnd - this.valueSize, this.valueEnd));
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  /** All headers; one that is there several times as a list. */
  get headers(): Headers {
    return (this.named ??= this.readHeaders());
  }

  /** Text of the first header of an ASCII name, without reading the others; undefined when absent. */
  headerText(name: string): string | undefined {
    const { bytes } = this;
    for (let n = varint(bytes, this.valueEnd); n > 0; n -= 1) {
      const size = varint(bytes, place);
      const found = size === name.length && isNamed(bytes, place, name);
      const length = varint(bytes, place + size);
      if (found) return length < 0 ? undefined : bytes.toString('utf8', place, place + length);
      if (length > 0) place += length;
    }
    return undefined;
  }

  private readHeaders(): Headers {
    const { bytes } = this;
    const headers: Headers = {};
    for (let n = varint(bytes, this.valueEnd); n > 0; n -= 1) {
      const size = varint(bytes, place);
      const name = bytes.toString('utf8', place, (place += Math.max(size, 0)));
      const length = passBy(bytes);
      const value = length < 0 ? null : bytes.subarray(place - length, place);
      const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
      const now = (before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]) as Buffer; // null when the header has no value
      if (name === '__proto__') Object.defineProperty(headers, name, { value: now, enumerable: true, writable: true, configurable: true });
      else headers[name] = now;
    }
    return headers;
  }
}
