import { describe, expect, it } from '@jest/globals';
import type { ListEntryV1 } from '@credit/contracts/events';
import { epochDay, localDate } from '@credit/kernel';
import { soughtOf } from '../domain/matching/explanation.ts';
import { match } from '../domain/matching/ladder.ts';
import { LiveList } from './live-list.ts';

const entryOf = (entryId: string, listVersion: string, over: Partial<ListEntryV1> = {}): ListEntryV1 => ({
  entryId, listType: 'WAGE_ARREARS', listKind: 'joint-discipline', status: 'in-force', origin: 'local', subject: { subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '样例有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' },
  region: '210500', evidence: [], decision: { docNo: '1号', authorityUscc: '11210500MB0XY1017D', authorityName: '示例局', decidedOn: localDate('2026-01-01') }, basis: { ruleId: 'R', statute: '条例第四十八条' },
  from: localDate('2026-01-01'), published: true, listVersion, ...over,
});
const hits = (list: LiveList): number => match(list.current, soughtOf({ uscc: '91210500MA0TYPE14G' }), epochDay(localDate('2026-11-23'))).found.length;
const ENDS = [{ partition: 0, low: '0', high: '2' }];

describe('a list that is not current answers nothing (R12)', () => {
  it('not before it was read to its end, not before the broker confirmed it, not when that was too long ago', () => {
    let now = 1_000;
    const list = new LiveList(() => now, 30_000);
    expect(list.staleBecause()).toMatch(/not been read/);
    list.passed(0, '0');
    list.take('e1', entryOf('e1', '1'));
    list.ready();
    expect(list.staleBecause()).toMatch(/never/);
    list.compare(ENDS, now);
    expect(list.staleBecause()).toMatch(/never/);
    list.passed(0, '1');
    list.compare(ENDS, now);
    expect(list.staleBecause()).toBeUndefined();
    now += 30_000;
    expect(list.staleBecause()).toBeUndefined();
    now += 1;
    expect(list.staleBecause()).toMatch(/30 s ago/);
    list.compare([{ partition: 0, low: '0', high: '3' }], now);
    expect(list.staleBecause()).toMatch(/30 s ago/);
  });
});

describe('what the list holds', () => {
  it('an entry that has ended is not revived by an older state told again, also before everything was read', () => {
    const list = new LiveList(Date.now, 30_000);
    list.take('e1', entryOf('e1', '1'));
    list.take('e1', entryOf('e1', '2', { status: 'ended' }));
    list.take('e1', entryOf('e1', '1'));
    list.ready();
    expect([hits(list), list.state().entries]).toEqual([0, 0]);
    list.take('e2', entryOf('e2', '3'));
    list.settle();
    list.take('e2', entryOf('e2', '4', { status: 'ended' }));
    list.take('e2', entryOf('e2', '3'));
    list.settle();
    expect(hits(list)).toBe(0);
  });

  it('the content hash is that of the entries that count, in whatever order and by whatever way they came', () => {
    const one = new LiveList(Date.now, 30_000);
    for (const [id, version] of [['a', '1'], ['b', '2']] as const) one.take(id, entryOf(id, version));
    one.ready();
    const other = new LiveList(Date.now, 30_000);
    other.ready();
    for (const [id, version] of [['b', '2'], ['c', '3'], ['a', '1']] as const) {
      other.take(id, entryOf(id, version));
      other.settle();
    }
    expect(other.state().contentHash).not.toBe(one.state().contentHash);
    other.take('c', undefined);
    other.settle();
    expect(other.state()).toMatchObject({ contentHash: one.state().contentHash, entries: 2 });
  });

  it('the copy of an entry is the entry', () => {
    const list = new LiveList(Date.now, 30_000);
    const entry = entryOf('e1', '1', { until: localDate('2029-01-01'), related: { unitSubjectId: 'u', role: 'LEGAL_REP', conductOn: localDate('2025-01-01') } });
    list.take('e1', entry);
    list.ready();
    expect(list.copyOf(list.current.rowOf('e1')!.ref)).toEqual(entry);
  });

  it('a red list is no list of discipline', () => {
    const list = new LiveList(Date.now, 30_000);
    list.take('e1', entryOf('e1', '1', { listKind: 'red' }));
    list.ready();
    expect(hits(list)).toBe(0);
  });
});
