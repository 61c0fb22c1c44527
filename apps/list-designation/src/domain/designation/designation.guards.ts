import type { LocalDate } from '@credit/kernel';
import { DESIGNATION_CRITERIA } from '@credit/rulebook/codes';
import { BanNotProvided, BanRuleUnfit, GroundNotShown, OverMeasure, SupervisionNotApplicable } from './ban.errors.ts';
import {
  AlreadyListed, CriterionNotMet, CriterionUnanswered, DateOutOfOrder, EvidenceOfAnotherSubject, ListTypeNotInForce, ListTypeUnknown, NoEffectiveEvidence, NotCompetent, RedListNotDesignated, RelatedPersonNotAllowed, RoleHolderUnclear, RoleNotHeldAtConduct, SubjectClassNotListed, TermInvalid,
} from './designation.errors.ts';
import type { Authority, Ban, Criteria, DecidedTerm, Evidence, GroundRule, ListType, Proposal, RelatedPerson, Substance, Term } from './designation.ts';

/** What was looked up for a step, in the transaction that takes it. */
export interface LookedUp {
  /** the row of the catalogue and whether it is in force on the day of the step; null = no such list */
  listType: (ListType & { inForce: boolean; subjectClasses?: readonly string[] }) | null;
  /** the list type's kind of authority lies within the department's registered powers */
  competent: boolean;
  /** the same subject is on the same list, by this or another authority */
  alreadyListed: boolean;
  /** ids of the cited records that are in effect */
  effective: readonly string[];
  /** 禁入: the rows of the field's statutes that reach the role of the subject on that day */
  banRules: readonly string[];
  /** 禁入事由的依据, as the rules have it on that day; absent = no such ground */
  groundRule?: GroundRule;
  /** 监管措施 that the proposed severity allows on that day */
  supervision: readonly string[];
}

/** 对象类别: some lists are for units, some for persons only; a related person is reached by the rule of his role. */
export function subjectReached(code: string, { listType }: Pick<LookedUp, 'listType'>, subjectClass: string, related: RelatedPerson | undefined): void {
  if (related === undefined && listType?.subjectClasses?.includes(subjectClass) === false) throw new SubjectClassNotListed(code, subjectClass);
}

/** A document that is cited, and whom it is about. */
export type CitedEvidence = Evidence & { subjectId: string };

/** A related person with what the list's rule and the register say about him. */
export type RelatedPersonFacts = RelatedPerson & { allowed: boolean; heldThen: boolean; holderUnclear: boolean };

/** 名单种类合法、部门有权: a list of the dated catalogue, in force today, and within the powers of the department. O37, O38 */
export function lawfulListType(code: string, facts: Pick<LookedUp, 'listType' | 'competent'>, authority: Authority, today: LocalDate): ListType {
  const listType = competentFor(code, facts, authority, today);
  if (listType.kind === 'red') throw new RedListNotDesignated(code);
  return listType;
}

/** A list of the catalogue, whatever its kind, in force and within the powers. @throws ListTypeUnknown, ListTypeNotInForce, NotCompetent */
export function competentFor(code: string, { listType, competent }: Pick<LookedUp, 'listType' | 'competent'>, authority: Authority, today: LocalDate): ListType {
  if (listType === null) throw new ListTypeUnknown(code);
  if (!listType.inForce) throw new ListTypeNotInForce(code, today);
  if (!competent) throw new NotCompetent(authority.source, code);
  const { kind, ruleId, statute, published } = listType;
  return { code, kind, ruleId, statute, published };
}

/** 有效文书: the cited documents that are in effect, in the order cited; at least one. O38 */
export function effectiveOf(evidence: readonly Evidence[], effective: readonly string[]): readonly Evidence[] {
  const standing = evidence.filter(({ recordId }) => effective.includes(recordId));
  if (standing.length === 0) throw new NoEffectiveEvidence();
  return standing;
}

/** 文书当事人一致: each document is about the subject, or about the unit of a related person. */
export function aboutTheSubject(evidence: readonly CitedEvidence[], subjectId: string, related: RelatedPerson | undefined): void {
  const strangers = evidence.filter((document) => document.subjectId !== subjectId && document.subjectId !== related?.unitSubjectId);
  if (strangers.length > 0) throw new EvidenceOfAnotherSubject(strangers.map(({ docNo }) => docNo));
}

/** 逐项说明理由: 性质恶劣, 情节严重, 社会危害较大. O39 */
export function criteriaAnswered(criteria: Criteria): void {
  for (const { code } of DESIGNATION_CRITERIA) if (criteria[code].reason.trim() === '') throw new CriterionUnanswered(code);
}

