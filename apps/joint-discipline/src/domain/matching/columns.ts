import { coreOfParts, hashed, type IndexRow } from './index-row.ts';
import { roomFor } from './room.ts';
import { TextColumn } from './text-column.ts';

/** Columns of a segment. What it holds of 300,000 rows is numbers and bytes: as objects they keep the collector busy for 100 ms at a time. '' stands for a text that is not there. */
export class Columns {
  size = 0;
  readonly ids: TextColumn;
  readonly usccs: TextColumn;
  readonly persons: TextColumn;
  readonly parts: TextColumn;
  from: Int32Array;
  until: Int32Array;
  versions: Float64Array;
  refs: Float64Array;
  /** Hashes of what finds a row; 0 = not to be found by it. */
  readonly hashes: Record<'id' | 'uscc' | 'person' | 'full' | 'core', Int32Array>;

  constructor(expected: number) {
    const hashes = (): Int32Array => new Int32Array(expected);
    [this.ids, this.usccs, this.persons, this.parts] = [new TextColumn(expected, 36), new TextColumn(expected, 18), new TextColumn(expected, 0), new TextColumn(expected, 24)];
    [this.from, this.until, this.versions, this.refs] = [new Int32Array(expected), new Int32Array(expected), new Float64Array(expected), new Float64Array(expected)];
    this.hashes = { id: hashes(), uscc: hashes(), person: hashes(), full: hashes(), core: hashes() };
  }

  /** @returns its ordinal */
  put(row: IndexRow): number {
    const i = this.size++;
    if (i === this.from.length) this.resize((numbers) => roomFor(numbers, this.size));
    const { hashes } = this;
    this.ids.push(row.entryId);
    this.usccs.push(row.uscc ?? '');
    this.persons.push(row.personIndex ?? '');
    this.parts.push(row.parts);
    this.from[i] = row.from;
    this.until[i] = row.until;
    this.versions[i] = row.listVersion;
    this.refs[i] = row.ref;
    hashes.id[i] = hashed(row.entryId);
    hashes.uscc[i] = hashed(row.uscc);
    hashes.person[i] = row.uscc === undefined ? hashed(row.personIndex) : 0;
    hashes.full[i] = row.fullHash;
    hashes.core[i] = hashed(row.core);
    return i;
  }

  /** Nothing finds this row any more. */
  blank(ordinal: number): void {
    for (const hashes of Object.values(this.hashes)) hashes[ordinal] = 0;
  }

  /** Gives back what it had in reserve. */
  trim(): void {
    for (const texts of [this.ids, this.usccs, this.persons, this.parts]) texts.trim();
    this.resize((numbers) => numbers.slice(0, this.size) as typeof numbers);
  }

  private resize(to: <N extends Int32Array | Float64Array>(numbers: N) => N): void {
    [this.from, this.until, this.versions, this.refs] = [to(this.from), to(this.until), to(this.versions), to(this.refs)];
    for (const name of Object.keys(this.hashes) as (keyof Columns['hashes'])[]) this.hashes[name] = to(this.hashes[name]);
  }
}

/** A row as it lies in the columns; its name is read when somebody asks for it. */
export class ColumnRow implements IndexRow {
  constructor(private readonly columns: Columns, private readonly i: number) {}
  get entryId(): string { return this.columns.ids.at(this.i); }
  get uscc(): string | undefined { return this.columns.usccs.at(this.i) || undefined; }
  get personIndex(): string | undefined { return this.columns.persons.at(this.i) || undefined; }
  get parts(): string { return this.columns.parts.at(this.i); }
  get core(): string { return coreOfParts(this.parts); }
  get fullHash(): number { return this.columns.hashes.full[this.i]!; }
  get from(): number { return this.columns.from[this.i]!; }
  get until(): number { return this.columns.until[this.i]!; }
  get listVersion(): number { return this.columns.versions[this.i]!; }
  get ref(): number { return this.columns.refs[this.i]!; }
}
