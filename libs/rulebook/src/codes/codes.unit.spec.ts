import { describe, expect, it } from '@jest/globals';
import {
  ADMIN_ACTS, ASSISTING_KINDS, AUTHORITY_KINDS, BAN_FIELDS, BAN_GROUNDS, DESIGNATION_CRITERIA, EVIDENCE_KINDS, isKnownRegion, LIST_CODES,
  lookupRegion, lookupRegistrarCategory, MATTER_KINDS, ORGANISATION_CODE_CHARACTERS, ORGANISATION_CODE_MODULUS, ORGANISATION_CODE_WEIGHTS,
  parsePenaltyTypes, parsePermitKind, parsePersonDocumentType, parseSector, parseSubjectClass, PENALTY_TYPES, REGION_TABLE, REGISTRAR_CATEGORIES,
  SUBJECT_CLASSES, subjectClassText, subjectRoleOf, USCC_CHARACTERS, USCC_FORMAT, USCC_MODULUS, USCC_PLACEHOLDER, USCC_WEIGHTS,
} from './index.ts';

/** Σ value × weight mod modulus over a text; the check rules of the two codes are built from it where they live. */
const remainder = (text: string, characters: string, weights: readonly number[], modulus: number): number =>
  weights.reduce((sum, weight, i) => sum + weight * characters.indexOf(text[i]!), 0) % modulus;
const check18 = (code: string): string => USCC_CHARACTERS[(USCC_MODULUS - remainder(code, USCC_CHARACTERS, USCC_WEIGHTS, USCC_MODULUS)) % USCC_MODULUS]!;
const check9 = (body: string, characters = ORGANISATION_CODE_CHARACTERS): string => {
  const value = ORGANISATION_CODE_MODULUS - remainder(body, characters, ORGANISATION_CODE_WEIGHTS, ORGANISATION_CODE_MODULUS);
  return value === 10 ? 'X' : value === 11 ? '0' : String(value);
};

const VALID = [
  '91350100M000100Y43', '91320100748204660Q', '91230500MA1B3N1N2M', '11230500001755309F', '11320100MB1886843H', '12440300MB2C92173E',
  '91210500MA0TYPE14G', '91210502MA0XYA341J', '91210503MA0XYA35XQ', '91210504MA0XYA3687', '92210505MA0GTA015J', '93210521MA0HNA021W',
  '1121050000000A032Q', '12210500MB0DWA047M', '51210500MJ0TTA052N', '52210500MJ0MFA0685', '53210500MJ0JJA0759', '31210000MD0AAA084Q',
  '32210500MD0GEA09XC', '71210500MG0EJA125F', '81210500MC0GHA105H', 'N2210522MF0CJA1114', 'Y1210500MY0QTA134A', '91210500MA00A001XA',
  '91210500MA00A0060M', '91210500MA00A00440', '91210500MA00A0466Y', '91210502MA0TYPE14D', '91210521MA0TYPE14X',
];

describe('统一社会信用代码 tables', () => {
  it.each(VALID)('%s has the characters, both check values, a known pair and a known region', (code) => {
    expect(code).toMatch(USCC_FORMAT);
    expect(check18(code)).toBe(code[17]);
    expect(check9(code.slice(8))).toBe(code[16]);
    expect(lookupRegistrarCategory(code[0]!, code[1]!)).toBeDefined();
    expect(isKnownRegion(code.slice(2, 8))).toBe(true);
  });
  it('the two alphabets differ, which only some bodies show (trap 22)', () => {
    expect([check9('MA0TYPE1'), check9('MA0TYPE1', USCC_CHARACTERS)]).toEqual(['4', '7']);
    expect([check9('M000100Y'), check9('M000100Y', USCC_CHARACTERS)]).toEqual(['4', '4']);
  });
  it.each(['91210500MA0TSPE14G', '91210500MA0TYPE14', 'I1210500MA0TYPE14G', '91210A00MA0TYPE14G', '91210500ma0type14g'])('%s is not in the format', (code) => expect(code).not.toMatch(USCC_FORMAT));
  it('the placeholder for an individual business without a code is no code', () => expect(check18(USCC_PLACEHOLDER)).not.toBe(USCC_PLACEHOLDER[17]));

  it('knows every pair of the table and its class', () => {
    expect(REGISTRAR_CATEGORIES).toHaveLength(37);
    expect(lookupRegistrarCategory('1', '1')).toMatchObject({ subjectCategory: 'STATE_ORGAN', subjectClass: 'LEGAL_ENTITY', categoryName: '机关' });
    expect(lookupRegistrarCategory('3', '1')).toMatchObject({ registrarName: '司法行政', subjectCategory: 'LAW_FIRM' });
    expect(lookupRegistrarCategory('N', '2')).toMatchObject({ subjectCategory: 'RURAL_COLLECTIVE_VILLAGE' });
    expect(REGISTRAR_CATEGORIES.filter((r) => r.subjectClass === 'INDIVIDUAL_BUSINESS').map((r) => r.registrar + r.category)).toEqual(['92']);
    expect(REGISTRAR_CATEGORIES.filter((r) => r.verified === 'TO_VERIFY').map((r) => r.registrar + r.category)).toEqual(['99', 'N9']);
  });
  it.each([['9', '4'], ['0', '0'], ['B', '1'], ['2', '3'], ['', '']])('there is no pair %j %j', (a, b) => expect(lookupRegistrarCategory(a, b)).toBeUndefined());
});

