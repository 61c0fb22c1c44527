import { describe, expect, it } from '@jest/globals';
import { addDays, addWorkingDays, localDate as d, maxDate } from '@credit/kernel';
import {
  allRuleRows, banGround, bansOf, commitmentBar, commitmentExclusion, consumptionItems, correctionOf, defaultRulebook as rb, defenceEndsOn, disciplineDeadline, dutyDueOn, educationMatter, evidenceRule, fieldRules, isCatalogued, listType, measureOf,
  measuresFor, objectionGround, penaltyTier, publicityDeadline, publicityTerm, publishability, relatedPersonRule, reminderOn, repairBarredUntil, repairConditions, repairNoticeRule, repairRuleSet, repairScope, supervisionFor, termOf, whoSees, withdrawalDeadline, withOverlay,
} from './index.ts';
import type {
  BanGroundRow, BanRow, CommitmentBarRow, CommitmentExclusionRow, CorrectionRow, DeadlineRow, DisciplineDeadlineRow, DutyPeriodRow, EducationMatterRow, EntryRepairPeriodRow, EvidenceRow, ExclusionRow, FieldRule, FineTierRow, ListTermRow, ListTypeRow, MeasureMatrixRow, MeasureRow,
  ObjectionGroundRow, PenaltyTypeTierRow, RelatedPersonRow, ReminderDuty, RepairBarRow, RepairRequirementRow, RepairScopeRow, Rulebook, RuleRow, RuleTables, SectorTierRow, SupervisionRow,
} from './index.ts';

const NOTICE_2027 = { notice: '(测试用)', off: ['01-01', '02-05', '02-08'], work: ['02-13'] };
const docDate = (ruleSet: string) => d(ruleSet === 'REPAIR_58' ? '2025-06-01' : '2026-06-01');
const penalty = { kind: 'administrative-penalty', subjectClass: 'LEGAL_ENTITY', penaltyKinds: ['FINE'], fineAmountWan: '0.2', decisionDate: d('2025-12-01'), today: d('2026-11-23') } as const;

const LATER = d('2026-06-01');
const LISTS_OF_THE_PLAN = d('2020-05-15');
const termOrRefusal = (r: Rulebook, row: ListTermRow): unknown => {
  try {
    return termOf(r, { listType: row.listType, from: LATER, ...(row.term === 'by-decision' && { decidedMonths: 12 }) });
  } catch (error) {
    return error;
  }
};

