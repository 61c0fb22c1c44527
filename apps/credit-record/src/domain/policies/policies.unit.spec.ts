import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@credit/kernel';
import { authorityFindings, authorityRegister, ownPowerFindings } from './authority.ts';
import { holdReasons, nameRelation, type SubjectStanding } from './hold-reasons.ts';
import { statementVersion } from './statement-version.ts';

const register = authorityRegister([
  { source: 'market', uscc: 'A', powers: ['license', 'penalty', 'registration'], speaksFor: ['A', 'A2'] },
  { source: 'approval', uscc: 'B', powers: ['license'], speaksFor: ['B'] },
]);

describe('authority', () => {
  it.each([
    ['market', 'A', 'penalty', []], ['market', 'A2', 'penalty', []], ['market', 'B', 'license', ['AUTHORITY_NOT_YOURS']], ['market', 'X', 'penalty', ['AUTHORITY_UNKNOWN']],
    ['approval', 'B', 'penalty', ['AUTHORITY_NO_POWER']], ['approval', 'B', 'license', []], ['nobody', 'A', 'license', ['AUTHORITY_NOT_YOURS']],
  ] as const)('%s about a decision of %s (%s) → %j', (source, authority, power, codes) => expect(authorityFindings(register, source, authority, power).map((f) => f.code)).toEqual(codes));
  it('only a registrar registers, only who handles matters reports them', () => {
    expect(ownPowerFindings(register, 'market', 'registration')).toEqual([]);
    expect(ownPowerFindings(register, 'approval', 'registration')).toMatchObject([{ code: 'AUTHORITY_NO_POWER' }]);
    expect(ownPowerFindings(register, 'market', 'matter')).toMatchObject([{ code: 'AUTHORITY_NO_POWER' }]);
  });
});

describe('hold reasons', () => {
  const firm: SubjectStanding = { status: 'registered', subjectClass: 'LEGAL_ENTITY', names: ['甲(本溪)公司', '旧甲公司'], orgCodeValid: true };
  it.each([
    [{ ...firm, status: 'unregistered' }, '甲(本溪)公司', ['UNKNOWN_SUBJECT']], [{ ...firm, status: 'unregistered', orgCodeValid: false }, 'x', ['UNKNOWN_SUBJECT', 'ORG_CODE_CHECK']],
    [firm, '甲（本溪）公司', []], [firm, '旧甲公司', []], [firm, '乙公司', ['NAME_CODE_MISMATCH']], [{ ...firm, orgCodeValid: false }, '旧甲公司', []], [{ ...firm, status: 'deregistered' }, '旧甲公司', []],
    [{ ...firm, subjectClass: 'NATURAL_PERSON', names: [] }, '张*', []],
  ] as [SubjectStanding, string, string[]][])('%j, stated %s → %j', (standing, subjectName, reasons) => expect(holdReasons(standing, { subjectName })).toEqual(reasons));
  it('tells a former name from the current one', () => expect(nameRelation(firm, '旧甲公司')).toBe('former'));
});

describe('version of a statement', () => {
  it('is the sender’s when given', () => expect(statementVersion('7', '2026-11-23T00:00:00.000Z' as Instant)).toBe('7'));
  it('a time to the second is read as one', () => expect(statementVersion('20261123173000', '2026-11-23T00:00:00.000Z' as Instant)).toBe('20261123173000000'));
  it('fourteen digits that are no time stay as they are', () => expect(statementVersion('20261323173000', '2026-11-23T00:00:00.000Z' as Instant)).toBe('20261323173000'));
  it('else the Beijing time in 17 digits', () => expect(statementVersion(undefined, '2026-11-23T17:30:00.123Z' as Instant)).toBe('20261124013000123'));
});
