import { describe, expect, it } from '@jest/globals';
import { addDays, addWorkingDays, localDate as d } from '@credit/kernel';
import {
  allRuleRows, defaultRulebook as rb, fieldRules, isCatalogued, penaltyTier, publicityDeadline, publicityTerm, publishability, repairRuleSet, whoSees,
  withdrawalDeadline, withOverlay,
} from './index.ts';
import type { DeadlineRow, ExclusionRow, FieldRule, FineTierRow, PenaltyTypeTierRow, Rulebook, RuleRow, RuleTables, SectorTierRow } from './index.ts';

const NOTICE_2027 = { notice: '(测试用)', off: ['01-01', '02-05', '02-08'], work: ['02-13'] };
const docDate = (ruleSet: string) => d(ruleSet === 'REPAIR_58' ? '2025-06-01' : '2026-06-01');
const penalty = { kind: 'administrative-penalty', subjectClass: 'LEGAL_ENTITY', penaltyKinds: ['FINE'], fineAmountWan: '0.2', decisionDate: d('2025-12-01'), today: d('2026-11-23') } as const;

/** Per table: what to change in a row that is not verified, and an answer that rests on that row. */
const PROBES: { [T in keyof RuleTables]: { change: (row: never) => object; ask: (rb: Rulebook, row: never) => unknown } } = {
  repairRuleSets: { change: () => ({ from: '2019-01-01' }), ask: (r) => repairRuleSet(r, d('2019-03-01')) },
  deadlines: { change: (row: DeadlineRow) => ({ workingDays: row.workingDays + 1 }), ask: (r, row: DeadlineRow) => (row.action === 'publish' ? publicityDeadline : withdrawalDeadlineOf)(r, row.acts[0]!, row.from) },
  penaltyTypeTiers: {
    change: (row: PenaltyTypeTierRow) => ({ tier: row.tier === 'GENERAL' ? 'SERIOUS' : 'GENERAL' }),
    ask: (r, row: PenaltyTypeTierRow) => penaltyTier(r, { penaltyKinds: [row.penaltyType], subjectClass: 'LEGAL_ENTITY', decisionDate: docDate(row.ruleSet) }),
  },
  fineTiers: {
    change: () => ({ minorUpToWan: '5' }),
    ask: (r, row: FineTierRow) => penaltyTier(r, { penaltyKinds: ['FINE'], fineAmountWan: '4', subjectClass: row.subjectClass, decisionDate: docDate(row.ruleSet), ...(row.sector && { sector: row.sector }) }),
  },
  sectorTiers: {
    change: () => ({ fineFromWan: '1' }),
    ask: (r, row: SectorTierRow) => penaltyTier(r, { penaltyKinds: ['FINE'], fineAmountWan: '4', subjectClass: 'LEGAL_ENTITY', decisionDate: docDate(row.ruleSet), sector: row.sector }),
  },
  publicityTerms: { change: () => ({ published: true, maxMonths: 1 }), ask: (r, row: { tier: 'MINOR'; from: never }) => publicityTerm(r, { tier: row.tier, documentDate: row.from }) },
  simpleProcedure: { change: () => ({ fineUpToWan: '0.1' }), ask: (r, row: { subjectClass: 'INDIVIDUAL_BUSINESS' }) => publishability(r, { ...penalty, subjectClass: row.subjectClass, simpleProcedure: true }) },
  licenseTerms: { change: () => ({ validState: '有效' }), ask: (r) => publishability(r, { ...penalty, kind: 'administrative-license', state: '1' }) },
  exclusions: {
    change: (row: ExclusionRow) => ({ to: row.from }),
    ask: (r, row: ExclusionRow) => publishability(r, { ...penalty, decisionDate: row.to ?? penalty.decisionDate, simpleProcedure: true, penaltyKinds: row.penaltyTypes ?? ['FINE'], kind: row.recordKinds?.[0] ?? penalty.kind }),
  },
  fields: { change: (row: FieldRule) => ({ rule: `${row.title}(核对后)` }), ask: (r, row: FieldRule) => fieldRules(row.recordKind, r).find((f) => f.identifier === row.identifier) },
  catalogue: { change: (row: RuleRow) => ({ to: row.from }), ask: (r, row: { category: string } & RuleRow) => isCatalogued(row.category, addDays(row.from, 1), r) },
  visibility: { change: () => ({ otherwise: 'FULL' }), ask: (r) => whoSees('public', 'legalRepName', 'INDIVIDUAL_BUSINESS', r) },
};
const withdrawalDeadlineOf = (r: Rulebook, act: DeadlineRow['acts'][number], on: DeadlineRow['from']) => withdrawalDeadline(r, on, act);

