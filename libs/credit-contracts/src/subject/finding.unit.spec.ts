import { describe, expect, it } from '@jest/globals';
import { effectOf, finding } from './finding.ts';
import { FINDING_KINDS, type FindingCode } from './finding-catalogue.ts';

describe('code table', () => {
  it.each(Object.keys(FINDING_KINDS) as FindingCode[])('%s has a stable form and two texts', (code) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9_]*(\.[A-Z][A-Z0-9_]*)?$/);
    expect(FINDING_KINDS[code].zh).toMatch(/\p{Script=Han}/u);
    expect(FINDING_KINDS[code].en).toMatch(/^[A-Z{\w]/);
    expect([...FINDING_KINDS[code].zh.matchAll(/\{\w+\}/g)].map(String).sort()).toEqual([...FINDING_KINDS[code].en.matchAll(/\{\w+\}/g)].map(String).sort());
  });

  it('fills texts; warnings warn, the rest are errors; unknown codes reject', () => {
    expect(finding('FIELD_MISSING', '/a', { field: 'a' })).toEqual({ code: 'FIELD_MISSING', severity: 'error', pointer: '/a', message: '必填字段缺失：a', messageEn: 'The field a is required' });
    expect(finding('USCC_REGION', '', {}, 'h')).toMatchObject({ severity: 'warning', hint: 'h' });
    expect(['ORG_CODE_CHECK', 'USCC_REGION', 'SOMETHING_OF_A_SERVICE', 'toString'].map(effectOf)).toEqual(['hold', 'warn', 'reject', 'reject']);
  });
});
