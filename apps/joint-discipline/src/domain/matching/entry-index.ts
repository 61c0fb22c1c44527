import { rowOf, type IndexedEntry, type IndexRow } from './index-row.ts';
import { finish, Segment, SegmentBuilder } from './segment.ts';

/** What changed in the list: entries that are new or have another state, and ids that no longer stand on it. */
export interface ListChanges {
  readonly stated: readonly IndexedEntry[];
  readonly gone: readonly string[];
}

/** A segment, and which of its rows count no more: one bit each. */
export class Part {
  constructor(readonly segment: Segment, private readonly dead: Uint32Array = new Uint32Array((segment.size + 31) >>> 5), readonly gone = 0) {}

  /** True when the row counts: neither replaced nor gone since its segment was built. */
  counts(ordinal: number): boolean {
    return ((this.dead[ordinal >>> 5]! >>> (ordinal & 31)) & 1) === 0;
  }

  /** The part without these entries; itself when it has none of them. */
  without(entryIds: Iterable<string>): Part {
    const ordinals: number[] = [];
    for (const entryId of entryIds) {
      const ordinal = this.segment.ordinalOf(entryId);
      if (ordinal !== undefined && this.counts(ordinal)) ordinals.push(ordinal);
    }
    return this.withoutOrdinals(new Set(ordinals));
  }

  /** @param ordinals of rows that count */
  withoutOrdinals(ordinals: ReadonlySet<number>): Part {
    if (ordinals.size === 0) return this;
    const dead = this.dead.slice();
    for (const ordinal of ordinals) dead[ordinal >>> 5]! |= 1 << (ordinal & 31);
    return new Part(this.segment, dead, this.gone + ordinals.size);
  }

  *rows(): Generator<IndexRow> {
    for (let i = 0; i < this.segment.size; i += 1) if (this.counts(i)) yield this.segment.row(i);
  }
}

/** Rows that the part which takes the changes grows to; then it is left as it is, and a new one begins. */
const OPEN_MOST = 1_000;
/** Rows beside the base, or dead in it, from which on a new base is worth its cost. */
const SCATTERED_MOST = 4_000;

/**
 * 名单索引 — immutable (P-8): a base, and behind it small parts that hold what has changed since. A change makes another index that shares all but the last of them, so it costs as
 * little as that one is large. When much has changed, {@link merging} makes one base of all in the background.
 */
export class EntryIndex {
  static readonly empty = new EntryIndex([new Part(Segment.of([]))], false);

  /** @param open whether the last part still takes changes */
  private constructor(readonly parts: readonly Part[], private readonly open: boolean) {}

  /** An index whose base holds these rows. */
  static of(rows: readonly IndexRow[]): EntryIndex {
    return finish(EntryIndex.building(rows, rows.length));
  }

  /** The same, a piece at a time. */
  static *building(rows: Iterable<IndexRow>, size: number): Generator<void, EntryIndex> {
    return new EntryIndex([new Part(yield* Segment.build(rows, size))], false);
  }

  /** An index whose base is what this builder has been given. */
  static *builtBy(builder: SegmentBuilder): Generator<void, EntryIndex> {
    const { segment, dropped } = yield* builder.finish();
    return new EntryIndex([new Part(segment).withoutOrdinals(dropped)], false);
  }

  get size(): number {
    return this.parts.reduce((sum, { segment, gone }) => sum + segment.size - gone, 0);
  }

  /** Whether a new base is worth its cost. */
  get scattered(): boolean {
    const [base, ...others] = this.parts;
    return others.reduce((sum, { segment }) => sum + segment.size, base!.gone) >= SCATTERED_MOST;
  }

  /** The index after the changes; this one stays as it is. */
  with({ stated, gone }: ListChanges): EntryIndex {
    const ids = new Set([...gone, ...stated.map(({ entryId }) => entryId)]);
    const rows = new Map<string, IndexRow>();
    if (this.open) for (const row of this.parts.at(-1)!.rows()) if (!ids.has(row.entryId)) rows.set(row.entryId, row);
    for (const entry of stated) rows.set(entry.entryId, rowOf(entry));
    const [base, ...others] = (this.open ? this.parts.slice(0, -1) : this.parts).map((part) => part.without(ids));
    const kept = [base!, ...others.filter(({ segment, gone: dead }) => dead < segment.size)];
    return rows.size === 0 ? new EntryIndex(kept, false) : new EntryIndex([...kept, new Part(Segment.of([...rows.values()]))], rows.size < OPEN_MOST);
  }

  /** Every row that counts, those of the base first. */
  *rows(): Generator<IndexRow> {
    for (const part of this.parts) yield* part.rows();
  }

  private *rowsAs(moved: (row: IndexRow) => IndexRow): Generator<IndexRow> {
    for (const row of this.rows()) yield moved(row);
  }

  /** The row of an entry; undefined when it is not on the list. */
  rowOf(entryId: string): IndexRow | undefined {
    for (let n = this.parts.length - 1; n >= 0; n -= 1) {
      const part = this.parts[n]!;
      const ordinal = part.segment.ordinalOf(entryId);
      if (ordinal !== undefined && part.counts(ordinal)) return part.segment.row(ordinal);
    }
    return undefined;
  }

  /** This index with nothing that takes changes any more: the next one opens a part of its own. From here on it may be merged. */
  closed(): EntryIndex {
    return new EntryIndex(this.parts, false);
  }

  /**
   * 合并 — one base of all rows of this closed index, a piece at a time; meanwhile it goes on being asked and changed.
   * @param moved what the row of the new base is
   */
  *merging(moved: (row: IndexRow) => IndexRow): Generator<void, EntryIndex> {
    return yield* EntryIndex.building(this.rowsAs(moved), this.size);
  }

  /** This index, merged from `from`, after what has changed between `from` and `now`. */
  after(from: EntryIndex, now: EntryIndex): EntryIndex {
    const merged = new Set(from.parts.map(({ segment }) => segment));
    const changed: string[] = [];
    for (const part of from.parts) {
      const since = now.parts.find(({ segment }) => segment === part.segment);
      if (since?.gone === part.gone) continue;
      for (let i = 0; i < part.segment.size; i += 1) if (part.counts(i) && since?.counts(i) !== true) changed.push(part.segment.row(i).entryId);
    }
    return new EntryIndex([this.parts[0]!.without(changed), ...now.parts.filter(({ segment }) => !merged.has(segment))], now.open);
  }
}
