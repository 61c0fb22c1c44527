import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { defaultRulebook as rb, repairBarredUntil, repairConditions, repairNoticeRule, repairScope, type RepairItem } from '../index.ts';

const record = (tier: 'MINOR' | 'GENERAL' | 'SERIOUS', documentDate = '2026-04-30'): RepairItem => ({ kind: 'record', tier, documentDate: d(documentDate) });
const entry = (listType: string, from = '2026-05-10', documentDate = '2026-05-08', situation?: number): RepairItem => ({ kind: 'list-entry', listType, from: d(from), documentDate: d(documentDate), ...(situation !== undefined && { situation }) });
const decided = (documentDate: string, listType = 'JUDGMENT_DEFAULTER') => repairConditions(rb, entry(listType, documentDate, documentDate, listType === 'JUDGMENT_DEFAULTER' ? 1 : undefined), 'ordinary');

describe('修复条件, domain §4.2–4.4', () => {
  it('a minor item waits for no period and needs its correction only', () => {
    expect(repairConditions(rb, record('MINOR'), 'ordinary')).toEqual({ requires: ['rectification'], ruleId: 'REPAIR_SET_MINOR', clause: expect.any(String), publicUntil: '2026-07-30' });
  });
  it.each([
    ['GENERAL', '2026-07-30', '2027-04-30', ['rectification', 'commitment']],
    ['SERIOUS', '2027-04-30', '2029-04-30', ['rectification', 'commitment', 'training', 'report']],
  ] as const)('%s: from the corresponding day on, counted from the document (traps 1, 2)', (tier, earliestOn, publicUntil, requires) => {
    expect(repairConditions(rb, record(tier), 'ordinary')).toMatchObject({ earliestOn, publicUntil, requires });
  });
  it('a document of the last day of Order 58 follows that order, one of the next day Order 36 (trap 34)', () => {
    expect(repairConditions(rb, record('SERIOUS', '2026-03-31'), 'ordinary').clause).toMatch(/第58号令/);
    expect(repairConditions(rb, record('SERIOUS', '2026-04-01'), 'ordinary').clause).toMatch(/第36号令/);
  });
  it('an entry waits as the rules of its list say, and where they say nothing as a serious item', () => {
    expect(repairConditions(rb, entry('MARKET_SERIOUS'), 'ordinary')).toMatchObject({ earliestOn: '2027-05-10', ruleId: 'REPAIR_SET_ENTRY' });
    expect(repairConditions(rb, entry('STAT_SERIOUS'), 'ordinary').earliestOn).toBe('2026-11-10');
    expect(repairConditions(rb, entry('TAX_SERIOUS'), 'ordinary').earliestOn).toBe('2027-05-08');
    expect(repairConditions(rb, entry('TAX_SERIOUS'), 'ordinary')).not.toHaveProperty('publicUntil');
  });
  it.each([
    ['MARKET_SERIOUS', '2025-06-08', '2026-06-08', /满一年可以申请提前移出/], ['STAT_SERIOUS', '2025-06-08', '2025-12-08', /满六个月/],
    ['TAX_SERIOUS', '2025-06-08', '2026-06-08', /认定单位按其名单规定移出/], ['JUDGMENT_DEFAULTER', '2023-04-30', '2024-04-30', /认定单位按其名单规定移出/],
  ])('an entry of before the order of 2026 is repairable too: %s of %s from %s on (§4.4: removed by the own rule of its list)', (listType, on, earliestOn, clause) => {
    expect(decided(on, listType)).toMatchObject({ earliestOn, clause: expect.stringMatching(clause), requires: ['rectification', 'commitment', 'training', 'report'] });
  });
  it('the clause of an entry follows the day of its decision (trap 34)', () => {
    expect(['2026-03-31', '2026-04-01'].map((on) => decided(on, 'TAX_SERIOUS').clause)).toEqual([expect.stringMatching(/认定单位/), '第36号令:严重失信信息最短公示期一年']);
  });
  it('who is only watched waits for three months, who is on an abnormal list until it has corrected (§5.3)', () => {
    expect([decided('2025-06-08', 'KEY_ATTENTION').earliestOn, decided('2026-06-08', 'KEY_ATTENTION').earliestOn, decided('2025-06-08', 'ABNORMAL_OPERATION')]).toEqual(['2025-09-08', '2026-09-08', expect.not.objectContaining({ earliestOn: expect.anything() })]);
  });
  it('where the period counts from the correction, it has not begun before that day is known', () => {
    expect(repairConditions(rb, { ...entry('WAGE_ARREARS'), correctedOn: d('2026-06-30') } as RepairItem, 'ordinary').earliestOn).toBe('2026-12-30');
  });
  it('a completed reorganisation needs the ruling of the court and waits for nothing (trap 20)', () => {
    for (const item of [record('SERIOUS'), record('SERIOUS', '2025-06-01'), entry('MARKET_SERIOUS'), entry('MARKET_SERIOUS', '2025-06-10', '2025-06-08'), entry('JUDGMENT_DEFAULTER', '2021-05-10', '2021-05-08', 1)]) {
      const found = repairConditions(rb, item, 'after-reorganisation');
      expect([found.requires, found.earliestOn]).toEqual([['court-ruling'], undefined]);
    }
  });
  it('before all rules there is nothing to apply for', () => {
    for (const way of ['ordinary', 'after-reorganisation'] as const) for (const item of [record('GENERAL', '2020-01-01'), entry('JUDGMENT_DEFAULTER', '2019-06-30', '2019-06-30', 1), entry('SME_ARREARS', '2025-05-31', '2025-05-31')]) {
      expect(() => repairConditions(rb, item, way)).toThrow(expect.objectContaining({ code: 'RULEBOOK.NO_RULE' }));
    }
  });
  it.each([['administrative-penalty', 'BY_PENALTY'], ['administrative-coercion', 'NONE'], ['court-judgment', 'NONE'], ['interview', 'NONE'], ['ban-case', 'NONE']] as const)('%s: %s, with what the subject is told (§4.1, §4.5)', (kind, degree) => {
    expect(repairScope(rb, kind, d('2026-11-01'))).toMatchObject({ degree, why: expect.any(String) });
  });
  it('commitment: a breach is of the general degree, what was kept has nothing to repair (§6.3)', () => {
    expect([false, true].map((kept) => repairScope(rb, 'commitment', d('2026-11-01'), kept))).toMatchObject([{ id: 'REPAIR_SCOPE_BREACH', degree: 'MINOR' }, { id: 'REPAIR_SCOPE_KEPT', degree: 'NONE', why: expect.stringMatching(/全部履行/) }]);
    expect(repairConditions(rb, record('GENERAL', '2026-11-20'), 'ordinary')).toMatchObject({ earliestOn: '2027-02-20', requires: ['rectification', 'commitment'] });
  });
  it('what no rule names cannot be judged', () => expect(() => repairScope(rb, 'administrative-license', d('2026-11-01'))).toThrow(expect.objectContaining({ code: 'RULEBOOK.NO_RULE' })));
  it('两书同达: a notice goes out with documents since the opinions, none with older ones (§4.4)', () => expect([repairNoticeRule(rb, d('2025-06-21')), repairNoticeRule(rb, d('2025-06-22'))?.id]).toEqual([undefined, 'REPAIR_NOTICE_TOGETHER']));
  it('false material bars for the months of the rule, from the revocation', () => expect(repairBarredUntil(rb, d('2026-11-30'))).toBe('2029-11-30'));
});
