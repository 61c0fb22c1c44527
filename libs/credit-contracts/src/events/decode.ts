import { isUtf8 } from 'node:buffer';
import { isRecord } from '../schema/decorators.ts';
import { finding } from '../subject/finding.ts';
import type { FindingCode } from '../subject/finding-catalogue.ts';
import { readAttributes } from './attributes.ts';
import type { Decoded, DecodeFailure, EventEnvelope, RawMessage } from './envelope.ts';
import { MAX_DEPTH, MAX_VALUE_BYTES, parseBoundedBytes } from './json-text.ts';

type EnvelopeCode = Extract<FindingCode, `ENVELOPE.${string}`>;

const MAX_KEY_CHARACTERS = 128;
/** Stands for an attribute that is no text; no attribute accepts it. */
const UNREADABLE = '\u0000';
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

const headerText = (value: Buffer | string | (Buffer | string)[] | undefined): string | undefined => {
  if (value === undefined || typeof value === 'string') return value;
  if (Array.isArray(value)) return headerText(value[0]);
  return value.toString('utf8');
};

/** Reads one message; holds what a failure needs to name. */
class Reader {
  private readonly message: RawMessage;
  private readonly key: string | null;
  private attribute: (attribute: { readonly wire: string; readonly header: string }) => string | undefined;

  constructor(message: RawMessage, key: string | null) {
    this.message = message;
    this.key = key;
    this.attribute = ({ header }) => headerText(message.headers?.[header]);
  }

  read(): Decoded {
    const contentType = this.header('content-type') ?? '';
    if (/^application\/cloudevents(?:\+json)?\s*(?:;|$)/i.test(contentType)) return this.structured();
    if (this.header('ce_specversion') === undefined && this.header('ce_id') === undefined && this.header('ce_type') === undefined) return this.fail('ENVELOPE.NOT_CLOUDEVENTS');
    return this.binary(contentType);
  }

  fail(code: EnvelopeCode, params: Readonly<Record<string, string>> = {}): DecodeFailure {
    const id = this.named('id');
    const type = this.named('type');
    return {
      ok: false,
      code,
      message: finding(code, '', params).messageEn,
      key: this.key,
      params,
      ...(typeof id === 'string' && id.length > 0 && id.length <= 128 && !/[\u0000-\u001f\u007f]/.test(id) ? { eventId: id } : {}),
      ...(typeof type === 'string' && type.length <= 200 ? { type } : {}),
    };
  }

  private named(wire: string): string | undefined {
    return this.attribute({ wire, header: `ce_${wire}` });
  }

  private header(name: string): string | undefined {
    return headerText(this.message.headers?.[name]);
  }

  private binary(contentType: string): Decoded {
    const attributes = readAttributes(this.attribute);
    if (!attributes.ok) return this.fail(attributes.code, { header: `ce_${attributes.attribute}` });
    if (contentType !== '' && contentType !== 'application/json' && !/^(?:application|text)\/json\s*(?:;|$)/i.test(contentType)) return this.fail('ENVELOPE.CONTENT_TYPE');
    const { value } = this.message;
    if (value === null) return this.done('tombstone', attributes.members, null);
    const json = parseBoundedBytes(value);
    return json.ok ? this.done('binary', attributes.members, json.value) : this.jsonFault(json.code);
  }

  private structured(): Decoded {
    const { value } = this.message;
    if (value === null) return this.fail('ENVELOPE.JSON');
    const json = parseBoundedBytes(value);
    if (!json.ok) return this.jsonFault(json.code);
    const event = json.value;
    if (!isRecord(event)) return this.fail('ENVELOPE.NOT_CLOUDEVENTS');
    this.attribute = ({ wire }) => {
      const given = Object.hasOwn(event, wire) ? event[wire] : undefined;
      if (given === undefined || given === null) return undefined;
      return typeof given === 'object' ? UNREADABLE : String(given);
    };
    const attributes = readAttributes(this.attribute);
    if (!attributes.ok) return this.fail(attributes.code, { header: attributes.attribute });
    if (event['data_base64'] !== undefined) return this.fail('ENVELOPE.CONTENT_TYPE');
    const type = this.named('datacontenttype');
    if (type !== undefined && !/^(?:application|text)\/json\s*(?:;|$)/i.test(type)) return this.fail('ENVELOPE.CONTENT_TYPE');
    return this.done('structured', attributes.members, event['data'] ?? null);
  }

  private jsonFault(code: EnvelopeCode): DecodeFailure {
    if (code === 'ENVELOPE.TOO_DEEP') return this.fail(code, { limit: String(MAX_DEPTH) });
    return this.fail(code, code === 'ENVELOPE.TOO_LARGE' ? { limit: String(MAX_VALUE_BYTES) } : {});
  }

  private done(mode: 'binary' | 'structured' | 'tombstone', members: Partial<EventEnvelope>, data: unknown): Decoded {
    const traceparent = mode === 'structured' ? (this.named('traceparent') ?? this.header('traceparent')) : this.header('traceparent');
    if (traceparent !== undefined && TRACEPARENT.test(traceparent)) members.traceparent = traceparent;
    members.data = data;
    return { ok: true, key: this.key, mode, envelope: members as EventEnvelope };
  }
}

/**
 * Reads a Kafka message as CloudEvent, binary or structured (Kafka binding 1.0). Bounded: size, depth, repeated keys, UTF-8, NUL.
 * A null key is no failure here: what it means differs between intake and internal topics. Data is not validated.
 */
export const decodeKafka = (message: RawMessage): Decoded => {
  const { key } = message;
  if (key === null) return new Reader(message, null).read();
  const text = isUtf8(key) ? key.toString('utf8') : null;
  const reader = new Reader(message, text);
  if (text === null || text.length === 0 || text.length > MAX_KEY_CHARACTERS || /[\u0000-\u001f\u007f]/.test(text)) return reader.fail('ENVELOPE.KEY_INVALID');
  return reader.read();
};
