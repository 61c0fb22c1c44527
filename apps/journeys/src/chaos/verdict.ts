import type { SeenRecord } from '@credit/testing/servers';

/** What the checker found wrong, with examples, and what it looked at. */
export interface Verdict {
  acknowledged: number;
  documents: number;
  events: number;
  lost: string[];
  doubled: string[];
  reordered: string[];
  /** In the register, but sent by nobody. */
  neverSent: string[];
}

export const emptyVerdict = (seen: Partial<Verdict> = {}): Verdict => ({ acknowledged: 0, documents: 0, events: 0, lost: [], doubled: [], reordered: [], neverSent: [], ...seen });

/** A relay may deliver a fact twice, byte by byte the same; it may not skip one, go back before a new one, or publish two under one number. */
export function checkHistory(what: string, facts: readonly SeenRecord[], verdict: Verdict): void {
  const ids = new Map<number, string>();
  let last = 0;
  for (const { headers } of facts) {
    const version = Number(headers['ce_aggregateversion']);
    const id = headers['ce_id']!;
    const known = ids.get(version);
    if (known !== undefined && known !== id) verdict.doubled.push(`${what}: version ${version} was published as ${known} and as ${id}`);
    if (known === undefined && version !== last + 1) verdict.reordered.push(`${what}: version ${version} first appears after ${last}`);
    ids.set(version, id);
    last = Math.max(last, version);
  }
  if (new Set(ids.values()).size !== ids.size) verdict.doubled.push(`${what}: one event id under two versions`);
  if (facts.length === 0) verdict.lost.push(`${what}: no fact was published`);
}
