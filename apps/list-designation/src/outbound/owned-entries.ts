import { DESIGNATION } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import type { Designation } from '../domain/designation/designation.ts';
import { listed } from './designation.publisher.ts';
import { designations } from './designation.store.ts';

/** 名单事实重述 — how entries are told again after a restore that lost commits, on both topics: the type that their state stands for. */
export const ownedEntries: OwnedTopic<Designation> = {
  topic: TOPICS.designationEvents,
  aggregateType: 'designation',
  store: designations,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = listed(typeOf(state), state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};

function typeOf(state: Designation): string {
  if (state.status !== 'ended') return DESIGNATION.designated;
  return state.ending === 'revoked' ? DESIGNATION.revoked : DESIGNATION.delisted;
}
