import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, localDate as d, minDate } from '@credit/kernel';
import fc from 'fast-check';
import { defaultRulebook as rb, penaltyTier, publicityTerm, repairRuleSet, withOverlay } from '../index.ts';
import type { PenaltyFacts, Tier } from '../index.ts';
import { PENALTY_TYPES } from '../codes/index.ts';
import type { PenaltyType } from '../codes/index.ts';

const facts = (penaltyKinds: PenaltyType[], more: Partial<PenaltyFacts> = {}): PenaltyFacts => ({ penaltyKinds, subjectClass: 'LEGAL_ENTITY', decisionDate: d('2026-06-01'), ...more });
const tier = (penaltyKinds: PenaltyType[], more: Partial<PenaltyFacts> = {}): string => {
  const found = penaltyTier(rb, facts(penaltyKinds, more));
  return 'tier' in found ? found.tier : found.reason;
};

describe('修复规则 by the date of the document (trap 34)', () => {
  it.each([
    ['2019-06-30', undefined], ['2019-07-01', 'REPAIR_527'], ['2023-04-30', 'REPAIR_527'], ['2023-05-01', 'REPAIR_58'], ['2026-03-31', 'REPAIR_58'],
    ['2026-04-01', 'REPAIR_36'], ['2026-11-23', 'REPAIR_36'],
  ])('%s → %s', (date, id) => expect(repairRuleSet(rb, d(date))?.id).toBe(id));
});

describe('失信程度 under Order 36', () => {
  it.each([
    ['WARNING', 'MINOR'], ['PUBLIC_CRITICISM', 'MINOR'], ['CONFISCATE_GAINS', 'GENERAL'], ['CONFISCATE_PROPERTY', 'GENERAL'], ['SUSPEND_PERMIT', 'SERIOUS'],
    ['DOWNGRADE', 'SERIOUS'], ['REVOKE_PERMIT', 'SERIOUS'], ['RESTRICT_OPERATION', 'SERIOUS'], ['SUSPEND_BUSINESS', 'SERIOUS'], ['CLOSE_DOWN', 'SERIOUS'],
    ['BAN_FROM_TRADE', 'SERIOUS'], ['OTHER', 'UNCLASSIFIED_PENALTY'], ['DETENTION', 'UNCLASSIFIED_PENALTY'], ['FINE', 'FINE_AMOUNT_MISSING'],
  ] as const)('%s → %s', (kind, expected) => expect(tier([kind])).toBe(expected));
  it.each([
    ['LEGAL_ENTITY', '0.3', undefined, 'MINOR'], ['LEGAL_ENTITY', '0.300001', undefined, 'GENERAL'], ['LEGAL_ENTITY', '5000', undefined, 'GENERAL'],
    ['NATURAL_PERSON', '0.02', undefined, 'MINOR'], ['NATURAL_PERSON', '0.021', undefined, 'GENERAL'], ['INDIVIDUAL_BUSINESS', '0.3', undefined, 'MINOR'],
    ['LEGAL_ENTITY', '9.999999', 'WORK_SAFETY', 'GENERAL'], ['LEGAL_ENTITY', '10', 'WORK_SAFETY', 'SERIOUS'], ['LEGAL_ENTITY', '10.0', 'FOOD', 'GENERAL'],
    ['LEGAL_ENTITY', '10', '不认识的行业', 'GENERAL'],
  ] as const)('%s fined %s 万元 in %s → %s (traps 10, 27)', (subjectClass, fineAmountWan, sector, expected) => expect(tier(['FINE'], { subjectClass, fineAmountWan, ...(sector && { sector }) })).toBe(expected));
  it('the heaviest governs (trap 9)', () => {
    expect(tier(['WARNING', 'FINE'], { fineAmountWan: '5' })).toBe('GENERAL');
    expect(tier(['FINE', 'SUSPEND_BUSINESS', 'WARNING'], { fineAmountWan: '0.1' })).toBe('SERIOUS');
    expect(penaltyTier(rb, facts(['WARNING', 'CLOSE_DOWN']))).toEqual({ tier: 'SERIOUS', tierRuleId: 'TIER_36_CLOSE_DOWN', ruleSet: 'REPAIR_36' });
  });
  it('an unclassified penalty leaves it open, unless nothing heavier is possible', () => {
    expect(penaltyTier(rb, facts(['FINE', 'OTHER'], { fineAmountWan: '5' }))).toEqual({ undetermined: 'TIER_UNDETERMINED', reason: 'UNCLASSIFIED_PENALTY', ruleId: 'TIER_36_OTHER' });
    expect(tier(['OTHER', 'REVOKE_PERMIT'])).toBe('SERIOUS');
    expect(tier([])).toBe('NO_PENALTY');
    expect(penaltyTier(rb, facts(['WARNING'], { decisionDate: d('2018-01-01') }))).toEqual({ undetermined: 'TIER_UNDETERMINED', reason: 'NO_RULE_SET' });
  });
  it('one more penalty never makes it lighter', () => {
    const kinds = fc.subarray(PENALTY_TYPES.map((t) => t.code).filter((t) => t !== 'OTHER' && t !== 'DETENTION'), { minLength: 1 });
    const rank: Record<Tier, number> = { MINOR: 1, GENERAL: 2, SERIOUS: 3 };
    fc.assert(fc.property(kinds, kinds, fc.constantFrom('0.1', '5', '50'), (a, b, fineAmountWan) => rank[tier([...a, ...b], { fineAmountWan }) as Tier] >= rank[tier(a, { fineAmountWan }) as Tier]));
  });
});

