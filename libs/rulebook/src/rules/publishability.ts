import { compareDecimals } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { RecordKind } from '../codes/acts.ts';
import type { PenaltyType } from '../codes/penalty-types.ts';
import type { SubjectClass } from '../codes/subject-classes.ts';
import { inForce } from '../row.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import { NOT_PUBLIC_REASONS } from '../tables/publicity.ts';
import type { ExclusionRow, NotPublicReason, Restriction, Tier } from '../tables/types.ts';
import { penaltyTier } from './penalty-tier.ts';
import type { UndeterminedReason } from './penalty-tier.ts';
import { publicityTerm } from './publicity-term.ts';
import type { PublicityTerm } from './publicity-term.ts';

/** What decides whether a record is public. Amounts in 万元. */
export interface PublishabilityInput {
  readonly kind: RecordKind;
  readonly subjectClass: SubjectClass;
  readonly decisionDate: LocalDate;
  readonly today: LocalDate;
  readonly restricted?: Restriction;
  /** Licence: last day of validity. */
  readonly validTo?: LocalDate;
  /** Licence: 当前状态. */
  readonly state?: string;
  readonly penaltyKinds?: readonly PenaltyType[];
  readonly fineAmountWan?: string;
  readonly confiscatedAmountWan?: string;
  readonly simpleProcedure?: boolean;
  readonly sector?: string;
}

/** 公示: with the last day on which the record shows. */
export interface Publish {
  readonly publish: true;
  /** The row that allows it and fixes the period. */
  readonly ruleId: string;
  readonly clause: string;
  readonly endsOn?: LocalDate;
  readonly tier?: Tier;
  readonly tierRuleId?: string;
  readonly term?: PublicityTerm;
}

/** 不予公示: always with a reason and the row it rests on. */
export interface DoNotPublish {
  readonly publish: false;
  readonly reason: NotPublicReason;
  readonly ruleId: string;
  readonly clause: string;
  readonly message: string;
  readonly userMessage: string;
  /** For TIER_UNDETERMINED. */
  readonly undetermined?: UndeterminedReason;
  readonly tier?: Tier;
  readonly tierRuleId?: string;
  readonly endsOn?: LocalDate;
}

export type Publishability = Publish | DoNotPublish;

const no = (reason: NotPublicReason, ruleId: string, clause: string, more: Partial<DoNotPublish> = {}): DoNotPublish => ({
  publish: false, reason, ruleId, clause, ...NOT_PUBLIC_REASONS[reason], ...more,
});

/**
 * 适用简易程序: only a warning or a fine within the limit can be imposed so; a flag on anything heavier is not believed, for it would hide
 * a decision that must be public. 行政处罚法第五十一条
 */
function isSimpleProcedure(rb: Rulebook, input: PublishabilityInput): boolean {
  if (!input.simpleProcedure) return false;
  const limit = rowInForce(rb.tables.simpleProcedure, input.decisionDate, (r) => r.subjectClass === input.subjectClass);
  const kinds = input.penaltyKinds ?? [];
  if (!limit || !kinds.every((k) => k === 'WARNING' || k === 'FINE')) return false;
  return !kinds.includes('FINE') || (input.fineAmountWan !== undefined && compareDecimals(input.fineAmountWan, limit.fineUpToWan) <= 0);
}

const excludes = (rb: Rulebook, row: ExclusionRow, input: PublishabilityInput): boolean =>
  inForce(row, input.decisionDate)
  && (!row.recordKinds || row.recordKinds.includes(input.kind))
  && (!row.subjectClasses || row.subjectClasses.includes(input.subjectClass))
  && (!row.restrictions || (input.restricted !== undefined && row.restrictions.includes(input.restricted)))
  && (!row.penaltyTypes || row.penaltyTypes.some((t) => input.penaltyKinds?.includes(t)))
  && (!row.simpleProcedure || isSimpleProcedure(rb, input));

function license(rb: Rulebook, input: PublishabilityInput): Publishability {
  const row = rowInForce(rb.tables.licenseTerms, input.decisionDate, () => true)!;
  const endsOn = input.validTo && { endsOn: input.validTo };
  const expired = (input.validTo !== undefined && input.today > input.validTo) || (input.state !== undefined && input.state !== row.validState);
  return expired ? no('NOT_PUBLIC_EXPIRED', row.id, row.clause, { ...endsOn }) : { publish: true, ruleId: row.id, clause: row.clause, ...endsOn };
}

function penalty(rb: Rulebook, input: PublishabilityInput): Publishability {
  const found = penaltyTier(rb, { ...input, penaltyKinds: input.penaltyKinds ?? [] });
  if ('undetermined' in found) {
    if (found.ruleId === undefined) return no('NOT_PUBLIC_BEFORE_RULES', rb.tables.repairRuleSets[0]!.id, '国家发展改革委令第58号');
    return no('TIER_UNDETERMINED', found.ruleId, '国家发展改革委令第36号:失信信息分类标准', { undetermined: found.reason });
  }
  const term = publicityTerm(rb, { tier: found.tier, documentDate: input.decisionDate, ...(found.transition && { transitionTier: found.transition.tier }) });
  const tier = { tier: found.tier, tierRuleId: found.tierRuleId };
  if (!term) return no('NOT_PUBLIC_BEFORE_RULES', found.ruleSet, '国家发展改革委令第58号', tier);
  const known = { ...tier, endsOn: term.endsOn };
  if (!term.published) return no('NOT_PUBLIC_MINOR_TIER', term.ruleId, term.clause, known);
  if (input.today > term.endsOn) return no('NOT_PUBLIC_TERM_OVER', term.endRuleId ?? term.ruleId, term.clause, known);
  return { publish: true, ruleId: term.ruleId, clause: term.clause, ...known, term };
}

/**
 * 是否公示: the one decision for every record, with a coded reason and the id of the row it rests on.
 * First what may never be published, then how long the rest shows. 行政处罚法第四十八条; 国家发展改革委令第58号、第36号
 */
export function publishability(rb: Rulebook, input: PublishabilityInput): Publishability {
  const exclusion = rb.tables.exclusions.find((row) => excludes(rb, row, input));
  if (exclusion) return no(exclusion.reason, exclusion.id, exclusion.clause);
  switch (input.kind) {
    case 'administrative-license': return license(rb, input);
    case 'administrative-penalty': return penalty(rb, input);
    default: return withoutStandard(rb, input.kind);
  }
}

/** A kind for which no period is laid down stays closed, also where its exclusion has ended. */
function withoutStandard(rb: Rulebook, kind: RecordKind): Publishability {
  const row = rb.tables.exclusions.find((r) => r.reason === 'NOT_PUBLIC_KIND' && r.recordKinds?.includes(kind))!;
  return no('NOT_PUBLIC_KIND', row.id, '公示期限未作规定');
}
