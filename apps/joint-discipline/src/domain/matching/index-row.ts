import { epochDay, type LocalDate } from '@credit/kernel';
import { anatomyOf, coreOf, type NameAnatomy } from './name-anatomy.ts';
import { hashOf } from './hash-chains.ts';

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
export const hashed = (text: string | undefined): number => (text === undefined || text === '' ? 0 : hashOf(text) || 1);

/** One row of a segment: an entry whose name has been taken apart. Rows move between segments without being read again. */
export interface IndexRow {
  readonly entryId: string;
  readonly uscc: string | undefined;
  readonly personIndex: string | undefined;
  /** Parts of the name and the region code in one flat text; '' without a name. */
  readonly parts: string;
  /** 名称核心 of its name; '' without one. */
  readonly core: string;
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
    core: anatomy === undefined ? '' : coreOf(anatomy), fullHash: hashed(anatomy?.full),
    from: epochDay(entry.from), until: entry.until === undefined ? NO_END : epochDay(entry.until), listVersion: entry.listVersion, ref: entry.ref,
  };
}

/** The parts of a row's name; `full` is not kept, its hash is. */
export function partsOf(parts: string): { anatomy: NameAnatomy; region: string | undefined } {
  const [region, brand, industry, form, branch, code] = parts.split(SEPARATOR);
  return { anatomy: { full: '', region: region!, brand: brand!, industry: industry!, form: form!, branch: branch! }, region: code === '' ? undefined : code };
}

export const coreOfParts = (parts: string): string => (parts === '' ? '' : coreOf(partsOf(parts).anatomy));

/** The same row with its copy elsewhere. */
export const movedTo = ({ entryId, uscc, personIndex, parts, core, fullHash, from, until, listVersion }: IndexRow, ref: number): IndexRow => ({ entryId, uscc, personIndex, parts, core, fullHash, from, until, listVersion, ref });
