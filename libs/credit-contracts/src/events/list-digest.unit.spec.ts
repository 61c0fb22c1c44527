import { describe, expect, it } from '@jest/globals';
import { digestText, entryWeight } from './list-digest.ts';

describe('the digest of a partition of the list', () => {
  it.each([
    ['0199c0de-0001-7000-8000-000000000001', '1', 'ba9772e4c2b0ee18'],
    ['0199c0de-0001-7000-8000-000000000001', '2', 'eb9bb203be2f1c40'],
    ['0199c0de-0001-7000-8000-000000000002', '4294967297', 'bfe023cb99b7292d'],
  ])('frozen: %s at %s weighs %s', (entryId, version, weight) => {
    expect(digestText(entryWeight(entryId, version))).toBe(weight);
  });

  it('is the same in whatever order entries come, and as before once one has gone again; signed and unsigned numbers say the same', () => {
    const [a, b] = [entryWeight('a', '1'), entryWeight('b', '1')];
    expect(a ^ b ^ a).toBe(b);
    expect(digestText(BigInt.asIntN(64, a))).toBe(digestText(a));
    expect(digestText(0n)).toBe('0000000000000000');
  });

  it('tells 20,000 changes of entries with like ids from each other', () => {
    const weights = new Set<bigint>();
    for (let n = 0; n < 10_000; n += 1) for (const version of ['1', '2']) weights.add(entryWeight(`0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`, version));
    expect(weights.size).toBe(20_000);
    const steps = new Set<bigint>();
    for (let n = 0; n < 10_000; n += 1) steps.add(entryWeight(`0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`, '1') ^ entryWeight(`0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`, '2'));
    expect(steps.size).toBe(10_000); // a change missed here and one too many there do not make up for each other
  });
});
