import type { CityConfig, Department } from '@credit/contracts/topics';
import type { ReadCell } from './cells.ts';

/** What a profile may use to fill what an old format lacks. */
export interface RowContext {
  city: CityConfig;
  department: Department;
}

/** One column of a department's file. */
export interface Column {
  /** Header in the standard, e.g. `CF_WSH`. */
  header: string;
  /** 中文表头; also accepted as header, and shown in templates and error sheets. */
  title: string;
  /** Where its value goes in the canonical data; JSON pointers of findings lead back to the column by it. */
  identifier: string;
  read(raw: unknown): ReadCell;
  /** `always`: a file without this column is refused whole. */
  required?: 'always';
  /** How to fill it, for the template. */
  help?: string;
}

/** 映射规范: how a department's columns become one intake event. Data, not code paths: a new format is a new profile (domain §2.4 "an adapter, not dual columns"). */
export interface Profile {
  id: string;
  kind: string;
  /** The intake `ce_type` of every row. */
  type: string;
  columns: readonly Column[];
  /** Header names that only this profile has; one of them in a file chooses it. */
  marks: readonly string[];
  /** Builds the canonical data from the values read; returns the identifiers it had to derive. */
  build(values: Readonly<Record<string, unknown>>, context: RowContext): { data: Record<string, unknown>; derived: readonly string[] };
}

const clean = (header: string): string => header.normalize('NFKC').trim().toLowerCase();

/** Column of a file for each of its header names; names that no column answers to are ignored (and never stored). */
export function columnsOf(profile: Profile, header: readonly string[]): ReadonlyMap<string, Column> {
  const known = new Map<string, Column>();
  for (const column of profile.columns) for (const name of [column.header, column.title, column.identifier]) known.set(clean(name), column);
  const found = new Map<string, Column>();
  for (const name of header) {
    const column = known.get(clean(name));
    if (column !== undefined) found.set(name, column);
  }
  return found;
}

/** Headers that the profile always needs and the file lacks. */
export function missingColumns(profile: Profile, header: readonly string[]): readonly Column[] {
  const present = new Set([...columnsOf(profile, header).values()]);
  return profile.columns.filter((column) => column.required === 'always' && !present.has(column));
}
