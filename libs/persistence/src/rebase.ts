import type { JournalRow } from './journal.ts';
import { headersOf } from './public-headers.ts';
import type { PublicFact } from './public-headers.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { statedRow } from './stated-row.ts';
import { newEventId } from './uuid-source.ts';

/** Versions of one epoch (P-20): `ce_aggregateversion` = epoch × 2³² + n. */
export const VERSIONS_PER_EPOCH = 2 ** 32;

/** The first version of the epoch after the one that `version` lies in. */
export const nextEpoch = (version: number): number => (Math.floor(version / VERSIONS_PER_EPOCH) + 1) * VERSIONS_PER_EPOCH + 1;

export interface Rebase {
  aggregateType: string;
  aggregateId: string;
  topic: string;
  key: string;
  /** First version of a higher epoch than any that is on the topic. */
  version: number;
  /** The whole public state. */
  fact: PublicFact;
}

/** The journal row that makes readers take the owner's whole state over whatever they have seen (P-20), and the one of the compacted topic. */
export function rebaseRows(uow: UnitOfWork, { aggregateType, aggregateId, topic, key, version, fact }: Rebase): JournalRow[] {
  const eventId = newEventId();
  const headers = { ...headersOf(uow, fact, key, undefined, eventId), ce_rebase: 'true' };
  const payload = JSON.stringify(fact.data);
  const row: JournalRow = { eventId, type: 'Rebased', aggregateType, aggregateId, aggregateVersion: String(version), fact: null, publish: { topic, key, headers, payload } };
  return [row, ...statedRow(uow, row, fact, undefined)];
}
