import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findIdentityNumbers, identityNumberCheckCharacter, maskIdentityNumbers, maskIdNumber } from './index.ts';

const SAMPLES = ['11010519491231002X', '440524188001010014'];
const wide = (text: string): string => [...text].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
const values = (text: string): string[] => findIdentityNumbers(text).map((f) => f.value);

describe('findIdentityNumbers', () => {
  it.each(SAMPLES)('finds the sample of the standard %s', (id) => {
    expect(findIdentityNumbers(id)).toEqual([{ start: 0, end: 18, value: id, form: '18' }]);
    expect(identityNumberCheckCharacter(id.slice(0, 17))).toBe(id[17]);
  });
  it.each([
    ['身份证11010519491231002X号', 3], ['id=11010519491231002x;', 3], ['ABC11010519491231002X99', 3], [`号码:${wide('11010519491231002X')}。`, 3],
    ['110105 19491231 002X', 0], ['110105-19491231-002X', 0], ['9911010519491231002X', 2], ['🙂ſß11010519491231002X', 4],
    ['110105 1949 1231 002X', 0], ['110105.19491231.002X', 0], ['110105  19491231  002X', 0], ['110105－19491231－002X', 0], ['1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X', 0], ['110105\u200b19491231\u200b002x', 0], ['ß 110105·1949—1231·002X', 2],
  ])('finds it in %j', (text, start) => {
    expect(findIdentityNumbers(text)).toEqual([expect.objectContaining({ start, value: '11010519491231002X' })]);
  });
  it('finds several, in order', () => expect(values(`甲${SAMPLES[1]}乙${SAMPLES[0]},${SAMPLES[1]}`)).toEqual([SAMPLES[1], SAMPLES[0], SAMPLES[1]]));
  it.each([
    '110105194912310021', '11010519491231002', '110105   19491231   002X', '2026-11-23 2026-11-24 2026-11-25 2026-11-26', '罚款 1.2 3.4 万元 2026.11.23 0414-88886666', '210500 1850 0101 0011', '11010519491331002X', '99010519491231002X', '210502202613450011', '2026年11月23日 120000000000000000',
  ])('does not take %s for one', (text) => expect(values(text)).toEqual([]));
  it.each([
    '91350100M000100Y43', '91320100748204660Q', '11230500001755309F', '12440300MB2C92173E', '1121050000000A032Q', '91210500MA0TYPE14G',
    '92210505MA0GTA015J', 'Y1210500MY0QTA134A', '91210500MA00A001XA',
  ])('does not take the social credit code %s for one', (uscc) => expect(values(`代码${uscc}。`)).toEqual([]));
  it('finds the old form of 15 digits only where it stands alone', () => {
    expect(findIdentityNumbers('证号130503670401001。')).toEqual([{ start: 2, end: 17, value: '130503670401001', form: '15' }]);
    expect(values('1305036704010012')).toEqual([]);
    expect(values('A130503670401001')).toEqual([]);
    expect(values('130503671301001')).toEqual([]);
  });

  const person = fc.tuple(fc.constantFrom('110101', '210502', '440308', '650102'), fc.integer({ min: 1930, max: 2015 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 999 }))
    .map(([region, year, month, day, sequence]) => {
      const first17 = `${region}${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}${String(sequence).padStart(3, '0')}`;
      return first17 + identityNumberCheckCharacter(first17);
    });
  it('masks every planted number, whatever stands around it, and keeps the length', () => {
    fc.assert(fc.property(fc.string(), person, fc.string({ unit: 'grapheme' }), fc.boolean(), (before, id, after, full) => {
      const text = before + (full ? wide(id) : id) + after;
      const masked = maskIdentityNumbers(text);
      expect(masked).toHaveLength(text.length);
      expect(masked).not.toContain(full ? wide(id) : id);
      expect(findIdentityNumbers(masked).map((f) => f.value)).not.toContain(id);
    }));
  });
});

describe('masks', () => {
  it.each([['11010519491231002X', '1****************X'], ['E12345678', 'E*******8'], ['AB', '**'], ['A', '*'], ['', '']])('%s → %s', (value, masked) => expect(maskIdNumber(value)).toBe(masked));
  it('masks inside a text', () => expect(maskIdentityNumbers('王某(身份证11010519491231002X)罚款')).toBe('王某(身份证1****************X)罚款'));
});
