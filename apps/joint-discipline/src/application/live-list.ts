import type { ListEntryV1 } from '@credit/contracts/events';
import { EntryIndex } from '../domain/matching/entry-index.ts';
import { hashOf } from '../domain/matching/hash-chains.ts';
import { rowOf, type IndexedEntry, type IndexRow } from '../domain/matching/segment.ts';
import { EntryCopies } from './entry-copies.ts';

/** Token of the one {@link LiveList} of this instance. */
export const LIVE_LIST = Symbol('LIVE_LIST');

/** 名单状态 — which list an answer was given from, and how old what we know of it is (P-8, N9). */
export interface ListState {
  /** Next offset per partition of the list topic. */
  readonly partitions: Readonly<Record<string, string>>;
  /** Of the entries that count, whatever the order in which they came. */
  readonly contentHash: string;
  /** Highest list version among them. */
  readonly listVersion: string;
  readonly entries: number;
  readonly ageMs: number;
}

/** From this many changes on, and from this share of the base, the overlay becomes part of a new base. */
const OVERLAY_MOST = 2_000;
const OVERLAY_SHARE = 0.05;

/**
 * 名单现状 — the list as this instance knows it: index, copies of the entries and how fresh they are. Changes are collected and take effect together, so that a burst costs one overlay.
 * Not ready before everything that was on the topic at the start has been read.
 */
export class LiveList {
  private index = EntryIndex.empty;
  private readonly copies = new EntryCopies();
  private readonly next = new Map<number, bigint>();
  private readonly pending = new Map<string, IndexRow | null>();
  private readonly pendingEntries = new Map<string, IndexedEntry | null>();
  /** Versions of entries that have ended: a state told again cannot revive them. Until their tombstone. */
  private readonly ended = new Map<string, number>();
  private contentHash = 0n;
  private listVersion = 0n;
  private caughtUp = false;
  private atEndAt: number | undefined;

  constructor(private readonly now: () => number, private readonly maxAgeMs: number) {}

  get current(): EntryIndex {
    return this.index;
  }

  copyOf(ref: number): ListEntryV1 {
    return this.copies.get(ref);
  }

  /** Every record of the topic moves its partition on, whatever it says. */
  passed(partition: number, offset: string): void {
    this.next.set(partition, BigInt(offset) + 1n);
  }

  /** Takes what a record says of an entry, or its tombstone; it counts from the next {@link settle} on. Older than what is known of the entry: passed by. */
  take(entryId: string, entry: ListEntryV1 | undefined): void {
    if (entry === undefined) this.ended.delete(entryId);
    else {
      const version = Number(entry.listVersion);
      if (version < Math.max(this.versionOf(entryId) ?? 0, this.ended.get(entryId) ?? 0)) return;
      if (BigInt(version) > this.listVersion) this.listVersion = BigInt(version);
      if (entry.status === 'ended') this.ended.set(entryId, version);
    }
    const counts = entry !== undefined && entry.status === 'in-force' && entry.listKind !== 'red';
    this.pendingEntries.set(entryId, counts ? this.indexed(entry) : null);
    if (!this.caughtUp) this.prepare(entryId);
  }

  /** Puts what was taken into effect. */
  settle(): void {
    if (!this.caughtUp || this.pendingEntries.size === 0) return;
    const stated = [...this.pendingEntries.values()].filter((entry) => entry !== null);
    const gone = [...this.pendingEntries].filter(([, entry]) => entry === null).map(([entryId]) => entryId);
    for (const entryId of this.pendingEntries.keys()) this.weigh(this.index.rowOf(entryId));
    for (const { entryId, listVersion } of stated) this.weigh({ entryId, listVersion });
    this.pendingEntries.clear();
    this.index = this.index.with({ stated, gone });
    const { base, overlay } = this.index;
    if (overlay.size > OVERLAY_MOST && overlay.size > base.size * OVERLAY_SHARE) this.index = EntryIndex.of([...this.index.rows()]);
  }

  /** Everything that was on the topic at the start has been read: the base is built, questions may be answered. */
  ready(): void {
    const rows = [...this.pending.values()].filter((row) => row !== null);
    this.pending.clear();
    this.index = EntryIndex.of(rows);
    for (const row of rows) this.weigh(row);
    this.caughtUp = true;
  }

  /** The broker's next offsets as they were at `askedAt`: when nothing is missing, the list was whole at that moment. */
  compare(ends: readonly { partition: number; low: string; high: string }[], askedAt: number): void {
    for (const { partition, low } of ends) if (!this.next.has(partition)) this.next.set(partition, BigInt(low));
    if (ends.every(({ partition, high }) => this.next.get(partition)! >= BigInt(high))) this.atEndAt = askedAt;
  }

  /** Milliseconds since the list was last known to be whole; Infinity before it ever was. */
  ageMs(): number {
    return this.caughtUp && this.atEndAt !== undefined ? Math.max(0, this.now() - this.atEndAt) : Number.POSITIVE_INFINITY;
  }

  /** Why no question may be answered now; undefined when it may (R12: a list that is not current never says "no hit"). */
  staleBecause(): string | undefined {
    if (!this.caughtUp) return 'the list has not been read to its end yet';
    const age = this.ageMs();
    return age <= this.maxAgeMs ? undefined : `the list was last known to be whole ${age === Number.POSITIVE_INFINITY ? 'never' : `${Math.round(age / 1000)} s ago`}`;
  }

  state(): ListState {
    const partitions = Object.fromEntries([...this.next].sort(([a], [b]) => a - b).map(([partition, offset]) => [String(partition), String(offset)]));
    return { partitions, contentHash: this.contentHash.toString(16).padStart(16, '0'), listVersion: String(this.listVersion), entries: this.index.size, ageMs: Math.round(this.ageMs()) };
  }

  private versionOf(entryId: string): number | undefined {
    const pending = this.pendingEntries.get(entryId) ?? this.pending.get(entryId);
    return pending === undefined || pending === null ? this.index.rowOf(entryId)?.listVersion : pending.listVersion;
  }

  /** While the topic is being read for the first time, entries go straight into rows: the base is made of them. */
  private prepare(entryId: string): void {
    const entry = this.pendingEntries.get(entryId);
    this.pending.set(entryId, entry === null || entry === undefined ? null : rowOf(entry));
    this.pendingEntries.delete(entryId);
  }

  private indexed(entry: ListEntryV1): IndexedEntry {
    const named = entry.subject.subjectClass !== 'NATURAL_PERSON';
    return {
      entryId: entry.entryId, name: named ? entry.subject.name : undefined, uscc: entry.subject.uscc, personIndex: entry.personIndex, region: entry.region,
      from: entry.from, until: entry.until, listVersion: Number(entry.listVersion), ref: this.copies.put(entry),
    };
  }

  /** Adds or takes away what a row weighs in the content hash: its own inverse. */
  private weigh(row: { entryId: string; listVersion: number } | undefined): void {
    if (row === undefined) return;
    const text = `${row.entryId}@${row.listVersion}`;
    this.contentHash ^= (BigInt(hashOf(text) >>> 0) << 32n) | BigInt(hashOf(`~${text}`) >>> 0);
  }
}
