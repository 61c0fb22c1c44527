import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { addDays, localDate as d } from '@credit/kernel';
import { BAN_FIELDS, LIST_CODES, MATTER_KINDS, SUBJECT_CLASSES, SUBJECT_ROLES } from '../codes/index.ts';
import { basisHolds, cellsInForce, consumptionItems, defaultRulebook as rb, disciplineDeadline, isPastDue, listType, measureOf, measuresFor, supervisionFor, withOverlay } from '../index.ts';
import type { MeasureQuery, Rulebook } from '../index.ts';

const ON = d('2026-11-23');
const ask = (list: string, matterKind: string, more: Partial<MeasureQuery> = {}, rules: Rulebook = rb) =>
  measuresFor(rules, { listType: list, role: 'UNIT', subjectClass: 'LEGAL_ENTITY', matterKind, on: ON, ...more });
const codes = (...args: Parameters<typeof ask>) => ask(...args).map((m) => m.cell.measure);
const PERSON = { subjectClass: 'NATURAL_PERSON' } as const;

describe('措施适用', () => {
  it('the four court measures of the policy text (O51–O54)', () => {
    expect([codes('JUDGMENT_DEFAULTER', 'real-estate-transfer'), codes('JUDGMENT_DEFAULTER', 'land-use-right'), codes('JUDGMENT_DEFAULTER', 'star-hotel'), codes('JUDGMENT_DEFAULTER', 'equity-incentive')]).toEqual([['M-A3a'], ['M-A3a'], ['M-A3b'], ['M-A3c']]);
    expect([codes('JUDGMENT_DEFAULTER', 'high-fee-school', PERSON), codes('JUDGMENT_DEFAULTER', 'high-fee-school')]).toEqual([['M-A3d'], []]);
    expect(ask('JUDGMENT_DEFAULTER', 'star-hotel')[0]?.cell).toMatchObject({ answer: 'yes-no', implementerKinds: ['hotel'] });
  });
  it('comes with its whole basis: measure, national item of the edition, article, list, statute (N1)', () => {
    expect(ask('JUDGMENT_DEFAULTER', 'real-estate-transfer')).toEqual([{
      cell: expect.objectContaining({ id: 'CELL_JUDGMENT_DEFAULTER_A3A_UNIT', basis: '最高人民法院关于限制被执行人高消费的若干规定第三条第一款第(三)项(HC03)', autoPrompt: true }),
      measure: expect.objectContaining({ id: 'MEASURE_2024_A3A', item: 'M-A3', itemTitle: '限制消费', source: '全国失信惩戒措施基础清单(2024年版)' }),
      list: expect.objectContaining({ id: 'LIST_JUDGMENT_DEFAULTER', statute: '民事诉讼法第二百六十六条', statuteLevel: 'law' }),
    }]);
  });
  it('a representative of a court defaulter: nothing but the consumption order, which an officer has to find first (trap 15)', () => {
    for (const role of ['LEGAL_REP', 'PRINCIPAL', 'CONTROLLER', 'DIRECT']) {
      const found = MATTER_KINDS.flatMap((m) => ask('JUDGMENT_DEFAULTER', m.code, { role, ...PERSON }));
      expect(found.map((m) => [m.cell.measure, m.cell.consumptionOrder, m.cell.autoPrompt])).toEqual(Array(4).fill(['M-A3', true, false]));
    }
  });
  it('a hit without a cell allows nothing (trap 28)', () => {
    expect([codes('JUDGMENT_DEFAULTER', 'government-procurement'), codes('WAGE_ARREARS', 'star-hotel'), codes('LATE_PAYERS', 'bidding'), codes('WAGE_ARREARS', 'wedding')]).toEqual([[], [], [], []]);
    expect(codes('WAGE_ARREARS', 'bidding', { role: 'CONTROLLER', ...PERSON })).toEqual([]);
  });
  it('supervision of a watched subject grows with the severity, and none of it is a measure of the national list (O41)', () => {
    const allowed = ['MINOR', 'GENERAL', 'SERIOUS'].map((severity) => supervisionFor(rb, severity, ON));
    expect(allowed.map((measures) => measures.length)).toEqual([1, 3, 4]);
    for (const [n, measures] of allowed.entries()) expect(allowed.slice(n + 1).every((more) => measures.every((measure) => more.includes(measure)))).toBe(true);
    expect(allowed.flat().filter((code) => rb.tables.measures.some((row) => row.measure === code))).toEqual([]);
    expect([supervisionFor(rb, 'SERIOUS', d('2020-05-14')), supervisionFor(rb, 'TERRIBLE', ON)]).toEqual([[], []]);
  });
  it('the watch list, abnormal lists and the red list carry none in any matter (trap 37, O40)', () => {
    for (const list of ['KEY_ATTENTION', 'ABNORMAL_OPERATION', 'SOCIAL_ORG_ABNORMAL', 'RED_LIST', 'TAX_CREDIT_A', 'CUSTOMS_AEO', 'CUSTOMS_SERIOUS']) {
      expect([list, MATTER_KINDS.flatMap((m) => codes(list, m.code, PERSON))]).toEqual([list, []]);
    }
  });
  it('wage arrears: what article 48 names', () => {
    expect(['government-funds', 'government-procurement', 'bidding', 'honour', 'tax-preference', 'financing'].flatMap((m) => codes('WAGE_ARREARS', m))).toEqual(['M-B1', 'M-A1c', 'M-A1b', 'M-B2', 'M-B3', 'M-C2']);
    expect(codes('WAGE_ARREARS', 'honour', { role: 'LEGAL_REP', ...PERSON })).toEqual(['M-B2']);
  });
  it('a listed person is not recruited as a civil servant; a company is not asked', () => {
    expect([codes('TAX_SERIOUS', 'civil-service-recruitment', PERSON), codes('TAX_SERIOUS', 'civil-service-recruitment'), codes('SME_ARREARS', 'civil-service-recruitment', PERSON)]).toEqual([['M-A2'], [], []]);
    expect(ask('NATIONAL_DEFENCE', 'civil-service-recruitment', PERSON).map((m) => m.cell.basis)).toEqual(['兵役法第五十七条第二款']);
  });
  it('two years no exit and no return to school for who refuses military service', () =>
    expect(['exit-control', 'school-enrolment'].flatMap((m) => ask('NATIONAL_DEFENCE', m, PERSON)).map((m) => [m.cell.measure, m.cell.durationRule, m.cell.months])).toEqual([['M-A4', 'fixed-months', 24], ['M-A5', 'fixed-months', 24]]));
  it('a ban counts only in matters of its own field (O55)', () => {
    const ban = (banField?: string, matterField?: string) => codes('MARKET_INDUSTRY_BAN', 'administrative-license', { ...(banField && { banField }), ...(matterField && { matterField }) });
    expect([ban('FOOD_DRUG', 'FOOD_DRUG'), ban('FOOD_DRUG', 'HEALTH'), ban('FOOD_DRUG'), ban(undefined, 'FOOD_DRUG'), ban(), ban('ECOLOGY', 'ECOLOGY')]).toEqual([['M-A1d'], [], [], [], [], []]);
  });
  it('begins with its article, its list and the national list, whichever comes last', () => {
    expect([d('2024-03-03'), d('2024-03-04')].map((on) => codes('JUDGMENT_DEFAULTER', 'star-hotel', { on }))).toEqual([[], ['M-A3b']]);
    expect([d('2024-06-30'), d('2024-07-01')].map((on) => codes('JUDGMENT_DEFAULTER', 'company-registration-officer', { ...PERSON, on }))).toEqual([[], ['M-A2']]);
  });
  it('a row that takes the place of another answers alone', () => {
    const cell = rb.tables.measureMatrix.find((m) => m.id === 'CELL_WAGE_ARREARS_B2_UNIT');
    const revised = withOverlay(rb, { version: 'x', tables: { measureMatrix: [{ ...cell, id: 'CELL_WAGE_ARREARS_B2_UNIT_2026', basis: '(测试用)第四十九条', from: '2026-01-01' }] } });
    expect(ask('WAGE_ARREARS', 'honour', {}, revised).map((m) => m.cell.id)).toEqual(['CELL_WAGE_ARREARS_B2_UNIT_2026']);
  });
  it('whatever is asked: every answer is of that list, role and matter, in force in all three parts, and never a person linked to a defaulter without the mark', () => {
    const query = fc.record({
      listType: fc.constantFrom(...LIST_CODES.map((l) => l.code)), role: fc.constantFrom(...SUBJECT_ROLES), subjectClass: fc.constantFrom(...SUBJECT_CLASSES.map((c) => c.code)),
      matterKind: fc.constantFrom(...MATTER_KINDS.map((m) => m.code)), on: fc.integer({ min: 0, max: 4500 }).map((n) => addDays(d('2016-01-01'), n)),
      banField: fc.constantFrom(...BAN_FIELDS.map((f) => f.code)), matterField: fc.constantFrom(...BAN_FIELDS.map((f) => f.code)),
    });
    fc.assert(fc.property(query, (q) => {
      for (const { cell, measure, list } of measuresFor(rb, q)) {
        expect([cell.listType, cell.subjectRole, list.listType, measure.measure]).toEqual([q.listType, q.role, q.listType, cell.measure]);
        expect(cell.matterKinds).toContain(q.matterKind);
        expect([cell, measure, list].every((row) => row.from <= q.on)).toBe(true);
        expect(['joint-discipline', 'ban']).toContain(list.listKind);
        expect(cell.consumptionOrder === true).toBe(q.listType === 'JUDGMENT_DEFAULTER' && q.role !== 'UNIT');
        if (cell.banFields) expect(q.banField).toBe(q.matterField);
      }
    }), { numRuns: 5000 });
  });
});

