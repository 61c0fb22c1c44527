import { DESIGNATION, LIST_ENTRY_STATE, type ListEntryNotApplicableV1, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { AggregateDefinition, PublicFact } from '@credit/persistence';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import type { Designation, Listing } from '../domain/designation/designation.ts';

type Publisher = AggregateDefinition<Designation, DesignationEvent>['publish'];

/** Which private facts are public, and as what. A procedure is nobody's business before it lists somebody; a list change carries the whole entry, and is stated on the compacted topic too. */
export const publishDesignation: Publisher = {
  DesignationProposed: () => null,
  DesignationNoticed: () => null,
  DefenceHeard: () => null,
  DefenceWaived: () => null,
  DesignationReviewed: () => null,
  DecidedToList: () => null,
  DecidedNotToList: () => null,
  DecisionServed: () => null,
  EntryTookEffect: (_, state) => listed(DESIGNATION.designated, state),
  EntryTakenOver: (_, state) => listed(DESIGNATION.designated, state),
  ChangeAsked: () => null,
  ChangeDeclined: () => null,
  EntryExtended: (_, state) => listed(DESIGNATION.extended, state),
  // The owner of an external entry may also bring its end forward: readers take the whole state either way.
  TermRestated: (_, state) => listed(DESIGNATION.extended, state),
  EvidenceRebased: (_, state) => listed(DESIGNATION.rebased, state),
  EntryDelisted: (_, state) => listed(DESIGNATION.delisted, state),
  DesignationRevoked: (_, state) => listed(DESIGNATION.revoked, state),
  ReportSetAside: (event) => ({ type: DESIGNATION.notApplicable, data: notApplicable(event) }),
  ReportRepeated: () => null,
};

/** The fact about an entry that is or was on a list; null for a procedure that listed nobody. The statement that it has ended is the last one under its key. */
export function listed(type: string, state: Designation): PublicFact | null {
  const data = listEntryOf(state);
  return data === null ? null : { type, data, stated: { topic: TOPICS.listState, key: data.entryId, type: LIST_ENTRY_STATE, ...(data.status === 'ended' ? { last: true } : {}) } };
}

/** 名单条目现状 — the data of every public fact of an entry; null when there is none. */
export function listEntryOf(state: Designation): ListEntryV1 | null {
  if (state.status === 'in-force') return { ...common(state, state), status: 'in-force' };
  if (state.status !== 'ended' || state.listing === null) return null;
  return { ...common(state, state.listing), status: 'ended', ending: state.ending, endedOn: state.endedOn, endingReason: state.reason };
}

type OnList = Extract<Designation, { status: 'in-force' | 'ended' }>;

function common(state: OnList, listing: Listing): Omit<ListEntryV1, 'status'> {
  const { origin, decision, term, listVersion } = listing;
  const supervision = listing.origin === 'local' ? listing.procedure.supervision : undefined;
  const { designationId, subject, listType, evidence, related, ban, situation, personIndex, region } = state;
  return {
    entryId: designationId, listType: listType.code, listKind: listType.kind, origin, subject: { ...subject }, evidence: evidence.map((document) => ({ ...document })), decision: { ...decision },
    basis: { ruleId: listType.ruleId, statute: listType.statute }, from: term.from, published: listType.published && subject.subjectClass !== 'NATURAL_PERSON', listVersion,
    ...(term.until === null ? {} : { until: term.until }), ...(personIndex === undefined ? {} : { personIndex }), ...(region === undefined ? {} : { region }),
    ...(related === undefined ? {} : { related: { ...related } as ListEntryV1['related'] & object }), ...(ban === undefined ? {} : { ban: { ...ban } }), ...(situation === undefined ? {} : { situation }),
    ...(supervision === undefined ? {} : { supervision: [...supervision] }),
  };
}

const notApplicable = ({ designationId, source, subject, listTypeCode, code, reason }: Extract<DesignationEvent, { type: 'ReportSetAside' }>): ListEntryNotApplicableV1 =>
  ({ entryId: designationId, source, subject: { ...subject }, listType: listTypeCode, code, reason });
