import type { RepairedItem } from './repair-load.ts';
import type { Verdict } from './verdict.ts';

/** One item, and what each place says of it: HTTP states, `undefined` = nothing there. */
export interface RepairSeen {
  what: string;
  kind: RepairedItem['kind'];
  /** What was acknowledged last; absent = nobody asked, or nothing was decided. */
  decided?: RepairedItem['decided'];
  /** States of all cases of the item. */
  cases: readonly string[];
  /** A record: what its department reads. An entry: its owner's `in-force` or `ended`. */
  register: number | string | undefined;
  /** Its public address. */
  page: number | undefined;
  /** An entry: what a look-up of its firm answers. */
  lookUp?: string;
  /** Owners of effects who have not answered that they have ended, by its certificate; of a grant. */
  silent?: readonly string[];
}

/** 一件修复 — a grant has ended every effect of its item; whatever was not granted, or was taken back, still has all of them. */
export function judgeRepair({ what, kind, decided, cases, register, page, lookUp, silent = [] }: RepairSeen, verdict: Verdict): void {
  const repaired = decided === 'approved';
  const ended = { register: register === 410 || register === 'ended', 'public page': page === 410, ...(kind === 'list-entry' ? { 'look-up': lookUp === 'none' } : {}) };
  const standing = { register: register === 200 || register === 'in-force', 'public page': page === 200, ...(kind === 'list-entry' ? { 'look-up': lookUp === 'hit' } : {}) };
  const said: Record<string, unknown> = { register, 'public page': page, 'look-up': lookUp };
  if (repaired) for (const [place, over] of Object.entries(ended)) if (!over) verdict.lost.push(`${what}: its repair was acknowledged, and the ${place} says ${said[place]}`);
  if (repaired) for (const owner of silent) verdict.lost.push(`${what}: its repair was acknowledged, and ${owner} has not answered that its effects have ended`);
  if (!repaired) {
    for (const [place, stands] of Object.entries(standing)) {
      if (stands) continue;
      (ended[place as keyof typeof ended] ? verdict.neverSent : verdict.lost).push(`${what}: it is not repaired, and the ${place} says ${said[place]}`);
    }
  }
  if (decided !== undefined && !cases.includes(decided)) verdict.lost.push(`${what}: ${decided} was acknowledged, its cases are ${cases.join(', ') || 'none'}`);
  if (cases.length > 1) verdict.doubled.push(`${what}: has ${cases.length} cases`);
  if (decided === undefined && cases.includes('approved')) verdict.neverSent.push(`${what}: is repaired, and nobody granted it`);
}
