import { DESIGNATION, RED_LIST, type RedListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type AggregateDefinition, type PublicFact } from '@credit/persistence';
import type { RedEntryStore } from '../application/desk.ts';
import { evolveRedEntry, noRedEntry, type RedEntry, type RedEntryEvent } from '../domain/red-list/red-entry.ts';
import { RedListEntryRow, toRow, toState } from './red-list.row.ts';

/** What is public of an entry of a red list, each time whole; nothing of it is stated on the list topic. */
export const publishRedEntry: AggregateDefinition<RedEntry, RedEntryEvent>['publish'] = {
  RedEntryTakenOver: (_, state) => redFact(RED_LIST.entered, state),
  RedTermRestated: (_, state) => redFact(RED_LIST.termRestated, state),
  RedEntryEnded: (_, state) => redFact(RED_LIST.delisted, state),
  RedReportSetAside: ({ entryId, source, subject, listTypeCode, code, reason }) => ({ type: DESIGNATION.notApplicable, data: { entryId, source, subject: { ...subject }, listType: listTypeCode, code, reason } }),
  RedReportRepeated: () => null,
};

function redFact(type: string, s: RedEntry): PublicFact | null {
  if (s.status !== 'in-force' && s.status !== 'ended') return null;
  const { entryId, listType, authority, subject, decision, term } = s;
  const data: RedListEntryV1 = {
    entryId, listType: listType.code, status: s.status, source: authority.source, subject: { ...subject }, decision: { ...decision }, basis: { ruleId: listType.ruleId, statute: listType.statute }, from: term.from,
    ...(term.until === null ? {} : { until: term.until }), ...(s.status === 'ended' ? { ending: s.ending, endedOn: s.endedOn, endingReason: s.reason } : {}),
  };
  return { type, data };
}

/** 红名单条目 store; the Kafka key is the subject at the birth of the entry (P-15). */
export const redEntries: RedEntryStore = defineAggregate({
  type: 'red_list_entry', topic: TOPICS.designationEvents, entity: RedListEntryRow, initial: noRedEntry, evolve: evolveRedEntry, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishRedEntry,
});

/** 事实重述 — how entries are told again after a restore that lost commits. */
export const ownedRedEntries: OwnedTopic<RedEntry> = {
  topic: TOPICS.designationEvents, aggregateType: 'red_list_entry', store: redEntries,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = redFact(state.status === 'ended' ? RED_LIST.delisted : RED_LIST.entered, state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
