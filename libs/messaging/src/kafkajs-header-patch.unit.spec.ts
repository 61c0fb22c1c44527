import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
// @ts-expect-error KafkaJS has no types for its internals
import Decoder from 'kafkajs/src/protocol/decoder.js';
// @ts-expect-error KafkaJS has no types for its internals
import decodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/decoder.js';
// @ts-expect-error KafkaJS has no types for its internals
import encodeRecord from 'kafkajs/src/protocol/recordBatch/record/v0/index.js';
import { patchHeaderDecoder } from './kafkajs-header-patch.ts';

const original = Decoder.prototype.readVarIntArray;
patchHeaderDecoder();
const ours = Decoder.prototype.readVarIntArray;

function decodeWith(method: unknown, bytes: Buffer): unknown {
  Decoder.prototype.readVarIntArray = method;
  const decoder = new Decoder(bytes);
  decoder.readVarInt();
  const { headers, key, value, offset } = decodeRecord(decoder, { firstOffset: '0', firstTimestamp: '0' });
  return { headers, key, value, offset };
}

describe('header decoder', () => {
  it('gives what KafkaJS gives, repeated headers included (names of Object.prototype aside, which KafkaJS mixes with its functions)', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((name) => !(name in Object.prototype));
    const headers = fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 })), { maxKeys: 8, noNullPrototype: true });
    fc.assert(fc.property(headers, text, (given, value) => {
      const bytes = encodeRecord({ key: 'k', value, headers: given }).buffer as Buffer;
      expect(decodeWith(ours, bytes)).toEqual(decodeWith(original, bytes));
    }), { numRuns: 200 });
  });

  it('headers named __proto__ or valueOf are only headers', () => {
    const bytes = encodeRecord({ key: 'k', value: 'v', headers: JSON.parse('{"__proto__":"x","valueOf":"y"}') }).buffer as Buffer;
    const { headers } = decodeWith(ours, bytes) as { headers: Record<string, Buffer> };
    expect(Object.keys(headers)).toEqual(['__proto__', 'valueOf']);
    expect(headers['valueOf']).toEqual(Buffer.from('y'));
    expect(Object.getPrototypeOf(headers)).toBe(Object.prototype);
  });
});
