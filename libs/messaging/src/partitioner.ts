const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;

/** 32-bit murmur2 as in the Java client; the sign bit is kept. */
export function murmur2(data: Buffer): number {
  const length = data.length;
  let h = SEED ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let k = data.readInt32LE(at);
    k = Math.imul(k, M);
    k ^= k >>> R;
    k = Math.imul(k, M);
    h = Math.imul(h, M) ^ k;
  }
  switch (length - at) {
    case 3:
      h ^= (data[at + 2]! & 0xff) << 16;
    // falls through
    case 2:
      h ^= (data[at + 1]! & 0xff) << 8;
    // falls through
    case 1:
      h ^= data[at]! & 0xff;
      h = Math.imul(h, M);
  }
  h ^= h >>> 13;
  h = Math.imul(h, M);
  h ^= h >>> 15;
  return h;
}

/** Partition of a key among `partitions`, equal to Java's DefaultPartitioner and to kcat with `partitioner=murmur2_random`. */
export const partitionOf = (key: string | Buffer, partitions: number): number => (murmur2(typeof key === 'string' ? Buffer.from(key) : key) & 0x7fffffff) % partitions;
