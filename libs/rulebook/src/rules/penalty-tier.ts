import { compareDecimals, maxDate } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { PenaltyType } from '../codes/penalty-types.ts';
import type { SubjectClass } from '../codes/subject-classes.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { RepairRuleSet, RepairRuleSetId, Tier } from '../tables/types.ts';

/** 处罚事实: what the tier of a penalty decision depends on. Amounts in 万元, decimal strings. */
export interface PenaltyFacts {
  readonly penaltyKinds: readonly PenaltyType[];
  readonly fineAmountWan?: string;
  readonly confiscatedAmountWan?: string;
  readonly subjectClass: SubjectClass;
  readonly decisionDate: LocalDate;
  /** A code of `SECTORS`; another value is judged like none. */
  readonly sector?: string;
}

/** The tier under one repair order. */
export interface DeterminedTier { readonly tier: Tier; readonly tierRuleId: string; readonly ruleSet: RepairRuleSetId }

/** The tier under the order of the document; `transition` under the following order, where the transition rule needs it. */
export interface PenaltyTier extends DeterminedTier { readonly transition?: DeterminedTier }

/** Why a person has to decide: no rule for the document, an unclassified penalty, a fine without amount, nothing imposed. */
export type UndeterminedReason = 'NO_RULE_SET' | 'UNCLASSIFIED_PENALTY' | 'FINE_AMOUNT_MISSING' | 'NO_PENALTY';

/** The row (or the order) that leaves the tier open; absent when no order governs the document. */
export interface UndeterminedTier { readonly undetermined: 'TIER_UNDETERMINED'; readonly reason: UndeterminedReason; readonly ruleId?: string }

const RANK: Readonly<Record<Tier, number>> = { MINOR: 1, GENERAL: 2, SERIOUS: 3 };

/** 适用的修复规则: the repair order that governs a document, by its date; undefined before all of them. */
export const repairRuleSet = (rb: Rulebook, documentDate: LocalDate): RepairRuleSet | undefined =>
  rowInForce(rb.tables.repairRuleSets, documentDate, () => true);

type OneTier = { tier: Tier; ruleId: string } | { open: UndeterminedReason; ruleId?: string };

function fineTier(rb: Rulebook, ruleSet: RepairRuleSetId, on: LocalDate, facts: PenaltyFacts): OneTier {
  if (facts.fineAmountWan === undefined) return { open: 'FINE_AMOUNT_MISSING' };
  const rows = rb.tables.fineTiers;
  const ofClass = (sector: string | undefined) => rowInForce(rows, on, (r) => r.ruleSet === ruleSet && r.subjectClass === facts.subjectClass && r.sector === sector);
  const row = (facts.sector === undefined ? undefined : ofClass(facts.sector)) ?? ofClass(undefined);
  if (!row) return { open: 'UNCLASSIFIED_PENALTY' };
  if (row.seriousFromWan !== undefined && compareDecimals(facts.fineAmountWan, row.seriousFromWan) >= 0) return { tier: 'SERIOUS', ruleId: row.id };
  return { tier: compareDecimals(facts.fineAmountWan, row.minorUpToWan) <= 0 ? 'MINOR' : 'GENERAL', ruleId: row.id };
}

function tierOfType(rb: Rulebook, ruleSet: RepairRuleSetId, on: LocalDate, type: PenaltyType, facts: PenaltyFacts): OneTier {
  const row = rowInForce(rb.tables.penaltyTypeTiers, on, (r) => r.ruleSet === ruleSet && r.penaltyType === type);
  if (!row) return { open: 'UNCLASSIFIED_PENALTY' };
  if (row.tier === 'UNDETERMINED') return { open: 'UNCLASSIFIED_PENALTY', ruleId: row.id };
  return row.tier === 'BY_AMOUNT' ? { ruleId: row.id, ...fineTier(rb, ruleSet, on, facts) } : { tier: row.tier, ruleId: row.id };
}

function raisedBySector(rb: Rulebook, on: LocalDate, found: DeterminedTier, facts: PenaltyFacts): DeterminedTier {
  const row = rowInForce(rb.tables.sectorTiers, on, (r) => r.ruleSet === found.ruleSet && r.sector === facts.sector && r.tier === found.tier);
  if (!row || RANK[row.becomes] <= RANK[found.tier]) return found;
  if (row.fineFromWan !== undefined && compareDecimals(facts.fineAmountWan ?? '0', row.fineFromWan) < 0) return found;
  return { ...found, tier: row.becomes, tierRuleId: row.id };
}

function tierUnder(rb: Rulebook, ruleSet: RepairRuleSet, facts: PenaltyFacts): DeterminedTier | UndeterminedTier {
  const on = maxDate(facts.decisionDate, ruleSet.from);
  let heaviest: { tier: Tier; ruleId: string } | undefined;
  let open: { open: UndeterminedReason; ruleId?: string } | undefined;
  for (const type of facts.penaltyKinds) {
    const one = tierOfType(rb, ruleSet.id, on, type, facts);
    if ('open' in one) open ??= one;
    else if (!heaviest || RANK[one.tier] > RANK[heaviest.tier]) heaviest = one;
  }
  if (open && heaviest?.tier !== 'SERIOUS') {
    return { undetermined: 'TIER_UNDETERMINED', reason: open.open, ruleId: open.ruleId ?? ruleSet.id };
  }
  if (!heaviest) return { undetermined: 'TIER_UNDETERMINED', reason: 'NO_PENALTY', ruleId: ruleSet.id };
  return raisedBySector(rb, on, { tier: heaviest.tier, tierRuleId: heaviest.ruleId, ruleSet: ruleSet.id }, facts);
}

/**
 * 失信程度: the tier of a whole decision; the heaviest of its penalties governs, an unclassified one leaves it open unless SERIOUS is
 * reached anyway. 国家发展改革委令第36号(分类标准); under Order 58, which has no tiers, the tier names the row of its periods.
 */
export function penaltyTier(rb: Rulebook, facts: PenaltyFacts): PenaltyTier | UndeterminedTier {
  const own = repairRuleSet(rb, facts.decisionDate);
  if (!own) return { undetermined: 'TIER_UNDETERMINED', reason: 'NO_RULE_SET' };
  const found = tierUnder(rb, own, facts);
  if ('undetermined' in found || own.id !== 'REPAIR_58' || !rb.switches.transitionTakesEarlierEnd) return found;
  const next = rb.tables.repairRuleSets.find((r) => r.id === 'REPAIR_36');
  if (!next) return found;
  const transition = tierUnder(rb, next, facts);
  return 'undetermined' in transition ? transition : { ...found, transition };
}
