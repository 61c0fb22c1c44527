import { putUtf8 } from './utf8.ts';

const TEXT_OID = 25;
const HEADER = 20;
/** Where short texts are put together before their bytes are counted; longer ones are measured first. */
const SCRATCH = Buffer.allocUnsafe(256 * 1024);

/**
 * One `text[]` parameter in PostgreSQL's binary array form. Use it as `unnest($1::text[], …)` and cast inside the statement (`x.id::uuid`).
 * node-postgres would escape every element into an array literal, which costs more than the statement itself for JSON values.
 */
export function textArray(values: readonly (string | Buffer | null | undefined)[]): Buffer {
  const count = values.length;
  if (count === 0) {
    const empty = Buffer.alloc(12);
    empty.writeInt32BE(TEXT_OID, 8);
    return empty;
  }
  const out = roomFor(values);
  out.writeInt32BE(1, 0);
  out.writeInt32BE(TEXT_OID, 8);
  out.writeInt32BE(count, 12);
  out.writeInt32BE(1, 16);
  let nulls = 0;
  let at = HEADER;
  for (const value of values) {
    if (value === null || value === undefined) {
      nulls = 1;
      out.writeInt32BE(-1, at);
      at += 4;
      continue;
    }
    const length = typeof value === 'string' ? putUtf8(out, at + 4, value) : value.copy(out, at + 4);
    out.writeInt32BE(length, at);
    at += 4 + length;
  }
  out.writeInt32BE(nulls, 4);
  return out === SCRATCH ? Buffer.from(out.subarray(0, at)) : out;
}

/** The scratch buffer when the values fit whatever their characters (3 bytes a unit at most), else a buffer of exactly their bytes. */
function roomFor(values: readonly (string | Buffer | null | undefined)[]): Buffer {
  const fixed = HEADER + 4 * values.length;
  let most = fixed;
  for (const value of values) if (value !== null && value !== undefined) most += typeof value === 'string' ? value.length * 3 : value.length;
  if (most <= SCRATCH.length) return SCRATCH;
  let size = fixed;
  for (const value of values) if (value !== null && value !== undefined) size += typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  return Buffer.allocUnsafe(size);
}