/** Per table: what to change in a row that is not verified, and an answer that rests on that row. */
const PROBES: { [T in Exclude<keyof RuleTables, 'institutionNotices'>]: { change: (row: never) => object; ask: (rb: Rulebook, row: never) => unknown } } = {
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
  listTypes: { change: (row: RuleRow) => ({ to: row.from }), ask: (r, row: ListTypeRow) => listType(r, row.listType, LATER) },
  listTerms: { change: (row: ListTermRow) => (row.term === 'fixed' ? { months: 7 } : { minMonths: 13, maxMonths: 40, months: null }), ask: termOrRefusal },
  measures: { change: () => ({ title: '(核对后)' }), ask: (r, row: MeasureRow) => measureOf(r, row.measure, LATER)?.title },
  measureMatrix: {
    change: (row: MeasureMatrixRow) => ({ autoPrompt: !row.autoPrompt }),
    ask: (r, row: MeasureMatrixRow) => measuresFor(r, { listType: row.listType, role: row.subjectRole, subjectClass: row.subjectClasses?.[0] ?? 'LEGAL_ENTITY', matterKind: row.matterKinds[0]!, on: LATER }).map((m) => m.cell.autoPrompt),
  },
  consumptionItems: { change: (row: RuleRow) => ({ to: row.from }), ask: (r) => consumptionItems(r, LATER).length },
  bans: { change: () => ({ maxMonths: 60 }), ask: (r, row: BanRow) => bansOf(r, { field: row.field, on: LATER }) },
  banGrounds: { change: (row: BanGroundRow) => ({ atLeast: row.atLeast + 1 }), ask: (r, row: BanGroundRow) => banGround(r, row.ground, LATER)?.atLeast },
  evidenceRules: {
    change: (row: EvidenceRow) => ({ atLeast: row.atLeast + 1 }),
    ask: (r, row: EvidenceRow) => evidenceRule(r, r.tables.listTypes.find((l) => l.listKind === row.listKind)!.listType, LATER)?.atLeast,
  },
  relatedPersons: { change: (row: RuleRow) => ({ to: row.from }), ask: (r, row: RelatedPersonRow) => relatedPersonRule(r, row.listType, row.roles[0]!, LATER) },
  supervision: { change: () => ({ measures: ['INTERVIEW'] }), ask: (r, row: SupervisionRow) => supervisionFor(r, row.severity, LATER) },
  defencePeriods: { change: () => ({ workingDays: 6 }), ask: (r) => defenceEndsOn(r, { noticedOn: LATER, listType: 'MARKET_SERIOUS' }).workingDays },
  disciplineDeadlines: { change: (row: DisciplineDeadlineRow) => ({ workingDays: row.workingDays + 1 }), ask: (r, row: DisciplineDeadlineRow) => disciplineDeadline(r, row.step, LATER)?.workingDays },
  repairRequirements: {
    change: () => ({ requires: ['charity'] }),
    ask: (r, { targetKind, way, tier, from }: RepairRequirementRow) => repairConditions(r, targetKind === 'record' ? { kind: targetKind, tier: tier ?? 'GENERAL', documentDate: from } : { kind: targetKind, listType: 'MARKET_SERIOUS', documentDate: from, from: LATER }, way),
  },
  entryRepairPeriods: {
    change: ({ months }: EntryRepairPeriodRow) => ({ months: months + 1 }),
    ask: (r, { listKind, from }: EntryRepairPeriodRow) => repairConditions(r, { kind: 'list-entry', listType: listKind === 'watch' ? 'KEY_ATTENTION' : 'JUDGMENT_DEFAULTER', ...(listKind === undefined && { situation: 1 }), documentDate: maxDate(from, LISTS_OF_THE_PLAN), from: LATER }, 'ordinary').earliestOn,
  },
  repairScopes: { change: () => ({ degree: 'SERIOUS' }), ask: (r, row: RepairScopeRow) => repairScope(r, row.recordKind, LATER, row.kept).degree },
  commitmentExclusions: { change: (row: RuleRow) => ({ to: row.from }), ask: (r, { risk }: CommitmentExclusionRow) => commitmentExclusion(r, [risk], LATER)?.id },
  commitmentBars: { change: (row: RuleRow) => ({ to: row.from }), ask: (r, { bar }: CommitmentBarRow) => commitmentBar(r, bar, LATER)?.id },
  educationMatters: { change: (row: RuleRow) => ({ to: row.from }), ask: (r, { matterKind }: EducationMatterRow) => educationMatter(r, matterKind, LATER)?.occasion },
  corrections: { change: ({ action }: CorrectionRow) => ({ action: action === 'apologise' ? 'tell-person' : 'apologise' }), ask: (r, { effect }: CorrectionRow) => correctionOf(r, effect, LATER).action },
  repairNotices: { change: () => ({ applyAt: '示例窗口' }), ask: (r) => repairNoticeRule(r, LATER)?.applyAt },
  objectionGrounds: { change: (row: ObjectionGroundRow) => ({ ownScope: !row.ownScope }), ask: (r, { ground, from }: ObjectionGroundRow) => objectionGround(r, ground, from > LATER ? from : LATER) },
  repairBars: { change: (row: RepairBarRow) => ({ months: row.months + 1 }), ask: (r) => repairBarredUntil(r, LATER) },
  dutyPeriods: {
    change: () => ({ workingDays: 6 }),
    ask: (r, row: DutyPeriodRow) => (isReminder(row.duty) ? reminderOn(r, { dueOn: addDays(LATER, 40), on: LATER, duty: row.duty }) : dutyDueOn(r, row.duty, LATER)),
  },
};
const withdrawalDeadlineOf = (r: Rulebook, act: DeadlineRow['acts'][number], on: DeadlineRow['from']) => withdrawalDeadline(r, on, act);

const isReminder = (duty: DutyPeriodRow['duty']): duty is ReminderDuty => duty.endsWith('-reminder');

