import { describe, expect, it } from '@jest/globals';
import { CONSUMPTION_ITEMS, DEFAULTER_SITUATIONS, LIST_CODES, MEASURE_CODES } from '../codes/index.ts';
import { allRuleRows, defaultRulebook as rb, withOverlay } from '../index.ts';

const { listTypes, listTerms, measures, measureMatrix, bans, relatedPersons, consumptionItems, evidenceRules } = rb.tables;
const kindOf = (list: string) => listTypes.find((l) => l.listType === list)!.listKind;
const burdens = (list: string): boolean => ['joint-discipline', 'ban'].includes(kindOf(list));

describe('lists', () => {
  it('every code of the list catalogue has one row, with a statute and a rule', () => {
    expect(listTypes.map((l) => l.listType)).toEqual(LIST_CODES.map((c) => c.code));
    expect(listTypes.filter((l) => l.statute.trim() === '' || l.source.trim() === '')).toEqual([]);
  });
  it('without a statute of at least a local regulation a list carries no measures and is not public on its own strength (49号)', () => {
    const weak = listTypes.filter((l) => ['department-rule', 'none'].includes(l.statuteLevel));
    expect(weak.map((l) => l.listType)).toEqual([
      'CULTURE_TOURISM_MINOR', 'CUSTOMS_SERIOUS', 'HOUSING_SERIOUS', 'TRANSPORT_SERIOUS', 'INTERNET_SERIOUS', 'SOCIAL_ORG_ABNORMAL', 'KEY_ATTENTION', 'TAX_CREDIT_A', 'CUSTOMS_AEO',
    ]);
    expect(weak.filter((l) => l.listKind !== 'watch').map((l) => l.listType)).toEqual(['SOCIAL_ORG_ABNORMAL', 'TAX_CREDIT_A', 'CUSTOMS_AEO']);
    expect(measureMatrix.filter((m) => weak.some((l) => l.listType === m.listType))).toEqual([]);
  });
  it('watch lists are not public (trap 37)', () => expect(listTypes.filter((l) => l.listKind === 'watch' && l.published)).toEqual([]));
  it('every list has a term from its first day on; court defaulters one per situation', () => {
    for (const list of listTypes) {
      const terms = listTerms.filter((t) => t.listType === list.listType && t.from <= list.from);
      expect([list.listType, terms.map((t) => t.situation)]).toEqual([list.listType, list.listType === 'JUDGMENT_DEFAULTER' ? DEFAULTER_SITUATIONS.map((s) => s.code) : [undefined]]);
    }
  });
  it('bans have terms by their statutes, and no other list has', () => expect(listTerms.filter((t) => t.term === 'by-ban').map((t) => t.listType)).toEqual(listTypes.filter((l) => l.listKind === 'ban').map((l) => l.listType)));
  it('only lists that end by an event have none', () => expect(listTerms.filter((t) => t.term === 'none').map((t) => t.id)).toEqual(['LIST_TERM_JUDGMENT_DEFAULTER_1', 'LIST_TERM_ABNORMAL_OPERATION', 'LIST_TERM_SOCIAL_ORG_ABNORMAL']));
  it('serious lists and bans rest on judgment, penalty or coercion (O38)', () => expect(evidenceRules.filter((e) => ['joint-discipline', 'ban'].includes(e.listKind)).map((e) => e.evidence)).toEqual([
    ['court-judgment', 'administrative-penalty', 'administrative-coercion'], ['court-judgment', 'administrative-penalty', 'administrative-coercion'],
  ]));
});

describe('measures', () => {
  it('every code is in the edition of 2024 once, under its item and class', () => {
    expect(measures.map((m) => m.measure)).toEqual(MEASURE_CODES);
    expect(measures.filter((m) => !m.measure.startsWith(m.item) || m.item[2] !== m.measureClass || m.statute.trim() === '')).toEqual([]);
    expect(new Set(measures.map((m) => m.item)).size).toBe(11);
  });
  it('knows HC01 to HC10', () => expect(consumptionItems.map((c) => c.item)).toEqual(CONSUMPTION_ITEMS));
});

