import { digestText, type ListEntryV1, type ListWatermarkV1 } from '@credit/contracts/events';
import { EntryIndex } from '../domain/matching/entry-index.ts';
import { movedTo, rowOf, type IndexedEntry, type IndexRow } from '../domain/matching/index-row.ts';
import { SegmentBuilder } from '../domain/matching/segment.ts';
import { EntryCopies } from './entry-copies.ts';
import { ListFreshness } from './list-freshness.ts';
import type { ListedEntry } from './listed-entry.ts';

/** Token of the one {@link LiveList} of this instance. */
export const LIVE_LIST = Symbol('LIVE_LIST');

/** 名单状态 — which list an answer was given from, and how old what its owner last said of it is (P-8, N9). */
export interface ListState {
  /** Next offset per partition of the list topic. */
  readonly partitions: Readonly<Record<string, string>>;
  /** Digest of all live entries, as `ListWatermarkV1.liveHash` makes it. */
  readonly contentHash: string;
  /** The owner's list is complete here up to this list change. */
  readonly listVersion: string;
  readonly entries: number;
  readonly ageMs: number;
}

/** What a record of the topic says of an entry. */
export interface Statement {
  readonly partition: number;
  readonly entryId: string;
  /** `ce_aggregateversion`; absent: whatever it is, it is newer. */
  readonly version?: string | undefined;
  /** The entry, and its text as it lies on the topic; absent = its tombstone. */
  readonly stated?: { readonly entry: ListedEntry; readonly text: Uint8Array } | undefined;
}

/** Changes that are put into effect at a time. */
const SETTLE_MOST = 250;

interface Merge {
  /** Undefined: the first base is being built. */
  readonly from: EntryIndex | undefined;
  readonly work: Generator<void, EntryIndex>;
  readonly moves: { entryId: string; from: number; to: number }[];
}

/**
 * 名单现状 — the list as this instance knows it: index, copies of the entries, and how fresh they are. Statements are taken at once and put into effect by {@link work}, in small pieces,
 * so that neither a burst nor a new base keeps a question waiting. Not ready before everything that was on the topic at the start has been read.
 */
export class LiveList {
  private index = EntryIndex.empty;
  private readonly copies = new EntryCopies();
  private readonly freshness: ListFreshness;
  /** Last offset that was read, by partition. */
  private readonly read = new Map<number, string>();
  /** The first base, while the topic is read for the first time. */
  private loading: SegmentBuilder | undefined = new SegmentBuilder();
  /** Taken, and not yet in effect. */
  private readonly pending = new Map<string, IndexedEntry | null>();
  /** Entries that have ended, and those of red lists: not in the index, but a state told again must neither revive them nor be counted twice. Kept beyond their tombstone. */
  private readonly apart = new Map<string, { version: number; live: boolean }>();
  private merge: Merge | undefined;
  private settled: Omit<ListState, 'listVersion' | 'ageMs'> = { partitions: {}, contentHash: digestText(0n), entries: 0 };

  constructor(now: () => number, maxAgeMs: number, private readonly elapsed: () => number = () => performance.now()) {
    this.freshness = new ListFreshness(now, elapsed, maxAgeMs);
  }

  get current(): EntryIndex {
    return this.index;
  }

  copyOf(ref: number): ListEntryV1 {
    return this.copies.get(ref);
  }

  /** Every record of the topic moves its partition on, whatever it says. */
  passed(partition: number, offset: string): void {
    this.read.set(partition, offset);
  }

  /** Takes what a record says of an entry. Not newer than what is known of it: passed by. */
  take({ partition, entryId, version: said, stated }: Statement): void {
    const before = this.known(entryId);
    const version = said === undefined ? (before?.version ?? 0) + 1 : Number(said);
    if (version <= (before?.version ?? -1)) return;
    const entry = stated?.entry;
    const live = entry?.status === 'in-force';
    if (before?.live) this.freshness.weigh(partition, entryId, before.version, -1);
    if (live) this.freshness.weigh(partition, entryId, version, 1);
    const counts = live && entry.listKind !== 'red';
    if (counts) this.apart.delete(entryId);
    else this.apart.set(entryId, { version, live });
    this.replace(entryId, counts ? this.indexed(entry, stated!.text, version) : null);
  }

  /** Takes a watermark of the owner. */
  mark(partition: number, mark: ListWatermarkV1): void {
    this.freshness.mark(partition, mark);
  }

  /** Everything that was on the topic at the start has been read: the base can be built. */
  ready(): void {
    if (this.loading !== undefined) this.merge = { from: undefined, work: EntryIndex.builtBy(this.loading), moves: [] };
  }

