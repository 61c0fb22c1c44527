import type { SeenRecord } from '@credit/testing/servers';

/** What the checker found wrong, with examples, and what it looked at. */
export interface Verdict {
  acknowledged: number;
  documents: number;
  events: number;
  /** List entries, look-ups that were answered, choices that were taken. */
  entries: number;
  lookUps: number;
  choices: number;
  /** Repairs that were granted. */
  repairs: number;
  /** Commitments that were made. */
  promises: number;
  /** Events that lie on the intake topic more often than their sender knows: its client sent again by itself when an answer got lost. */
  sentByClient: number;
  /** Events with more duplicate receipts than they were sent, whose topic went with the broker's disk: how often the client sent them by itself cannot be known any more. Reported, not judged. */
  beyondProof: number;
  lost: string[];
  doubled: string[];
  reordered: string[];
  /** In the register, but sent by nobody. */
  neverSent: string[];
  /** Parked, refused by the broker, or not taken by its reader, although nothing that was sent deserves it. */
  stuck: string[];
}

export const emptyVerdict = (seen: Partial<Verdict> = {}): Verdict => ({ acknowledged: 0, documents: 0, events: 0, entries: 0, lookUps: 0, choices: 0, repairs: 0, promises: 0, sentByClient: 0, beyondProof: 0, lost: [], doubled: [], reordered: [], neverSent: [], stuck: [], ...seen });

/** Versions of one epoch (decision P-20). */
const EPOCH = 2 ** 32;

/** A relay may deliver a fact twice, byte by byte the same; it may not skip one, go back before a new one, or publish two under one number. An owner that tells its state again begins the next epoch, and says so (P-20). */
export function checkHistory(what: string, facts: readonly SeenRecord[], verdict: Verdict): void {
  const ids = new Map<number, string>();
  let last = 0;
  for (const { headers } of facts) {
    const version = Number(headers['ce_aggregateversion']);
    const id = headers['ce_id']!;
    const known = ids.get(version);
    if (known !== undefined && known !== id) verdict.doubled.push(`${what}: version ${version} was published as ${known} and as ${id}`);
    const toldAgain = headers['ce_rebase'] === 'true' && version === (Math.floor(last / EPOCH) + 1) * EPOCH + 1;
    if (known === undefined && version !== last + 1 && !toldAgain) verdict.reordered.push(`${what}: version ${version} first appears after ${last}`);
    ids.set(version, id);
    last = Math.max(last, version);
  }
  if (new Set(ids.values()).size !== ids.size) verdict.doubled.push(`${what}: one event id under two versions`);
  if (facts.length === 0) verdict.lost.push(`${what}: no fact was published`);
}

/** A statement as its sender knows it, with the outcome that its receipt names. */
export interface Stated {
  docNo: string;
  version: number;
  state: string;
}

/**
 * Every acknowledged statement by itself: an accepted one is stated by exactly one fact of its document, one that came too late (`superseded`) by none.
 * `facts`: event ids by document and stated version, each id once however often the relay delivered it.
 */
export function checkStatements(stated: readonly Stated[], facts: ReadonlyMap<string, ReadonlySet<string>>, verdict: Verdict): void {
  for (const { docNo, version, state } of stated) {
    const ids = facts.get(`${docNo} ${version}`)?.size ?? 0;
    if (state.startsWith('accepted') && ids === 0) verdict.lost.push(`${docNo}: version ${version} was ${state}, and no fact says so`);
    else if (ids > 1) verdict.doubled.push(`${docNo}: version ${version} is stated by ${ids} facts`);
    else if (state === 'superseded' && ids > 0) verdict.doubled.push(`${docNo}: version ${version} was superseded and is stated all the same`);
    else if (!state.startsWith('accepted') && state !== 'superseded') verdict.lost.push(`${docNo}: version ${version} was ${state}, which nothing about it deserves`);
  }
}

/**
 * Exactly one outcome for a statement, and no more duplicates than it was sent beside the first time. A client whose answer got lost sends again by itself, so what lies on the topic counts.
 * Whose topic went with the broker's disk cannot be counted: such are told apart (`beyondProof`), not forgiven an outcome too many.
 * @param arrived how often the event lies on its topic; undefined = it does not
 */
export function checkOutcomes<R extends { state: string; code?: string; decidedAt: string }>({ docNo, id, sends }: { docNo: string; id: string; sends: number }, receipts: readonly R[], arrived: number | undefined, verdict: Verdict): R[] {
  const outcomes = receipts.filter(({ state }) => state !== 'duplicate');
  if ((arrived ?? 0) > sends) verdict.sentByClient += 1;
  if (outcomes.length === 0) verdict.lost.push(`${docNo}: event ${id} has no receipt of its own (${receipts.length} duplicates)`);
  if (outcomes.length > 1) verdict.doubled.push(`${docNo}: event ${id} has ${outcomes.length} outcomes: ${outcomes.map(({ state, code, decidedAt }) => `${state} ${code ?? ''} ${decidedAt}`).join(', ')}`);
  const tooMany = receipts.length - outcomes.length > Math.max(sends, arrived ?? 0) - 1;
  if (tooMany && arrived === undefined) verdict.beyondProof += 1;
  else if (tooMany) verdict.doubled.push(`${docNo}: event ${id} sent ${sends} times, ${arrived} times on the topic, has ${receipts.length} receipts`);
  return outcomes;
}
