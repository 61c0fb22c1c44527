import { describe, expect, it } from '@jest/globals';
import { effectOf } from './finding.ts';
import { hasUsccShape, isUscc, organisationCodeCheckCharacter, parseUscc, usccCheckCharacter } from './uscc.ts';

const codes = (raw: string): string[] => parseUscc(raw).findings.map((f) => f.code);

/** domain §1.1, test vectors. */
const VALID = [
  '91350100M000100Y43', '91320100748204660Q', '91230500MA1B3N1N2M', '11230500001755309F', '11320100MB1886843H', '12440300MB2C92173E',
  '91210500MA0TYPE14G', '91210502MA0XYA341J', '91210503MA0XYA35XQ', '91210504MA0XYA3687', '92210505MA0GTA015J', '93210521MA0HNA021W',
  '1121050000000A032Q', '12210500MB0DWA047M', '51210500MJ0TTA052N', '52210500MJ0MFA0685', '53210500MJ0JJA0759', '31210000MD0AAA084Q',
  '32210500MD0GEA09XC', '71210500MG0EJA125F', '81210500MC0GHA105H', 'N2210522MF0CJA1114', 'Y1210500MY0QTA134A', '91210500MA00A001XA',
  '91210500MA00A0060M', '91210500MA00A00440', '91210500MA00A0466Y', '91210502MA0TYPE14D', '91210521MA0TYPE14X',
];

describe('统一社会信用代码 vectors of domain §1.1', () => {
  it.each(VALID)('%s is valid', (code) => {
    const reading = parseUscc(code);
    expect(reading.ok).toBe(true);
    expect(reading.findings.filter((f) => f.severity === 'error')).toEqual([]);
    expect(isUscc(code)).toBe(true);
  });

  it.each([
    ['12440300MB2C92173A', 'USCC_CHECK', '第 18 位应为 E'],
    ['91210500MA0TYPE14A', 'USCC_CHECK', '第 18 位应为 G'],
    ['91210500MA0TYPE15K', 'ORG_CODE_CHECK', '第 17 位应为 4'],
    ['91210500MA0TSPE14G', 'USCC_FORMAT', '字母 S'],
  ])('%s → %s', (code, finding, hint) => {
    expect(codes(code)).toEqual([finding]);
    expect(parseUscc(code).findings[0]!.hint).toContain(hint);
    expect(isUscc(code)).toBe(false);
  });

  it('a wrong organisation code has a right position 18: only the second check catches it (trap 22)', () => {
    expect(usccCheckCharacter('91210500MA0TYPE15')).toBe('K');
    expect(hasUsccShape('91210500MA0TYPE15K')).toBe(true);
  });

  it('what is held keeps its code, what is rejected has none', () => {
    expect(parseUscc(' 91210500ma0type15k')).toMatchObject({ ok: false, uscc: '91210500MA0TYPE15K' });
    expect(parseUscc('91210500MA0TYPE14A')).not.toHaveProperty('uscc');
  });

  it('a wrong organisation code holds, a wrong code rejects', () => {
    expect([effectOf('ORG_CODE_CHECK'), effectOf('USCC_CHECK'), effectOf('USCC_FORMAT'), effectOf('USCC_REGION')]).toEqual(['hold', 'reject', 'reject', 'warn']);
  });

  it('the order of 31 would give another organisation check for MA0TYPE1, and the same for M000100Y', () => {
    const order31 = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const mistaken = (body: string): string => {
      const check = 11 - ([...body].reduce((sum, c, i) => sum + order31.indexOf(c) * [3, 7, 9, 10, 5, 8, 4, 2][i]!, 0) % 11);
      return check === 10 ? 'X' : check === 11 ? '0' : String(check);
    };
    expect([organisationCodeCheckCharacter('MA0TYPE1'), mistaken('MA0TYPE1')]).toEqual(['4', '7']);
    expect([organisationCodeCheckCharacter('M000100Y'), mistaken('M000100Y')]).toEqual(['4', '4']);
  });

  it('a remainder of 0 gives "0" (outer mod 31) and the worked example gives 3', () => {
    expect(usccCheckCharacter('91210500MA00A0044')).toBe('0');
    expect(usccCheckCharacter('91350100M000100Y4')).toBe('3');
  });
});

describe('as senders write it', () => {
  it.each([' 91210500ma0type14g ', '９１２１０５００ＭＡ０ＴＹＰＥ１４Ｇ', '\ufeff91210500MA0TYPE14G', '91210500MA0TYPE14G\u200b'])('%j is read', (raw) => {
    expect(parseUscc(raw)).toMatchObject({ ok: true, uscc: '91210500MA0TYPE14G' });
  });

  it.each([
    ['9121O500MA0TYPE14G', '字母 O'],
    ['9I210500MA0TYPE14G', '字母 I'],
    ['9.12105E+17', '科学计数法'],
    ['MA0TYPE1-4', '组织机构代码'],
    ['210500000012345', '旧工商注册号'],
    ['', '应为 18 位'],
    ['91210500 MA0TYPE14G', '应为 18 位'],
  ])('%j is refused with a hint and never repaired', (raw, hint) => {
    const [only] = parseUscc(raw).findings;
    expect(only).toMatchObject({ code: 'USCC_FORMAT', severity: 'error' });
    expect(only!.hint).toContain(hint);
  });

  it('masks what looks like an identity number', () => {
    const hint = parseUscc('11010519491231002X').findings[0]!.hint!;
    expect(hint).not.toContain('19491231');
    expect(hint).toContain('1****************X');
  });

  it('names the placeholder of an individual business without code', () => {
    expect(codes('00000000000000000X')).toEqual(['USCC_PLACEHOLDER']);
  });
});

describe('class, category and region', () => {
  it.each([
    ['92210505MA0GTA015J', 'INDIVIDUAL_BUSINESS', 'INDIVIDUAL_BUSINESS'],
    ['93210521MA0HNA021W', 'LEGAL_ENTITY', 'FARMER_COOP'],
    ['1121050000000A032Q', 'LEGAL_ENTITY', 'STATE_ORGAN'],
    ['32210500MD0GEA09XC', 'LEGAL_ENTITY', 'NOTARY'],
    ['N2210522MF0CJA1114', 'LEGAL_ENTITY', 'RURAL_COLLECTIVE_VILLAGE'],
  ])('%s is %s, %s', (code, subjectClass, category) => {
    expect(parseUscc(code)).toMatchObject({ ok: true, subjectClass, category });
  });

  it('an unknown pair and an unknown region warn and stay valid', () => {
    const withChecks = (first8: string): string => {
      const first17 = `${first8}MA0TYPE14`;
      return first17 + usccCheckCharacter(first17);
    };
    expect(parseUscc(withChecks('94210500'))).toMatchObject({ ok: true, category: undefined });
    expect(codes(withChecks('94210500'))).toEqual(['USCC_CATEGORY']);
    expect(codes(withChecks('91990000'))).toEqual(['USCC_REGION']);
  });
});
