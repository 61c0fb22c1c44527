import { LIST_CONFLICT, type ConflictSideV1, type ListConflictV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type AggregateDefinition, type PublicFact } from '@credit/persistence';
import type { ListConflictStore } from '../application/desk.ts';
import { evolveConflict, noConflict, type ConflictEvent, type ConflictSide, type ListConflict } from '../domain/list-conflict/list-conflict.ts';
import { ListConflictRow, toRow, toState } from './list-conflict.row.ts';

const TYPE_OF = { open: LIST_CONFLICT.opened, delisted: LIST_CONFLICT.delisted, closed: LIST_CONFLICT.closed } as const;

/** Every step of a conflict is public, each with the whole state: both authorities learn of it. */
export const publishConflict: AggregateDefinition<ListConflict, ConflictEvent>['publish'] = {
  ConflictOpened: (_, state) => wholeConflict(state),
  ConflictDelisted: (_, state) => wholeConflict(state),
  ConflictClosed: (_, state) => wholeConflict(state),
};

/** The fact that a conflict's state stands for; null for one that is absent. */
export function wholeConflict(s: ListConflict): PublicFact | null {
  if (s.status === 'absent') return null;
  const { conflictId, subject, red, black, openedOn, dueOn } = s;
  const data: ListConflictV1 = {
    conflictId, status: s.status, subject: { ...subject }, red: sideOf(red), black: sideOf(black), openedOn, ...(dueOn === null ? {} : { dueOn }),
    ...(s.status === 'delisted' ? { endedOn: s.endedOn, decisionDocNo: s.decision.docNo, reason: s.decision.reason } : {}),
    ...(s.status === 'closed' ? { endedOn: s.endedOn, closedBecause: s.because, reason: s.reason } : {}),
  };
  return { type: TYPE_OF[s.status], data };
}

const sideOf = ({ entryId, listType, authority, docNo }: ConflictSide): ConflictSideV1 => ({ entryId, listType, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name, docNo });

/** 红黑名单冲突 store; the Kafka key is the subject at the birth of the conflict (P-15). */
export const listConflicts: ListConflictStore = defineAggregate({
  type: 'list_conflict', topic: TOPICS.designationEvents, entity: ListConflictRow, initial: noConflict, evolve: evolveConflict, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: publishConflict,
});

/** 事实重述 — how conflicts are told again after a restore that lost commits. */
export const ownedConflicts: OwnedTopic<ListConflict> = {
  topic: TOPICS.designationEvents, aggregateType: 'list_conflict', store: listConflicts,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = wholeConflict(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