describe('公示期 (domain 4.2, 4.3)', () => {
  const own = withOverlay(rb, { version: 'off', switches: { transitionTakesEarlierEnd: false } });
  it.each([
    ['MINOR', '2026-06-01', false, undefined, '2026-09-01', 'TERM_36_MINOR'], ['GENERAL', '2026-06-01', true, '2026-09-01', '2027-06-01', 'TERM_36_GENERAL'],
    ['SERIOUS', '2026-06-01', true, '2027-06-01', '2029-06-01', 'TERM_36_SERIOUS'], ['GENERAL', '2026-11-30', true, '2027-02-28', '2027-11-30', 'TERM_36_GENERAL'],
    ['GENERAL', '2025-06-01', true, '2025-09-01', '2028-06-01', 'TERM_58_GENERAL'], ['SERIOUS', '2024-02-29', true, '2025-02-28', '2027-02-28', 'TERM_58_SERIOUS'],
    ['MINOR', '2025-06-01', false, undefined, '2025-09-01', 'TERM_58_MINOR'],
  ] as const)('%s of %s, by its own order', (t, date, published, earliest, endsOn, ruleId) => {
    const term = publicityTerm(own, { tier: t, documentDate: d(date) });
    expect(term).toMatchObject({ published, endsOn, ruleId });
    expect(term?.earliestRepairOn).toBe(earliest);
  });
  it('counts from the document, whatever day it is (trap 1), and is not moved to a working day (trap 3)', () => {
    const term = publicityTerm(rb, { tier: 'GENERAL', documentDate: d('2026-05-01') })!;
    expect(term.endsOn).toBe('2027-05-01');
    expect(publicityTerm(rb, { tier: 'GENERAL', documentDate: d('2026-10-03') })!.endsOn).toBe('2027-10-03');
  });
  it('58 → 36: the earlier end while the switch is on, its own while it is off', () => {
    const facts58 = { tier: 'GENERAL', documentDate: d('2025-12-15') } as const;
    expect(publicityTerm(rb, facts58)).toMatchObject({ endsOn: '2026-12-15', ruleId: 'TERM_58_GENERAL', endRuleId: 'TERM_36_GENERAL', published: true });
    expect(publicityTerm(own, facts58)).toMatchObject({ endsOn: '2028-12-15' });
    expect(publicityTerm(rb, { ...facts58, transitionTier: 'SERIOUS' })).toMatchObject({ endsOn: '2028-12-15', ruleId: 'TERM_58_GENERAL' });
    expect(publicityTerm(rb, { ...facts58, transitionTier: 'SERIOUS' })).not.toHaveProperty('endRuleId');
  });
  it('no period is laid down before Order 58', () => expect(publicityTerm(rb, { tier: 'SERIOUS', documentDate: d('2023-04-30') })).toBeUndefined());
  it('the end is document + 3, 12 or 36 months on every day, and never later through the transition', () => {
    const day = fc.integer({ min: 0, max: 1300 }).map((n) => addDays(d('2023-05-01'), n));
    fc.assert(fc.property(day, fc.constantFrom<Tier>('MINOR', 'GENERAL', 'SERIOUS'), (documentDate, t) => {
      const months36 = { MINOR: 3, GENERAL: 12, SERIOUS: 36 }[t];
      const end36 = addMonths(documentDate, months36);
      const expected = documentDate < '2026-04-01' ? minDate(addMonths(documentDate, t === 'MINOR' ? 3 : 36), end36) : end36;
      expect(publicityTerm(rb, { tier: t, documentDate })!.endsOn).toBe(expected);
    }));
  });
});

describe('Order 58 has no tiers in that sense', () => {
  const on58 = (kinds: PenaltyType[], more: Partial<PenaltyFacts> = {}) => penaltyTier(rb, facts(kinds, { decisionDate: d('2025-06-01'), ...more }));
  it('the tier names the row of its periods, and the tier under Order 36 comes along', () => {
    expect(on58(['FINE'], { fineAmountWan: '0.1' })).toEqual({ tier: 'GENERAL', tierRuleId: 'TIER_58_FINE', ruleSet: 'REPAIR_58', transition: { tier: 'MINOR', tierRuleId: 'FINE_36_LEGAL_ENTITY', ruleSet: 'REPAIR_36' } });
    expect(on58(['SUSPEND_BUSINESS'])).toMatchObject({ tier: 'GENERAL', transition: { tier: 'SERIOUS' } });
    expect(on58(['WARNING'])).toMatchObject({ tier: 'MINOR', transition: { tier: 'MINOR' } });
  });
  it('food, drugs, special equipment and fire have a year at least; work safety from 100,000 yuan', () => {
    for (const sector of ['FOOD', 'DRUG', 'SPECIAL_EQUIPMENT', 'FIRE']) expect(on58(['FINE'], { fineAmountWan: '1', sector })).toMatchObject({ tier: 'SERIOUS', tierRuleId: `SECTOR_58_${sector}` });
    expect(on58(['FINE'], { fineAmountWan: '9.9', sector: 'WORK_SAFETY' })).toMatchObject({ tier: 'GENERAL' });
    expect(on58(['FINE'], { fineAmountWan: '10', sector: 'WORK_SAFETY' })).toMatchObject({ tier: 'SERIOUS' });
    expect(on58(['WARNING'], { sector: 'FOOD' })).toMatchObject({ tier: 'MINOR' });
  });
  it('is open when either order leaves it open', () => expect(on58(['FINE', 'OTHER'], { fineAmountWan: '1' })).toMatchObject({ undetermined: 'TIER_UNDETERMINED' }));
});
