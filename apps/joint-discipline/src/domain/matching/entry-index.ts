import { rowOf, Segment, type IndexedEntry, type IndexRow } from './segment.ts';

/** What changed in the list: entries that are new or have another state, and ids that no longer stand on it. */
export interface ListChanges {
  readonly stated: readonly IndexedEntry[];
  readonly gone: readonly string[];
}

/** Where a row stands: its segment and its ordinal there. */
export interface RowPlace {
  readonly segment: Segment;
  readonly ordinal: number;
}

/**
 * 名单索引 — an immutable base and a small overlay (P-8). A change makes another index that shares the base; what it replaces there counts no more.
 * When the overlay has grown, {@link rows} are built into a new base, in the background if need be.
 */
export class EntryIndex {
  static readonly empty = new EntryIndex(new Segment([]), new Segment([]), new Set());

  readonly base: Segment;
  readonly overlay: Segment;
  /** Ordinals of the base that the overlay has replaced or that are gone. */
  private readonly replaced: ReadonlySet<number>;

  private constructor(base: Segment, overlay: Segment, replaced: ReadonlySet<number>) {
    this.base = base;
    this.overlay = overlay;
    this.replaced = replaced;
  }

  /** An index whose base holds these rows. */
  static of(rows: readonly IndexRow[]): EntryIndex {
    return new EntryIndex(new Segment(rows), EntryIndex.empty.overlay, EntryIndex.empty.replaced);
  }

  get size(): number {
    return this.base.size - this.replaced.size + this.overlay.size;
  }

  /** The index after the changes; this one stays as it is. Costs as much as the overlay is large. */
  with({ stated, gone }: ListChanges): EntryIndex {
    const rows = new Map<string, IndexRow>();
    for (let i = 0; i < this.overlay.size; i += 1) rows.set(this.overlay.row(i).entryId, this.overlay.row(i));
    const replaced = new Set(this.replaced);
    const replace = (entryId: string): void => {
      const ordinal = this.base.ordinalOf(entryId);
      if (ordinal !== undefined) replaced.add(ordinal);
    };
    for (const entryId of gone) {
      rows.delete(entryId);
      replace(entryId);
    }
    for (const entry of stated) {
      rows.set(entry.entryId, rowOf(entry));
      replace(entry.entryId);
    }
    return new EntryIndex(this.base, new Segment([...rows.values()]), replaced);
  }

  /** Every row that counts, those of the base first. */
  *rows(): Generator<IndexRow> {
    for (let i = 0; i < this.base.size; i += 1) if (!this.replaced.has(i)) yield this.base.row(i);
    for (let i = 0; i < this.overlay.size; i += 1) yield this.overlay.row(i);
  }

  /** True when the row counts: not replaced since its segment was built. */
  counts(segment: Segment, ordinal: number): boolean {
    return segment !== this.base || !this.replaced.has(ordinal);
  }

  /** The row of an entry; undefined when it is not on the list. */
  rowOf(entryId: string): IndexRow | undefined {
    const inOverlay = this.overlay.ordinalOf(entryId);
    if (inOverlay !== undefined) return this.overlay.row(inOverlay);
    const ordinal = this.base.ordinalOf(entryId);
    return ordinal === undefined || this.replaced.has(ordinal) ? undefined : this.base.row(ordinal);
  }
}
