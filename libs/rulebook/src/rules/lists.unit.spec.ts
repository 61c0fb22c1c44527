import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import {
  banGround, banRow, bansOf, defaultRulebook as rb, defenceEndsOn, earlyRemovalFrom, evidenceRule, institutionalNotices, institutionKindOf, listType,
  listTypesOf, mayDesignate, relatedPersonRule, termOf, withOverlay,
} from '../index.ts';
import type { TermQuery } from '../index.ts';

const ON = d('2026-11-23');
const defaulter = (from: string, more: Partial<TermQuery> = {}) => termOf(rb, { listType: 'JUDGMENT_DEFAULTER', from: d(from), ...more });
const refusal = (code: string) => expect.objectContaining({ code: `RULEBOOK.${code}` });

describe('名单种类', () => {
  it('exists from the day its rule came into force, by the date of the decision', () => {
    expect([d('2022-01-31'), d('2022-02-01')].map((on) => listType(rb, 'TAX_SERIOUS', on)?.id)).toEqual([undefined, 'LIST_TAX_SERIOUS']);
    expect(listType(rb, 'LATE_PAYERS', ON)).toBeUndefined();
  });
  it('all lists of a day, each once; an ended one is gone, its successor stands in its place (O37)', () => {
    expect(listTypesOf(rb, ON)).toHaveLength(34);
    expect(listTypesOf(rb, d('2014-09-30')).map((l) => l.listType)).toEqual([]);
    const revised = withOverlay(rb, { version: 'revised', tables: { listTypes: [
      { id: 'LIST_ENV_VIOLATOR', to: '2026-09-30' },
      { ...listType(rb, 'MARKET_SERIOUS', ON), id: 'LIST_MARKET_SERIOUS_2026', source: '(测试用)', from: '2026-06-01' },
    ] } });
    expect(listTypesOf(revised, ON).map((l) => l.id)).toEqual(expect.arrayContaining(['LIST_MARKET_SERIOUS_2026']));
    expect(listTypesOf(revised, ON).filter((l) => l.listType === 'MARKET_SERIOUS' || l.listType === 'ENV_VIOLATOR')).toHaveLength(1);
    expect(mayDesignate(revised, 'ENV_VIOLATOR', ['ecology-environment'], d('2026-10-01'))).toBe(false);
  });
  it.each<[string, string[], boolean]>([
    ['WAGE_ARREARS', ['human-resources'], true], ['WAGE_ARREARS', ['market-regulation'], false], ['WAGE_ARREARS', [], false], ['SOCIAL_INSURANCE', ['healthcare-security'], true],
    ['JUDGMENT_DEFAULTER', ['market-regulation', 'emergency-management'], false], ['KEY_ATTENTION', ['transport'], true], ['LATE_PAYERS', ['human-resources'], false],
  ])('%s by %j: %j', (code, kinds, may) => expect(mayDesignate(rb, code, kinds, ON)).toBe(may));
  it('rests on documents, and abnormal lists are not designated here', () => {
    expect(evidenceRule(rb, 'MARKET_SERIOUS', ON)).toMatchObject({ evidence: ['court-judgment', 'administrative-penalty', 'administrative-coercion'], atLeast: 1 });
    expect(evidenceRule(rb, 'KEY_ATTENTION', ON)?.evidence).toContain('commitment-breach');
    expect([evidenceRule(rb, 'ABNORMAL_OPERATION', ON), evidenceRule(rb, 'LATE_PAYERS', ON)]).toEqual([undefined, undefined]);
  });
});