  /** Puts some of what was taken into effect and goes on with a new base, for about `budgetMs`. @returns whether more is to do */
  work(budgetMs: number): boolean {
    const end = this.elapsed() + budgetMs;
    if (this.loading === undefined) this.settle();
    if (this.merge === undefined && this.loading === undefined && this.index.scattered) this.beginMerge();
    do {
      const step = this.merge?.work.next();
      if (step?.done === true) this.endMerge(this.merge!, step.value);
    } while (this.merge !== undefined && this.elapsed() < end);
    return this.merge !== undefined || (this.loading === undefined && this.pending.size > 0);
  }

  /** Milliseconds since the owner's last word on the partition that it spoke of longest ago; Infinity before it has spoken of all. */
  ageMs(): number {
    return this.loading === undefined ? this.freshness.ageMs() : Number.POSITIVE_INFINITY;
  }

  /** True while what was read is not what the owner says. */
  get differs(): boolean {
    return this.loading === undefined && this.freshness.differs() !== undefined;
  }

  /** Why no question may be answered now; undefined when it may (R12: a list that is not current never says "no hit"). */
  staleBecause(): string | undefined {
    const because = this.loading === undefined ? this.freshness.staleBecause() : 'it has not been read to its end yet';
    return because === undefined ? undefined : `the list is not current: ${because}`;
  }

  /** Bytes that the copies of the entries take. */
  get heldBytes(): number {
    return this.copies.heldBytes;
  }

  state(): ListState {
    return { ...this.settled, listVersion: String(this.freshness.listVersion), ageMs: Math.round(this.ageMs()) };
  }

  private settle(): void {
    const some: [string, IndexedEntry | null][] = [];
    for (const one of this.pending) if (some.push(one) === SETTLE_MOST) break;
    if (some.length > 0) {
      for (const [entryId] of some) {
        this.pending.delete(entryId);
        this.drop(this.index.rowOf(entryId));
      }
      this.index = this.index.with({ stated: some.flatMap(([, entry]) => entry ?? []), gone: some.flatMap(([entryId, entry]) => (entry === null ? [entryId] : [])) });
    }
    if (this.pending.size > 0) return;
    if (this.merge === undefined) this.copies.sweep(this.elapsed()); // a merge looks at rows that have been replaced meanwhile
    this.freshness.settled();
    const partitions = Object.fromEntries([...this.read].sort(([a], [b]) => a - b).map(([partition, offset]) => [String(partition), String(BigInt(offset) + 1n)]));
    this.settled = { partitions, contentHash: digestText(this.freshness.digest), entries: this.index.size };
  }

  private beginMerge(): void {
    const moves: Merge['moves'] = [];
    this.index = this.index.closed();
    const moved = (row: IndexRow): IndexRow => {
      const to = this.copies.moved(row.ref);
      if (to === row.ref) return row;
      moves.push({ entryId: row.entryId, from: row.ref, to });
      return movedTo(row, to);
    };
    this.merge = { from: this.index, work: this.index.merging(moved), moves };
  }

  private endMerge({ from, moves }: Merge, merged: EntryIndex): void {
    this.merge = undefined;
    this.index = from === undefined ? merged : merged.after(from, this.index);
    for (const move of moves) this.copies.drop(this.index.rowOf(move.entryId)?.ref === move.to ? move.from : move.to);
    if (from === undefined) {
      this.loading = undefined;
      this.settle();
    }
  }

  /** What is known of an entry, in effect or not. */
  private known(entryId: string): { version: number; live: boolean } | undefined {
    const apart = this.apart.get(entryId);
    if (apart !== undefined) return apart;
    const row = this.pending.get(entryId) ?? this.loaded(entryId) ?? this.index.rowOf(entryId);
    return row === undefined ? undefined : { version: this.copies.versionOf(row.ref), live: true };
  }

  private loaded(entryId: string): IndexRow | undefined {
    const ordinal = this.loading?.ordinalOf(entryId);
    return ordinal === undefined ? undefined : this.loading!.row(ordinal);
  }

  /** While the topic is being read for the first time, entries go straight into the first base. */
  private replace(entryId: string, entry: IndexedEntry | null): void {
    if (this.loading === undefined || this.merge !== undefined) {
      this.drop(this.pending.get(entryId) ?? undefined);
      this.pending.set(entryId, entry);
      return;
    }
    const before = this.loading.ordinalOf(entryId);
    if (before !== undefined) {
      this.drop(this.loading.row(before));
      this.loading.drop(before);
    }
    if (entry !== null) this.loading.add(rowOf(entry));
  }

  private drop(row: { ref: number } | undefined): void {
    if (row !== undefined) this.copies.drop(row.ref);
  }

  private indexed(entry: ListedEntry, text: Uint8Array, version: number): IndexedEntry {
    const named = entry.subject.subjectClass !== 'NATURAL_PERSON';
    return {
      entryId: entry.entryId, name: named ? entry.subject.name : undefined, uscc: entry.subject.uscc, personIndex: entry.personIndex, region: entry.region,
      from: entry.from, until: entry.until, listVersion: Number(entry.listVersion), ref: this.copies.put(text, version),
    };
  }
}
