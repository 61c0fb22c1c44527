import type { RawRecord } from './kafka-port.ts';

/** Authenticated encryption of bytes; `context` is bound as associated data. */
export interface BytesCipher {
  encryptBytes(plain: Buffer, context: string): Buffer;
  decryptBytes(sealed: Buffer, context: string): Buffer;
}

/** The raw record as it is kept while parked. */
export interface ParkedBody {
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, Buffer>;
  timestamp: string;
}

const base64 = (bytes: Buffer | null): string | null => bytes?.toString('base64') ?? null;
const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'));
const buffer = (value: Buffer | string): Buffer => (typeof value === 'string' ? Buffer.from(value) : value);

function flatHeaders(record: RawRecord): Record<string, Buffer> {
  const out: Record<string, Buffer> = {};
  for (const [name, value] of Object.entries(record.headers ?? {})) {
    const one = Array.isArray(value) ? value.at(-1) : value;
    if (one !== undefined) out[name] = buffer(one);
  }
  return out;
}

/** Sealed bytes of a record; bound to the parked id so that rows cannot be exchanged. */
export function sealBody(record: RawRecord, id: string, cipher: BytesCipher): Buffer {
  const headers = Object.fromEntries(Object.entries(flatHeaders(record)).map(([name, value]) => [name, base64(value)]));
  const json = JSON.stringify({ key: base64(record.key), value: base64(record.value), headers, timestamp: record.timestamp });
  return cipher.encryptBytes(Buffer.from(json), `parked:${id}`);
}

/** @throws Error when the bytes were changed or belong to another row */
export function openBody(sealed: Buffer, id: string, cipher: BytesCipher): ParkedBody {
  const json = JSON.parse(cipher.decryptBytes(sealed, `parked:${id}`).toString()) as { key: string | null; value: string | null; headers: Record<string, string>; timestamp: string };
  return {
    key: bytes(json.key),
    value: bytes(json.value),
    headers: Object.fromEntries(Object.entries(json.headers).map(([name, value]) => [name, Buffer.from(value, 'base64')])),
    timestamp: json.timestamp,
  };
}
