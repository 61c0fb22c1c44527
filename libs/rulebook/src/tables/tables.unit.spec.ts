import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { rowFault } from '../overlay-checks.ts';
import { allRuleRows, defaultRulebook as rb, fieldRules, informationCatalogue, isCatalogued, maskPersonName, neverPublicFields, viewOf, whoSees } from '../index.ts';

describe('every row', () => {
  const rows = allRuleRows(rb);
  it('has an id of its own', () => expect(new Set(rows.map(({ row }) => row.id)).size).toBe(rows.length));
  it('passes the checks that an overlay must pass', () => expect(rows.map(({ table, row }) => rowFault(table, { ...row })).filter((f) => f !== null)).toEqual([]));
});

describe('双公示 fields', () => {
  const of = (kind: 'administrative-license' | 'administrative-penalty', identifier: string) => fieldRules(kind).find((f) => f.identifier === identifier);
  it('has the columns of the standard, each once', () => {
    for (const [kind, count, prefix] of [['administrative-license', 28, 'XK_'], ['administrative-penalty', 30, 'CF_']] as const) {
      const rules = fieldRules(kind);
      expect(rules).toHaveLength(count);
      expect(rules.filter((r) => r.legacyCode !== 'BZ' && !r.legacyCode.startsWith(prefix))).toEqual([]);
      expect(new Set(rules.map((r) => r.identifier)).size).toBe(count);
      expect(new Set(rules.map((r) => r.legacyCode)).size).toBe(count);
    }
  });
  it('amounts are 万元 with 12 and 6 digits, conditional', () => expect(of('administrative-penalty', 'fineAmountWan')).toMatchObject({ type: 'decimal', integerDigits: 12, fractionDigits: 6, condition: 'FINE_IMPOSED', required: { LEGAL_ENTITY: 'C', NATURAL_PERSON: 'C', INDIVIDUAL_BUSINESS: 'C' } }));
  it('the identifier group fits the class', () => {
    for (const kind of ['administrative-license', 'administrative-penalty'] as const) {
      expect(of(kind, 'uscc')).toMatchObject({ type: 'uscc', maxLength: 18, required: { LEGAL_ENTITY: 'R', NATURAL_PERSON: 'BLANK', INDIVIDUAL_BUSINESS: 'R' } });
      expect(of(kind, 'personIdNo')).toMatchObject({ required: { LEGAL_ENTITY: 'BLANK', NATURAL_PERSON: 'R', INDIVIDUAL_BUSINESS: 'BLANK' }, pairedWith: 'personIdType' });
      expect(of(kind, 'institutionNo')!.required.INDIVIDUAL_BUSINESS).toBe('BLANK');
    }
  });
  it('document numbers are longer for penalties', () => expect([of('administrative-license', 'docNo')!.maxLength, of('administrative-penalty', 'docNo')!.maxLength]).toEqual([64, 128]));
  it('pairs point at each other', () => {
    for (const kind of ['administrative-license', 'administrative-penalty'] as const) {
      for (const rule of fieldRules(kind)) if (rule.pairedWith) expect(of(kind, rule.pairedWith)!.pairedWith).toBe(rule.identifier);
    }
  });
});

describe('信用信息目录', () => {
  it('grew from 11 to 13 categories', () => expect([d('2022-06-01'), d('2023-06-01'), d('2024-03-04'), undefined].map((on) => informationCatalogue(on).length)).toEqual([11, 12, 13, 13]));
  it('what is not in it may not be collected (trap 38)', () => expect(['ADMINISTRATIVE', 'RELIGION', ''].map((c) => isCatalogued(c))).toEqual([true, false, false]));
});

describe('谁能看到什么', () => {
  it('nobody sees an identity number in full', () => {
    for (const role of ['public', 'source', 'case-officer', 'approver', 'screening-client', 'credit-centre', 'subject', 'auditor', 'operator'] as const) {
      for (const field of ['personIdNo', 'legalRepIdNo']) expect(whoSees(role, field)).not.toBe('FULL');
    }
  });
  it('the name of the legal representative of an organisation may show, that of an operator not (trap 24)', () => {
    expect([whoSees('public', 'legalRepName', 'LEGAL_ENTITY'), whoSees('public', 'legalRepName', 'INDIVIDUAL_BUSINESS'), whoSees('public', 'subjectName', 'INDIVIDUAL_BUSINESS')]).toEqual(['FULL', 'HIDDEN', 'FULL']);
    expect(neverPublicFields('LEGAL_ENTITY')).not.toContain('legalRepName');
    expect(neverPublicFields('INDIVIDUAL_BUSINESS')).toEqual(expect.arrayContaining(['legalRepName', 'address', 'legalRepIdNo']));
    expect(neverPublicFields('NATURAL_PERSON')).toEqual(expect.arrayContaining(['subjectName', 'personIdNo']));
  });
  it('without a class the strictest rule holds', () => expect([whoSees('public', 'legalRepName'), whoSees('public', 'docNo')]).toEqual(['HIDDEN', 'FULL']));
  it('masks', () => {
    expect(['王小明', '王', '', '欧阳明月'].map(maskPersonName)).toEqual(['王**', '*', '', '欧***']);
    expect(viewOf('auditor', 'subjectName', '王小明', 'NATURAL_PERSON')).toBe('王**');
    expect(viewOf('credit-centre', 'personIdNo', '11010519491231002X', 'NATURAL_PERSON')).toBe('1****************X');
    expect(viewOf('public', 'personIdNo', '11010519491231002X', 'NATURAL_PERSON')).toBeUndefined();
    expect(viewOf('public', 'docNo', '本市监罚〔2026〕1号', 'LEGAL_ENTITY')).toBe('本市监罚〔2026〕1号');
  });
});
