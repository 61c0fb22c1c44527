import type { LocalDate } from '@credit/kernel';
import { isUscc, type SubjectSnapshot } from '@credit/contracts/subject';
import { AlreadyProposed, DateOutOfOrder, DefencePeriodRunning, DesignationEnded, EmployerInvalid, NotNoticed, PersonNotNoticed, SameOfficer, WrongStep } from './designation.errors.ts';
import type { DesignationEvent } from './designation.events.ts';
import {
  aboutTheSubject, banLawful, banTermLawful, criteriaAnswered, criteriaMet, effectiveOf, groundShown, lawfulListType, notListedYet, relatedOf, relatedPersonLawful, subjectReached, supervisionFits, termValid,
  type CitedEvidence, type LookedUp, type RelatedPersonFacts,
} from './designation.guards.ts';
import { isLive, type Authority, type Ban, type DecidedTerm, type Decision, type Designation, type Employer, type Evidence, type LiveDesignation, type Proposal, type Term } from './designation.ts';

/** Who takes a step, and on which business day. */
export interface Officer {
  by: string;
  today: LocalDate;
}

export interface Propose extends Officer {
  designationId: string;
  subject: SubjectSnapshot;
  listTypeCode: string;
  authority: Authority;
  evidence: readonly CitedEvidence[];
  criteria: Proposal['criteria'];
  groundCode?: Proposal['groundCode'];
  severity: Proposal['severity'];
  related?: RelatedPersonFacts;
  ban?: Ban;
  situation?: number;
  personIndex?: string;
  employer?: Employer;
  facts: LookedUp;
}

/**
 * 拟认定 — propose to put a subject on a list of the catalogue, on documents that are in effect and with each criterion answered.
 * 《实施方案》二（三）开展失信联合惩戒对象名单认定；国办发〔2020〕49号
 */
export function propose(c: Propose, state: Designation): readonly DesignationEvent[] {
  if (state.status !== 'absent') throw new AlreadyProposed(state.status);
  const listType = lawfulListType(c.listTypeCode, c.facts, c.authority, c.today);
  subjectReached(c.listTypeCode, c.facts, c.subject.subjectClass, c.related);
  if (c.employer !== undefined && (c.subject.subjectClass !== 'NATURAL_PERSON' || !isUscc(c.employer.uscc))) throw new EmployerInvalid();
  criteriaAnswered(c.criteria);
  banLawful(listType.kind, c.ban, c.groundCode, c.facts);
  aboutTheSubject(c.evidence, c.subject.subjectId, c.related);
  const standing = effectiveOf(c.evidence, c.facts.effective);
  groundShown(c.groundCode, c.facts.groundRule, standing);
  relatedPersonLawful(c.listTypeCode, c.related);
  notListedYet(c.listTypeCode, c.facts);
  const substance = {
    designationId: c.designationId, subject: c.subject, listType, authority: c.authority, evidence: c.evidence.map(documentOf), ...relatedOf(c.related),
    ...(c.ban === undefined ? {} : { ban: c.ban }), ...(c.situation === undefined ? {} : { situation: c.situation }), ...(c.personIndex === undefined ? {} : { personIndex: c.personIndex }), ...(c.employer === undefined ? {} : { employer: c.employer }),
  };
  const proposal = { proposedBy: c.by, proposedOn: c.today, criteria: c.criteria, severity: c.severity, ...(c.groundCode === undefined ? {} : { groundCode: c.groundCode, groundRule: c.facts.groundRule! }) };
  return [{ type: 'DesignationProposed', substance, proposal }];
}

export interface GiveNotice extends Officer {
  addresseeSubjectId: string;
  grounds: string;
  /** last day on which the subject may answer */
  defenceUntil: LocalDate;
}

/** 事前告知 — tell the subject itself the grounds and until when it may answer. 行政处罚法第四十四条；国办发〔2020〕49号 */
export function giveNotice(c: GiveNotice, state: Designation): readonly DesignationEvent[] {
  const proposed = live(state);
  if (proposed.status !== 'proposed') throw new WrongStep('PROPOSED', proposed.status);
  if (c.addresseeSubjectId !== proposed.subject.subjectId) throw new PersonNotNoticed();
  if (c.defenceUntil <= c.today) throw new DateOutOfOrder(`the defence period ends on ${c.defenceUntil}, not after the notice`);
  return [{ type: 'DesignationNoticed', by: c.by, notice: { addresseeSubjectId: c.addresseeSubjectId, grounds: c.grounds, noticedOn: c.today, defenceUntil: c.defenceUntil } }];
}

/** 听取陈述申辩 — what the subject says to the notice; late answers are heard as long as nothing has been reviewed. 行政处罚法第四十五条 */
export function hearDefence(c: Officer & { statement: string }, state: Designation): readonly DesignationEvent[] {
  noticed(state);
  return [{ type: 'DefenceHeard', on: c.today, statement: c.statement, by: c.by }];
}