/**
 * 达到认定标准: all three criteria, and more than a minor severity. The watch list is for conduct below that standard (domain §5.3, KEY_ATTENTION).
 * POLICY-ASSUMPTION(CRITERIA_ALL_THREE): the text strings the three together without 或, so each must be met; O39: a hundred minor penalties list nobody.
 */
export function criteriaMet(criteria: Criteria, severity: string, kind: ListType['kind']): void {
  if (kind === 'watch') return;
  if (severity === 'MINOR') throw new CriterionNotMet('SERIOUS_CIRCUMSTANCES');
  for (const { code } of DESIGNATION_CRITERIA) if (!criteria[code].met) throw new CriterionNotMet(code);
}

/** 责任人: the list extends to that role, and the role was held when the conduct happened, by this person and nobody else of the name. O57, O60 */
export function relatedPersonLawful(code: string, related: RelatedPersonFacts | undefined): void {
  if (related === undefined) return;
  if (!related.allowed) throw new RelatedPersonNotAllowed(code, related.role);
  if (!related.heldThen) throw new RoleNotHeldAtConduct(related.conductOn);
  if (related.holderUnclear) throw new RoleHolderUnclear(related.conductOn);
}

/** 未在该名单中. Re-listing after an end is a new entry (domain §15.13). */
export function notListedYet(code: string, { alreadyListed }: LookedUp): void {
  if (alreadyListed) throw new AlreadyListed(code);
}

/** 期限有效: it ends after it begins, and a ban without an end cites the statute that allows it. O58 */
export function termValid(term: Term, kind: ListType['kind'], ban: Ban | undefined): void {
  if (term.until !== null && term.until <= term.from) throw new TermInvalid(`the term ends on ${term.until}, before it begins`, '期限终止早于开始');
  if (kind === 'ban' && term.until === null && ban?.permanentBasis === undefined) throw new TermInvalid('a ban without an end needs the statute that allows it', '永久禁入须注明明确规定永久禁入的法律条款');
}

/**
 * 禁入有法可依: a ban names its field and one of the four grounds, and a statute of that field reaches the role of the subject. Every other list bans nothing. O55, O56
 * @throws CriterionUnanswered, BanNotProvided
 */
export function banLawful(kind: ListType['kind'], ban: Ban | undefined, ground: Proposal['groundCode'], { banRules }: LookedUp): void {
  if (kind !== 'ban') {
    if (ban !== undefined) throw new BanNotProvided(ban.field);
    return;
  }
  if (ground === undefined || ban === undefined) throw new CriterionUnanswered('GROUND');
  if (banRules.length === 0) throw new BanNotProvided(ban.field);
}

/** 禁入事由有据: enough effective documents of the kinds that show the ground. O56 */
export const groundHolds = (rule: GroundRule | undefined, standing: readonly Evidence[]): boolean =>
  rule === undefined || standing.filter(({ recordKind }) => rule.evidence.includes(recordKind)).length >= rule.atLeast;

/** @throws GroundNotShown when the ground of a ban does not rest on enough of its evidence */
export function groundShown(ground: Proposal['groundCode'], rule: GroundRule | undefined, standing: readonly Evidence[]): void {
  if (ground !== undefined && (rule === undefined || !groundHolds(rule, standing))) throw new GroundNotShown(ground, rule?.atLeast ?? 0);
}

/** 所依法条: the decision names a row that reaches this field and role; days are counted from no later than the decision. O55, O58 */
export function banTermLawful(kind: ListType['kind'], term: DecidedTerm | undefined, { banRules }: LookedUp, today: LocalDate): void {
  if (kind !== 'ban') {
    if (term?.banRuleId !== undefined || term?.countsFrom !== undefined) throw new TermInvalid('only a ban rests on the row of a ban', '只有禁入才载明禁入所依法条和起算日期');
    return;
  }
  if (term?.banRuleId === undefined || !banRules.includes(term.banRuleId)) throw new BanRuleUnfit(term?.banRuleId ?? '');
  if (term.countsFrom !== undefined && term.countsFrom > today) throw new DateOutOfOrder(`the ban counts from ${term.countsFrom}, after its decision`);
}

/** 过惩相当: supervision is for watched subjects, and no more of it than fits the severity. O41 */
export function supervisionFits(kind: ListType['kind'], asked: readonly string[] | undefined, { supervision }: LookedUp): void {
  if (asked === undefined) return;
  if (kind !== 'watch') throw new SupervisionNotApplicable();
  const over = asked.filter((measure) => !supervision.includes(measure));
  if (over.length > 0) throw new OverMeasure(over);
}

/** A related person as the entry keeps him. */
export const relatedOf = (related: RelatedPersonFacts | undefined): Pick<Substance, 'related'> =>
  (related === undefined ? {} : { related: { unitSubjectId: related.unitSubjectId, role: related.role, conductOn: related.conductOn, heldBy: related.heldBy } });
