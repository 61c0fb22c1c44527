import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { BanGround, DesignationCriterion, ListKind } from '@credit/rulebook/codes';
import type { DesignationEvent } from './designation.events.ts';
import { takenUp } from './taken-up.ts';

/** 认定依据文书 — a document of the register on which an entry rests: judgment, penalty or coercion decision. */
export interface Evidence {
  recordId: string;
  recordKind: string;
  docNo: string;
  authorityUscc: string;
  decisionDate: LocalDate;
}

/** 名单种类 — the row of the list catalogue as it applies to this entry. */
export interface ListType {
  code: string;
  kind: ListKind;
  ruleId: string;
  statute: string;
  /** whether entries of this list are told to the public */
  published: boolean;
}

/** 部门 — who designates, or in whose name a report came. */
export interface Authority {
  source: string;
  uscc: string;
  name: string;
}

/** 相关责任人 — why a person has an entry of his own: the role in the unit, held when the conduct happened (O57, O60). */
export interface RelatedPerson {
  unitSubjectId: string;
  role: string;
  conductOn: LocalDate;
  /** who says that the role was held then: the registrar's dated roles, or the case file where the register knows nothing */
  heldBy: 'register' | 'case-file';
}

/** 禁入 — field × period; permanent only with a statute that says so (O58). */
export interface Ban {
  field: string;
  permanentBasis?: string;
}

/** 认定标准 — one of 性质恶劣, 情节严重, 社会危害较大, answered with a reason. */
export interface CriterionAnswer {
  met: boolean;
  reason: string;
}

/** 认定标准的逐项回答 (《实施方案》: 性质恶劣、情节严重、社会危害较大). */
export type Criteria = Readonly<Record<DesignationCriterion, CriterionAnswer>>;

/** 所在单位 — where a person is employed, as whoever lists the person states it; told to nobody but the addressees of a notice (O64). */
export interface Employer { uscc: string; position?: string }

/** What an entry says whoever decided it. */
export interface Substance {
  designationId: string;
  subject: SubjectSnapshot;
  listType: ListType;
  authority: Authority;
  /** the leading document first */
  evidence: readonly Evidence[];
  related?: RelatedPerson;
  ban?: Ban;
  situation?: number;
  personIndex?: string;
  region?: string;
  employer?: Employer;
}

/** 禁入事由的依据 — on how many documents of which kinds the ground of a ban must rest (O56). */
export interface GroundRule {
  evidence: readonly string[];
  atLeast: number;
}

/** 拟认定 — what was proposed, by whom, on which grounds. */
export interface Proposal {
  proposedBy: string;
  proposedOn: LocalDate;
  criteria: Criteria;
  /** 禁入事由; only a ban has one */
  groundCode?: BanGround;
  /** what evidence shows the ground, as the rules have it when it is proposed; the ban falls when no such evidence is left */
  groundRule?: GroundRule;
  severity: 'MINOR' | 'GENERAL' | 'SERIOUS';
}

/** 事前告知 — the notice served on the subject: grounds, and until when it may be answered. */
export interface Notice {
  addresseeSubjectId: string;
  grounds: string;
  noticedOn: LocalDate;
  /** last day of the defence period */
  defenceUntil: LocalDate;
}

/** 陈述申辩 — what became of the right to be heard. */
export type Defence = { kind: 'heard'; on: LocalDate; statement: string } | { kind: 'waived'; on: LocalDate } | { kind: 'expired'; on: LocalDate };

/** 复核 — the look of a second officer. */
export interface Review {
  reviewedBy: string;
  reviewedOn: LocalDate;
  opinion: string;
}

/** 认定决定书. */
export interface Decision {
  docNo: string;
  authorityUscc: string;
  authorityName: string;
  decidedOn: LocalDate;
}

/** What a local procedure left behind at its end; an external entry has none. */
export interface Procedure {
  proposal: Proposal;
  notice: Notice;
  defence: Defence;
  review: Review;
  decidedBy: string;
  reasons: string;
  term?: DecidedTerm;
  /** 监管措施 for a watched subject; they reduce no right */
  supervision?: readonly string[];
}

