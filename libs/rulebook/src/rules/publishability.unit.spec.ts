import { describe, expect, it } from '@jest/globals';
import { addDays, localDate as d } from '@credit/kernel';
import fc from 'fast-check';
import { allRuleRows, defaultRulebook as rb, isPublishedKind, NOT_PUBLIC_REASONS, publishability, withOverlay } from '../index.ts';
import type { PublishabilityInput } from '../index.ts';
import { PENALTY_TYPES } from '../codes/index.ts';

const TODAY = d('2026-11-23');
const penalty = (more: Partial<PublishabilityInput> = {}): PublishabilityInput => ({
  kind: 'administrative-penalty', subjectClass: 'LEGAL_ENTITY', decisionDate: d('2026-06-01'), today: TODAY, penaltyKinds: ['FINE'], fineAmountWan: '5', ...more,
});
const license = (more: Partial<PublishabilityInput> = {}): PublishabilityInput => ({
  kind: 'administrative-license', subjectClass: 'LEGAL_ENTITY', decisionDate: d('2026-06-01'), today: TODAY, validTo: d('2029-05-31'), state: '1', ...more,
});
const reason = (input: PublishabilityInput): string => {
  const answer = publishability(rb, input);
  return answer.publish ? 'PUBLIC' : answer.reason;
};

