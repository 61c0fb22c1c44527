import type { ListEntryV1 } from '@credit/contracts/events';

const CHUNK = 1 << 20;
/** Before each copy: its length, and the version of the statement (`ce_aggregateversion`). */
const HEAD = 12;
/** Longer than any transaction that may still look at a copy (10 s). */
const GRACE_MS = 30_000;
/** Members whose texts many entries share, kept once. */
const SHARED = ['listType', 'listKind', 'origin', 'region'] as const;

type Packed = Record<string, unknown>;

interface Chunk {
  readonly bytes: Buffer;
  used: number;
  /** Bytes of copies that somebody still refers to. */
  live: number;
  emptySince?: number;
}

/** 条目副本 — the whole entry behind each row of the index, as bytes in large pieces: 300,000 objects would take a gigabyte. A piece is let go some time after its last copy was dropped. */
export class EntryCopies {
  private readonly chunks = new Map<number, Chunk>();
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private last = -1;

  /** Keeps an entry and the version of its statement. @returns where, for {@link get} */
  put(entry: ListEntryV1, version: number): number {
    const packed: Packed = { ...entry, decision: { ...entry.decision }, basis: { ...entry.basis } };
    for (const member of SHARED) if (packed[member] !== undefined) packed[member] = this.numberOf(String(packed[member]));
    const decision = packed['decision'] as Packed;
    decision['authorityName'] = this.numberOf(entry.decision.authorityName);
    packed['basis'] = [this.numberOf(entry.basis.ruleId), this.numberOf(entry.basis.statute)];
    const text = Buffer.from(JSON.stringify(packed));
    const { ref, bytes, at } = this.room(HEAD + text.length);
    bytes.writeUInt32LE(text.length, at);
    bytes.writeDoubleLE(version, at + 4);
    text.copy(bytes, at + HEAD);
    return ref;
  }

  /** The entry kept at `ref`; still there for half a minute after it was dropped. */
  get(ref: number): ListEntryV1 {
    const { bytes, at } = this.at(ref);
    const packed = JSON.parse(bytes.toString('utf8', at + HEAD, at + HEAD + bytes.readUInt32LE(at))) as Packed;
    for (const member of SHARED) if (packed[member] !== undefined) packed[member] = this.texts[packed[member] as number];
    const decision = packed['decision'] as Packed;
    decision['authorityName'] = this.texts[decision['authorityName'] as number];
    const [ruleId, statute] = packed['basis'] as [number, number];
    packed['basis'] = { ruleId: this.texts[ruleId], statute: this.texts[statute] };
    return packed as unknown as ListEntryV1;
  }

  versionOf(ref: number): number {
    const { bytes, at } = this.at(ref);
    return bytes.readDoubleLE(at + 4);
  }

  /** Nobody refers to this copy any more. */
  drop(ref: number): void {
    const { chunk, bytes, at } = this.at(ref);
    chunk.live -= HEAD + bytes.readUInt32LE(at);
  }

  /** Another copy of one that lies among mostly dropped ones; the same `ref` when it need not move. The old one is still to be dropped. */
  moved(ref: number): number {
    const { chunk, bytes, at } = this.at(ref);
    if (chunk.live * 2 > chunk.bytes.length || chunk === this.chunks.get(this.last)) return ref;
    const size = HEAD + bytes.readUInt32LE(at);
    const to = this.room(size);
    bytes.copy(to.bytes, to.at, at, at + size);
    return to.ref;
  }

  /** Lets pieces go that have been empty long enough. @param nowMs of a clock that only goes forward */
  sweep(nowMs: number): void {
    for (const [number, chunk] of this.chunks) {
      if (chunk.live > 0 || number === this.last) continue;
      chunk.emptySince ??= nowMs;
      if (nowMs - chunk.emptySince > GRACE_MS) this.chunks.delete(number);
    }
  }

  /** Bytes that are held, used or not. */
  get heldBytes(): number {
    return [...this.chunks.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  }

  private at(ref: number): { chunk: Chunk; bytes: Buffer; at: number } {
    const chunk = this.chunks.get(Math.floor(ref / CHUNK))!;
    return { chunk, bytes: chunk.bytes, at: ref % CHUNK };
  }

  private room(size: number): { ref: number; bytes: Buffer; at: number } {
    let chunk = this.chunks.get(this.last);
    if (chunk === undefined || chunk.used + size > chunk.bytes.length) {
      chunk = { bytes: Buffer.allocUnsafeSlow(Math.max(CHUNK, size)), used: 0, live: 0 };
      this.last += 1;
      this.chunks.set(this.last, chunk);
    }
    const at = chunk.used;
    chunk.used += size;
    chunk.live += size;
    return { ref: this.last * CHUNK + at, bytes: chunk.bytes, at };
  }

  private numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