describe('依据丧失 (N1)', () => {
  const id = 'CELL_JUDGMENT_DEFAULTER_A3A_UNIT';
  const holds = (rules: Rulebook, on = ON) => basisHolds(rules, { matrixRowId: id, listType: 'JUDGMENT_DEFAULTER', on });
  const ending = (table: string, row: string) => withOverlay(rb, { version: 'ended', tables: { [table]: [{ id: row, to: '2026-10-31' }] } });
  it('holds while article, national item and list are in force', () => expect(holds(rb)).toEqual({ holds: true, matrixRowId: id }));
  it.each<[string, string, 'matrix-row' | 'measure' | 'list-type']>([
    ['measureMatrix', id, 'matrix-row'], ['measures', 'MEASURE_2024_A3A', 'measure'], ['listTypes', 'LIST_JUDGMENT_DEFAULTER', 'list-type'],
  ])('is lost from the day after a row of %s ended, and cannot be created any more', (table, row, what) => {
    const ended = ending(table, row);
    expect(holds(ended, d('2026-10-31'))).toEqual({ holds: true, matrixRowId: id });
    expect(holds(ended, d('2026-11-01'))).toMatchObject({ holds: false, lost: what, since: '2026-11-01', because: expect.stringContaining('2026-11-01') });
    expect([codes('JUDGMENT_DEFAULTER', 'real-estate-transfer', { on: d('2026-10-31') }, ended), codes('JUDGMENT_DEFAULTER', 'real-estate-transfer', {}, ended)]).toEqual([['M-A3a'], []]);
  });
  it('a new edition of the national list with the same item, and a renumbered article, carry it on', () => {
    const cell = rb.tables.measureMatrix.find((m) => m.id === id);
    const measure = measureOf(rb, 'M-A3a', ON);
    const moved = withOverlay(ending('measures', 'MEASURE_2024_A3A'), { version: 'moved', tables: {
      measures: [{ ...measure, id: 'MEASURE_2026_A3A', source: '(测试用)2026年版', from: '2026-11-01' }],
      measureMatrix: [{ id, to: '2026-10-31' }, { ...cell, id: `${id}_2026`, basis: '(测试用)第四条', from: '2026-11-01' }],
    } });
    expect(holds(moved)).toEqual({ holds: true, matrixRowId: `${id}_2026` });
  });
  it('never held for a row that does not exist, belongs to another list or has not begun', () => {
    expect(basisHolds(rb, { matrixRowId: 'CELL_X', listType: 'JUDGMENT_DEFAULTER', on: ON })).toMatchObject({ holds: false, lost: 'matrix-row' });
    expect(basisHolds(rb, { matrixRowId: id, listType: 'WAGE_ARREARS', on: ON })).toMatchObject({ holds: false, lost: 'matrix-row' });
    expect(holds(rb, d('2017-04-30'))).toEqual({ holds: false, lost: 'matrix-row', because: expect.any(String) });
  });
  it('the list type stays nameable after it ended, for entries decided before', () => {
    const ended = ending('listTypes', 'LIST_JUDGMENT_DEFAULTER');
    expect([listType(ended, 'JUDGMENT_DEFAULTER', d('2026-10-31'))?.id, listType(ended, 'JUDGMENT_DEFAULTER', ON)]).toEqual(['LIST_JUDGMENT_DEFAULTER', undefined]);
  });
});