describe('是否公示: penalties', () => {
  it.each<[string, Partial<PublishabilityInput>, string]>([
    ['a fine of 50,000 yuan', {}, 'PUBLIC'],
    ['a small fine: minor, not published by default (trap 6)', { fineAmountWan: '0.3' }, 'NOT_PUBLIC_MINOR_TIER'],
    ['a warning', { penaltyKinds: ['WARNING'] }, 'NOT_PUBLIC_MINOR_TIER'],
    ['a natural person', { subjectClass: 'NATURAL_PERSON' }, 'NOT_PUBLIC_PERSON'],
    ['an individual business (trap 24: masked, but public)', { subjectClass: 'INDIVIDUAL_BUSINESS' }, 'PUBLIC'],
    ['a state secret, even of a person', { restricted: 'state-secret', subjectClass: 'NATURAL_PERSON' }, 'NOT_PUBLIC_SECRET'],
    ['a commercial secret', { restricted: 'commercial-secret' }, 'NOT_PUBLIC_SECRET'],
    ['privacy', { restricted: 'privacy' }, 'NOT_PUBLIC_PRIVACY'],
    ['a minor', { restricted: 'minor' }, 'NOT_PUBLIC_JUVENILE'],
    ['security', { restricted: 'security' }, 'NOT_PUBLIC_SECURITY'],
    ['detention beside a fine', { penaltyKinds: ['FINE', 'DETENTION'] }, 'NOT_PUBLIC_DETENTION'],
    ['a document of the day before Order 58', { decisionDate: d('2023-04-30') }, 'NOT_PUBLIC_BEFORE_RULES'],
    ['another penalty', { penaltyKinds: ['OTHER'] }, 'TIER_UNDETERMINED'],
    ['a fine without amount', { fineAmountWan: undefined }, 'TIER_UNDETERMINED'],
    ['GENERAL reported 14 months late', { decisionDate: d('2025-09-23') }, 'NOT_PUBLIC_TERM_OVER'],
    ['GENERAL under Order 58, a year ago', { decisionDate: d('2025-11-22') }, 'NOT_PUBLIC_TERM_OVER'],
    ['GENERAL under Order 58, on the last day', { decisionDate: d('2025-11-23') }, 'PUBLIC'],
    ['shut down under Order 58', { decisionDate: d('2024-01-10'), penaltyKinds: ['SUSPEND_BUSINESS'] }, 'PUBLIC'],
    ['shut down three years ago', { decisionDate: d('2023-11-22'), penaltyKinds: ['SUSPEND_BUSINESS'] }, 'NOT_PUBLIC_TERM_OVER'],
    ['simple procedure under Order 58', { decisionDate: d('2026-03-31'), simpleProcedure: true, fineAmountWan: '0.2' }, 'NOT_PUBLIC_SIMPLE_PROCEDURE'],
    ['simple procedure under Order 36 is minor', { simpleProcedure: true, fineAmountWan: '0.2' }, 'NOT_PUBLIC_MINOR_TIER'],
    ['a shut-down that says simple procedure is not believed', { decisionDate: d('2026-03-31'), simpleProcedure: true, penaltyKinds: ['CLOSE_DOWN'] }, 'PUBLIC'],
    ['a large fine that says simple procedure is not believed', { decisionDate: d('2026-03-31'), simpleProcedure: true, fineAmountWan: '3' }, 'PUBLIC'],
  ])('%s', (_, more, expected) => expect(reason(penalty(more))).toBe(expected));

  it('says what it publishes, until when and by which rows', () => {
    expect(publishability(rb, penalty())).toMatchObject({ publish: true, ruleId: 'TERM_36_GENERAL', tier: 'GENERAL', tierRuleId: 'FINE_36_LEGAL_ENTITY', endsOn: '2027-06-01', term: { earliestRepairOn: '2026-09-01' } });
  });
  it('says why not, in two languages, with clause and row', () => {
    expect(publishability(rb, penalty({ fineAmountWan: '0.1' }))).toEqual({
      publish: false, reason: 'NOT_PUBLIC_MINOR_TIER', ruleId: 'TERM_36_MINOR', clause: '第36号令:轻微失信信息原则上不公示,确需公示的最长三个月', tier: 'MINOR',
      tierRuleId: 'FINE_36_LEGAL_ENTITY', endsOn: '2026-09-01', ...NOT_PUBLIC_REASONS.NOT_PUBLIC_MINOR_TIER,
    });
    expect(publishability(rb, penalty({ decisionDate: d('2025-09-23') }))).toMatchObject({ ruleId: 'TERM_36_GENERAL', endsOn: '2026-09-23' });
    expect(publishability(rb, penalty({ penaltyKinds: ['OTHER'] }))).toMatchObject({ ruleId: 'TIER_36_OTHER', undetermined: 'UNCLASSIFIED_PENALTY' });
  });
  it('keeps its answer where an exclusion ended and no period is laid down', () => {
    const open = withOverlay(rb, { version: 'x', tables: { exclusions: [{ id: 'EXCLUDE_BEFORE_58', to: '1900-01-02' }] } });
    expect([d('2023-01-01'), d('2015-01-01')].map((decisionDate) => publishability(open, penalty({ decisionDate })))).toEqual([
      expect.objectContaining({ publish: false }), expect.objectContaining({ publish: false, reason: 'NOT_PUBLIC_BEFORE_RULES' }),
    ]);
  });
});

describe('是否公示: licences', () => {
  it.each<[string, Partial<PublishabilityInput>, string]>([
    ['valid', {}, 'PUBLIC'], ['on the last day', { validTo: TODAY }, 'PUBLIC'], ['the day after', { validTo: d('2026-11-22') }, 'NOT_PUBLIC_EXPIRED'],
    ['long-term', { validTo: d('2099-12-31') }, 'PUBLIC'], ['no longer valid', { state: '2' }, 'NOT_PUBLIC_EXPIRED'], ['of a person', { subjectClass: 'NATURAL_PERSON' }, 'NOT_PUBLIC_PERSON'],
    ['old but valid', { decisionDate: d('2016-01-01') }, 'PUBLIC'], ['restricted', { restricted: 'security' }, 'NOT_PUBLIC_SECURITY'],
  ])('%s', (_, more, expected) => expect(reason(license(more))).toBe(expected));
  it('shows until the last day of validity', () => expect(publishability(rb, license())).toMatchObject({ publish: true, endsOn: '2029-05-31', ruleId: 'LICENSE_UNTIL_VALID_TO' }));
});

