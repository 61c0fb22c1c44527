const SEEDS = [0x2545f491, 0x9e3779b9] as const;

function hash32(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * 条目权重 — what one live entry adds to `ListWatermarkV1.liveHash`: 64 bits of its id and of the version (`ce_aggregateversion`) of its last statement. The digest of a partition is the
 * exclusive or of the weights of its live entries, so that owner and reader keep it by change; it tells a missed change from none, and is no seal against a forger.
 */
export function entryWeight(entryId: string, version: string): bigint {
  const text = `${entryId}@${version}`;
  return (BigInt(hash32(text, SEEDS[0])) << 32n) | BigInt(hash32(text, SEEDS[1]));
}

/** A digest as it stands in `liveHash`: 16 hexadecimal digits. */
export const digestText = (digest: bigint): string => BigInt.asUintN(64, digest).toString(16).padStart(16, '0');

/** 水位键 — the key of the watermark of a partition. */
export const watermarkKey = (partition: number): string => `~watermark.${partition}`;
