import { DESIGNATION, LIST_ENTRY_STATE, type EffectV1, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { answerEndings, effectsAnswers, type PublicFact, type UnitOfWork } from '@credit/persistence';
import { openListEpoch, takeListVersions } from '../application/list-changes.ts';
import type { Designation } from '../domain/designation/designation.ts';
import { listed } from './designation.publisher.ts';
import { designations } from './designation.store.ts';

const ABOUT_ENTRIES: readonly string[] = Object.values(DESIGNATION);
const entryAnswers = effectsAnswers(TOPICS.designationEvents);
const NOT_RESTORED = '认定数据恢复后该条目不复存在';

/**
 * 名单事实重述 — how entries are told again after a restore that lost commits, on both topics: the type that their state stands for, under list versions above every one that was told.
 * An entry that is not there any more is revoked, so that nobody is burdened without a designation, and no reader's list differs from ours for ever; its ending is answered like every other (P-14). One that had ended is told as it was.
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
    if (!ABOUT_ENTRIES.includes(type)) return undefined;
    if (type === DESIGNATION.notApplicable) return { type, data: data as object };
    const last = data as ListEntryV1;
    const end = last.status === 'ended' ? {} : { status: 'ended' as const, ending: 'revoked' as const, endedOn: uow.ctx.today, endingReason: NOT_RESTORED };
    const ended: ListEntryV1 = { ...last, ...end, listVersion: String(BigInt(last.listVersion) + 1n) };
    return { type: last.status === 'ended' ? type : DESIGNATION.revoked, data: ended, stated: { topic: TOPICS.listState, key: last.entryId, type: LIST_ENTRY_STATE, last: true } };
  },
  answerGone: (uow, gone) => answerEndings(uow, entryAnswers, 'list-designation', gone.flatMap(({ last, fact, version }) => {
    const [before, after] = [last.data as ListEntryV1, fact.data as ListEntryV1];
    return fact.type === DESIGNATION.notApplicable || before.status === 'ended' ? [] : [{ ended: { kind: 'list-entry' as const, id: after.entryId, version, ending: 'revoked' as const, on: after.endedOn! }, subject: after.subject, effects: [entryItself(uow, after)] }];
  })),
};

/** What is known of an entry of which nothing is left but its last fact: who had been told of it is lost with it. */
const entryItself = ({ ctx: { now } }: UnitOfWork, { entryId, decision, from }: ListEntryV1): EffectV1 => ({ effectId: entryId, kind: 'list-entry', recipient: decision.authorityName, since: from, endedAt: now, mustAcknowledge: false });

function typeOf(state: Designation): string {
  if (state.status !== 'ended') return DESIGNATION.designated;
  return state.ending === 'revoked' ? DESIGNATION.revoked : DESIGNATION.delisted;
}
