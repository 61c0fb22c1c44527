import { Buffer } from 'node:buffer';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ListEntryV1 } from '@credit/contracts/events';

/** Entries that are pressed together: half their text is the same. To look at one means to open its whole block, some 60 µs. */
const BLOCK = 64;
/** Longer than any transaction that may still look at a copy (10 s). */
const GRACE_MS = 30_000;

interface Block {
  /** Texts of the entries as UTF-8 while the block is being filled, then all of them pressed. */
  content: Uint8Array[] | Uint8Array;
  /** Where each text ends, once they are pressed. */
  ends?: Uint32Array;
  /** Version of the statement of each (`ce_aggregateversion`). */
  readonly versions: Float64Array;
  /** Copies that somebody still refers to. */
  live: number;
  emptySince?: number;
}

function textAt({ content, ends }: Block, at: number): Uint8Array {
  return Array.isArray(content) ? content[at]! : zstdDecompressSync(content).subarray(at === 0 ? 0 : ends![at - 1], ends![at]);
}

/** 条目副本 — the whole entry behind each row of the index, pressed in blocks: 300,000 objects would take a gigabyte. A block is let go some time after its last copy was dropped. */
export class EntryCopies {
  private readonly blocks = new Map<number, Block>();
  private last = -1;

  /** Keeps an entry, as JSON in UTF-8, and the version of its statement. @returns where, for {@link get} */
  put(text: Uint8Array, version: number): number {
    let block = this.blocks.get(this.last);
    if (block === undefined || !Array.isArray(block.content)) {
      block = { content: [], versions: new Float64Array(BLOCK), live: 0 };
      this.last += 1;
      this.blocks.set(this.last, block);
    }
    const texts = block.content as Uint8Array[];
    const at = texts.push(text) - 1;
    block.versions[at] = version;
    block.live += 1;
    if (texts.length === BLOCK) press(block, texts);
    return this.last * BLOCK + at;
  }

  /** The entry kept at `ref`; still there for half a minute after it was dropped. */
  get(ref: number): ListEntryV1 {
    return JSON.parse(Buffer.from(textAt(this.blockOf(ref), ref % BLOCK)).toString()) as ListEntryV1;
  }

  versionOf(ref: number): number {
    return this.blockOf(ref).versions[ref % BLOCK]!;
  }

  /** Nobody refers to this copy any more. */
  drop(ref: number): void {
    this.blockOf(ref).live -= 1;
  }

  /** Another copy of one that lies among mostly dropped ones; the same `ref` when it need not move. The old one is still to be dropped. */
  moved(ref: number): number {
    const block = this.blockOf(ref);
    if (block.live * 2 > BLOCK || Array.isArray(block.content)) return ref;
    return this.put(textAt(block, ref % BLOCK), block.versions[ref % BLOCK]!);
  }

  /** Lets blocks go that have been empty long enough. @param nowMs of a clock that only goes forward */
  sweep(nowMs: number): void {
    for (const [number, block] of this.blocks) {
      if (block.live > 0 || Array.isArray(block.content)) continue;
      block.emptySince ??= nowMs;
      if (nowMs - block.emptySince > GRACE_MS) this.blocks.delete(number);
    }
  }

  /** Bytes that the pressed blocks take. */
  get heldBytes(): number {
    return [...this.blocks.values()].reduce((sum, { content }) => sum + (Array.isArray(content) ? 0 : content.length), 0);
  }

  private blockOf(ref: number): Block {
    return this.blocks.get(Math.floor(ref / BLOCK))!;
  }
}

function press(block: Block, texts: readonly Uint8Array[]): void {
  let end = 0;
  block.ends = Uint32Array.from(texts, ({ length }) => (end += length));
  block.content = new Uint8Array(zstdCompressSync(Buffer.concat(texts))); // a copy: what zlib gives is a view of a larger piece
}
