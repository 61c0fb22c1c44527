/** FNV-1a over UTF-16 units, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
}

/** Ordinals by a 32-bit hash, in three typed arrays: 8 bytes per entry and as many per bucket. Whoever finds an ordinal compares what it stands for. */
export class HashChains {
  private readonly mask: number;
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly hashes: Int32Array;

  /** @param hashes hash per ordinal; 0 = not to be found */
  constructor(hashes: Int32Array) {
    let size = 16;
    while (size < hashes.length) size *= 2;
    this.mask = size - 1;
    this.heads = new Int32Array(size).fill(-1);
    this.next = new Int32Array(hashes.length);
    this.hashes = hashes;
    for (let i = hashes.length - 1; i >= 0; i -= 1) {
      const bucket = hashes[i]! & this.mask;
      if (hashes[i] === 0) continue;
      this.next[i] = this.heads[bucket]!;
      this.heads[bucket] = i;
    }
  }

  /** Every ordinal with this hash, ascending; none for 0. */
  all(hash: number): number[] {
    const found: number[] = [];
    if (hash === 0) return found;
    for (let i = this.heads[hash & this.mask]!; i >= 0; i = this.next[i]!) if (this.hashes[i] === hash) found.push(i);
    return found;
  }
}

/** The same while ordinals are still being added, one behind the other. */
export class GrowingChains {
  private heads = new Int32Array(1 << 10).fill(-1);
  private next = new Int32Array(1 << 10);

  /** Adds the next ordinal, that of the last of these hashes. @param hashes hash per ordinal @param size how many ordinals there are, with this one */
  add(hashes: Int32Array, size: number): void {
    if (size <= this.heads.length) return this.link(hashes, size - 1);
    this.heads = new Int32Array(this.heads.length * 2).fill(-1);
    this.next = new Int32Array(this.heads.length);
    for (let i = 0; i < size; i += 1) this.link(hashes, i);
  }

  /** The last ordinal of a bucket that is the one looked for. */
  find(hash: number, is: (ordinal: number) => boolean): number | undefined {
    for (let i = this.heads[hash & (this.heads.length - 1)]!; i >= 0; i = this.next[i]!) if (is(i)) return i;
    return undefined;
  }

  private link(hashes: Int32Array, ordinal: number): void {
    const bucket = hashes[ordinal]! & (this.heads.length - 1);
    this.next[ordinal] = this.heads[bucket]!;
    this.heads[bucket] = ordinal;
  }
}