describe('名单期限', () => {
  it('of a court defaulter is two years for situations (2) to (6) and open for (1) (trap 14)', () => {
    expect([1, 2, 3, 4, 5, 6].map((situation) => defaulter('2026-03-10', { situation }).until)).toEqual([undefined, ...Array<string>(5).fill('2028-03-10')]);
    expect(defaulter('2026-03-10', { situation: 1 })).toEqual({ ruleId: 'LIST_TERM_JUDGMENT_DEFAULTER_1', clause: expect.any(String) });
  });
  it('can be extended by one to three years, by the court, not in situation (1)', () => {
    expect([12, 36].map((extension) => defaulter('2026-03-10', { situation: 2, extension }).until)).toEqual(['2029-03-10', '2031-03-10']);
    for (const extension of [0, 11, 37, 12.5]) expect(() => defaulter('2026-03-10', { situation: 2, extension })).toThrow(refusal('TERM_UNLAWFUL'));
    expect(() => defaulter('2026-03-10', { situation: 1, extension: 12 })).toThrow(refusal('EXTENSION_UNLAWFUL'));
    expect(() => defaulter('2026-03-10', { situation: 1, decidedMonths: 24 })).toThrow(refusal('TERM_UNLAWFUL'));
  });
  it('of a court defaulter needs the situation; one that does not exist has no rule', () => {
    expect(() => defaulter('2026-03-10')).toThrow(refusal('SITUATION_REQUIRED'));
    expect(() => defaulter('2026-03-10', { situation: 7 })).toThrow(refusal('NO_RULE'));
    expect(() => defaulter('2017-04-30', { situation: 2 })).toThrow(refusal('NO_RULE'));
  });
  it('counts calendar months with clipping at the end of the month, never days (trap 2)', () => {
    expect(termOf(rb, { listType: 'WAGE_ARREARS', from: d('2024-02-29') }).until).toBe('2027-02-28');
    expect(termOf(rb, { listType: 'WORK_SAFETY', from: d('2024-01-31') }).until).toBe('2027-01-31');
    expect(termOf(rb, { listType: 'KEY_ATTENTION', from: d('2026-08-31'), decidedMonths: 6 }).until).toBe('2027-02-28');
  });
  it('starts anew with a new listing (trap 13)', () =>
    expect(['2023-05-01', '2026-11-23'].map((from) => termOf(rb, { listType: 'SOCIAL_ORG_SERIOUS', from: d(from), decidedMonths: 24 }).until)).toEqual(['2025-05-01', '2028-11-23']));
  it('a fixed term is not for the decision to change', () => {
    expect(termOf(rb, { listType: 'WAGE_ARREARS', from: ON, decidedMonths: 36 }).until).toBe('2029-11-23');
    expect(() => termOf(rb, { listType: 'WAGE_ARREARS', from: ON, decidedMonths: 12 })).toThrow(refusal('TERM_UNLAWFUL'));
    expect(() => termOf(rb, { listType: 'WAGE_ARREARS', from: ON, extension: 12 })).toThrow(refusal('EXTENSION_UNLAWFUL'));
  });
  it('left to the decision lies within its limits; the watch list lasts a year unless less is said', () => {
    expect(() => termOf(rb, { listType: 'GOV_PROCUREMENT', from: ON })).toThrow(refusal('TERM_REQUIRED'));
    for (const decidedMonths of [11, 37]) expect(() => termOf(rb, { listType: 'GOV_PROCUREMENT', from: ON, decidedMonths })).toThrow(refusal('TERM_UNLAWFUL'));
    expect(termOf(rb, { listType: 'GOV_PROCUREMENT', from: ON, decidedMonths: 12 }).until).toBe('2027-11-23');
    expect(termOf(rb, { listType: 'KEY_ATTENTION', from: ON }).until).toBe('2027-11-23');
    expect(() => termOf(rb, { listType: 'KEY_ATTENTION', from: ON, decidedMonths: 13 })).toThrow(refusal('TERM_UNLAWFUL'));
  });
  it('is chosen by the date of the decision, not by the first day', () => {
    const later = withOverlay(rb, { version: 'x', tables: { listTerms: [{ id: 'LIST_TERM_WAGE_ARREARS', to: '2026-06-30' }, { ...rb.tables.listTerms.find((t) => t.id === 'LIST_TERM_WAGE_ARREARS'), id: 'LIST_TERM_WAGE_ARREARS_2026', months: 24, from: '2026-07-01' }] } });
    const until = (decidedOn: string) => termOf(later, { listType: 'WAGE_ARREARS', from: d('2026-07-02'), decidedOn: d(decidedOn) }).until;
    expect([until('2026-06-30'), until('2026-07-01')]).toEqual(['2029-07-02', '2028-07-02']);
  });
});

