import { ATTRIBUTES } from './attributes.ts';
import type { EncodedMessage, EventEnvelope } from './envelope.ts';

/** The headers of an event in binary mode, values as text. */
export const encodeHeaders = (envelope: Omit<EventEnvelope, 'data'>): Record<string, string> => {
  const headers: Record<string, string> = { ce_specversion: '1.0' };
  for (const { wire, member } of ATTRIBUTES) {
    const value = envelope[member as keyof Omit<EventEnvelope, 'data'>];
    if (value !== undefined) headers[`ce_${wire}`] = String(value);
  }
  if (envelope.traceparent !== undefined) headers['traceparent'] = envelope.traceparent;
  headers['content-type'] = 'application/json';
  return headers;
};

/** Writes an event in CloudEvents binary mode: attributes as `ce_` headers, data as JSON; data null = tombstone. */
export const encodeKafka = (envelope: EventEnvelope, key: string): EncodedMessage => ({
  key,
  value: envelope.data === null ? null : Buffer.from(JSON.stringify(envelope.data)),
  headers: encodeHeaders(envelope),
});