describe('nothing rests on the value of a row that is to be verified', () => {
  const own = withOverlay(rb, { version: 'own', switches: { transitionTakesEarlierEnd: false } });
  const open = allRuleRows(rb).filter(({ row }) => row.verified === 'TO_VERIFY');
  it('there are such rows in every table', () => expect([...new Set(open.map(({ table }) => table))].sort()).toEqual(Object.keys(PROBES).sort()));
  it.each(open.map(({ table, row }) => [row.id, table, row] as const))('%s in %s: the answer follows the overlay', (id, table, row) => {
    const { change, ask } = PROBES[table] as { change: (row: RuleRow) => object; ask: (rb: Rulebook, row: RuleRow) => unknown };
    const changed = withOverlay(own, { version: 'checked', tables: { [table]: [{ id, verified: 'VERIFIED', ...change(row) }] } });
    expect(ask(changed, row)).not.toEqual(ask(own, row));
    expect(allRuleRows(changed).find((r) => r.row.id === id)?.row.verified).toBe('VERIFIED');
    expect(allRuleRows(own).find((r) => r.row.id === id)?.row).toEqual(row);
  });
});

describe('withOverlay', () => {
  it('announces a year at run time; what was provisional becomes fixed', () => {
    const later = withOverlay(rb, { version: '2027-notice', calendar: { 2027: NOTICE_2027 } });
    expect(publicityDeadline(later, 'administrative-penalty', d('2026-12-24'))?.dueOn).toEqual({ status: 'FIXED', date: '2027-01-05' });
    expect(publicityDeadline(rb, 'administrative-penalty', d('2026-12-24'))?.dueOn.status).toBe('PROVISIONAL');
    expect(addWorkingDays(later.calendar, d('2027-12-31'), 1)).toEqual({ status: 'PROVISIONAL', enteredYear: 2028 });
    expect([later.version, later.calendar.version]).toEqual(['2026-11-23+2027-notice', 'cn-2023-2026+2027-notice']);
  });
  it('adds a sector row; a later row of the same key takes over from its date', () => {
    const added = withOverlay(rb, {
      version: 'tiers', tables: { fineTiers: [{ id: 'FINE_36_FOOD', ruleSet: 'REPAIR_36', subjectClass: 'LEGAL_ENTITY', sector: 'FOOD', minorUpToWan: '0.3', seriousFromWan: '20', source: 's', from: '2026-10-01', verified: 'VERIFIED' }] },
    });
    const tier = (decisionDate: string) => penaltyTier(added, { penaltyKinds: ['FINE'], fineAmountWan: '20', subjectClass: 'LEGAL_ENTITY', sector: 'FOOD', decisionDate: d(decisionDate) });
    expect([tier('2026-09-30'), tier('2026-10-01')]).toEqual([expect.objectContaining({ tier: 'GENERAL' }), expect.objectContaining({ tier: 'SERIOUS', tierRuleId: 'FINE_36_FOOD' })]);
  });
  it('of two rows of the same key in force, the one that came into force later holds', () => {
    const row = { id: 'TERM_36_GENERAL_2', ruleSet: 'REPAIR_36', tier: 'GENERAL', minMonths: 1, maxMonths: 6, published: true, clause: 'c', source: 's', from: '2026-10-01', verified: 'VERIFIED' };
    const amended = withOverlay(rb, { version: 'amended', tables: { publicityTerms: [row, { ...row, id: 'TERM_36_GENERAL_0', from: '2026-03-01', maxMonths: 99 }] } });
    const rule = (documentDate: string) => publicityTerm(amended, { tier: 'GENERAL', documentDate: d(documentDate) })?.ruleId;
    expect([rule('2026-09-30'), rule('2026-10-01')]).toEqual(['TERM_36_GENERAL', 'TERM_36_GENERAL_2']);
  });
  it('removes an optional value with null and stacks', () => {
    const first = withOverlay(rb, { version: 'a', tables: { fineTiers: [{ id: 'FINE_36_WORK_SAFETY_LEGAL_ENTITY', seriousFromWan: null }] } });
    const second = withOverlay(first, { version: 'b', switches: { transitionTakesEarlierEnd: false } });
    expect(second.tables.fineTiers.find((r) => r.id === 'FINE_36_WORK_SAFETY_LEGAL_ENTITY')).not.toHaveProperty('seriousFromWan');
    expect([second.version, second.switches.transitionTakesEarlierEnd, rb.switches.transitionTakesEarlierEnd]).toEqual(['2026-11-23+a+b', false, true]);
  });
  it.each<[string, unknown, string]>([
    ['no object', [], ''], ['no version', {}, '/version'], ['an unknown part', { version: 'v', law: {} }, '/law'],
    ['an unknown table', { version: 'v', tables: { fines: [] } }, '/tables/fines'], ['no rows', { version: 'v', tables: { fineTiers: {} } }, '/tables/fineTiers'],
    ['an unknown switch', { version: 'v', switches: { on: true } }, '/switches/on'], ['a switch that is no switch', { version: 'v', switches: { transitionTakesEarlierEnd: 'yes' } }, '/switches/transitionTakesEarlierEnd'],
    ['a wrong tier', { version: 'v', tables: { penaltyTypeTiers: [{ id: 'TIER_36_OTHER', tier: 'HEAVY' }] } }, '/tables/penaltyTypeTiers/0/tier'],
    ['a float', { version: 'v', tables: { fineTiers: [{ id: 'FINE_36_LEGAL_ENTITY', minorUpToWan: 0.3 }] } }, '/tables/fineTiers/0/minorUpToWan'],
    ['a new row that is not complete', { version: 'v', tables: { fineTiers: [{ id: 'FINE_X' }] } }, '/tables/fineTiers/0/source'],
    ['a field of another table', { version: 'v', tables: { fineTiers: [{ id: 'FINE_36_LEGAL_ENTITY', maxMonths: 3 }] } }, '/tables/fineTiers/0/maxMonths'],
    ['an impossible date', { version: 'v', tables: { deadlines: [{ id: 'WITHDRAW_3WD', from: '2026-02-30' }] } }, '/tables/deadlines/0/from'],
    ['an end before its beginning', { version: 'v', tables: { deadlines: [{ id: 'WITHDRAW_3WD', to: '2020-01-01' }] } }, '/tables/deadlines/0/to'],
    ['a least above the longest period', { version: 'v', tables: { publicityTerms: [{ id: 'TERM_36_GENERAL', minMonths: 13 }] } }, '/tables/publicityTerms/0/minMonths'],
    ['the same id twice', { version: 'v', tables: { deadlines: [{ id: 'WITHDRAW_3WD' }, { id: 'WITHDRAW_3WD' }] } }, '/tables/deadlines/1/id'],
    ['an id of another table', { version: 'v', tables: { licenseTerms: [{ id: 'WITHDRAW_3WD', validState: '1', clause: 'c', source: 's', from: '2026-01-01', verified: 'VERIFIED' }] } }, '/tables/licenseTerms/0/id'],
    ['a reason that no exclusion may give', { version: 'v', tables: { exclusions: [{ id: 'EXCLUDE_PERSON', reason: 'NOT_PUBLIC_BECAUSE' }] } }, '/tables/exclusions/0/reason'],
    ['a class left out', { version: 'v', tables: { fields: [{ id: 'FIELD_CF_WSH', required: { LEGAL_ENTITY: 'R' } }] } }, '/tables/fields/0/required'],
    ['a year of two digits', { version: 'v', calendar: { 27: NOTICE_2027 } }, '/calendar/27'], ['no notice', { version: 'v', calendar: { 2027: { off: [], work: [] } } }, '/calendar/2027/notice'],
    ['a day that does not exist', { version: 'v', calendar: { 2027: { ...NOTICE_2027, off: ['02-29'] } } }, '/calendar/2027/off/0'],
    ['a shifted weekday', { version: 'v', calendar: { 2027: { ...NOTICE_2027, work: ['02-10'] } } }, '/calendar/2027/work/0'],
    ['a day that rests and works', { version: 'v', calendar: { 2027: { ...NOTICE_2027, off: ['02-13'] } } }, '/calendar/2027/work/0'],
  ])('refuses %s and points at it', (_, overlay, pointer) =>
    expect(() => withOverlay(rb, overlay)).toThrow(expect.objectContaining({ code: 'RULEBOOK.OVERLAY_INVALID', pointer })));
});
