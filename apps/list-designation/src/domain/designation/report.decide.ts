import { DomainError, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { AlreadyProposed, TermInvalid } from './designation.errors.ts';
import type { DesignationEvent } from './designation.events.ts';
import { lawfulListType, notListedYet, subjectReached, termValid, type LookedUp } from './designation.guards.ts';
import type { Authority, Ban, Decision, Designation, Employer, Ending, Evidence, ListType, Term } from './designation.ts';

/** One version of an entry that was decided elsewhere, as its owner reported it, with what was looked up. */
export interface Report {
  /** the matter's id, which becomes that of the entry */
  designationId: string;
  subject: SubjectSnapshot;
  listTypeCode: string;
  /** the department that reported it; its powers cover the list */
  authority: Authority;
  decision: Decision;
  /** the term, or the rule because of which none can be told */
  term: Term | DomainError;
  /** documents named by the report that the register holds and that are in effect */
  evidence: readonly Evidence[];
  ban?: Ban;
  situation?: number;
  personIndex?: string;
  region?: string;
  employer?: Employer;
  /** the owner no longer lists the subject */
  removal?: { kind: Ending; on: LocalDate; reason: string };
  facts: LookedUp;
  today: LocalDate;
  listVersion: string;
}

/**
 * 外部认定 — an entry that a court, another level or a department's own system has decided: its decision is the basis, no local procedure is invented.
 * Total (P-13): each version takes the entry over, ends it, moves its end, repeats it, or is set aside with a reason and burdens nobody.
 * @throws AlreadyProposed when a local designation stands under this id
 */
export function takeReport(c: Report, state: Designation): readonly DesignationEvent[] {
  switch (state.status) {
    case 'absent': case 'not-applicable': return takeOver(c);
    case 'in-force': return state.origin === 'external' ? follow(c, state.term.until) : refused(state);
    case 'ended': return state.listing?.origin === 'external' ? [{ type: 'ReportRepeated', on: c.today }] : refused(state);
    default: return refused(state);
  }
}

function takeOver(c: Report): readonly DesignationEvent[] {
  const lawful = lawfulReport(c);
  if (lawful instanceof DomainError) return [setAside(c, lawful.code.slice(lawful.code.indexOf('.') + 1), lawful.userMessage)];
  if (c.removal !== undefined) return [setAside(c, 'REMOVED_ALREADY', `该条目已于${c.removal.on}移出或撤销`)];
  const { listType, term } = lawful;
  const { designationId, subject, authority, evidence, ban, situation, personIndex, region, employer } = c;
  const substance = {
    designationId, subject, listType, authority, evidence, ...(ban === undefined ? {} : { ban }), ...(situation === undefined ? {} : { situation }),
    ...(personIndex === undefined ? {} : { personIndex }), ...(region === undefined ? {} : { region }), ...(employer === undefined ? {} : { employer }),
  };
  return [{ type: 'EntryTakenOver', substance, decision: c.decision, term, reportedBy: authority.source, listVersion: c.listVersion }];
}

/** A later version of an entry that is in force: ended where it was decided, another end of its term, or nothing new. */
function follow({ removal, term, authority, decision, today, listVersion }: Report, until: LocalDate | null): readonly DesignationEvent[] {
  if (removal?.kind === 'revoked') return [{ type: 'DesignationRevoked', on: removal.on, reason: removal.reason, by: authority.source, listVersion }];
  if (removal !== undefined) return [{ type: 'EntryDelisted', ending: removal.kind, on: removal.on, reason: removal.reason, listVersion }];
  if (!(term instanceof DomainError) && term.until !== until) return [{ type: 'TermRestated', until: term.until, docNo: decision.docNo, by: authority.source, listVersion }];
  return [{ type: 'ReportRepeated', on: today }];
}

const setAside = ({ designationId, subject, listTypeCode, authority }: Report, code: string, reason: string): DesignationEvent =>
  ({ type: 'ReportSetAside', designationId, subject, listTypeCode, source: authority.source, code, reason });

function refused(state: Designation): never {
  throw new AlreadyProposed(state.status);
}

/** List type and term, or the rule that stands against taking the entry over. */
function lawfulReport({ listTypeCode, facts, subject, authority, term, ban, today }: Report): { listType: ListType; term: Term } | DomainError {
  try {
    const listType = lawfulListType(listTypeCode, facts, authority, today);
    subjectReached(listTypeCode, facts, subject.subjectClass, undefined);
    if (term instanceof DomainError) return term;
    termValid(term, listType.kind, ban);
    if (term.until !== null && term.until <= today) throw new TermInvalid(`the term was over on ${term.until}`, `该名单期限已于${term.until}届满`);
    notListedYet(listTypeCode, facts);
    return { listType, term };
  } catch (refusal) {
    if (refusal instanceof DomainError) return refusal;
    throw refusal;
  }
}
