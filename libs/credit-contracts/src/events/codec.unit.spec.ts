import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeKafka } from './decode.ts';
import { encodeKafka } from './encode.ts';
import type { EventEnvelope, RawMessage } from './envelope.ts';
import { findingOfFailure } from './intake-findings.ts';
import { MAX_DEPTH, MAX_VALUE_BYTES, parseBoundedJson } from './json-text.ts';

const HEADERS = { ce_specversion: '1.0', ce_id: 'e-1', ce_type: 'credit.intake.registration.v1', ce_source: '/departments/x', ce_time: '2026-11-23T08:00:00Z', 'content-type': 'application/json' };
const message = (value: string | Buffer | null, headers: RawMessage['headers'] = HEADERS, key: Buffer | null = Buffer.from('k')): RawMessage => ({ key, value: typeof value === 'string' ? Buffer.from(value) : value, headers });
const without = (...names: string[]): Record<string, string> => Object.fromEntries(Object.entries(HEADERS).filter(([name]) => !names.includes(name)));
const codeOf = (raw: RawMessage): string => {
  const decoded = decodeKafka(raw);
  return decoded.ok ? 'ok' : decoded.code;
};

describe('binary mode', () => {
  it('reads headers as bytes, text or lists', () => {
    const headers = { ...HEADERS, ce_id: Buffer.from('e-1'), ce_subject: [Buffer.from('s-1')], ce_aggregateversion: '7', ce_rebase: 'true', ce_businessdate: '2026-11-23', traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
    expect(decodeKafka(message('{"a":1}', headers))).toEqual({
      ok: true, mode: 'binary', key: 'k',
      envelope: {
        id: 'e-1', type: HEADERS.ce_type, source: '/departments/x', time: '2026-11-23T08:00:00Z', subject: 's-1', aggregateVersion: '7', rebase: true, businessDate: '2026-11-23',
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', data: { a: 1 },
      },
    });
  });

  it.each(['id', 'type', 'source', 'time'])('names a missing ce_%s', (name) => {
    const decoded = decodeKafka(message('{}', without(`ce_${name}`)));
    expect(decoded).toMatchObject({ ok: false, code: 'ENVELOPE.HEADER_MISSING', params: { header: `ce_${name}` }, ...(name === 'id' ? {} : { eventId: 'e-1' }) });
    if (!decoded.ok) expect(findingOfFailure(decoded).message).toContain(`ce_${name}`);
  });

  it.each([
    ['ce_time', '2026-11-23'], ['ce_time', '2026-11-23T25:00:00Z'], ['ce_id', 'x'.repeat(129)], ['ce_id', 'a\u0000b'], ['ce_type', 'x'.repeat(201)], ['ce_aggregateversion', '-1'],
    ['ce_aggregateversion', '9223372036854775808'], ['ce_businessdate', '2026-02-30'], ['ce_rebase', 'yes'], ['ce_subject', 'x'.repeat(257)],
  ])('names an invalid %s', (name, value) => {
    expect(decodeKafka(message('{}', { ...HEADERS, [name]: value }))).toMatchObject({ ok: false, code: 'ENVELOPE.HEADER_INVALID', params: { header: name } });
  });

  it('turns another offset into Z, ignores a broken traceparent and unknown headers', () => {
    const decoded = decodeKafka(message('{}', { ...HEADERS, ce_time: '2026-11-23T16:00:00+08:00', traceparent: 'nonsense', 'x-other': '1' }));
    expect(decoded).toMatchObject({ ok: true, envelope: { time: '2026-11-23T08:00:00.000Z' } });
    expect(decoded.ok && 'traceparent' in decoded.envelope).toBe(false);
  });

  it('a null key is not a fault of the codec, an unreadable one is', () => {
    expect(decodeKafka(message('{}', HEADERS, null))).toMatchObject({ ok: true, key: null });
    expect(codeOf(message('{}', HEADERS, Buffer.from([0xff, 0xfe])))).toBe('ENVELOPE.KEY_INVALID');
    expect(codeOf(message('{}', HEADERS, Buffer.from('k'.repeat(129))))).toBe('ENVELOPE.KEY_INVALID');
    expect(codeOf(message('{}', HEADERS, Buffer.alloc(0)))).toBe('ENVELOPE.KEY_INVALID');
  });

  it('a null value is a tombstone', () => {
    expect(decodeKafka(message(null))).toMatchObject({ ok: true, mode: 'tombstone', envelope: { data: null } });
  });
});

describe('structured mode', () => {
  const event = { specversion: '1.0', id: 'e-2', type: 'credit.intake.registration.v1', source: '/departments/x', time: '2026-11-23T08:00:00Z', datacontenttype: 'application/json', data: { a: 1 } };
  const structured = (value: unknown): RawMessage => message(JSON.stringify(value), { 'content-type': 'application/cloudevents+json; charset=UTF-8' });

  it('is read', () => {
    expect(decodeKafka(structured(event))).toEqual({ ok: true, mode: 'structured', key: 'k', envelope: { id: 'e-2', type: event.type, source: event.source, time: event.time, data: { a: 1 } } });
  });

  it.each([
    [{ ...event, specversion: '0.3' }, 'ENVELOPE.SPECVERSION'], [{ ...event, id: undefined }, 'ENVELOPE.HEADER_MISSING'], [{ ...event, time: 'now' }, 'ENVELOPE.HEADER_INVALID'], [{ ...event, id: { a: 1 } }, 'ENVELOPE.HEADER_INVALID'],
    [{ ...event, data_base64: 'e30=' }, 'ENVELOPE.CONTENT_TYPE'], [{ ...event, datacontenttype: 'text/xml' }, 'ENVELOPE.CONTENT_TYPE'], [[event], 'ENVELOPE.NOT_CLOUDEVENTS'],
  ])('%# is refused', (value, code) => {
    expect(codeOf(structured(value))).toBe(code);
  });
});

describe('bounds', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

  it.each<[string, RawMessage, string]>([
    ['no CloudEvents at all', message('{}', {}), 'ENVELOPE.NOT_CLOUDEVENTS'],
    ['wrong version', message('{}', { ...HEADERS, ce_specversion: '0.2' }), 'ENVELOPE.SPECVERSION'],
    ['no version', message('{}', without('ce_specversion')), 'ENVELOPE.SPECVERSION'],
    ['other content', message('<a/>', { ...HEADERS, 'content-type': 'application/xml' }), 'ENVELOPE.CONTENT_TYPE'],
    ['broken JSON', message('{"a":'), 'ENVELOPE.JSON'],
    ['empty value', message(''), 'ENVELOPE.JSON'],
    ['GB18030 bytes', message(Buffer.from([0x22, 0xb1, 0xbe, 0xcf, 0xaa, 0x22])), 'ENVELOPE.UTF8'],
    ['too large', message(Buffer.alloc(MAX_VALUE_BYTES + 1, 0x20)), 'ENVELOPE.TOO_LARGE'],
    ['too deep', message(deep(MAX_DEPTH + 1)), 'ENVELOPE.TOO_DEEP'],
    ['absurdly deep', message(deep(200_000)), 'ENVELOPE.TOO_DEEP'],
    ['repeated name', message('{"a":1,"b":{"a":2},"a":3}'), 'ENVELOPE.DUPLICATE_KEY'],
    ['repeated name, one escaped', message('{"a":1,"\\u0061":2}'), 'ENVELOPE.DUPLICATE_KEY'],
    ['repeated __proto__', message('{"__proto__":1}'), 'ENVELOPE.FORBIDDEN_KEY'],
    ['escaped NUL', message('{"a":"x\\u0000"}'), 'ENVELOPE.TEXT'],
    ['escaped NUL in a name', message('{"x\\u0000":1}'), 'ENVELOPE.TEXT'],
    ['half surrogate', message('{"a":"\\ud800"}'), 'ENVELOPE.TEXT'],
  ])('%s', (_name, raw, code) => {
    const decoded = decodeKafka(raw);
    expect(decoded.ok ? 'ok' : decoded.code).toBe(code);
    if (!decoded.ok && raw.headers?.['ce_id'] !== undefined) expect(decoded.eventId).toBe('e-1');
  });

  it('depth at the limit, a byte order mark and escapes that look like names are fine', () => {
    expect(codeOf(message(deep(MAX_DEPTH)))).toBe('ok');
    expect(codeOf(message(Buffer.from('\ufeff{"a":"\\":\\"","b\\\\":"c:\\"d\\":"}')))).toBe('ok');
    expect(codeOf(message('{"a" \n: "\\ud83d\\ude00"}'))).toBe('ok');
  });
});

