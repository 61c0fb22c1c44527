import { TOPICS } from '@credit/contracts/topics';
import { defineAggregate, type AggregateStore } from '@credit/persistence';
import type { PublicityEntryEvent } from '../domain/publicity-entry/publicity-entry.events.ts';
import { evolve, undecided, type PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';
import { publishPublicityEntry } from './publicity-entry.publisher.ts';
import { PublicityEntryRow, toRow, toState } from './publicity-entry.row.ts';

/** 公示条目 store; the Kafka key is the subject at the birth of the entry (P-15). */
export const publicityEntries: AggregateStore<PublicityEntry, PublicityEntryEvent> = defineAggregate({
  type: 'publicity-entry',
  topic: TOPICS.publicityEvents,
  entity: PublicityEntryRow,
  initial: undecided,
  evolve,
  toRow,
  toState,
  keyOf: (state) => (state.status === 'undecided' ? '' : state.subjectId),
  publish: publishPublicityEntry,
});
