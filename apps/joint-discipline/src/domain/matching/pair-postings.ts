import { roomFor } from './room.ts';
import { soundOf } from './name-tables.ts';

const BUCKETS = 1 << 17;
const EDGE = 2;
/** Postings that one question reads at most beyond its two rarest pairs. */
const BUDGET = 12_000;
/** Entries that are worked on before a builder gives way. */
export const PIECE = 256;

/** Sound of every UTF-16 unit: a look-up instead of a map, it runs for each character of each name. */
const SOUNDS = Uint16Array.from({ length: 0x10000 }, (_, unit) => soundOf(String.fromCharCode(unit)).charCodeAt(0));

/**
 * 相邻字对 of a core, each as a bucket: like-sounding characters are one, and the order inside a pair does not count, so that 鑫达, 新达 and 达鑫 meet here.
 * Candidates only: what they are worth is decided by comparing the names.
 */
export function pairsOf(core: string): number[] {
  const pairs: number[] = [];
  let before = EDGE;
  for (let i = 0; i < core.length; i += 1) {
    const c = SOUNDS[core.charCodeAt(i)]!;
    const pair = (Math.imul(Math.min(before, c), 0x9e3779b1) ^ Math.imul(Math.max(before, c), 0x85ebca77)) >>> 15;
    if (!pairs.includes(pair)) pairs.push(pair);
    before = c;
  }
  return pairs;
}

/** The pairs of entries as they come, one behind the other, until the postings are made of them. */
export class HeldPairs {
  size = 0;
  ends = new Uint32Array(0);
  pairs = new Uint32Array(0);

  /** @param core '' = not to be found by name */
  push(core: string): void {
    let end = this.size === 0 ? 0 : this.ends[this.size - 1]!;
    const pairs = pairsOf(core);
    if (end + pairs.length > this.pairs.length) this.pairs = roomFor(this.pairs, end + pairs.length);
    for (const pair of pairs) this.pairs[end++] = pair;
    if (this.size === this.ends.length) this.ends = roomFor(this.ends, this.size + 1);
    this.ends[this.size++] = end;
  }
}

/** Which entries hold which pair: starts and postings in typed arrays, made in two passes. */
export class PairPostings {
  private readonly starts: Uint32Array;
  private readonly postings: Uint32Array;
  private readonly weights: Float32Array;
  private readonly touched: Uint32Array;

  private constructor(starts: Uint32Array, postings: Uint32Array, entries: number) {
    this.starts = starts;
    this.postings = postings;
    this.weights = new Float32Array(entries);
    this.touched = new Uint32Array(entries);
  }

  /** Yields between pieces of work. */
  static *build(held: HeldPairs): Generator<void, PairPostings> {
    const { ends, pairs, size } = held;
    const starts = new Uint32Array(BUCKETS + 1);
    for (let i = 0; i < size; i += 1) {
      for (let p = i === 0 ? 0 : ends[i - 1]!; p < ends[i]!; p += 1) starts[pairs[p]! + 1]! += 1;
      if (i % PIECE === PIECE - 1) yield;
    }
    for (let b = 0; b < BUCKETS; b += 1) starts[b + 1]! += starts[b]!;
    const at = starts.slice(0, BUCKETS);
    const postings = new Uint32Array(starts[BUCKETS]!);
    for (let i = 0; i < size; i += 1) {
      for (let p = i === 0 ? 0 : ends[i - 1]!; p < ends[i]!; p += 1) postings[at[pairs[p]!]!++] = i;
      if (i % PIECE === PIECE - 1) yield;
    }
    return new PairPostings(starts, postings, size);
  }

  /** The `most` ordinals that share the rarest pairs with the core, best first. Works in scratch arrays of its own: not to be called from within itself. */
  nearest(core: string, most: number): number[] {
    const total = this.weights.length;
    const pairs = pairsOf(core).map((pair) => ({ from: this.starts[pair]!, to: this.starts[pair + 1]! })).filter(({ from, to }) => to > from).sort((a, b) => a.to - a.from - (b.to - b.from));
    let count = 0;
    let read = 0;
    for (const [n, { from, to }] of pairs.entries()) {
      if (n > 1 && read + to - from > BUDGET) break;
      read += to - from;
      const weight = Math.log(1 + total / (to - from));
      for (let p = from; p < to; p += 1) {
        const i = this.postings[p]!;
        if (this.weights[i] === 0) this.touched[count++] = i;
        this.weights[i]! += weight;
      }
    }
    const best = this.best(count, most);
    for (let n = 0; n < count; n += 1) this.weights[this.touched[n]!] = 0;
    return best;
  }

  /** The best of the touched ordinals: one pass with a sorted list of `most`. */
  private best(count: number, most: number): number[] {
    const best: number[] = [];
    let least = 0;
    for (let n = 0; n < count; n += 1) {
      const i = this.touched[n]!;
      const weight = this.weights[i]!;
      if (best.length === most && weight <= least) continue;
      let at = best.length;
      while (at > 0 && this.weights[best[at - 1]!]! < weight) at -= 1;
      best.splice(at, 0, i);
      if (best.length > most) best.pop();
      least = this.weights[best.at(-1)!]!;
    }
    return best;
  }
}