describe('行政区划', () => {
  it.each(['100000', '210000', '210500', '210502', '210505', '210521', '210522', '110101', '440300', '830000'.replace('83', '81')])('%s is known', (code) => expect(isKnownRegion(code)).toBe(true));
  it('an abolished code stays known (trap 23)', () => {
    expect(lookupRegion('210122')).toMatchObject({ name: '辽中县', abolished: 2016, verified: 'TO_VERIFY' });
    expect(isKnownRegion('210122')).toBe(true);
  });
  it('a county that the table does not have is no finding where the table claims nothing', () => {
    expect([isKnownRegion('210131'), isKnownRegion('320599'), lookupRegion('210131')]).toEqual([true, true, undefined]);
  });
  it('it is one where a table claims completeness', () => {
    const complete = { ...REGION_TABLE, completeProvinces: ['21'] };
    expect([isKnownRegion('210131', complete), isKnownRegion('210502', complete), isKnownRegion('320599', complete)]).toEqual([false, true, true]);
  });
  it.each(['000000', '991234', '100001', '200000', '21050', '2105021', '21050A', ''])('%j is not', (code) => expect(isKnownRegion(code)).toBe(false));
  it('names no region twice', () => expect(new Set(REGION_TABLE.rows.map((r) => r.code)).size).toBe(REGION_TABLE.rows.length));
});

describe('处罚类别', () => {
  it.each([
    ['警告', ['WARNING']], ['罚款;没收违法所得', ['FINE', 'CONFISCATE_GAINS']], ['罚款;警告;罚款', ['WARNING', 'FINE']],
    ['没收违法所得、没收非法财物', ['CONFISCATE_GAINS', 'CONFISCATE_PROPERTY']], ['没收违法所得没收非法财物', ['CONFISCATE_GAINS', 'CONFISCATE_PROPERTY']],
    ['责令停产停业', ['SUSPEND_BUSINESS']], ['吊销营业执照', ['REVOKE_PERMIT']], ['降低资质等级', ['DOWNGRADE']], ['行政拘留', ['DETENTION']],
    ['FINE;WARNING', ['WARNING', 'FINE']], ['', []],
  ])('%j → %j', (text, types) => expect(parsePenaltyTypes(text)).toEqual({ types, unknown: [], ambiguous: [] }));
  it.each(['暂扣或者吊销许可证', '暂扣或者吊销执照', '暂扣或吊销许可证'])('%s names both and says that it is not clear which', (text) =>
    expect(parsePenaltyTypes(`罚款;${text}`)).toEqual({ types: ['FINE', 'SUSPEND_PERMIT', 'REVOKE_PERMIT'], unknown: [], ambiguous: [text] }));
  it('其他-… keeps its text, separators inside it too', () =>
    expect(parsePenaltyTypes('罚款;其他-责令改正、限期拆除')).toEqual({ types: ['FINE', 'OTHER'], otherText: '责令改正、限期拆除', unknown: [], ambiguous: [] }));
  it('其他 without text is OTHER', () => expect(parsePenaltyTypes('其他').types).toEqual(['OTHER']));
  it('says what it does not know instead of calling it OTHER', () => expect(parsePenaltyTypes('罚款;打屁股;constructor')).toEqual({ types: ['FINE'], unknown: ['打屁股', 'constructor'], ambiguous: [] }));
  it('reads each official text as its own code', () => expect(PENALTY_TYPES.map((t) => parsePenaltyTypes(t.text).types)).toEqual(PENALTY_TYPES.map((t) => [t.code])));
});

