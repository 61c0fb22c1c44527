import { describe, expect, it } from '@jest/globals';
import { defaultRulebook } from '@credit/rulebook';
import { parseCityConfig } from '@credit/contracts/topics';
import { court, debtorList, marketList, TODAY } from '../../test/sample-designations.ts';
import { addresseeOf } from './notice-addressees.ts';
import { noticesDue } from './notice-institutions.ts';

const HEALTH = '11210500MB0XY1084B';
const HOSPITAL = '12210500MB0XY113X6';
const DISTRICT_HEALTH = '11210502MB0XY1105Q';
const AUDIT = '11210500MB0XY11489';
const department = (source: string, uscc: string, more: object = {}): object => ({ source, name: source, uscc, region: '210500', powers: [], ...more });
const city = (...departments: object[]) => parseCityConfig({ city: { name: '样例市', region: '210500', openingDate: '2026-11-23' }, departments: [department('court', court.uscc, { kinds: ['court'] }), department('health', HEALTH, { oversees: [HOSPITAL] }), ...departments] });
const whole = city(department('district-health', DISTRICT_HEALTH, { region: '210502', parent: 'health' }), department('audit', AUDIT, { kinds: ['audit'] }));
const told = (config: ReturnType<typeof city>, kind: Parameters<typeof addresseeOf>[1], uscc: string, sender = { ...court, source: 'court' }) => addresseeOf(config, kind, { uscc }, sender)?.source;

describe('who is told of a unit', () => {
  it('its superior: who oversees it, or the parent of a department', () => expect([told(whole, 'superior', HOSPITAL), told(whole, 'superior', DISTRICT_HEALTH), told(whole, 'superior', HEALTH)]).toEqual(['health', 'health', undefined]));
  it('the office of the kind; nobody where the city has none', () => expect([told(whole, 'audit', HOSPITAL), told(whole, 'discipline-inspection', HOSPITAL)]).toEqual(['audit', undefined]));
  it('the employer, where it is a department of the city', () => expect([told(whole, 'employer', DISTRICT_HEALTH), told(whole, 'employer', HOSPITAL)]).toEqual(['district-health', undefined]));
  it('never the unit itself, unless it is the employer of who is listed', () => expect([told(whole, 'audit', AUDIT), told(whole, 'employer', AUDIT)]).toEqual([undefined, 'audit']));

  it('of two offices that of the region of who tells, else that of the city', () => {
    const two = city(department('district-audit', DISTRICT_HEALTH, { region: '210502', kinds: ['audit'] }), department('audit', AUDIT, { kinds: ['audit'] }), department('district-market', '11210500MB0XY1017D', { region: '210502' }));
    expect([told(two, 'audit', HOSPITAL, { ...court, source: 'district-market' }), told(two, 'audit', HOSPITAL)]).toEqual(['district-audit', 'audit']);
  });
});

describe('what the rules demand', () => {
  const due = (whom: 'UNIT' | 'STAFF', { code }: { code: string }) => [...noticesDue(defaultRulebook, code, { institution: 'STATE_ORGAN', whom }, TODAY)].map(([kind, { id }]) => [kind, id]);
  it('each addressee is told once, for the first rule that names it', () => {
    expect(due('UNIT', debtorList)).toEqual([['superior', 'NOTICE_UNIT'], ['audit', 'NOTICE_UNIT']]);
    expect(due('STAFF', marketList)).toEqual([['employer', 'NOTICE_STAFF'], ['discipline-inspection', 'NOTICE_STAFF'], ['organisation-personnel', 'NOTICE_STAFF']]);
  });
});