describe('提前移出', () => {
  it('of wage arrears counts from the correction', () => {
    expect(earlyRemovalFrom(rb, { listType: 'WAGE_ARREARS', from: d('2026-01-31'), correctedOn: d('2026-08-31') })).toMatchObject({ from: '2027-02-28', ruleId: 'LIST_TERM_WAGE_ARREARS' });
    expect(earlyRemovalFrom(rb, { listType: 'WAGE_ARREARS', from: d('2026-01-31') })?.from).toBeUndefined();
  });
  it('in work safety counts from the listing, and the court decides for itself', () => {
    expect(earlyRemovalFrom(rb, { listType: 'WORK_SAFETY', from: d('2026-01-31') })).toMatchObject({ from: '2027-01-31', conditions: expect.stringContaining('改正') });
    expect(earlyRemovalFrom(rb, { listType: 'JUDGMENT_DEFAULTER', from: d('2026-01-31'), situation: 2 })).toBeUndefined();
  });
});

describe('市场和行业禁入', () => {
  const ban = (ruleId: string, more: { months?: number; from?: string } = {}) =>
    termOf(rb, { listType: 'MARKET_INDUSTRY_BAN', from: d(more.from ?? '2026-03-10'), banPeriod: { ruleId, ...(more.months !== undefined && { months: more.months }) } });
  it('ends by the period of its statute, or is permanent in its words (O58)', () => {
    expect(ban('BAN_FOOD_135_5Y')).toMatchObject({ until: '2031-03-10', ruleId: 'BAN_FOOD_135_5Y' });
    const life = ban('BAN_FOOD_135_LIFE');
    expect(life).toMatchObject({ permanentBasis: '食品安全法第一百三十五条:终身不得从事食品生产经营管理工作' });
    expect(life).not.toHaveProperty('until');
  });
  it('takes no other period, and none without a statute', () => {
    expect(() => ban('BAN_FOOD_135_5Y', { months: 120 })).toThrow(refusal('TERM_UNLAWFUL'));
    expect(() => ban('BAN_FOOD_135_LIFE', { months: 60 })).toThrow(refusal('TERM_UNLAWFUL'));
    expect(() => ban('BAN_ECOLOGY_FOR_EVER')).toThrow(refusal('TERM_REQUIRED'));
    expect(() => ban('BAN_DRUG_118_LIFE', { from: '2019-11-30' })).toThrow(refusal('NO_RULE'));
    expect(() => ban('BAN_SAFETY_92_LIFE', { from: '2021-08-31' })).toThrow(refusal('TERM_REQUIRED'));
    expect(() => termOf(rb, { listType: 'MARKET_INDUSTRY_BAN', from: ON })).toThrow(refusal('TERM_REQUIRED'));
  });
  it('a statute that leaves a range needs months', () => {
    const securities = (months?: number) => termOf(rb, { listType: 'SECURITIES_BAN', from: ON, banPeriod: { ruleId: 'BAN_SECURITIES_221_TERM', ...(months !== undefined && { months }) } });
    expect(securities(60).until).toBe('2031-11-23');
    expect(() => securities()).toThrow(refusal('TERM_REQUIRED'));
    expect(() => securities(121)).toThrow(refusal('TERM_UNLAWFUL'));
  });
  it('reaches the roles of the statute; a field without one answers "none" (O55)', () => {
    const ids = (field: string, role?: string) => bansOf(rb, { field, on: ON, ...(role !== undefined && { role }) }).map((b) => b.id);
    expect(ids('WORK_SAFETY', 'PRINCIPAL')).toEqual(['BAN_SAFETY_94_5Y', 'BAN_SAFETY_94_LIFE']);
    expect(ids('FOOD_DRUG', 'CONTROLLER')).toEqual([]);
    for (const field of ['ECOLOGY', 'ELDER_CHILD_CARE', 'TAX', 'HEALTH', 'GAMBLING']) expect([field, ids(field)]).toEqual([field, []]);
    expect(banRow(rb, 'BAN_SAFETY_92_5Y', d('2021-08-31'))).toBeUndefined();
  });
  it('stands on one of four grounds, each with its evidence (O56)', () => {
    expect(['REFUSES_TO_COMPLY', 'REPEATS', 'HEAVY_LOSS', 'ENDANGERS_ORDER', 'IS_LATE'].map((g) => banGround(rb, g, ON)?.atLeast)).toEqual([1, 2, 1, 1, undefined]);
  });
});

