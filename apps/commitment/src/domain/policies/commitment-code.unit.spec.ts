import { describe, expect, it } from '@jest/globals';
import { findIdentityNumbers, localDate as d } from '@credit/kernel';
import { commitmentCodeOf, harmlessSequence } from './commitment-code.ts';

describe('承诺编码 (domain §6.2)', () => {
  it('is region, day and sequence', () => expect(commitmentCodeOf('210500', d('2026-11-23'), 101)).toBe('21050020261123000101'));

  it('a number whose code reads like an identity number is left out, and only such a one', () => {
    const day = d('2026-11-23');
    const taken = new Set<number>();
    for (let next = 1; next <= 3_000; ) {
      const sequence = harmlessSequence('210500', day, next);
      taken.add(sequence);
      next = sequence + 1;
    }
    const harmful = Array.from({ length: 3_000 }, (_, n) => n + 1).filter((n) => findIdentityNumbers(commitmentCodeOf('210500', day, n)).length > 0);
    expect(harmful.length).toBeGreaterThan(0);
    expect(harmful.filter((n) => taken.has(n))).toEqual([]);
    expect(Array.from({ length: 3_000 }, (_, n) => n + 1).filter((n) => !taken.has(n))).toEqual(harmful);
  });

  it('a day has an end', () => {
    expect(harmlessSequence('210500', d('2026-11-23'), 999_999)).toBe(999_999);
    expect(() => harmlessSequence('210500', d('2026-11-23'), 1_000_000)).toThrow(/no commitment code is left/);
  });
});
