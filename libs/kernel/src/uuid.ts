const hex = (bytes: ArrayLike<number>): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');

/**
 * UUID version 7 (RFC 9562): 48 bits of milliseconds since the epoch, then 74 of the 80 random bits given. Pure.
 * @throws RangeError when there are fewer than 10 random bytes or the time does not fit.
 */
export function uuidV7(epochMs: number, random10Bytes: Uint8Array): string {
  if (random10Bytes.length < 10) throw new RangeError('uuidV7 needs 10 random bytes');
  if (!Number.isInteger(epochMs) || epochMs < 0 || epochMs >= 2 ** 48) throw new RangeError('uuidV7 needs whole milliseconds in 48 bits');
  const time = epochMs.toString(16).padStart(12, '0');
  const rest = random10Bytes.slice(0, 10);
  rest[0] = (rest[0]! & 0x0f) | 0x70;
  rest[2] = (rest[2]! & 0x3f) | 0x80;
  const tail = hex(rest);
  return `${time.slice(0, 8)}-${time.slice(8)}-${tail.slice(0, 4)}-${tail.slice(4, 8)}-${tail.slice(8)}`;
}