describe('相关责任人', () => {
  it('a representative of a court defaulter has no entry, only a consumption order can reach him (trap 15)', () => {
    for (const role of ['LEGAL_REP', 'PRINCIPAL', 'CONTROLLER', 'DIRECT']) expect(relatedPersonRule(rb, 'JUDGMENT_DEFAULTER', role, ON)?.effect).toBe('consumption-order');
  });
  it('wage arrears reach who the regulation names, not the controller; other lists nobody (N16)', () => {
    expect(['LEGAL_REP', 'PRINCIPAL', 'DIRECT', 'CONTROLLER', 'UNIT'].map((role) => relatedPersonRule(rb, 'WAGE_ARREARS', role, ON)?.effect)).toEqual(['own-entry', 'own-entry', 'own-entry', undefined, undefined]);
    expect(['TAX_SERIOUS', 'ENV_VIOLATOR', 'KEY_ATTENTION'].map((list) => relatedPersonRule(rb, list, 'LEGAL_REP', ON))).toEqual([undefined, undefined, undefined]);
  });
});

describe('陈述申辩', () => {
  it('five working days, the shifted Saturday counts, the holiday does not', () => {
    expect(defenceEndsOn(rb, { noticedOn: d('2026-09-28'), listType: 'MARKET_SERIOUS' })).toMatchObject({ endsOn: { status: 'FIXED', date: '2026-10-10' }, workingDays: 5, ruleId: 'DEFENCE_5WD' });
    expect(defenceEndsOn(rb, { noticedOn: d('2026-12-29'), listType: 'MARKET_SERIOUS' }).endsOn).toEqual({ status: 'PROVISIONAL', enteredYear: 2027 });
    expect(() => defenceEndsOn(rb, { noticedOn: d('2020-05-14'), listType: 'MARKET_SERIOUS' })).toThrow(refusal('NO_RULE'));
  });
  it('a period of its own outranks the general one', () => {
    const own = withOverlay(rb, { version: 'own', tables: { defencePeriods: [{ id: 'DEFENCE_MARKET', listTypes: ['MARKET_SERIOUS'], workingDays: 3, clause: 'c', source: 's', from: '2019-01-01', verified: 'VERIFIED' }] } });
    expect(['MARKET_SERIOUS', 'TAX_SERIOUS'].map((list) => defenceEndsOn(own, { noticedOn: d('2026-11-23'), listType: list }).workingDays)).toEqual([3, 5]);
  });
});

describe('通报', () => {
  const told = (institution: 'STATE_ORGAN' | 'PUBLIC_INSTITUTION' | 'STATE_OWNED_ENTERPRISE', whom: 'UNIT' | 'STAFF', list: string) =>
    institutionalNotices(rb, { institution, whom, listType: list, on: ON }).map((n) => [n.sender, ...n.addressees]);
  it('the unit to its superior and to audit, staff to employer, discipline inspection and personnel (O62, O64)', () => {
    expect(told('STATE_OWNED_ENTERPRISE', 'UNIT', 'ENV_VIOLATOR')).toEqual([['designating-authority', 'superior', 'audit']]);
    expect(told('PUBLIC_INSTITUTION', 'STAFF', 'ENV_VIOLATOR')).toEqual([['designating-authority', 'employer', 'discipline-inspection', 'organisation-personnel']]);
  });
  it('a court tells for itself what it listed', () => {
    expect(told('STATE_ORGAN', 'UNIT', 'JUDGMENT_DEFAULTER')).toEqual([['designating-authority', 'superior', 'audit'], ['court', 'superior']]);
    expect(told('STATE_ORGAN', 'STAFF', 'JUDGMENT_DEFAULTER')).toHaveLength(2);
    expect(told('STATE_OWNED_ENTERPRISE', 'STAFF', 'JUDGMENT_DEFAULTER')).toHaveLength(1);
  });
  it('who is an institution: the code says organ and institution, ownership says state-owned enterprise', () => expect([
    institutionKindOf('STATE_ORGAN', false), institutionKindOf('PUBLIC_INSTITUTION', false), institutionKindOf('ENTERPRISE', true), institutionKindOf('ENTERPRISE', false), institutionKindOf('SOCIAL_GROUP', true),
  ]).toEqual(['STATE_ORGAN', 'PUBLIC_INSTITUTION', 'STATE_OWNED_ENTERPRISE', undefined, undefined]));
});