/** What a decision says of its term, where the rules leave it to the decision. */
export interface DecidedTerm {
  months?: number;
  /** row of the ban, which knows its statute */
  banRuleId?: string;
  /** day from which the statute of the ban counts, e.g. that of the penalty; absent = the day on which the entry begins */
  countsFrom?: LocalDate;
}

/** 期限 — from the first day; no longer on `until`; null = no fixed term. */
export interface Term {
  from: LocalDate;
  until: LocalDate | null;
}

/** 来源 — a local entry carries its whole procedure, an external one only the decision of who made it. */
export type Origin = { origin: 'local'; procedure: Procedure } | { origin: 'external'; reportedBy: string };

/** 待决变更 — an extension or an early removal that a case officer asked for; it changes nothing until a second officer has decided it. */
export type PendingChange = { askedBy: string; askedOn: LocalDate; reasons: string } & (
  | { kind: 'extension'; months: number }
  /** `conditions`: what the rule of the list asks for; `correctedOn`: when the conduct was corrected, as the case file shows it */
  | { kind: 'removal'; conditions: string; ruleId: string; correctedOn?: LocalDate }
);

export type Ending = 'expired' | 'removed-early' | 'repaired' | 'revoked';

/** What was in force: decision and term; `listVersion` is the number of its last change. */
export type Listing = Origin & { decision: Decision; term: Term; listVersion: string };

type Proposed = { status: 'proposed'; proposal: Proposal } & Substance;
type Noticed = Omit<Proposed, 'status'> & { status: 'noticed'; notice: Notice };
type Answered = Omit<Noticed, 'status'> & { status: 'heard' | 'waived'; defence: Defence };
type Reviewed = Omit<Answered, 'status'> & { status: 'reviewed'; review: Review };
type Decided = Substance & { status: 'decided-to-list'; procedure: Procedure; decision: Decision };
type Served = Omit<Decided, 'status'> & { status: 'served'; servedOn: LocalDate; term: Term };
type NotListed = Substance & { status: 'decided-not-to-list'; procedure: Procedure; decision: Decision };
type InForce = Substance & Listing & { status: 'in-force'; pending?: PendingChange };
/** `listing` is null when the procedure was closed before anything took effect. */
type Ended = Substance & { status: 'ended'; ending: Ending; endedOn: LocalDate; reason: string; listing: Listing | null };
type SetAside = { status: 'not-applicable'; designationId: string; subject: SubjectSnapshot; listTypeCode: string; source: string; code: string; reason: string };

/** 名单认定 — a designation and the list entry it becomes: absent → proposed → noticed → heard | waived → reviewed → decided → served → in force → ended (domain §5.4). */
export type Designation = { status: 'absent' } | Proposed | Noticed | Answered | Reviewed | Decided | NotListed | Served | InForce | Ended | SetAside;

/** States that are not over: something may still be decided, take effect or end. */
export type LiveDesignation = Exclude<Designation, { status: 'absent' | 'ended' | 'decided-not-to-list' | 'not-applicable' }>;

export const absent: Designation = { status: 'absent' };

/** Narrows to what is not over. */
export function isLive(state: Designation): state is LiveDesignation {
  return state.status !== 'absent' && state.status !== 'ended' && state.status !== 'decided-not-to-list' && state.status !== 'not-applicable';
}

