import { OBJECTION, type CorrectedFieldV1, type ObjectionOutcomeV1, type ObjectionV1 } from '@credit/contracts/events';
import type { AggregateDefinition, PublicFact } from '@credit/persistence';
import type { ObjectionEvent } from '../domain/objection/objection.events.ts';
import type { Objection, Outcome } from '../domain/objection/objection.ts';

/** Every step of an objection is public, each with the whole state; who lodged it and what was said is not. */
export const publishObjection: AggregateDefinition<Objection, ObjectionEvent>['publish'] = {
  ObjectionLodged: (_, state) => fact(OBJECTION.lodged, state),
  ObjectionVerified: (_, state) => fact(OBJECTION.verified, state),
  ObjectionExtended: (_, state) => fact(OBJECTION.extended, state),
  AppraisalBegun: (_, state) => fact(OBJECTION.appraisalBegun, state),
  AppraisalEnded: (_, state) => fact(OBJECTION.appraisalEnded, state),
  ObjectionEscalated: (_, state) => fact(OBJECTION.escalated, state),
  ObjectionExplained: (_, state) => fact(OBJECTION.explained, state),
  ObjectionAccepted: (_, state) => fact(OBJECTION.accepted, state),
  ObjectionRejected: (_, state) => fact(OBJECTION.rejected, state),
  ObjectionRetracted: (_, state) => fact(OBJECTION.retracted, state),
};

type Known = Exclude<Objection, { status: 'absent' }>;

const TYPE_OF: Readonly<Record<Known['status'], string>> = {
  lodged: OBJECTION.lodged, verified: OBJECTION.verified, appraising: OBJECTION.appraisalBegun, accepted: OBJECTION.accepted, rejected: OBJECTION.rejected, retracted: OBJECTION.retracted,
};

/** The fact that an objection's state stands for; null for one that is absent. */
export const wholeObjection = (state: Objection): PublicFact | null => (state.status === 'absent' ? null : fact(TYPE_OF[state.status], state));

const fact = (type: string, state: Objection): PublicFact => ({ type, data: objectionData(state as Known) });

/** Members that are there. */
const given = <T extends object>(members: { [K in keyof T]: T[K] | null | undefined }): Partial<T> => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined && value !== null)) as Partial<T>;

const outcomeData = ({ by: _, changes, remedies, ...told }: Outcome): ObjectionOutcomeV1 => ({ ...told, ...(changes === undefined ? {} : { changes: [...changes] as CorrectedFieldV1[] }), ...(remedies === undefined ? {} : { remedies: [...remedies] }) });

function objectionData(s: Known): ObjectionV1 {
  const { authority, ...target } = s.target;
  return {
    objectionId: s.objectionId, status: s.status, subject: { ...s.subject }, target: { ...target, source: authority.source, ...(authority.uscc === undefined ? {} : { authorityUscc: authority.uscc }), authorityName: authority.name },
    fields: [...new Set(s.claims.map(({ field }) => field))], ground: s.ground, ruleId: s.ruleId, lodgedOn: s.lodgedOn, lodgedAt: s.lodgedAt,
    ...given<ObjectionV1>({
      verificationDueOn: s.verificationDueOn, outcomeDueOn: s.outcomeDueOn, finding: s.finding === undefined ? undefined : { on: s.finding.on, erroneous: s.finding.erroneous, reason: s.finding.reason },
      escalatedOn: s.escalatedOn, outcome: 'outcome' in s ? outcomeData(s.outcome) : undefined, retractedOn: s.status === 'retracted' ? s.retractedOn : undefined, explanation: s.explanation,
    } as never),
  };
}
