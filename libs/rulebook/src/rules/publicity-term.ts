import { addMonths } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { PublicityTermRow, RepairRuleSetId, Tier } from '../tables/types.ts';
import { repairRuleSet } from './penalty-tier.ts';

/** 公示期: how long a negative item shows. All dates are calendar dates and are never moved to a working day. */
export interface PublicityTerm {
  /** Whether items of this tier are published at all. */
  readonly published: boolean;
  /** First day on which repair may be applied for; absent = as soon as the duties are done. */
  readonly earliestRepairOn?: LocalDate;
  /** The last day on which the item shows. */
  readonly endsOn: LocalDate;
  readonly ruleId: string;
  /** The row that fixes the end, when it is not that of the document's own order. */
  readonly endRuleId?: string;
  readonly ruleSet: RepairRuleSetId;
  readonly minMonths: number;
  readonly maxMonths: number;
  readonly clause: string;
}

const termRow = (rb: Rulebook, ruleSet: RepairRuleSetId, tier: Tier, on: LocalDate): PublicityTermRow | undefined =>
  rowInForce(rb.tables.publicityTerms, on, (r) => r.ruleSet === ruleSet && r.tier === tier);

function transitionRow(rb: Rulebook, tier: Tier): PublicityTermRow | undefined {
  const next = rb.tables.repairRuleSets.find((r) => r.id === 'REPAIR_36');
  return next && termRow(rb, next.id, tier, next.from);
}

/**
 * 公示期限: counted in calendar months from the date of the document, never from publication or reporting; the corresponding day is the last.
 * 国家发展改革委令第58号、第36号. With the transition switch on, a document under Order 58 ends at the earlier end of the two orders.
 * @param facts.transitionTier its tier under Order 36; without it, `tier`.
 * @returns undefined when no period is laid down for documents of that date.
 */
export function publicityTerm(rb: Rulebook, facts: { tier: Tier; documentDate: LocalDate; transitionTier?: Tier; sector?: string }): PublicityTerm | undefined {
  const ruleSet = repairRuleSet(rb, facts.documentDate);
  const row = ruleSet && termRow(rb, ruleSet.id, facts.tier, facts.documentDate);
  if (!row) return undefined;
  const ownEnd = addMonths(facts.documentDate, row.maxMonths);
  const other = row.ruleSet === 'REPAIR_58' && rb.switches.transitionTakesEarlierEnd ? transitionRow(rb, facts.transitionTier ?? facts.tier) : undefined;
  const otherEnd = other && addMonths(facts.documentDate, other.maxMonths);
  const shortened = otherEnd !== undefined && otherEnd < ownEnd;
  return {
    published: row.published,
    ...(row.minMonths > 0 && { earliestRepairOn: addMonths(facts.documentDate, row.minMonths) }),
    endsOn: shortened ? otherEnd : ownEnd,
    ruleId: row.id,
    ...(shortened && { endRuleId: other!.id }),
    ruleSet: row.ruleSet, minMonths: row.minMonths, maxMonths: row.maxMonths, clause: row.clause,
  };
}