/** 放弃陈述申辩 — the subject says that it will not answer. 行政处罚法第四十五条 */
export function waiveDefence(c: Officer, state: Designation): readonly DesignationEvent[] {
  noticed(state);
  return [{ type: 'DefenceWaived', on: c.today, by: c.by }];
}

/**
 * 复核 — a second officer looks at it, after the subject was heard, waived, or let the period pass. 行政处罚法第五十八条；国办发〔2020〕49号
 * @throws SameOfficer, DefencePeriodRunning, NotNoticed
 */
export function review(c: Officer & { opinion: string }, state: Designation): readonly DesignationEvent[] {
  const before = live(state);
  if (before.status === 'proposed') throw new NotNoticed(before.status);
  if (before.status !== 'noticed' && before.status !== 'heard' && before.status !== 'waived') throw new WrongStep('ANSWERED', before.status);
  if (c.by === before.proposal.proposedBy) throw new SameOfficer();
  if (before.status === 'noticed' && c.today <= before.notice.defenceUntil) throw new DefencePeriodRunning(before.notice.defenceUntil);
  const defence = before.status === 'noticed' ? { kind: 'expired' as const, on: before.notice.defenceUntil } : before.defence;
  return [{ type: 'DesignationReviewed', defence, review: { reviewedBy: c.by, reviewedOn: c.today, opinion: c.opinion } }];
}

export interface DecideDesignation extends Officer {
  list: boolean;
  docNo: string;
  reasons: string;
  /** what the decision says of the term, where the rules leave it to the decision */
  term?: DecidedTerm;
  /** 监管措施 for a watched subject */
  supervision?: readonly string[];
  /** what stands on the day of the decision; the person's role was settled when it was proposed and cannot change */
  facts: LookedUp;
}

/**
 * 认定决定 — put the subject on the list, or not; in writing, with reasons, by somebody other than the proposer.
 * To list: list type, competence, evidence and criteria are asked once more, as they stand on the day of the decision. 国办发〔2020〕49号
 */
export function decideDesignation(c: DecideDesignation, state: Designation): readonly DesignationEvent[] {
  const before = live(state);
  if (before.status === 'proposed') throw new NotNoticed(before.status);
  if (before.status !== 'reviewed') throw new WrongStep('REVIEWED', before.status);
  if (c.by === before.proposal.proposedBy) throw new SameOfficer();
  const decision: Decision = { docNo: c.docNo, authorityUscc: before.authority.uscc, authorityName: before.authority.name, decidedOn: c.today };
  if (!c.list) return [{ type: 'DecidedNotToList', by: c.by, reasons: c.reasons, decision }];
  const { code, kind } = before.listType;
  lawfulListType(code, c.facts, before.authority, c.today);
  criteriaMet(before.proposal.criteria, before.proposal.severity, kind);
  const evidence = effectiveOf(before.evidence, c.facts.effective);
  groundShown(before.proposal.groundCode, before.proposal.groundRule, evidence);
  banTermLawful(kind, c.term, c.facts, c.today);
  supervisionFits(kind, c.supervision, c.facts);
  notListedYet(code, c.facts);
  return [{ type: 'DecidedToList', evidence, by: c.by, reasons: c.reasons, decision, ...(c.term === undefined ? {} : { term: c.term }), ...(c.supervision === undefined ? {} : { supervision: c.supervision }) }];
}

/** 送达决定 — the decision has reached the subject; from when and until when it holds. 行政处罚法第六十一条；民事诉讼法送达规定 */
export function serveDecision(c: Officer & { term: Term; permanentBasis?: string }, state: Designation): readonly DesignationEvent[] {
  const decided = live(state);
  if (decided.status !== 'decided-to-list') throw new WrongStep('DECIDED', decided.status);
  if (c.term.from < c.today) throw new DateOutOfOrder(`the term begins on ${c.term.from}, before the decision was served`);
  const ban = decided.ban === undefined || c.permanentBasis === undefined ? decided.ban : { ...decided.ban, permanentBasis: c.permanentBasis };
  termValid(c.term, decided.listType.kind, ban);
  return [{ type: 'DecisionServed', on: c.today, term: c.term, by: c.by, ...(ban === undefined ? {} : { ban }) }];
}

/** What exists and is not over. @throws WrongStep, DesignationEnded */
export function live(state: Designation): LiveDesignation {
  if (state.status === 'absent') throw new WrongStep('PROPOSED', 'absent');
  if (!isLive(state)) throw new DesignationEnded(state.status);
  return state;
}

function noticed(state: Designation): void {
  const { status } = live(state);
  if (status !== 'noticed') throw new NotNoticed(status);
}

const documentOf = ({ recordId, recordKind, docNo, authorityUscc, decisionDate }: CitedEvidence): Evidence => ({ recordId, recordKind, docNo, authorityUscc, decisionDate });