describe('依据有效期间 (R10)', () => {
  it('of every cell: a day lies in one of its periods exactly when article, national item and list type are all in force', () => {
    const ended = withOverlay(rb, { version: 'ended', tables: {
      measures: [{ id: 'MEASURE_2024_A3A', to: '2026-10-31' }, { ...measureOf(rb, 'M-A3a', ON), id: 'MEASURE_2027_A3A', from: '2027-01-01' }], listTypes: [{ id: 'LIST_WAGE_ARREARS', to: '2026-06-30' }],
      measureMatrix: [{ id: 'CELL_WAGE_ARREARS_B2_UNIT', to: '2019-01-01', from: '2018-01-01' }],
    } });
    for (const { cell, periods } of cellsInForce(ended)) {
      for (const on of ['2017-05-01', '2018-06-01', '2024-03-03', '2024-03-04', '2026-06-30', '2026-07-01', '2026-10-31', '2026-11-01', '2026-12-31', '2027-01-01', '2030-01-01'].map((day) => d(day))) {
        const inPeriod = periods.some(({ from, to }) => from <= on && (to === undefined || on <= to));
        const all = cell.from <= on && (cell.to === undefined || on <= cell.to) && measureOf(ended, cell.measure, on) !== undefined && listType(ended, cell.listType, on) !== undefined;
        expect([cell.id, on, inPeriod]).toEqual([cell.id, on, all]);
      }
    }
    expect(cellsInForce(ended).find(({ cell }) => cell.id === 'CELL_JUDGMENT_DEFAULTER_A3A_UNIT')?.periods).toEqual([{ from: '2024-03-04', to: '2026-10-31' }, { from: '2027-01-01' }]);
  });
});

