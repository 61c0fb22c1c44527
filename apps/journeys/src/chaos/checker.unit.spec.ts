import { describe, expect, it } from '@jest/globals';
import type { SeenRecord } from '@credit/testing/servers';
import { randomOf } from './random.ts';
import { checkHistory, checkOutcomes, checkStatements, emptyVerdict, type Verdict } from './verdict.ts';

const fact = (version: number, id = `id-${version}`): SeenRecord => ({ topic: 't', partition: 0, offset: '0', timestampMs: 0, key: null, value: null, headers: { ce_aggregateversion: String(version), ce_id: id } });
const verdictOn = (...facts: SeenRecord[]): Pick<Verdict, 'lost' | 'doubled' | 'reordered'> => {
  const verdict = emptyVerdict();
  checkHistory('doc', facts, verdict);
  return { lost: verdict.lost, doubled: verdict.doubled, reordered: verdict.reordered };
};
const faults = (...facts: SeenRecord[]): number[] => Object.values(verdictOn(...facts)).map((list) => list.length);

describe('the judge of published histories', () => {
  it('is content with facts in order, also when the relay repeats some of them byte by byte', () => {
    expect(faults(fact(1), fact(2), fact(3))).toEqual([0, 0, 0]);
    expect(faults(fact(1), fact(2), fact(1), fact(2), fact(3))).toEqual([0, 0, 0]);
  });
  it('sees a lost history', () => expect(faults()).toEqual([1, 0, 0]));
  it('sees a gap', () => expect(faults(fact(1), fact(3))).toEqual([0, 0, 1]));
  it('sees a missing beginning', () => expect(faults(fact(2))).toEqual([0, 0, 1]));
  it('sees a fact that comes after its successor', () => expect(faults(fact(1), fact(3), fact(2))).toEqual([0, 0, 2]));
  it('is content with an owner that tells its state again in the next epoch and says so, and sees one that does not say so, or leaves numbers out there (P-20)', () => {
    const again = (version: number): SeenRecord => ({ ...fact(version), headers: { ...fact(version).headers, ce_rebase: 'true' } });
    const next = 2 ** 32;
    expect(faults(fact(1), fact(2), again(next + 1), fact(next + 2), again(2 * next + 1))).toEqual([0, 0, 0]);
    expect([faults(fact(1), fact(next + 1)), faults(fact(1), again(next + 2)), faults(fact(1), again(2 * next + 1)), faults(fact(1), again(3))]).toEqual(Array.from({ length: 4 }, () => [0, 0, 1]));
  });
  it('sees two facts under one number', () => expect(faults(fact(1), fact(2, 'a'), fact(2, 'b'))).toEqual([0, 1, 0]));
  it('sees one fact under two numbers', () => expect(faults(fact(1, 'a'), fact(2, 'a'))).toEqual([0, 1, 0]));
});

describe('the judge of single statements', () => {
  const verdict = (state: string, ...ids: string[]): number[] => {
    const found = emptyVerdict();
    checkStatements([{ docNo: 'd', version: 2, state }], new Map([['d 2', new Set(ids)], ['d 1', new Set(['other'])]]), found);
    return [found.lost.length, found.doubled.length];
  };
  it('is content with one fact for what was accepted, and none for what came too late', () => {
    expect(verdict('accepted', 'a')).toEqual([0, 0]);
    expect(verdict('accepted-with-warnings', 'a')).toEqual([0, 0]);
    expect(verdict('superseded')).toEqual([0, 0]);
  });
  it('sees an accepted statement that no fact states', () => expect(verdict('accepted')).toEqual([1, 0]));
  it('sees one that two facts state', () => expect(verdict('accepted', 'a', 'b')).toEqual([0, 1]));
  it('sees one that was superseded and took effect', () => expect(verdict('superseded', 'a')).toEqual([0, 1]));
  it('sees a good statement that was held or rejected', () => expect(verdict('held')).toEqual([1, 0]));
});

describe('the judge of receipts', () => {
  const verdict = (states: string[], { sends = 1, arrived }: { sends?: number; arrived?: number }): object => {
    const found = emptyVerdict();
    checkOutcomes({ docNo: 'd', id: 'e', sends }, states.map((state) => ({ state, decidedAt: '2026-11-23T08:00:00Z' })), arrived, found);
    return { lost: found.lost.length, doubled: found.doubled.length, beyondProof: found.beyondProof };
  };
  const good = { lost: 0, doubled: 0, beyondProof: 0 };
  it('is content with one outcome, and a duplicate for each further sending, by us or by the client', () => {
    expect(verdict(['accepted'], { arrived: 1 })).toEqual(good);
    expect(verdict(['accepted', 'duplicate'], { sends: 2, arrived: 2 })).toEqual(good);
    expect(verdict(['accepted', 'duplicate'], { sends: 1, arrived: 2 })).toEqual(good);
    expect(verdict(['accepted'], {})).toEqual(good);
  });
  it('sees a statement without an outcome', () => expect(verdict(['duplicate'], { sends: 2, arrived: 2 })).toMatchObject({ lost: 1 }));
  it('sees two outcomes, also when the topic is lost', () => {
    expect(verdict(['accepted', 'superseded'], { arrived: 1 })).toMatchObject({ doubled: 1 });
    expect(verdict(['accepted', 'accepted'], {})).toMatchObject({ doubled: 1 });
  });
  it('sees a duplicate receipt too many', () => expect(verdict(['accepted', 'duplicate'], { arrived: 1 })).toEqual({ ...good, doubled: 1 }));
  it('tells apart one too many of an event whose topic is lost', () => expect(verdict(['accepted', 'duplicate'], {})).toEqual({ ...good, beyondProof: 1 }));
});

describe('random numbers of a seed', () => {
  it('come again for the same seed, and differ for another', () => {
    const draw = (seed: number): number[] => Array.from({ length: 20 }, ((random) => () => random.below(1_000))(randomOf(seed)));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7)).size).toBeGreaterThan(15);
  });
});
