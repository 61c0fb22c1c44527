import { DESIGNATION, LIST_ENTRY_STATE, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import type { PublicFact } from '@credit/persistence';
import { openListEpoch, takeListVersions } from '../application/list-changes.ts';
import type { Designation } from '../domain/designation/designation.ts';
import { listed } from './designation.publisher.ts';
import { designations } from './designation.store.ts';

const NOT_RESTORED = '认定数据恢复后该条目不复存在';

/**
 * 名单事实重述 — how entries are told again after a restore that lost commits, on both topics: the type that their state stands for, under list versions above every one that was told.
 * An entry that is not there any more is revoked, so that nobody is burdened without a designation, and no reader's list differs from ours for ever.
 */
export const ownedEntries: OwnedTopic<Designation> = {
  topic: TOPICS.designationEvents,
  state: TOPICS.listState,
  aggregateType: 'designation',
  store: {
    load: (uow, ids) => designations.load(uow, ids),
    // The counter before the aggregates, as every use case does.
    rebase: async (uow, floors, whole) => {
      await openListEpoch(uow);
      return designations.rebase(uow, floors, whole);
    },
  },
  whole: async (uow, states) => {
    const facts = [...states].flatMap(([id, state]): [string, PublicFact][] => {
      const fact = listed(typeOf(state), state);
      return fact === null ? [] : [[id, fact]];
    });
    const listVersions = await takeListVersions(uow, facts.length);
    return new Map(facts.map(([id, fact], n) => [id, { ...fact, data: { ...fact.data, listVersion: listVersions[n]! } }]));
  },
  gone: (uow, { type, data }) => {
    if (type === DESIGNATION.notApplicable) return { type, data: data as object };
    const last = data as ListEntryV1;
    const ended: ListEntryV1 = { ...last, status: 'ended', ending: 'revoked', endedOn: uow.ctx.today, endingReason: NOT_RESTORED, listVersion: String(BigInt(last.listVersion) + 1n) };
    return { type: DESIGNATION.revoked, data: ended, stated: { topic: TOPICS.listState, key: last.entryId, type: LIST_ENTRY_STATE, last: true } };
  },
};

function typeOf(state: Designation): string {
  if (state.status !== 'ended') return DESIGNATION.designated;
  return state.ending === 'revoked' ? DESIGNATION.revoked : DESIGNATION.delisted;
}
