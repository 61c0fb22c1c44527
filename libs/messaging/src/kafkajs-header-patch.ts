// @ts-expect-error KafkaJS has no types for its internals
import Decoder from 'kafkajs/src/protocol/decoder.js';

interface Header {
  key: string;
  value: Buffer | null;
}
type Headers = Record<string, Buffer | null | (Buffer | null)[]>;
interface DecoderMethods {
  readVarInt(): number;
  readVarIntArray(reader: (decoder: unknown) => Header): unknown;
}

let patched = false;

/**
 * KafkaJS folds the headers of a record with an object spread per header, quadratic in their number. Its one caller only calls `reduce` on the result,
 * so this builds the object at once and hands it over through that method. Header names come from outside: each becomes an own member, whatever it is called. Idempotent.
 */
export function patchHeaderDecoder(): void {
  if (patched) return;
  patched = true;
  const prototype = (Decoder as { prototype: DecoderMethods }).prototype;
  prototype.readVarIntArray = function (this: DecoderMethods, reader) {
    const count = this.readVarInt();
    const headers: Headers = {};
    for (let n = 0; n < count; n++) {
      const { key, value } = reader(this);
      const before = Object.hasOwn(headers, key) ? headers[key] : undefined;
      const now = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
      if (key === '__proto__') Object.defineProperty(headers, key, { value: now, enumerable: true, writable: true, configurable: true });
      else headers[key] = now;
    }
    return { reduce: () => headers };
  };
}
