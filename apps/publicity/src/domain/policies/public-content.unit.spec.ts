import { describe, expect, it } from '@jest/globals';
import { defaultRulebook } from '@credit/rulebook';
import { hasPublicForm, maskedText, publicContentOf } from './public-content.ts';

const PERSON = '11010519491231002X';
const penalty = {
  docNo: '示市监罚〔2026〕1号', docName: '行政处罚决定书', decisionDate: '2026-11-02', authorityName: '示例局', authorityUscc: '11210500MB0XY1017D', legalRepName: '张三',
  violationType: '无照经营', facts: `当事人（身份证号${PERSON}，电话13812345678，账号6222020200112233445）于2026年10月8日销售。`, legalBasis: '《条例》第十条', penaltyTypes: ['FINE'],
  content: '罚款2万元', fineAmountWan: '2', remark: `联系人 13812345678`, address: '平山区某路1号', personIdNo: PERSON, legalRepIdNo: PERSON,
};
const shown = (subjectClass: 'LEGAL_ENTITY' | 'INDIVIDUAL_BUSINESS', content: object = penalty) => publicContentOf(defaultRulebook, 'administrative-penalty', subjectClass, content as never);

describe('what the public reads', () => {
  it('masks identity numbers, phones and accounts in free text and keeps the rest', () => {
    const facts = shown('LEGAL_ENTITY')['facts'] as string;
    for (const hidden of [PERSON, '13812345678', '6222020200112233445']) expect(facts).not.toContain(hidden);
    expect(facts).toContain('于2026年10月8日销售');
  });
  it('shows no field outside the closed list', () => {
    expect(Object.keys(shown('LEGAL_ENTITY'))).toEqual(['docNo', 'docName', 'decisionDate', 'authorityName', 'authorityUscc', 'legalRepName', 'violationType', 'facts', 'legalBasis', 'penaltyTypes', 'penaltyTypeNames', 'content', 'fineAmountWan']);
    expect(shown('LEGAL_ENTITY')['penaltyTypeNames']).toEqual(['罚款']);
  });
  it('knows a public form of licences and penalties alone', () => {
    expect((['administrative-license', 'administrative-penalty', 'administrative-coercion', 'court-judgment'] as const).map(hasPublicForm)).toEqual([true, true, false, false]);
  });
  it('names the head of an organisation but not the operator of an individual business', () => {
    expect(shown('LEGAL_ENTITY')['legalRepName']).toBe('张三');
    expect(shown('INDIVIDUAL_BUSINESS')).not.toHaveProperty('legalRepName');
  });
  it('masks an identity number wherever it was written', () => {
    const everywhere = Object.fromEntries(Object.keys(penalty).filter((field) => field !== 'penaltyTypes').map((field) => [field, `甲${PERSON}乙`]));
    expect(JSON.stringify(shown('LEGAL_ENTITY', everywhere))).not.toContain(PERSON);
  });
  it('takes the operator of an individual business out of every text', () => {
    const texts = { docName: '关于张三的行政处罚决定书', facts: '经营者张三无照经营', content: '对张三罚款2万元', legalBasis: '张三', suspendedPermit: '张三的许可证' };
    expect(JSON.stringify(shown('INDIVIDUAL_BUSINESS', { ...penalty, ...texts }))).not.toContain('张三');
    expect(shown('LEGAL_ENTITY', { ...penalty, ...texts })['facts']).toContain('张三');
  });
  it.each([
    ['110105 1949 1231 002X', '身份证号110105 1949 1231 002X。'], ['110105.19491231.002X', '（110105.19491231.002X）'], ['1101 0519 4912 3100 2x', '号码1101 0519 4912 3100 2x'], ['１１０１０５－１９４９１２３１－００２Ｘ', '证号１１０１０５－１９４９１２３１－００２Ｘ'],
    ['138 1234 5678', '电话138 1234 5678'], ['138-1234-5678', '电话138-1234-5678，'], ['１３８１２３４５６７８', '手机１３８１２３４５６７８'], ['6222 0202 0011 2233 445', '卡号6222 0202 0011 2233 445'],
  ])('masks %s, however it is spaced', (hidden, text) => {
    const masked = maskedText(text);
    expect(masked).toHaveLength(text.length);
    expect(masked).not.toContain(hidden);
    expect(masked.match(/[0-9０-９]/g)?.length ?? 0).toBeLessThanOrEqual(3);
  });
  it('leaves codes, amounts and dates in text alone', () => {
    const text = '91210500MA0TYPE14G 于2026年11月02日被罚款 200000 元，许可证 JY12105020012345';
    expect(maskedText(text)).toBe(text);
  });
});
