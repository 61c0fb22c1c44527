import { describe, expect, it } from '@jest/globals';
import { median, percentile, summarise } from './arithmetic.ts';
import { cpuBetween, parseStat } from './cpu.ts';
import { describe as describeProfile } from './profile.ts';
import { held, pairLine, short } from './report.ts';

describe('arithmetic of the bars', () => {
  it('the median of an even count is the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow('no values');
  });
  it('a percentile is a value that was measured (nearest rank)', () => {
    const hundred = Array.from({ length: 100 }, (_, n) => 100 - n);
    expect([0, 0.5, 0.99, 0.999, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 99, 100, 100]);
  });
  it('the first pair is a warm-up, and the ratio is the median of ratios, not the ratio of medians', () => {
    const summary = summarise([{ ours: 1, ceiling: 1 }, { ours: 10, ceiling: 100 }, { ours: 90, ceiling: 300 }, { ours: 40, ceiling: 50 }]);
    expect(summary).toEqual({ ratio: 0.3, min: 0.1, max: 0.8, pairs: 3, ours: 40, ceiling: 100 });
    expect(pairLine(summary)).toBe('ratio=0.3 (min 0.1 max 0.8, pairs 3) ours=40/s ceiling=100/s');
  });
  it('a bar holds at its limit and not beside it', () => {
    expect([held({ name: 'a', value: 0.2, least: 0.2 }), held({ name: 'a', value: 0.19, least: 0.2 }), held({ name: 'a', value: 31, most: 30 })]).toEqual([true, false, false]);
    expect([short(31600.4), short(0.31234), short(5)]).toEqual(['31600', '0.312', '5']);
  });
});

describe('CPU of processes', () => {
  it('is read from /proc/<pid>/stat also when the name holds brackets and spaces', () => {
    const line = '42 (node (a) b) S 7 42 42 0 -1 4194560 100 200 0 0 150 50 30 20 20 0 11 0 12345 1000000 500 18446744073709551615';
    expect(parseStat(line)).toEqual({ parent: 7, cpu: 2, endedChildren: 0.5 });
    expect(parseStat(line.replace('(node (a) b)', '(kafka)')).cpu).toBe(2);
  });
  it('a process that was replaced does not count backwards', () => {
    expect(cpuBetween(new Map([['a', 5], ['b', 9]]), new Map([['a', 7], ['b', 1], ['c', 3]]))).toEqual(new Map([['a', 2], ['b', 0], ['c', 3]]));
  });
});

describe('a profile', () => {
  it('is told by self time of files and functions, without idle time', () => {
    const frame = (functionName: string, url: string) => ({ functionName, url, lineNumber: 9 });
    const lines = describeProfile('publicity', {
      nodes: [{ id: 1, callFrame: frame('(idle)', '') }, { id: 2, callFrame: frame('encode', 'file:///x/node_modules/kafkajs/src/encoder.js') }, { id: 3, callFrame: frame('take', 'file:///x/libs/messaging/dist/relay.js') }],
      samples: [1, 2, 3, 3], timeDeltas: [9_000, 1_000, 2_000, 1_000],
    });
    expect(lines[1]).toBe('     75.0 %       3 ms  libs/messaging/dist/relay.js');
    expect(lines.at(-1)).toBe('     25.0 %       1 ms  encode kafkajs/src/encoder.js:10');
  });
});
