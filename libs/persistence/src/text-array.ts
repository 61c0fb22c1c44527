const TEXT_OID = 25;
const HEADER = 20;

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
  let size = HEADER + 4 * count;
  let nulls = 0;
  for (const value of values) {
    if (value === null || value === undefined) nulls = 1;
    else size += typeof value === 'string' ? Buffer.byteLength(value) : value.length;
  }
  const out = Buffer.allocUnsafe(size);
  out.writeInt32BE(1, 0);
  out.writeInt32BE(nulls, 4);
  out.writeInt32BE(TEXT_OID, 8);
  out.writeInt32BE(count, 12);
  out.writeInt32BE(1, 16);
  let at = HEADER;
  for (const value of values) {
    if (value === null || value === undefined) {
      out.writeInt32BE(-1, at);
      at += 4;
      continue;
    }
    const length = typeof value === 'string' ? out.write(value, at + 4) : value.copy(out, at + 4);
    out.writeInt32BE(length, at);
    at += 4 + length;
  }
  return out;
}
