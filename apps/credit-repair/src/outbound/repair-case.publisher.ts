import { REPAIR, type RepairCaseV1, type RepairDecisionV1 } from '@credit/contracts/events';
import type { AggregateDefinition, PublicFact } from '@credit/persistence';
import type { RepairEvent } from '../domain/repair-case/repair-case.events.ts';
import type { Decision, RepairCase } from '../domain/repair-case/repair-case.ts';

/** Every step of a case is public, each with the whole state. */
export const publishRepair: AggregateDefinition<RepairCase, RepairEvent>['publish'] = {
  RepairApplied: (_, state) => fact(REPAIR.applied, state),
  SupplementRequired: (_, state) => fact(REPAIR.supplementRequired, state),
  RepairSupplemented: (_, state) => fact(REPAIR.supplemented, state),
  RepairAccepted: (_, state) => fact(REPAIR.accepted, state),
  RepairRejected: (_, state) => fact(REPAIR.rejected, state),
  DecisionExtended: (_, state) => fact(REPAIR.extended, state),
  RepairEscalated: (_, state) => fact(REPAIR.escalated, state),
  RepairApproved: (_, state) => fact(REPAIR.approved, state),
  RepairDenied: (_, state) => fact(REPAIR.denied, state),
  RepairRetracted: (_, state) => fact(REPAIR.retracted, state),
  RepairRevoked: (_, state) => fact(REPAIR.revoked, state),
};

type Known = Exclude<RepairCase, { status: 'absent' }>;

const TYPE_OF: Readonly<Record<Known['status'], string>> = {
  submitted: REPAIR.applied, 'supplement-required': REPAIR.supplementRequired, accepted: REPAIR.accepted, extended: REPAIR.extended, approved: REPAIR.approved, denied: REPAIR.denied, rejected: REPAIR.rejected,
  retracted: REPAIR.retracted, revoked: REPAIR.revoked,
};

/** The fact that a case's state stands for; null for one that is absent. */
export const wholeCase = (state: RepairCase): PublicFact | null => (state.status === 'absent' ? null : fact(TYPE_OF[state.status], state));

const fact = (type: string, state: RepairCase): PublicFact => ({ type, data: caseData(state as Known) });

/** Members that are there. */
const given = <T extends object>(members: { [K in keyof T]: T[K] | null | undefined }): Partial<T> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;

const told = ({ on, reason, docNo }: Decision): RepairDecisionV1 => ({ on, reason, ...(docNo === undefined ? {} : { docNo }) });

/** The commitments that were handed in, as far as they were made here. */
function commitmentsOf({ evidence }: Known): Pick<RepairCaseV1, 'commitmentIds'> {
  const commitmentIds = [...new Set(evidence.flatMap(({ commitmentId }) => commitmentId ?? []))];
  return commitmentIds.length === 0 ? {} : { commitmentIds };
}

function caseData(s: Known): RepairCaseV1 {
  const { authority, ...target } = s.target;
  return {
    caseId: s.caseId, status: s.status, subject: { ...s.subject }, target: { ...target, source: authority.source, authorityUscc: authority.uscc, authorityName: authority.name }, way: s.way, ruleId: s.rule.ruleId,
    evidence: [...new Set(s.evidence.map(({ kind }) => kind))], ...commitmentsOf(s), appliedOn: s.appliedOn,
    ...given<RepairCaseV1>({
      earliestOn: s.rule.earliestOn, publicUntil: s.rule.publicUntil, acceptanceDueOn: s.acceptanceDueOn, escalatedOn: s.escalatedOn, acceptedOn: 'acceptedOn' in s ? s.acceptedOn : undefined,
      decisionDueOn: 'decisionDueOn' in s ? s.decisionDueOn : undefined, decision: 'decision' in s ? told(s.decision) : undefined,
      retractedOn: s.status === 'retracted' ? s.retractedOn : undefined, revocation: s.status === 'revoked' ? told(s.revocation) : undefined,
      barredUntil: s.status === 'revoked' ? s.revocation.barredUntil : undefined,
    } as never),
  };
}
