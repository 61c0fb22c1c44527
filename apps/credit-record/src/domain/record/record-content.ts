import type { ContentValue, Correction, RecordContent } from './record.ts';

const text = (value: ContentValue): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
const equal = (a: ContentValue | undefined, b: ContentValue | undefined): boolean => a === b || (a !== undefined && b !== undefined && typeof a === 'object' && typeof b === 'object' && text(a) === text(b));

/** Names of the fields that differ, sorted. */
export function changedFields(before: RecordContent, after: RecordContent): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !equal(before[name], after[name])).sort();
}

/** Whether two statements say the same. */
export const sameContent = (a: RecordContent, b: RecordContent): boolean => changedFields(a, b).length === 0;

/** 更正后的内容 — `null` clears a field; corrections in the order given. */
export function overlaid(content: RecordContent, corrections: readonly Correction[]): RecordContent {
  if (corrections.length === 0) return content;
  const result: Record<string, ContentValue> = { ...content };
  for (const correction of corrections) {
    for (const { field, newValue } of correction.changes) {
      if (newValue === null) delete result[field];
      else result[field] = newValue;
    }
  }
  return result;
}

/** -1, 0 or 1 for two int64 decimal strings. */
export function compareVersions(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0;
  const [x, y] = [BigInt(a), BigInt(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** A version that no statement of the record outranks and none that was corrected or reinstated before has taken: what the authority decided on an objection stands over all of them, and the next statement of the department over it. */
export function newestVersionOf({ base, corrections, reinstatedVersion }: { base: { version: string } | null; corrections: readonly Correction[]; reinstatedVersion: string | null }): string {
  const taken = [...corrections.map(({ version }) => version), ...(reinstatedVersion === null ? [] : [reinstatedVersion])].map((version) => BigInt(version) + 1n);
  return String([BigInt(base?.version ?? '0'), ...taken].reduce((newest, version) => (version > newest ? version : newest)));
}

/** Corrections that a base of this version leaves standing, by version. */
export const standingOver = (version: string, corrections: readonly Correction[]): readonly Correction[] => corrections.filter((c) => compareVersions(c.version, version) >= 0);

/** The corrections with one more, by version. */
export const withCorrection = (corrections: readonly Correction[], added: Correction): readonly Correction[] => [...corrections, added].sort((a, b) => compareVersions(a.version, b.version));

/** Whether two corrections say the same. */
export const sameCorrection = (a: Correction, b: Correction): boolean => a.reason === b.reason && a.basis === b.basis && JSON.stringify(a.changes) === JSON.stringify(b.changes);
