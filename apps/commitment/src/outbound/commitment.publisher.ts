import { COMMITMENT, type CommitmentAssessmentV1, type CommitmentV1 } from '@credit/contracts/events';
import type { AggregateDefinition, PublicFact } from '@credit/persistence';
import type { CommitmentEvent } from '../domain/commitment/commitment.events.ts';
import type { Commitment, KnownCommitment } from '../domain/commitment/commitment.ts';

/** Every step is public, each with the whole state; what was said in explanation stays with the service. */
export const publishCommitment: AggregateDefinition<Commitment, CommitmentEvent>['publish'] = {
  CommitmentMade: (_, state) => fact(COMMITMENT.made, state),
  DocumentsSupplied: (_, state) => fact(COMMITMENT.documentsSupplied, state),
  PerformanceChecked: (_, state) => fact(COMMITMENT.checked, state),
  NonPerformanceFound: (_, state) => fact(COMMITMENT.found, state),
  BreachNoticed: (_, state) => fact(COMMITMENT.noticed, state),
  BreachExplained: (_, state) => fact(COMMITMENT.explained, state),
  ExplanationAccepted: (_, state) => fact(COMMITMENT.continued, state),
  RectificationOrdered: (_, state) => fact(COMMITMENT.rectificationOrdered, state),
  CommitmentKept: (_, state) => fact(COMMITMENT.kept, state),
  BreachDecided: (_, state) => fact(COMMITMENT.breached, state),
  BreachRevoked: (_, state) => fact(COMMITMENT.breachRevoked, state),
  CommitmentRetracted: (_, state) => fact(COMMITMENT.retracted, state),
  CommitmentEnded: (_, state) => fact(COMMITMENT.ended, state),
  RepairLinked: () => null,
};

const TYPE_OF: Readonly<Record<KnownCommitment['status'], string>> = {
  tracking: COMMITMENT.made, found: COMMITMENT.found, noticed: COMMITMENT.noticed, rectifying: COMMITMENT.rectificationOrdered, kept: COMMITMENT.kept, breached: COMMITMENT.breached, 'breach-revoked': COMMITMENT.breachRevoked,
  retracted: COMMITMENT.retracted, ended: COMMITMENT.ended,
};

/** The fact that a commitment's state stands for; null for one that is absent. */
export const wholeCommitment = (state: Commitment): PublicFact | null => (state.status === 'absent' ? null : fact(TYPE_OF[state.status], state));

const fact = (type: string, state: Commitment): PublicFact => ({ type, data: commitmentData(state as KnownCommitment) });

function assessmentOf(s: KnownCommitment): CommitmentAssessmentV1 | undefined {
  const by = { authorityUscc: s.accepter.uscc, authorityName: s.accepter.name };
  if ('decision' in s) {
    const { performance, on, docNo, unperformed, accountability } = s.decision;
    const explained = s.explanation === undefined ? {} : { explainedOn: s.explanation.on };
    return { performance, assessedOn: on, ...by, docNo, unperformed, accountability, foundOn: s.found.on, noticedOn: s.notice.on, ...explained };
  }
  return 'assessment' in s && s.assessment !== undefined ? { performance: s.assessment.performance, assessedOn: s.assessment.on, ...by } : undefined;
}

/** The public data of a commitment; absent members are left out. */
export function commitmentData(s: KnownCommitment): CommitmentV1 {
  const last = s.checks.at(-1);
  const { commitmentId, commitmentCode, status, type, subject, item, accepter, referenceNo, projectCode, reason, content, breachLiability, madeOn, validTo, dueOn, documents, disclosure, contentHash, madeAt, repairCaseId } = s;
  const all = {
    commitmentId, commitmentCode, status, type, subject: { ...subject }, item, accepter: { ...accepter }, referenceNo, projectCode, reason, content, breachLiability, madeOn, validTo, dueOn,
    documents: documents?.map((one) => ({ ...one })), disclosure, contentHash, madeAt, lastCheck: last && { occasion: last.occasion, on: last.on, finding: last.finding, what: last.what },
    rectifyBy: 'rectification' in s ? s.rectification.until : undefined, assessment: assessmentOf(s), repairCaseId, endedOn: 'ended' in s ? s.ended.on : undefined, endReason: 'ended' in s ? s.ended.reason : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as CommitmentV1;
}
