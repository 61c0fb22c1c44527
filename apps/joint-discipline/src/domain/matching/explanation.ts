import { compareNames, scoreOf, WEIGHTS, type Feature } from './compare-names.ts';
import { anatomyOf, coreOf, type NameAnatomy } from './name-anatomy.ts';
import { hashOf } from './hash-chains.ts';
import { partsOf, type IndexRow } from './index-row.ts';

/** 比对阶梯 cn-ladder, version 1. A changed rung or weight is another version beside this one. */
export const LADDER = 'cn-ladder';
export const LADDER_VERSION = 1;

/** 梯级: 1 统一社会信用代码, 2 证件号码盲索引 → hit; 3 全称与行政区划, 4 名称核心, 5 相似名称 → a human. */
export type Rung = 1 | 2 | 3 | 4 | 5;
export type Identifier = 'uscc' | 'person-index' | 'full-name-and-region' | 'core-name' | 'similar-name';
export const IDENTIFIER_OF: Readonly<Record<Rung, Identifier>> = { 1: 'uscc', 2: 'person-index', 3: 'full-name-and-region', 4: 'core-name', 5: 'similar-name' };

/** 所查主体 — as it is matched: a valid code, blind indexes, a name taken apart. */
export interface Sought {
  /** With both check characters right. */
  readonly uscc?: string | undefined;
  /** Under every key in use, the current one first. */
  readonly personIndexes?: readonly string[] | undefined;
  readonly anatomy?: NameAnatomy | undefined;
  readonly region?: string | undefined;
}

/** 命中说明 — why an entry answers a question (N8): the identifier used, those ignored, additive features, entry and list version. Made of its inputs alone. */
export interface Explanation {
  readonly ladder: typeof LADDER;
  readonly ladderVersion: typeof LADDER_VERSION;
  readonly rung: Rung;
  readonly identifierUsed: Identifier;
  /** What was given beside it and did not decide. */
  readonly identifiersIgnored: readonly string[];
  readonly entryId: string;
  /** List version at which the entry took this state. */
  readonly entryListVersion: number;
  readonly score: number;
  readonly features: readonly Feature[];
}

/** What is asked about, from what a caller gives. */
export const soughtOf = (given: { uscc?: string | undefined; personIndexes?: readonly string[] | undefined; name?: string | undefined; region?: string | undefined }): Sought =>
  ({ uscc: given.uscc, personIndexes: given.personIndexes, anatomy: given.name === undefined ? undefined : anatomyOf(given.name), region: given.region });

const IDENTIFIED: readonly Feature[] = [{ name: 'identifier', weight: 1, value: 1 }];
const NONE: readonly string[] = [];
const IGNORED = [NONE, ['name'], ['region'], ['name', 'region']] as const;

/** 精确命中 — the explanation of rung 1 or 2. Runs for every hit: nothing is computed that is known beforehand. */
export const explainIdentified = (sought: Sought, row: IndexRow, rung: 1 | 2): Explanation => ({
  ladder: LADDER, ladderVersion: LADDER_VERSION, rung, identifierUsed: IDENTIFIER_OF[rung],
  identifiersIgnored: IGNORED[(sought.anatomy === undefined ? 0 : 1) + (sought.region === undefined ? 0 : 2)]!,
  entryId: row.entryId, entryListVersion: row.listVersion, score: 1, features: IDENTIFIED,
});

/** 疑似 — the explanation of rungs 3 to 5, or undefined when the names do not meet. Two valid codes that differ speak against it, and leave rung 3 only. 企业名称登记管理规定 */
export function explainNamed(sought: Sought & { anatomy: NameAnatomy }, row: IndexRow): Explanation | undefined {
  const listed = partsOf(row.parts);
  const { likeness, features } = compareNames({ anatomy: sought.anatomy, region: sought.region }, listed);
  if (likeness === 'different' || likeness === 'linked') return undefined;
  const conflict = sought.uscc !== undefined && row.uscc !== undefined && row.uscc !== sought.uscc;
  const inFull = likeness === 'same' && (hashOf(sought.anatomy.full) || 1) === row.fullHash && features.some(({ name, value }) => name === 'region' && value === 1);
  if (conflict && !inFull) return undefined;
  const rung = inFull ? 3 : likeness === 'same' && coreOf(sought.anatomy) === coreOf(listed.anatomy) ? 4 : 5;
  const all: readonly Feature[] = conflict ? [...features, { name: 'uscc-conflict', weight: WEIGHTS['uscc-conflict'], value: 1 }] : features;
  const ignored = [...(sought.uscc === undefined ? [] : ['uscc']), ...(rung === 3 || sought.region === undefined ? [] : ['region'])];
  return {
    ladder: LADDER, ladderVersion: LADDER_VERSION, rung, identifierUsed: IDENTIFIER_OF[rung], identifiersIgnored: ignored,
    entryId: row.entryId, entryListVersion: row.listVersion, score: scoreOf(all), features: all,
  };
}

/** 重建说明 — the explanation of one entry from its inputs: what was asked and the entry as it stood. Equal to the one that was given. */
export function explain(sought: Sought, row: IndexRow): Explanation | undefined {
  if (sought.uscc !== undefined && row.uscc === sought.uscc) return explainIdentified(sought, row, 1);
  if (row.personIndex !== undefined && sought.personIndexes?.includes(row.personIndex)) return explainIdentified(sought, row, 2);
  return sought.anatomy === undefined || row.parts === '' ? undefined : explainNamed({ ...sought, anatomy: sought.anatomy }, row);
}
