import { INTERVIEW, type InterviewV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { OwnedTopic } from '@credit/messaging';
import { defineAggregate, type PublicFact } from '@credit/persistence';
import type { InterviewStore } from '../application/desk.ts';
import { evolveInterview, noInterview, type Interview } from '../domain/interview/interview.ts';
import { InterviewRow, toRow, toState } from './interview.row.ts';

/** The fact that the register makes a record of. */
export function interviewFact(s: Interview): PublicFact | null {
  if (s.status === 'absent') return null;
  const { interviewId, docNo, kind, subject, personIndex, authority, entryId, orderId, heldOn, place, attended, attendees, minutes, demands, outcome } = s;
  const data: InterviewV1 = {
    interviewId, docNo, interviewKind: kind, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name, subject: { ...subject }, entryId, heldOn, attended, minutes, outcome,
    ...(personIndex === undefined ? {} : { personIndex }), ...(orderId === undefined ? {} : { orderId }), ...(place === undefined ? {} : { place }), ...(attendees.length === 0 ? {} : { attendees: [...attendees] }),
    ...(demands === undefined ? {} : { demands }),
  };
  return { type: INTERVIEW.held, data };
}

/** 约谈 store; the Kafka key is the subject at the birth of the interview (P-15). */
export const interviews: InterviewStore = defineAggregate({
  type: 'interview', topic: TOPICS.designationEvents, entity: InterviewRow, initial: noInterview, evolve: evolveInterview, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId), publish: { InterviewHeld: (_, state) => interviewFact(state) },
});

/** 事实重述 — how interviews are told again after a restore that lost commits. */
export const ownedInterviews: OwnedTopic<Interview> = {
  topic: TOPICS.designationEvents, aggregateType: 'interview', store: interviews,
  whole: async (_uow, states) => new Map([...states].flatMap(([id, state]) => {
    const fact = interviewFact(state);
    return fact === null ? [] : [[id, fact] as const];
  })),
};
