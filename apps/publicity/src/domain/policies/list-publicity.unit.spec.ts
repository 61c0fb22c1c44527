import { describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import { defaultRulebook } from '@credit/rulebook';
import { LIST_CODES } from '@credit/rulebook/codes';
import { listEndingCode, listEndingText, listVerdictOn, publicListContentOf, publicListEndingReason, type ListEntryForPublic } from './list-publicity.ts';

const entry = (over: Partial<ListEntryForPublic> = {}): ListEntryForPublic => ({
  listType: 'MARKET_SERIOUS', subjectClass: 'LEGAL_ENTITY', published: true, statute: '企业信息公示暂行条例第十七条',
  decision: { docNo: '本市监列〔2026〕1号', authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局', decidedOn: localDate('2026-11-23') }, ...over,
});
const verdict = (over: Partial<ListEntryForPublic> = {}) => listVerdictOn(defaultRulebook, entry(over));
const decidedOn = (day: string) => ({ ...entry().decision, decidedOn: localDate(day) });

describe('which list entries this site shows', () => {
  it('one of a list that is published on it, with the row of the catalogue', () => expect(verdict()).toEqual({ publish: true, ruleId: 'LIST_MARKET_SERIOUS' }));
  it('an individual business too', () => expect(verdict({ subjectClass: 'INDIVIDUAL_BUSINESS' }).publish).toBe(true));
  it('never a natural person', () => expect(verdict({ subjectClass: 'NATURAL_PERSON', listType: 'JUDGMENT_DEFAULTER' })).toEqual({ publish: false, reason: 'NOT_PUBLIC_PERSON' }));
  it('none of a list that is published elsewhere only', () => expect(verdict({ listType: 'GOV_PROCUREMENT' })).toEqual({ publish: false, reason: 'NOT_PUBLIC_LIST' }));
  it('none of a list that did not exist on the day of the decision', () => expect(verdict({ decision: decidedOn('2021-08-31') }).publish).toBe(false));
  it('none whose owner says that it is not published', () => expect(verdict({ published: false }).publish).toBe(false));
  it('none of a list that is unknown', () => expect(verdict({ listType: 'SOMETHING_NEW' }).publish).toBe(false));
  it('no watch list, and no ban', () => {
    const watched = LIST_CODES.map(({ code }) => code).filter((code) => ['KEY_ATTENTION', 'CUSTOMS_SERIOUS', 'MARKET_INDUSTRY_BAN', 'SECURITIES_BAN'].includes(code));
    expect(watched.map((listType) => verdict({ listType }).publish)).toEqual([false, false, false, false]);
  });
});

describe('what is shown', () => {
  it('list, statute and decision; the situation of a defaulter in words', () =>
    expect(publicListContentOf(entry({ listType: 'JUDGMENT_DEFAULTER', situation: 1 }))).toEqual({
      listType: 'JUDGMENT_DEFAULTER', listTypeName: '失信被执行人名单', statute: '企业信息公示暂行条例第十七条', docNo: '本市监列〔2026〕1号', decisionDate: '2026-11-23',
      authorityName: '本溪市市场监督管理局', authorityUscc: '11210500MB0XY1017D', situation: '有履行能力而拒不履行生效法律文书确定义务的',
    }));
  it('an end has a code and words', () => expect(['expired', 'removed-early', 'repaired', 'revoked', 'unheard-of'].map((ending) => [listEndingCode(ending), listEndingText(listEndingCode(ending))])).toEqual([
    ['LIST_TERM_OVER', '名单期限届满，已移出名单'], ['LIST_REMOVED_EARLY', '已提前移出名单'], ['LIST_REPAIRED', '已完成信用修复，移出名单'], ['LIST_REVOKED', '名单认定已撤销'], ['LIST_REMOVED_EARLY', '已提前移出名单'],
  ]));
  it('why it was revoked is told of a unit, masked, and of no individual business', () => {
    expect(publicListEndingReason('revoked', 'LEGAL_ENTITY', '处罚决定被撤销，联系13912345678')).toBe('处罚决定被撤销，联系139********');
    expect(publicListEndingReason('revoked', 'INDIVIDUAL_BUSINESS', '经营者张三的处罚决定被撤销')).toBeUndefined();
    expect(publicListEndingReason('expired', 'LEGAL_ENTITY', '期限届满')).toBeUndefined();
  });
});
