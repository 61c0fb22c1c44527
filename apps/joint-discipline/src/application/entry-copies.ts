import type { ListEntryV1 } from '@credit/contracts/events';

const CHUNK = 1 << 20;
/** Members whose texts many entries share, kept once. */
const SHARED = ['listType', 'listKind', 'origin', 'region'] as const;

type Packed = Record<string, unknown>;

/**
 * 条目副本 — the whole entry behind each row of the index, as bytes in large pieces: 300,000 objects would take a gigabyte. Append only: what a change replaces
 * stays until the service starts again.
 */
export class EntryCopies {
  private chunk = Buffer.allocUnsafe(0);
  private readonly chunks: Buffer[] = [];
  private readonly texts: string[] = [];
  private readonly numbers = new Map<string, number>();
  private used = 0;

  /** Keeps an entry. @returns where, for {@link get} */
  put(entry: ListEntryV1): number {
    const packed: Packed = { ...entry, decision: { ...entry.decision }, basis: { ...entry.basis } };
    for (const member of SHARED) if (packed[member] !== undefined) packed[member] = this.numberOf(String(packed[member]));
    const decision = packed['decision'] as Packed;
    decision['authorityName'] = this.numberOf(entry.decision.authorityName);
    packed['basis'] = [this.numberOf(entry.basis.ruleId), this.numberOf(entry.basis.statute)];
    const bytes = Buffer.from(JSON.stringify(packed));
    if (this.used + 4 + bytes.length > this.chunk.length) {
      this.chunk = Buffer.allocUnsafe(Math.max(CHUNK, bytes.length + 4));
      this.chunks.push(this.chunk);
      this.used = 0;
    }
    const ref = (this.chunks.length - 1) * CHUNK + this.used;
    this.chunk.writeUInt32LE(bytes.length, this.used);
    bytes.copy(this.chunk, this.used + 4);
    this.used += 4 + bytes.length;
    return ref;
  }

  /** The entry kept at `ref`. */
  get(ref: number): ListEntryV1 {
    const chunk = this.chunks[Math.floor(ref / CHUNK)]!;
    const at = ref % CHUNK;
    const packed = JSON.parse(chunk.toString('utf8', at + 4, at + 4 + chunk.readUInt32LE(at))) as Packed;
    for (const member of SHARED) if (packed[member] !== undefined) packed[member] = this.texts[packed[member] as number];
    const decision = packed['decision'] as Packed;
    decision['authorityName'] = this.texts[decision['authorityName'] as number];
    const [ruleId, statute] = packed['basis'] as [number, number];
    packed['basis'] = { ruleId: this.texts[ruleId], statute: this.texts[statute] };
    return packed as unknown as ListEntryV1;
  }

  private numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