describe('nothing rests on the value of a row that is to be verified', () => {
  const own = withOverlay(rb, { version: 'own', switches: { transitionTakesEarlierEnd: false } });
  const open = allRuleRows(rb).filter(({ row }) => row.verified === 'TO_VERIFY');
  it('there are such rows in every table', () => expect([...new Set(open.map(({ table }) => table))].sort()).toEqual(Object.keys(PROBES).sort()));
  it.each(open.map(({ table, row }) => [row.id, table, row] as const))('%s in %s: the answer follows the overlay', (id, table, row) => {
    const { change, ask } = PROBES[table as keyof typeof PROBES] as { change: (row: RuleRow) => object; ask: (rb: Rulebook, row: RuleRow) => unknown };
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
    ['measures on the strength of a department rule (49号)', { version: 'v', tables: { listTypes: [{ id: 'LIST_CUSTOMS_SERIOUS', listKind: 'joint-discipline' }] } }, '/tables/listTypes/0/statuteLevel'],
    ['a published list without a channel', { version: 'v', tables: { listTypes: [{ id: 'LIST_KEY_ATTENTION', published: true }] } }, '/tables/listTypes/0/channels'],
    ['a list of its own invention', { version: 'v', tables: { listTypes: [{ id: 'LIST_KEY_ATTENTION', listType: 'LATE_PAYERS' }] } }, '/tables/listTypes/0/listType'],
    ['a department of no known kind', { version: 'v', tables: { listTypes: [{ id: 'LIST_WAGE_ARREARS', authorityKinds: ['tobacco'] }] } }, '/tables/listTypes/0/authorityKinds'],
    ['one term for all court defaulters (trap 14)', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_JUDGMENT_DEFAULTER_1', situation: null }] } }, '/tables/listTerms/0/situation'],
    ['a situation the court does not know', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_JUDGMENT_DEFAULTER_1', situation: 7 }] } }, '/tables/listTerms/0/situation'],
    ['a fixed term of no length', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_TAX_SERIOUS', months: null }] } }, '/tables/listTerms/0/months'],
    ['a decision without a limit', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_GOV_PROCUREMENT', maxMonths: null }] } }, '/tables/listTerms/0/maxMonths'],
    ['a usual term above the longest', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_KEY_ATTENTION', months: 13 }] } }, '/tables/listTerms/0/months'],
    ['half an extension', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_STAT_SERIOUS', extensionMaxMonths: null }] } }, '/tables/listTerms/0/extensionMaxMonths'],
    ['an early removal that counts from nothing', { version: 'v', tables: { listTerms: [{ id: 'LIST_TERM_WORK_SAFETY', earlyFrom: null }] } }, '/tables/listTerms/0/earlyFrom'],
    ['a permanent ban that no statute pronounces (O58)', { version: 'v', tables: { bans: [{ id: 'BAN_FOOD_135_LIFE', permanent: '长期不得从业' }] } }, '/tables/bans/0/permanent'],
    ['a ban that is permanent for five years', { version: 'v', tables: { bans: [{ id: 'BAN_FOOD_135_5Y', permanent: '终身' }] } }, '/tables/bans/0/maxMonths'],
    ['a ban without an end', { version: 'v', tables: { bans: [{ id: 'BAN_FOOD_135_5Y', minMonths: null, maxMonths: null }] } }, '/tables/bans/0/maxMonths'],
    ['a ban that may end before it may begin', { version: 'v', tables: { bans: [{ id: 'BAN_FOOD_135_5Y', minMonths: 61 }] } }, '/tables/bans/0/minMonths'],
    ['the hotel for the representative of a defaulter (trap 15)', { version: 'v', tables: { measureMatrix: [{ id: 'CELL_JUDGMENT_DEFAULTER_A3_LEGAL_REP', measure: 'M-A3b' }] } }, '/tables/measureMatrix/0/measure'],
    ['a linked person without a consumption order', { version: 'v', tables: { measureMatrix: [{ id: 'CELL_JUDGMENT_DEFAULTER_A3_LEGAL_REP', consumptionOrder: null }] } }, '/tables/measureMatrix/0/consumptionOrder'],
    ['so many months of no number', { version: 'v', tables: { measureMatrix: [{ id: 'CELL_NATIONAL_DEFENCE_A4_UNIT', months: null }] } }, '/tables/measureMatrix/0/months'],
    ['a matter nobody decides', { version: 'v', tables: { measureMatrix: [{ id: 'CELL_NATIONAL_DEFENCE_A4_UNIT', matterKinds: ['wedding'] }] } }, '/tables/measureMatrix/0/matterKinds'],
    ['an own entry for the persons of a court defaulter (trap 15)', { version: 'v', tables: { relatedPersons: [{ id: 'PERSONS_JUDGMENT_DEFAULTER', effect: 'own-entry' }] } }, '/tables/relatedPersons/0/effect'],
    ['a year of two digits', { version: 'v', calendar: { 27: NOTICE_2027 } }, '/calendar/27'], ['no notice', { version: 'v', calendar: { 2027: { off: [], work: [] } } }, '/calendar/2027/notice'],
    ['a day that does not exist', { version: 'v', calendar: { 2027: { ...NOTICE_2027, off: ['02-29'] } } }, '/calendar/2027/off/0'],
    ['a shifted weekday', { version: 'v', calendar: { 2027: { ...NOTICE_2027, work: ['02-10'] } } }, '/calendar/2027/work/0'],
    ['a day that rests and works', { version: 'v', calendar: { 2027: { ...NOTICE_2027, off: ['02-13'] } } }, '/calendar/2027/work/0'],
  ])('refuses %s and points at it', (_, overlay, pointer) =>
    expect(() => withOverlay(rb, overlay)).toThrow(expect.objectContaining({ code: 'RULEBOOK.OVERLAY_INVALID', pointer })));
});
