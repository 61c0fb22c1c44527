import { epochDay, type LocalDate } from '@credit/kernel';
import { anatomyOf, coreOf, type NameAnatomy } from './name-anatomy.ts';
import { HashChains, hashOf } from './hash-chains.ts';
import { PairPostings, PIECE } from './pair-postings.ts';
import { TextColumn } from './text-column.ts';

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
/** Hash of a text that is there; 0 stands for none. */
const hashed = (text: string | undefined): number => (text === undefined || text === '' ? 0 : hashOf(text) || 1);

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
    fullHash: hashed(anatomy?.full),
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

/** What finds an ordinal, by hash. */
interface Finders {
  readonly id: HashChains;
  readonly uscc: HashChains;
  readonly person: HashChains;
  readonly full: HashChains;
  readonly core: HashChains;
  readonly pairs: PairPostings;
}

/** Columns of a segment, filled in order while it is being built. What is not looked at for every question is kept as bytes: as objects, 300,000 rows keep the collector busy for 100 ms at a time. */
class Columns {
  readonly ids: string[] = [];
  readonly usccs: (string | undefined)[] = [];
  readonly persons: (string | undefined)[] = [];
  readonly parts: TextColumn;
  readonly fullHashes: Int32Array;
  readonly from: Int32Array;
  readonly until: Int32Array;
  readonly versions: Float64Array;
  readonly refs: Float64Array;

  constructor(readonly size: number) {
    this.parts = new TextColumn(size);
    [this.fullHashes, this.from, this.until] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    [this.versions, this.refs] = [new Float64Array(size), new Float64Array(size)];
  }

  put(row: IndexRow, i: number): void {
    this.ids.push(row.entryId);
    this.usccs.push(row.uscc);
    this.persons.push(row.personIndex);
    this.parts.push(row.parts);
    this.fullHashes[i] = row.fullHash;
    this.from[i] = row.from;
    this.until[i] = row.until;
    this.versions[i] = row.listVersion;
    this.refs[i] = row.ref;
  }
}

/** A row as it lies in the columns; its name is read when somebody asks for it. */
class ColumnRow implements IndexRow {
  constructor(private readonly columns: Columns, private readonly i: number) {}
  get entryId(): string { return this.columns.ids[this.i]!; }
  get uscc(): string | undefined { return this.columns.usccs[this.i]; }
  get personIndex(): string | undefined { return this.columns.persons[this.i]; }
  get parts(): string { return this.columns.parts.at(this.i); }
  get fullHash(): number { return this.columns.fullHashes[this.i]!; }
  get from(): number { return this.columns.from[this.i]!; }
  get until(): number { return this.columns.until[this.i]!; }
  get listVersion(): number { return this.columns.versions[this.i]!; }
  get ref(): number { return this.columns.refs[this.i]!; }
}

/** The same row with its copy elsewhere. */
export const movedTo = ({ entryId, uscc, personIndex, parts, fullHash, from, until, listVersion }: IndexRow, ref: number): IndexRow => ({ entryId, uscc, personIndex, parts, fullHash, from, until, listVersion, ref });

/** An immutable part of the index: columns by ordinal, and what finds an ordinal. */
export class Segment {
  private constructor(private readonly columns: Columns, private readonly by: Finders) {}

  static of(rows: readonly IndexRow[]): Segment {
    return finish(Segment.build(rows, rows.length));
  }

  /** Yields between pieces of work, so that who builds a large one can do something else meanwhile. @param size how many rows there are */
  static *build(rows: Iterable<IndexRow>, size: number): Generator<void, Segment> {
    const columns = new Columns(size);
    const [id, uscc, person, core] = [new Int32Array(size), new Int32Array(size), new Int32Array(size), new Int32Array(size)];
    let i = 0;
    for (const row of rows) {
      columns.put(row, i);
      id[i] = hashed(row.entryId);
      uscc[i] = hashed(row.uscc);
      person[i] = row.uscc === undefined ? hashed(row.personIndex) : 0;
      core[i] = hashed(coreOfParts(row.parts));
      i += 1;
      if (i % PIECE === 0) yield;
    }
    const chains: HashChains[] = [];
    for (const hashes of [id, uscc, person, columns.fullHashes, core]) {
      chains.push(new HashChains(hashes));
      yield;
    }
    const pairs = yield* PairPostings.build(size, (n) => coreOfParts(columns.parts.at(n)));
    return new Segment(columns, { id: chains[0]!, uscc: chains[1]!, person: chains[2]!, full: chains[3]!, core: chains[4]!, pairs });
  }

  get size(): number {
    return this.columns.size;
  }

  row(ordinal: number): IndexRow {
    return new ColumnRow(this.columns, ordinal);
  }

  ordinalOf(entryId: string): number | undefined {
    return this.by.id.all(hashed(entryId)).find((i) => this.columns.ids[i] === entryId);
  }

  /** Ordinals of a code, ascending. */
  ofUscc(uscc: string): number[] {
    return this.by.uscc.all(hashed(uscc)).filter((i) => this.columns.usccs[i] === uscc);
  }

  ofPerson(personIndex: string): number[] {
    return this.by.person.all(hashed(personIndex)).filter((i) => this.columns.persons[i] === personIndex);
  }

  /** Ordinals whose name may be this full name, may have this core, or shares rare pairs of characters with it; each once. */
  namedLike(anatomy: NameAnatomy, most: number): Set<number> {
    const core = coreOf(anatomy);
    return new Set([...this.by.full.all(hashed(anatomy.full)), ...this.by.core.all(hashed(core)), ...this.by.pairs.nearest(core, most)]);
  }
}