describe('the matrix', () => {
  it('every cell names a measure of the national list, a list that carries measures, an article and who carries it out', () => {
    expect(measureMatrix.filter((m) => !measures.some((row) => row.measure === m.measure))).toEqual([]);
    expect(measureMatrix.filter((m) => !burdens(m.listType))).toEqual([]);
    expect(measureMatrix.filter((m) => !/第.+条|意见/.test(m.basis))).toEqual([]);
  });
  it('reaches a role in a unit only where the list reaches it', () => {
    const stranger = measureMatrix.filter((m) => m.subjectRole !== 'UNIT'
      && !relatedPersons.some((p) => p.listType === m.listType && p.roles.includes(m.subjectRole) && (p.effect === 'consumption-order') === (m.consumptionOrder ?? false)));
    expect(stranger).toEqual([]);
  });
  it('bans name their fields, other cells none, and a statute of the field bans that role by that measure', () => {
    expect(measureMatrix.filter((m) => (kindOf(m.listType) === 'ban') !== (m.banFields !== undefined))).toEqual([]);
    for (const cell of measureMatrix.filter((m) => m.banFields)) {
      expect([cell.id, bans.some((b) => cell.banFields!.includes(b.field) && b.measure === cell.measure && b.roles.includes(cell.subjectRole))]).toEqual([cell.id, true]);
    }
  });
  it('answers yes or no only to hotels (O52)', () => expect(measureMatrix.filter((m) => m.answer).map((m) => [m.matterKinds, m.listType])).toEqual([[['star-hotel'], 'JUDGMENT_DEFAULTER']]));
  it('nothing that others decide for themselves is prompted (class C)', () => expect(measureMatrix.filter((m) => m.measure.startsWith('M-C') && m.autoPrompt)).toEqual([]));
});

describe('bans', () => {
  it('are permanent only in the words of a statute that is a law or regulation (O58)', () => {
    const permanent = bans.filter((b) => b.permanent);
    expect(permanent.map((b) => b.id)).toEqual([
      'BAN_FOOD_135_LIFE', 'BAN_FOOD_138_LIFE', 'BAN_DRUG_118_LIFE', 'BAN_SAFETY_92_LIFE', 'BAN_SAFETY_94_LIFE', 'BAN_QUALITY_72_LIFE', 'BAN_SECURITIES_221_LIFE',
    ]);
    expect(permanent.filter((b) => !b.permanent!.includes('终身') || !/(法|条例)第.+条/.test(b.statute))).toEqual([]);
  });
  it('a field without a known statute has no row (O55)', () => expect(new Set(bans.map((b) => b.field))).toEqual(new Set(['FOOD_DRUG', 'WORK_SAFETY', 'CULTURE_TOURISM', 'CONSTRUCTION_QUALITY', 'SECURITIES'])));
});

describe('related persons', () => {
  it('no list of the court gives a person an own entry (trap 15)', () => expect(relatedPersons.filter((p) => p.listType === 'JUDGMENT_DEFAULTER').map((p) => p.effect)).toEqual(['consumption-order', 'consumption-order']));
  it('only lists that carry measures reach anybody', () => expect(relatedPersons.filter((p) => !burdens(p.listType))).toEqual([]));
});

describe('an overlay of lists and discipline', () => {
  it('turns a watch list into a serious list once its statute is known', () => {
    const known = withOverlay(rb, { version: 'statute', tables: { listTypes: [{ id: 'LIST_HOUSING_SERIOUS', listKind: 'joint-discipline', statuteLevel: 'regulation', statute: '(测试用)条例第一条', verified: 'VERIFIED' }] } });
    expect(known.tables.listTypes.find((l) => l.listType === 'HOUSING_SERIOUS')).toMatchObject({ listKind: 'joint-discipline', statuteLevel: 'regulation' });
    expect(kindOf('HOUSING_SERIOUS')).toBe('watch');
  });
  it('adds a new row to each table that its checks accept', () => {
    for (const { table, row } of allRuleRows(rb).filter(({ table: name }) => name in { listTypes, listTerms, measures, measureMatrix, bans, relatedPersons, evidenceRules })) {
      const copy = { ...row, id: `${row.id}_COPY` };
      expect(withOverlay(rb, { version: 'copy', tables: { [table]: [copy] } }).tables[table]).toContainEqual(copy);
    }
  });
});