describe('落实时限', () => {
  it('counts working days after the day: a prompt of Monday is due on the next Monday', () => {
    expect(['decide', 'execute', 'confirm-lift'].map((step) => disciplineDeadline(rb, step as 'decide', ON)?.dueOn)).toEqual([
      { status: 'FIXED', date: '2026-11-30' }, { status: 'FIXED', date: '2026-12-07' }, { status: 'FIXED', date: '2026-11-26' },
    ]);
    expect(disciplineDeadline(rb, 'decide', d('2020-05-14'))).toBeUndefined();
  });
  it('is past from the day after; into a year without a calendar only when that year is over', () => {
    const { dueOn } = disciplineDeadline(rb, 'decide', ON)!;
    expect([d('2026-11-30'), d('2026-12-01')].map((day) => isPastDue(dueOn, day))).toEqual([false, true]);
    const open = disciplineDeadline(rb, 'decide', d('2026-12-30'))!.dueOn;
    expect([open.status, ...[d('2027-12-31'), d('2028-01-01')].map((day) => isPastDue(open, day))]).toEqual(['PROVISIONAL', false, true]);
  });
});

describe('限制消费项目', () => {
  it('eight items of 2010, ten since 2015', () => expect([d('2012-01-01'), ON].map((on) => consumptionItems(rb, on).length)).toEqual([8, 10]));
});