describe('other code lists', () => {
  it('subject classes', () => {
    expect(['法人及非法人组织', ' 自然人 ', '个体工商户', 'LEGAL_ENTITY', '法人及其他组织', '外星人', ''].map(parseSubjectClass)).toEqual(['LEGAL_ENTITY', 'NATURAL_PERSON', 'INDIVIDUAL_BUSINESS', 'LEGAL_ENTITY', 'LEGAL_ENTITY', undefined, undefined]);
    expect(SUBJECT_CLASSES.map((c) => parseSubjectClass(subjectClassText(c.code)))).toEqual(SUBJECT_CLASSES.map((c) => c.code));
  });
  it('permit kinds', () => expect(['普通', '登记', '其他-备案', '普通许可', '其他', '备案'].map(parsePermitKind)).toEqual([{ kind: 'GENERAL' }, { kind: 'REGISTRATION' }, { kind: 'OTHER', otherText: '备案' }, { kind: 'GENERAL' }, { kind: 'OTHER' }, undefined]));
  it('person documents', () => expect(['身份证', '护照号', '其他-军官证', '工作证'].map(parsePersonDocumentType)).toEqual(['RESIDENT_ID', 'PASSPORT', 'OTHER', undefined]));
  it('sectors', () => expect(['食品', 'FIRE', '体育'].map(parseSector)).toEqual(['FOOD', 'FIRE', undefined]));
  it('codes of lists, departments, matters, fields, grounds and criteria are unique and of one form', () => {
    const lists: readonly (readonly [readonly { readonly code: string; readonly text: string }[], RegExp])[] = [
      [LIST_CODES, /^[A-Z][A-Z_]*$/], [BAN_FIELDS, /^[A-Z][A-Z_]*$/], [BAN_GROUNDS, /^[A-Z][A-Z_]*$/], [DESIGNATION_CRITERIA, /^[A-Z][A-Z_]*$/],
      [[...AUTHORITY_KINDS, ...ASSISTING_KINDS], /^[a-z]+(-[a-z]+)*$/], [MATTER_KINDS, /^[a-z]+(-[a-z]+)*$/], [EVIDENCE_KINDS, /^[a-z]+(-[a-z]+)*$/],
    ];
    for (const [rows, form] of lists) {
      expect(rows.filter((r) => !form.test(r.code) || r.text === '')).toEqual([]);
      expect([new Set(rows.map((r) => r.code)).size, new Set(rows.map((r) => r.text)).size]).toEqual([rows.length, rows.length]);
    }
  });
  it('the eight fields of the policy text are there (O55), four grounds (O56), three criteria (O39)', () => {
    expect(BAN_FIELDS.slice(0, 8).map((f) => f.text).join('、')).toBe('食品药品、生态环境、工程质量、安全生产、养老托幼、文化旅游、税务、医疗卫生');
    expect(BAN_GROUNDS.map((g) => g.text).join('、')).toBe('拒不履行司法裁判或行政处罚决定、屡犯不改、造成重大损失、严重危害社会秩序');
    expect(DESIGNATION_CRITERIA.map((c) => c.text).join('、')).toBe('性质恶劣、情节严重、社会危害较大');
  });
  it('a person role of the register has its role in the tables; no role is the subject itself', () => expect(
    [undefined, 'LEGAL_REP', 'PRINCIPAL', 'ACTUAL_CONTROLLER', 'DIRECT_RESPONSIBLE', 'DIRECT_SUPERVISOR', 'SHAREHOLDER', 'toString'].map(subjectRoleOf),
  ).toEqual(['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'CONTROLLER', 'DIRECT', 'DIRECT', undefined, undefined]));
  it('ten kinds of acts', () => expect(ADMIN_ACTS).toHaveLength(10));
});
