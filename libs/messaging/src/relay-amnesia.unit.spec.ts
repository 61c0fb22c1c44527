import { describe, expect, it } from '@jest/globals';
import { KnownEnds } from './relay-amnesia.ts';

const at = (baseOffset: string, count = 1) => [{ topic: 't', partition: 0, baseOffset, count }];

describe('where the broker ends', () => {
  it('records that land at or behind the known end show nothing', () => {
    const ends = new KnownEnds();
    expect([ends.landed(at('0', 3)), ends.landed(at('3')), ends.landed(at('9')), ends.landed(at('-1'))]).toEqual([false, false, false, false]);
    expect(ends.told('t', 0, 10)).toBe(10);
  });

  it('a record that lands below it shows a lost tail, also when its place is filled again by the time somebody looks', () => {
    const ends = new KnownEnds();
    ends.told('t', 0, 101); // what was sent so far ends here; the broker then forgets the last record
    expect(ends.landed(at('100'))).toBe(true);
    expect(ends.landed(at('101'))).toBe(true); // nobody has looked yet
    expect(ends.told('t', 0, 102)).toBe(100); // not 102: what was sent before is there up to 100
    expect(ends.landed(at('102'))).toBe(false);
  });

  it('another cluster has ends of its own', () => {
    const ends = new KnownEnds();
    ends.landed(at('50'));
    ends.clear();
    expect(ends.landed(at('0'))).toBe(false);
  });
});
