import { REPAIR_NOTICE, type RepairNoticeV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { RepairNoticeStore } from '../application/desk.ts';
import { evolveRepairNotice, noRepairNotice, type RepairNotice } from '../domain/repair-notice/repair-notice.ts';
import { RepairNoticeRow, toRow, toState } from './repair-notice.row.ts';

/** 信用修复告知 store; the Kafka key is the subject at the birth of the notice (P-15). */
export const repairNotices: RepairNoticeStore = defineAggregate({
  type: 'repair_notice', topic: TOPICS.repairEvents, entity: RepairNoticeRow, initial: noRepairNotice, evolve: evolveRepairNotice, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: { RepairNoticed: (_, state) => noticeFact(state), RepairNoticeServed: (_, state) => noticeFact(state) },
});

/** The fact that a notice stands for; null for one that is absent. */
export function noticeFact(state: RepairNotice): PublicFact | null {
  if (state.status === 'absent') return null;
  const { noticeId, status, subject, target: { authority, ...target }, rule, applyAt, noticedOn, dueOn } = state;
  const data: RepairNoticeV1 = {
    noticeId, status, subject: { ...subject }, target: { ...target, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name }, ruleId: rule.ruleId, clause: rule.clause,
    ...(rule.earliestOn === undefined ? {} : { earliestOn: rule.earliestOn }), ...(rule.publicUntil === undefined ? {} : { publicUntil: rule.publicUntil }), requires: [...rule.requires], applyAt, noticedOn, dueOn,
    ...(status === 'served' ? { servedOn: state.service.on } : {}),
  };
  return { type: status === 'told' ? REPAIR_NOTICE.noticed : REPAIR_NOTICE.served, data };
}

/** 事实重述 — how notices are told again after a restore that lost commits. */
export const ownedRepairNotices: OwnedTopic<RepairNotice> = {
  topic: TOPICS.repairEvents, aggregateType: 'repair_notice', store: repairNotices,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const told = noticeFact(state);
    return told === null ? [] : [[id, told] as const];
  })),
};