/** The one place where state changes. */
export function evolve(state: Designation, event: DesignationEvent): Designation {
  switch (event.type) {
    case 'DesignationProposed': return { status: 'proposed', ...event.substance, proposal: event.proposal };
    case 'DesignationNoticed': return { ...takenUp(state as Proposed, event.by), status: 'noticed', notice: event.notice };
    case 'DefenceHeard': return { ...(state as Noticed), status: 'heard', defence: { kind: 'heard', on: event.on, statement: event.statement } };
    case 'DefenceWaived': return { ...(state as Noticed), status: 'waived', defence: { kind: 'waived', on: event.on } };
    case 'DesignationReviewed': return { ...(state as Noticed), status: 'reviewed', defence: event.defence, review: event.review };
    case 'DecidedToList': return { ...substanceOf(state as Reviewed), evidence: event.evidence, status: 'decided-to-list', procedure: procedureOf(state as Reviewed, event), decision: event.decision };
    case 'DecidedNotToList': return { ...substanceOf(state as Reviewed), status: 'decided-not-to-list', procedure: procedureOf(state as Reviewed, event), decision: event.decision };
    case 'DecisionServed': return { ...(state as Decided), status: 'served', servedOn: event.on, term: event.term, ...(event.ban === undefined ? {} : { ban: event.ban }) };
    case 'EntryTookEffect': {
      const { procedure, decision, term } = state as Served;
      return { ...substanceOf(state as Served), evidence: event.evidence, status: 'in-force', origin: 'local', procedure, decision, term, listVersion: event.listVersion };
    }
    case 'EntryTakenOver': return { ...event.substance, status: 'in-force', origin: 'external', reportedBy: event.reportedBy, decision: event.decision, term: event.term, listVersion: event.listVersion };
    case 'ChangeAsked': return { ...(state as InForce), pending: event.change };
    case 'ChangeDeclined': return undecided(state as InForce);
    case 'EntryExtended': case 'TermRestated': return { ...undecided(state as InForce), term: { ...(state as InForce).term, until: event.until }, listVersion: event.listVersion };
    case 'EvidenceRebased': return rebased(state as LiveDesignation, event.evidence, event.listVersion);
    case 'EntryDelisted': return ended(state as LiveDesignation, event.ending, event.on, event.reason, event.listVersion);
    case 'DesignationRevoked': return ended(state as LiveDesignation, 'revoked', event.on, event.reason, event.listVersion);
    case 'ReportSetAside': return { status: 'not-applicable', designationId: event.designationId, subject: event.subject, listTypeCode: event.listTypeCode, source: event.source, code: event.code, reason: event.reason };
    case 'ReportRepeated': return state;
    default: return assertNever(event);
  }
}

/** What the entry says, without where its procedure stands. */
export function substanceOf(state: Substance): Substance {
  const { designationId, subject, listType, authority, evidence, related, ban, situation, personIndex, region, employer } = state;
  return {
    designationId, subject, listType, authority, evidence,
    ...(related === undefined ? {} : { related }), ...(ban === undefined ? {} : { ban }), ...(situation === undefined ? {} : { situation }), ...(personIndex === undefined ? {} : { personIndex }),
    ...(region === undefined ? {} : { region }), ...(employer === undefined ? {} : { employer }),
  };
}

const procedureOf = ({ proposal, notice, defence, review }: Reviewed, { by, reasons, term, supervision }: Pick<Procedure, 'reasons' | 'term' | 'supervision'> & { by: string }): Procedure =>
  ({ proposal, notice, defence, review, decidedBy: by, reasons, ...(term === undefined ? {} : { term }), ...(supervision === undefined ? {} : { supervision }) });

const undecided = ({ pending: _, ...entry }: InForce): InForce => entry as InForce;

const rebased = (state: LiveDesignation, evidence: readonly Evidence[], listVersion: string): Designation =>
  (state.status === 'in-force' ? { ...state, evidence, listVersion } : { ...state, evidence });

function ended(state: LiveDesignation, ending: Ending, endedOn: LocalDate, reason: string, listVersion: string): Designation {
  return { ...substanceOf(state), status: 'ended', ending, endedOn, reason, listing: state.status === 'in-force' ? { ...listingOf(state), listVersion } : null };
}

/** What was in force of an entry. */
export function listingOf(state: InForce): Listing {
  const { decision, term, listVersion } = state;
  return state.origin === 'local' ? { origin: 'local', procedure: state.procedure, decision, term, listVersion } : { origin: 'external', reportedBy: state.reportedBy, decision, term, listVersion };
}

/** What was proposed; an entry decided elsewhere has no proposal here. */
export function proposalOf(state: LiveDesignation): Proposal | undefined {
  if ('proposal' in state) return state.proposal;
  return 'procedure' in state ? state.procedure.proposal : undefined;
}
