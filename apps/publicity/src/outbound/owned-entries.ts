import { PUBLICITY } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import type { PublicityEntry } from '../domain/publicity-entry/publicity-entry.ts';
import { publicStateOf } from './publicity-entry.publisher.ts';
import { publicityEntries } from './publicity-entry.store.ts';

/** 公示事实重述 — how entries are told again after a restore that lost commits: the type that their state stands for. */
export const ownedEntries: OwnedTopic<PublicityEntry> = {
  topic: TOPICS.publicityEvents,
  aggregateType: 'publicity-entry',
  store: publicityEntries,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => (state.status === 'undecided' ? [] : [[id, { type: PUBLICITY[state.status], data: publicStateOf(state) }] as const]))),
};
