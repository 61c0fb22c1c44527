import { epochDay, type LocalDate } from '@credit/kernel';
import { anatomyOf, coreOf, type NameAnatomy } from './name-anatomy.ts';
import { HashChains, hashOf } from './hash-chains.ts';
import { PairPostings, PIECE } from './pair-postings.ts';

/** 名单条目 as it is matched: who it is about, from when until when, and where its whole copy lies. */
export interface IndexedEntry {
  readonly entryId: string;
  /** Name of an organisation; natural persons are found by their blind index alone. */
  readonly name?: string | undefined;
  readonly uscc?: string | undefined;
  /** 盲索引 of the identity number. */
  readonly personIndex?: string | undefined;
  /** 行政区划代码 of the subject's register. */
  readonly region?: string | undefined;
  readonly from: LocalDate;
  /** First day on which it does not hold; absent = no fixed end. */
  readonly until?: LocalDate | undefined;
  readonly listVersion: number;
  /** Where the caller keeps the whole entry; the index does not look into it. */
  readonly ref: number;
}

const NO_END = 2_932_897;
const SEPARATOR = '\u0001';
const NO_NAMES = new HashChains(new Int32Array(0));

/** One row of a segment: an entry whose name has been taken apart. Rows move between segments without being read again. */
export interface IndexRow {
  readonly entryId: string;
  readonly uscc: string | undefined;
  readonly personIndex: string | undefined;
  /** Parts of the name and the region code in one flat text; '' without a name. */
  readonly parts: string;
  readonly fullHash: number;
  readonly from: number;
  readonly until: number;
  readonly listVersion: number;
  readonly ref: number;
}

/** The row of an entry. */
export function rowOf(entry: IndexedEntry): IndexRow {
  const anatomy = entry.name === undefined ? undefined : anatomyOf(entry.name);
  return {
    entryId: entry.entryId, uscc: entry.uscc, personIndex: entry.personIndex,
    parts: anatomy === undefined ? '' : [anatomy.region, anatomy.brand, anatomy.industry, anatomy.form, anatomy.branch, entry.region ?? ''].join(SEPARATOR),
    fullHash: anatomy === undefined ? 0 : hashOf(anatomy.full) || 1,
    from: epochDay(entry.from), until: entry.until === undefined ? NO_END : epochDay(entry.until), listVersion: entry.listVersion, ref: entry.ref,
  };
}

/** The parts of a row's name; `full` is not kept, its hash is. */
export function partsOf(parts: string): { anatomy: NameAnatomy; region: string | undefined } {
  const [region, brand, industry, form, branch, code] = parts.split(SEPARATOR);
  return { anatomy: { full: '', region: region!, brand: brand!, industry: industry!, form: form!, branch: branch! }, region: code === '' ? undefined : code };
}

const coreOfParts = (parts: string): string => (parts === '' ? '' : coreOf(partsOf(parts).anatomy));

/** Runs a builder to its end at once. */
export function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** An immutable part of the index: columns by ordinal, and what finds an ordinal. */
export class Segment {
  private readonly byId = new Map<string, number>();
  private readonly byUscc = new Map<string, number>();
  private readonly byPerson = new Map<string, number>();
  /** Next ordinal of the same code or person, -1 at the end. */
  private readonly nextSame: Int32Array;
  private byFull = NO_NAMES;
  private byCore = NO_NAMES;
  private pairs!: PairPostings;

  private constructor(private readonly rows: readonly IndexRow[]) {
    this.nextSame = new Int32Array(rows.length).fill(-1);
  }

  static of(rows: readonly IndexRow[]): Segment {
    return finish(Segment.build(rows));
  }

  /** Yields between pieces of work, so that who builds a large one can do something else meanwhile. */
  static *build(rows: readonly IndexRow[]): Generator<void, Segment> {
    const segment = new Segment(rows);
    const full = new Int32Array(rows.length);
    const core = new Int32Array(rows.length);
    const cores: string[] = [];
    for (let i = 0; i < rows.length; i += 1) {
      const row = rows[i]!;
      segment.find(row, i);
      const text = coreOfParts(row.parts);
      cores.push(text);
      full[i] = row.fullHash;
      core[i] = text === '' ? 0 : hashOf(text) || 1;
      if (i % PIECE === PIECE - 1) yield;
    }
    segment.byFull = new HashChains(full);
    yield;
    segment.byCore = new HashChains(core);
    yield;
    segment.pairs = yield* PairPostings.build(cores);
    return segment;
  }

  private find(row: IndexRow, ordinal: number): void {
    this.byId.set(row.entryId, ordinal);
    if (row.uscc !== undefined) this.chain(this.byUscc, row.uscc, ordinal);
    else if (row.personIndex !== undefined) this.chain(this.byPerson, row.personIndex, ordinal);
  }

  private chain(map: Map<string, number>, key: string, ordinal: number): void {
    this.nextSame[ordinal] = map.get(key) ?? -1;
    map.set(key, ordinal);
  }

  get size(): number {
    return this.rows.length;
  }

  row(ordinal: number): IndexRow {
    return this.rows[ordinal]!;
  }

  ordinalOf(entryId: string): number | undefined {
    return this.byId.get(entryId);
  }

  /** First ordinal of a code, -1 when there is none; the others by {@link after}. */
  firstOfUscc(uscc: string): number {
    return this.byUscc.get(uscc) ?? -1;
  }

  firstOfPerson(personIndex: string): number {
    return this.byPerson.get(personIndex) ?? -1;
  }

  after(ordinal: number): number {
    return this.nextSame[ordinal]!;
  }

  /** Ordinals whose name may be this full name, may have this core, or shares rare pairs of characters with it; each once. */
  namedLike(anatomy: NameAnatomy, most: number): Set<number> {
    const found = new Set<number>();
    this.byFull.each(hashOf(anatomy.full) || 1, (i) => found.add(i));
    const core = coreOf(anatomy);
    this.byCore.each(hashOf(core) || 1, (i) => found.add(i));
    for (const i of this.pairs.nearest(core, most)) found.add(i);
    return found;
  }
}
