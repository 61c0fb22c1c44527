import { DomainError, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { AlreadyProposed, TermInvalid } from './designation.errors.ts';
import type { DesignationEvent } from './designation.events.ts';
import { lawfulListType, notListedYet, termValid, type LookedUp } from './designation.guards.ts';
import type { Authority, Ban, Decision, Designation, ListType, Term } from './designation.ts';

export interface TakeOver {
  designationId: string;
  subject: SubjectSnapshot;
  listTypeCode: string;
  /** the department that reported it; its powers, or those of whom it speaks for, cover the list */
  authority: Authority;
  decision: Decision;
  term: Term;
  ban?: Ban;
  situation?: number;
  personIndex?: string;
  region?: string;
  facts: LookedUp;
  today: LocalDate;
  listVersion: string;
}

/**
 * 采用外部认定 — an entry that a court, another level or a department's own system has decided: its decision is the basis, no local procedure is invented.
 * Total (P-13): what cannot be taken over is an outcome with a reason, and burdens nobody.
 * @throws AlreadyProposed when there is something under this id
 */
export function takeOver(c: TakeOver, state: Designation): readonly DesignationEvent[] {
  if (state.status !== 'absent') throw new AlreadyProposed(state.status);
  const lawful = lawfulReport(c);
  if (lawful instanceof DomainError) return setAside({ ...c, source: c.authority.source, code: lawful.code.replace(/^DESIGNATION\./, ''), reason: lawful.userMessage }, state);
  const { designationId, subject, authority, ban, situation, personIndex, region } = c;
  const substance = {
    designationId, subject, listType: lawful, authority, evidence: [], ...(ban === undefined ? {} : { ban }), ...(situation === undefined ? {} : { situation }),
    ...(personIndex === undefined ? {} : { personIndex }), ...(region === undefined ? {} : { region }),
  };
  return [{ type: 'EntryTakenOver', substance, decision: c.decision, term: c.term, reportedBy: authority.source, listVersion: c.listVersion }];
}

export interface SetAsideReport {
  designationId: string;
  subject: SubjectSnapshot;
  listTypeCode: string;
  source: string;
  code: string;
  reason: string;
}

/** 不予采用 — a report with which nothing can be done, and why. */
export function setAside({ designationId, subject, listTypeCode, source, code, reason }: SetAsideReport, state: Designation): readonly DesignationEvent[] {
  if (state.status !== 'absent') throw new AlreadyProposed(state.status);
  return [{ type: 'ReportSetAside', designationId, subject, listTypeCode, source, code, reason }];
}

/** The list type, or the rule that stands against taking the entry over. */
function lawfulReport({ listTypeCode, facts, authority, term, ban, today }: TakeOver): ListType | DomainError {
  try {
    const listType = lawfulListType(listTypeCode, facts, authority, today);
    termValid(term, listType.kind, ban);
    if (term.until !== null && term.until <= today) throw new TermInvalid(`the term was over on ${term.until}`, `该名单期限已于${term.until}届满`);
    notListedYet(listTypeCode, facts);
    return listType;
  } catch (refusal) {
    if (refusal instanceof DomainError) return refusal;
    throw refusal;
  }
}
