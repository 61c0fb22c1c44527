import { ColumnRow, Columns } from './columns.ts';
import { GrowingChains, HashChains } from './hash-chains.ts';
import { hashed, type IndexRow } from './index-row.ts';
import { coreOf, type NameAnatomy } from './name-anatomy.ts';
import { HeldPairs, PairPostings, PIECE } from './pair-postings.ts';

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

/** A segment that is being filled: rows lie in their columns from the beginning, and what finds them is made at the end. */
export class SegmentBuilder {
  private readonly columns: Columns;
  private readonly pairs = new HeldPairs();
  private readonly known = new GrowingChains();
  private readonly dropped = new Set<number>();

  /** @param expected rows, as far as is known */
  constructor(expected = 0) {
    this.columns = new Columns(expected);
  }

  /** @returns its ordinal */
  add(row: IndexRow): number {
    this.pairs.push(row.core);
    const ordinal = this.columns.put(row);
    this.known.add(this.columns.hashes.id, ordinal + 1);
    return ordinal;
  }

  /** Of the row that counts. */
  ordinalOf(entryId: string): number | undefined {
    const hash = hashed(entryId);
    return this.known.find(hash, (i) => this.columns.hashes.id[i] === hash && this.columns.ids.is(i, entryId));
  }

  row(ordinal: number): IndexRow {
    return new ColumnRow(this.columns, ordinal);
  }

  /** This row counts no more. */
  drop(ordinal: number): void {
    this.columns.blank(ordinal);
    this.dropped.add(ordinal);
  }

  /** Nothing may be added afterwards. Yields between pieces of work, so that who builds a large one can do something else meanwhile. */
  *finish(): Generator<void, { segment: Segment; dropped: ReadonlySet<number> }> {
    const { columns, dropped } = this;
    columns.trim();
    const chains: HashChains[] = [];
    const { id, uscc, person, full, core } = columns.hashes;
    for (const hashes of [id, uscc, person, full, core]) {
      yield;
      chains.push(new HashChains(hashes));
    }
    const pairs = yield* PairPostings.build(this.pairs);
    return { segment: new Segment(columns, { id: chains[0]!, uscc: chains[1]!, person: chains[2]!, full: chains[3]!, core: chains[4]!, pairs }), dropped };
  }
}

/** An immutable part of the index: columns by ordinal, and what finds an ordinal. */
export class Segment {
  constructor(private readonly columns: Columns, private readonly by: Finders) {}

  static of(rows: readonly IndexRow[]): Segment {
    return finish(Segment.build(rows, rows.length));
  }

  /** Yields between pieces of work. @param size how many rows there are */
  static *build(rows: Iterable<IndexRow>, size: number): Generator<void, Segment> {
    const builder = new SegmentBuilder(size);
    for (const row of rows) if (builder.add(row) % PIECE === PIECE - 1) yield;
    return (yield* builder.finish()).segment;
  }

  get size(): number {
    return this.columns.size;
  }

  row(ordinal: number): IndexRow {
    return new ColumnRow(this.columns, ordinal);
  }

  ordinalOf(entryId: string): number | undefined {
    return this.by.id.all(hashed(entryId)).find((i) => this.columns.ids.is(i, entryId));
  }

  /** Ordinals of a code, ascending. */
  ofUscc(uscc: string): number[] {
    return this.by.uscc.all(hashed(uscc)).filter((i) => this.columns.usccs.is(i, uscc));
  }

  ofPerson(personIndex: string): number[] {
    return this.by.person.all(hashed(personIndex)).filter((i) => this.columns.persons.is(i, personIndex));
  }

  /** Ordinals whose name may be this full name, may have this core, or shares rare pairs of characters with it; each once. */
  namedLike(anatomy: NameAnatomy, most: number): Set<number> {
    const core = coreOf(anatomy);
    return new Set([...this.by.full.all(hashed(anatomy.full)), ...this.by.core.all(hashed(core)), ...this.by.pairs.nearest(core, most)]);
  }
}
