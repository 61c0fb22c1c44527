import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localDate } from '@credit/kernel';
import { company, fullName, namePairs, seeded, type NamePair } from '../../../bench/name-pairs.ts';
import { compareNames } from './compare-names.ts';
import { EntryIndex } from './entry-index.ts';
import { soughtOf } from './explanation.ts';
import { match } from './ladder.ts';
import { anatomyOf, comparableName } from './name-anatomy.ts';
import { rowOf } from './index-row.ts';

const pairs = namePairs();
const judged = ({ name1, name2 }: NamePair): boolean => ['same', 'similar'].includes(compareNames({ anatomy: anatomyOf(name1) }, { anatomy: anatomyOf(name2) }).likeness);
const wrong = (quality: NamePair['quality']): string[] => pairs.filter((pair) => pair.quality === quality && judged(pair) !== pair.isMatch).map(({ category, name1, name2 }) => `${category}: ${name1} / ${name2}`);

describe('company-name bench', () => {
  it('has at least 2,000 labelled pairs of every quality, the same ones every time', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(2_000);
    expect(new Set(pairs.map(({ quality }) => quality))).toEqual(new Set(['STRONG', 'MEDIUM', 'WEAK']));
    expect(namePairs()).toEqual(pairs);
    expect(namePairs(1)).not.toEqual(pairs);
  });
  it('judges every STRONG pair right', () => expect(wrong('STRONG')).toEqual([]));
  it('judges every MEDIUM pair right', () => expect(wrong('MEDIUM')).toEqual([]));
  it('shows at least 98 of 100 WEAK matches to a human', () => {
    // a mistyped brand may become another word: 佳兴 typed 嘉兴 is a city
    expect(wrong('WEAK').length).toBeLessThanOrEqual(pairs.filter(({ quality }) => quality === 'WEAK').length * 0.02);
  });
  it('calls a branch linked, not the same', () => {
    const linked = pairs.filter(({ category }) => category === 'branch').map(({ name1, name2 }) => compareNames({ anatomy: anatomyOf(name1) }, { anatomy: anatomyOf(name2) }).likeness);
    expect(new Set(linked)).toEqual(new Set(['linked']));
  });
  it('finds at least 98 of 100 matches among 20,000 others within five suspects', () => {
    const pick = seeded(7);
    const wanted = pairs.filter(({ isMatch }) => isMatch);
    const names = [...wanted.map(({ name2 }) => name2), ...Array.from({ length: 20_000 }, () => fullName(company(pick)))];
    const index = EntryIndex.of(names.map((name, n) => rowOf({ entryId: String(n), name, from: localDate('2026-01-01'), listVersion: n, ref: n })));
    const found = wanted.filter(({ name1, name2 }) => match(index, soughtOf({ name: name1 }), 20_780).found.some(({ row }) => names[row.ref] === name2));
    expect(found.length / wanted.length).toBeGreaterThanOrEqual(0.98);
  });
  it('takes a name that needs no rewriting apart as it does one that does', () => {
    // a blank at the end is trimmed, and makes the name one that is rewritten
    const characters = fc.constantFrom(...'示例市沈阳大连甲乙丙国國門门一二十百〇壹零3Aa(（)·&超中心店厂分公司有限责任股份商贸科技个体');
    fc.assert(fc.property(fc.array(characters, { minLength: 1, maxLength: 18 }).map((all) => all.join('')), (name) => {
      expect([comparableName(name), anatomyOf(name)]).toEqual([comparableName(`${name} `), anatomyOf(`${name} `)]);
    }), { numRuns: 3_000 });
    for (let unit = 0x3000; unit < 0x10000; unit += 1) expect(comparableName(String.fromCharCode(unit))).toBe(comparableName(`${String.fromCharCode(unit)} `));
  });
});