describe('是否公示: kinds without a standard', () => {
  it.each(['court-judgment', 'administrative-coercion', 'interview', 'ban-case', 'commitment'] as const)('%s: never, and nothing of it is due', (kind) => {
    expect(publishability(rb, { kind, subjectClass: 'LEGAL_ENTITY', decisionDate: d('2026-06-01'), today: TODAY })).toMatchObject({ publish: false, reason: 'NOT_PUBLIC_KIND', ...NOT_PUBLIC_REASONS.NOT_PUBLIC_KIND });
    expect([isPublishedKind(rb, kind, d('2026-06-01')), isPublishedKind(rb, 'administrative-penalty', d('2026-06-01')), isPublishedKind(rb, 'administrative-license', d('2016-01-01'))]).toEqual([false, true, true]);
  });
  it('stay closed where the exclusion has ended and no period is laid down', () => {
    const open = withOverlay(rb, { version: 'x', tables: { exclusions: [{ id: 'EXCLUDE_JUDGMENT', to: '1900-01-02' }] } });
    expect(publishability(open, { kind: 'court-judgment', subjectClass: 'LEGAL_ENTITY', decisionDate: d('2026-06-01'), today: TODAY })).toMatchObject({ publish: false, reason: 'NOT_PUBLIC_KIND', clause: '公示期限未作规定' });
  });
  it('say first what lies in the record: a person, a secret', () => {
    expect(reason({ ...license({ subjectClass: 'NATURAL_PERSON' }), kind: 'court-judgment' })).toBe('NOT_PUBLIC_PERSON');
    expect(reason({ ...license({ restricted: 'privacy' }), kind: 'administrative-coercion' })).toBe('NOT_PUBLIC_PRIVACY');
  });
});

describe('every answer', () => {
  const input = fc.record({
    kind: fc.constantFrom('administrative-penalty' as const, 'administrative-license' as const, 'administrative-coercion' as const, 'court-judgment' as const),
    subjectClass: fc.constantFrom('LEGAL_ENTITY' as const, 'INDIVIDUAL_BUSINESS' as const, 'NATURAL_PERSON' as const),
    decisionDate: fc.integer({ min: 0, max: 3900 }).map((n) => addDays(d('2016-01-01'), n)),
    today: fc.integer({ min: 0, max: 1500 }).map((n) => addDays(TODAY, n)),
    penaltyKinds: fc.subarray(PENALTY_TYPES.map((t) => t.code)),
    fineAmountWan: fc.option(fc.constantFrom('0', '0.02', '0.3', '12'), { nil: undefined }),
    validTo: fc.option(fc.integer({ min: -500, max: 500 }).map((n) => addDays(TODAY, n)), { nil: undefined }),
    simpleProcedure: fc.option(fc.boolean(), { nil: undefined }),
    sector: fc.option(fc.constantFrom('FOOD', 'WORK_SAFETY', 'x'), { nil: undefined }),
  });
  const ids = new Set(allRuleRows(rb).map(({ row }) => row.id));
  it('names a row that exists, never shows a person, a minor item or anything after its end', () => {
    fc.assert(fc.property(input, (i) => {
      const answer = publishability(rb, i);
      expect(ids.has(answer.ruleId)).toBe(true);
      if (!answer.publish) return;
      expect(i.subjectClass).not.toBe('NATURAL_PERSON');
      expect(answer.tier).not.toBe('MINOR');
      if (answer.endsOn) expect(i.today <= answer.endsOn).toBe(true);
      if (i.kind === 'administrative-penalty') expect(answer.endsOn).toBeDefined();
    }), { numRuns: 500 });
  });
  it('once a term is over it stays over', () => {
    fc.assert(fc.property(input, fc.integer({ min: 1, max: 500 }), (i, later) => {
      if (publishability(rb, i).publish) return;
      expect(publishability(rb, { ...i, today: addDays(i.today, later) }).publish).toBe(false);
    }));
  });
});
