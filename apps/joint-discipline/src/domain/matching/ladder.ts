import type { EntryIndex, Part } from './entry-index.ts';
import { explainIdentified, explainNamed, type Explanation, type Sought } from './explanation.ts';
import type { IndexRow } from './index-row.ts';

/** 比对结果: 命中, 未命中, 疑似须人工确认. Only a hit ever leads to a prompt (domain §5.7). */
export type Outcome = 'hit' | 'none' | 'needs-human';

export interface Match {
  readonly outcome: Outcome;
  readonly found: readonly Found[];
}

export interface Found {
  readonly row: IndexRow;
  readonly explanation: Explanation;
}

const NOTHING: Match = { outcome: 'none', found: [] };
/** Suspects that a human is shown at most, and names that are compared for them. */
const MOST_SHOWN = 5;
const MOST_COMPARED = 48;

/** In force on the day: from ≤ day < until (P-11). */
const holds = (row: IndexRow, day: number): boolean => row.from <= day && day < row.until;

/** 精确比对 in one part: every entry of the code or the person that counts and holds. */
function identified(part: Part, ordinals: readonly number[], sought: Sought, day: number, rung: 1 | 2, into: Found[]): void {
  for (const i of ordinals) {
    const row = part.segment.row(i);
    if (holds(row, day) && part.counts(i)) into.push({ row, explanation: explainIdentified(sought, row, rung) });
  }
}

/** 名称比对 — suspects of all parts, best rung first, then best score. */
function suspects(index: EntryIndex, sought: Sought, day: number, isKnownDifferent: (entryId: string) => boolean): Found[] {
  const { anatomy } = sought;
  if (anatomy === undefined) return [];
  const found: Found[] = [];
  for (const part of index.parts) {
    const { segment } = part;
    for (const i of segment.namedLike(anatomy, MOST_COMPARED)) {
      const row = segment.row(i);
      if (!holds(row, day) || !part.counts(i) || row.parts === '') continue;
      const explanation = explainNamed({ ...sought, anatomy }, row);
      if (explanation !== undefined && !isKnownDifferent(row.entryId)) found.push({ row, explanation });
    }
  }
  found.sort((a, b) => a.explanation.rung - b.explanation.rung || b.explanation.score - a.explanation.score || (a.row.entryId < b.row.entryId ? -1 : 1));
  return found.slice(0, MOST_SHOWN);
}

/**
 * 比对 — cn-ladder, version 1. Rungs 1 and 2 hit; names alone never do: they ask a human. A pair that a human has called different is not shown again;
 * an exact identifier is not silenced by that. 《实施方案》自动比对、自动提示；国办发〔2020〕49号
 * @param day days since 1970-01-01 of the business date
 */
export function match(index: EntryIndex, sought: Sought, day: number, isKnownDifferent: (entryId: string) => boolean = () => false): Match {
  const hits: Found[] = [];
  if (sought.uscc !== undefined) {
    for (const part of index.parts) identified(part, part.segment.ofUscc(sought.uscc), sought, day, 1, hits);
  }
  if (sought.personIndexes !== undefined) {
    for (const person of sought.personIndexes) for (const part of index.parts) identified(part, part.segment.ofPerson(person), sought, day, 2, hits);
  }
  if (hits.length > 0) return { outcome: 'hit', found: hits };
  const named = suspects(index, sought, day, isKnownDifferent);
  return named.length > 0 ? { outcome: 'needs-human', found: named } : NOTHING;
}
