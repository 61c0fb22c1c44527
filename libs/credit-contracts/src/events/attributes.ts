import { instantOf, isInstant, isLocalDate, parseRfc3339 } from '@credit/kernel';
import { isInt64, isWellFormed } from '../schema/text.ts';
import type { EventEnvelope } from './envelope.ts';

/** A CloudEvents attribute: its name on the wire (without `ce_`), its member in the envelope and how it is read. */
interface Attribute {
  readonly wire: string;
  /** Its name as a Kafka header. */
  readonly header: string;
  readonly member: keyof EventEnvelope;
  readonly required: boolean;
  /** The value for the envelope, or undefined if the text is invalid. */
  readonly read: (text: string) => unknown;
}

const PRINTABLE_ASCII = /^[ -~]+$/;
const CONTROL = /[\u0000-\u001f\u007f]/;

const text = (limit: number) => (value: string): string | undefined => (value.length <= limit && (PRINTABLE_ASCII.test(value) || (value.length > 0 && !CONTROL.test(value) && isWellFormed(value))) ? value : undefined);

const time = (value: string): string | undefined => {
  if (isInstant(value)) return value;
  const ms = parseRfc3339(value);
  return ms === null ? undefined : instantOf(ms);
};

const DECLARED: readonly Omit<Attribute, 'header'>[] = [
  { wire: 'id', member: 'id', required: true, read: text(128) },
  { wire: 'type', member: 'type', required: true, read: text(200) },
  { wire: 'source', member: 'source', required: true, read: text(512) },
  { wire: 'time', member: 'time', required: true, read: time },
  { wire: 'subject', member: 'subject', required: false, read: text(256) },
  { wire: 'dataschema', member: 'dataschema', required: false, read: text(512) },
  { wire: 'aggregateid', member: 'aggregateId', required: false, read: text(128) },
  { wire: 'aggregateversion', member: 'aggregateVersion', required: false, read: (value) => (isInt64(value) ? value : undefined) },
  { wire: 'correlationid', member: 'correlationId', required: false, read: text(128) },
  { wire: 'causationid', member: 'causationId', required: false, read: text(128) },
  { wire: 'actor', member: 'actor', required: false, read: text(256) },
  { wire: 'businessdate', member: 'businessDate', required: false, read: (value) => (isLocalDate(value) ? value : undefined) },
  { wire: 'rebase', member: 'rebase', required: false, read: (value) => (value === 'true' ? true : value === 'false' ? false : undefined) },
];
/** Every attribute that is read; others are ignored. A time with another offset is turned into `Z`. */
export const ATTRIBUTES: readonly Attribute[] = DECLARED.map((attribute) => ({ ...attribute, header: `ce_${attribute.wire}` }));
const SPECVERSION = { wire: 'specversion', header: 'ce_specversion' } as const;

export type AttributeReading =
  | { readonly ok: true; readonly members: Partial<EventEnvelope> }
  | { readonly ok: false; readonly code: 'ENVELOPE.HEADER_MISSING' | 'ENVELOPE.HEADER_INVALID' | 'ENVELOPE.SPECVERSION'; readonly attribute: string };

/** Reads all attributes through `get`; an empty value counts as absent. */
export const readAttributes = (get: (attribute: { readonly wire: string; readonly header: string }) => string | undefined): AttributeReading => {
  if (get(SPECVERSION) !== '1.0') return { ok: false, code: 'ENVELOPE.SPECVERSION', attribute: 'specversion' };
  const members: Record<string, unknown> = {};
  for (const attribute of ATTRIBUTES) {
    const { wire, member, required, read } = attribute;
    const raw = get(attribute);
    if (raw === undefined || raw === '') {
      if (required) return { ok: false, code: 'ENVELOPE.HEADER_MISSING', attribute: wire };
      continue;
    }
    const value = read(raw);
    if (value === undefined) return { ok: false, code: 'ENVELOPE.HEADER_INVALID', attribute: wire };
    members[member] = value;
  }
  return { ok: true, members: members as Partial<EventEnvelope> };
};
