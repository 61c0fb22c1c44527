import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { giveEducation, publishMaterial, type EducationMaterial, type EducationStanding, type IntegrityEducation } from './integrity-education.ts';

const TODAY = d('2026-11-23');
const material = (over: Partial<EducationMaterial & { department: boolean }> = {}) => ({ materialCode: 'BX-JY-01', source: 'benxi-market-regulation', title: '守法诚信经营告知', text: '依法经营，诚实守信。', department: true, today: TODAY, ...over });
const given = (over: Partial<IntegrityEducation> = {}): IntegrityEducation =>
  ({ source: 'benxi-market-regulation', caseId: '办-1', subjectId: 's-1', occasion: 'APPROVAL', materialCode: 'BX-JY-01', materialVersion: 1, givenOn: TODAY, ...over });
const known = (over: Partial<EducationStanding> = {}): EducationStanding => ({ department: true, material: true, today: TODAY, ...over });
const outcomeOf = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
};

describe('准入前诚信教育 (O12)', () => {
  it('is a fact with the version of the material that was shown, told once', () => {
    expect(giveEducation(given(), known())).toEqual(given());
    expect(giveEducation(given(), known({ before: given() }))).toBeUndefined();
  });

  it.each<[string, Partial<IntegrityEducation>, Partial<EducationStanding>, string]>([
    ['a version that was not published', {}, { material: false }, 'EDUCATION.MATERIAL_UNKNOWN'],
    ['a sender that is no department', {}, { department: false }, 'EDUCATION.NOT_COMPETENT'],
    ['a day that is to come', { givenOn: d('2026-11-24') }, {}, 'EDUCATION.DAY_AHEAD'],
    ['another occasion in the same case', { occasion: 'FILING' }, { before: given() }, 'EDUCATION.ALREADY_GIVEN'],
    ['another material in the same case', { materialCode: 'BX-JY-02' }, { before: given() }, 'EDUCATION.ALREADY_GIVEN'],
    ['another version in the same case', { materialVersion: 2 }, { before: given() }, 'EDUCATION.ALREADY_GIVEN'],
    ['another day in the same case', { givenOn: d('2026-11-20') }, { before: given() }, 'EDUCATION.ALREADY_GIVEN'],
  ])('refuses %s', (_, over, standing, code) => expect(outcomeOf(() => giveEducation(given(over), known(standing)))).toBe(code));
});

describe('教育材料: data, each version kept', () => {
  it('gets the next version from the department that published it', () => {
    const first = publishMaterial(material(), undefined);
    expect([first.version, first.publishedOn, publishMaterial(material({ text: '第二版' }), { ...first, version: 4 }).version]).toEqual([1, TODAY, 5]);
    expect(first).not.toHaveProperty('department');
    expect(publishMaterial({ ...material({ url: 'https://credit.example/jy' }), text: '' }, undefined).version).toBe(1);
  });

  it.each([
    ['of another department', material(), { ...publishMaterial(material(), undefined), source: 'benxi-fire' }, 'EDUCATION.MATERIAL_NOT_YOURS'],
    ['of no department', material({ department: false }), undefined, 'EDUCATION.NOT_COMPETENT'],
    ['without a word', material({ text: ' ' }), undefined, 'EDUCATION.MATERIAL_EMPTY'],
  ])('refuses one %s', (_, asked, last, code) => expect(outcomeOf(() => publishMaterial(asked, last))).toBe(code));
});