describe('properties', () => {
  it('any JSON object without repeated names passes; repeating one name anywhere is found', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (value) => {
      const text = JSON.stringify(value);
      const hostile = text.includes('\\u0000') || /\\ud[89a-f]/i.test(text) || text.includes('"__proto__":');
      if (!hostile) expect(parseBoundedJson(text)).toEqual({ ok: true, value: JSON.parse(text) as unknown });
      if (!hostile) expect(parseBoundedJson(`{"x":${text},"y":1,"x":2}`)).toEqual({ ok: false, code: 'ENVELOPE.DUPLICATE_KEY' });
    }), { numRuns: 1000 });
  });

  it('what is encoded is decoded unchanged', () => {
    const optional = fc.option(fc.string({ minLength: 1, maxLength: 60 }).filter((s) => !/[\u0000-\u001f\u007f]/.test(s)), { nil: undefined });
    const envelopes = fc.record({ id: fc.uuid(), type: fc.constant('credit.record.revoked.v1'), source: fc.constant('/s'), time: fc.constant('2026-11-23T08:00:00.123Z'), subject: optional, actor: optional, correlationId: optional, data: fc.dictionary(fc.string().filter((k) => k !== '__proto__' && !k.includes('\u0000')), fc.integer()) });
    fc.assert(fc.property(envelopes, (envelope) => {
      const sent = encodeKafka(envelope as unknown as EventEnvelope, 'k');
      const expected = Object.fromEntries(Object.entries(envelope).filter(([, v]) => v !== undefined));
      expect(decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: sent.headers })).toEqual({ ok: true, mode: 'binary', key: 'k', envelope: expected });
    }), { numRuns: 500 });
  });

  it('no bytes make it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.uint8Array({ maxLength: 40 })), fc.dictionary(fc.constantFrom(...Object.keys(HEADERS)), fc.uint8Array({ maxLength: 40 }).map((b) => Buffer.from(b))), (value, key, headers) => {
      expect(typeof decodeKafka({ key: key === null ? null : Buffer.from(key), value: Buffer.from(value), headers: { ...HEADERS, ...headers } }).ok).toBe('boolean');
    }), { numRuns: 1000 });
  });
});
