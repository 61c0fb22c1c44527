import { describe, expect, it } from '@jest/globals';
import { digestText, entryWeight, type ListEntryV1 } from '@credit/contracts/events';
import { LIST_STATE_PARTITIONS } from '@credit/contracts/topics';
import { epochDay, instantOf, localDate } from '@credit/kernel';
import { soughtOf } from '../domain/matching/explanation.ts';
import { match } from '../domain/matching/ladder.ts';
import { EntryCopies } from './entry-copies.ts';
import { LiveList } from './live-list.ts';

const DAY = epochDay(localDate('2026-11-23'));
const entryOf = (entryId: string, over: Partial<ListEntryV1> = {}): ListEntryV1 => ({
  entryId, listType: 'WAGE_ARREARS', listKind: 'joint-discipline', status: 'in-force', origin: 'local', subject: { subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '样例有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' },
  region: '210500', evidence: [], decision: { docNo: '1号', authorityUscc: '11210500MB0XY1017D', authorityName: '示例局', decidedOn: localDate('2026-01-01') }, basis: { ruleId: 'R', statute: '条例第四十八条' },
  from: localDate('2026-01-01'), published: true, listVersion: '1', ...over,
});
const ended = (entryId: string): ListEntryV1 => entryOf(entryId, { status: 'ended' });
const hits = (list: LiveList): number => match(list.current, soughtOf({ uscc: '91210500MA0TYPE14G' }), DAY).found.length;
const done = (list: LiveList): void => {
  while (list.work(1_000));
};
/** Reads as if from the topic: everything in partition 0. */
const textOf = (entry: ListEntryV1): Buffer => Buffer.from(JSON.stringify(entry));
const say = (list: LiveList, entryId: string, version: number, entry?: ListEntryV1): void => list.take({ partition: 0, entryId, version: String(version), stated: entry && { entry, text: textOf(entry) } });
const started = (now: () => number = Date.now, elapsed?: () => number): LiveList => {
  const list = new LiveList(now, 30_000, elapsed);
  list.ready();
  done(list);
  return list;
};
/** The owner's watermark on every partition: these entries are live in the first. */
const markAll = (list: LiveList, atMs: number, live: Readonly<Record<string, number>> = {}, listVersion = '7'): void => {
  const liveHash = digestText(Object.entries(live).reduce((sum, [id, version]) => sum ^ entryWeight(id, String(version)), 0n));
  for (let partition = 0; partition < LIST_STATE_PARTITIONS; partition += 1) {
    list.mark(partition, { listVersion, committedAt: instantOf(atMs), liveEntries: partition === 0 ? Object.keys(live).length : 0, liveHash: partition === 0 ? liveHash : digestText(0n) });
  }
  done(list);
};

describe('a list that is not current answers nothing (R12)', () => {
  it('not before it was read to its end, not before the owner has spoken, not when that is too long ago', () => {
    let now = 1_000;
    const list = new LiveList(() => now, 30_000, () => now);
    say(list, 'e1', 1, entryOf('e1'));
    expect(list.staleBecause()).toMatch(/read to its end/);
    list.ready();
    done(list);
    expect(list.staleBecause()).toMatch(/not said yet/);
    markAll(list, now, { e1: 1 });
    expect([list.staleBecause(), list.ageMs(), list.state().listVersion]).toEqual([undefined, 0, '7']);
    now += 30_000;
    expect(list.staleBecause()).toBeUndefined();
    now += 1;
    expect(list.staleBecause()).toMatch(/30 s ago/);
  });

  it('not when one partition alone was not spoken of, or longer ago than the others', () => {
    let now = 1_000;
    const list = started(() => now, () => now);
    list.mark(0, { listVersion: '9', committedAt: instantOf(now), liveEntries: 0, liveHash: digestText(0n) });
    done(list);
    expect(list.staleBecause()).toMatch(/not said yet/);
    markAll(list, now, {}, '3');
    now += 20_000;
    list.mark(0, { listVersion: '9', committedAt: instantOf(now), liveEntries: 0, liveHash: digestText(0n) });
    done(list);
    expect([list.ageMs(), list.state().listVersion]).toEqual([20_000, '3']);
  });

  it.each([['an entry was missed', { e1: 1, e2: 1 }], ['an entry is too many', {}], ['a change was missed', { e1: 2 }]])('not when %s', (_what, live) => {
    const list = started();
    say(list, 'e1', 1, entryOf('e1'));
    markAll(list, Date.now(), live);
    expect([list.staleBecause(), list.differs]).toEqual([expect.stringMatching(/differs/), true]);
    markAll(list, Date.now(), { e1: 1 });
    expect([list.staleBecause(), list.differs]).toEqual([undefined, false]);
  });

  it('a clock that lags behind the owner\'s does not keep it young', () => {
    let elapsed = 0;
    const list = started(() => 0, () => elapsed);
    markAll(list, 3_600_000);
    elapsed = 30_001;
    expect(list.staleBecause()).toMatch(/30 s ago/);
  });

  it('a watermark holds when what was read before it is in effect, not earlier', () => {
    const list = started();
    for (let n = 0; n < 700; n += 1) say(list, `e${n}`, 1, entryOf(`e${n}`));
    markAllUnworked(list);
    list.work(0);
    expect(list.staleBecause()).toMatch(/not said yet/);
    done(list);
    expect(list.state().entries).toBe(700);
    expect(list.staleBecause()).toBeUndefined();
  });
  const markAllUnworked = (list: LiveList): void => {
    const live = Object.fromEntries(Array.from({ length: 700 }, (_, n) => [`e${n}`, 1]));
    const liveHash = digestText(Object.entries(live).reduce((sum, [id, version]) => sum ^ entryWeight(id, String(version)), 0n));
    for (let partition = 0; partition < LIST_STATE_PARTITIONS; partition += 1) list.mark(partition, { listVersion: '1', committedAt: instantOf(Date.now()), liveEntries: partition === 0 ? 700 : 0, liveHash: partition === 0 ? liveHash : digestText(0n) });
  };
});

describe('what the list holds', () => {
  it('an entry that has ended is not revived by an older state told again: while the topic is read, later, and after its tombstone', () => {
    const list = new LiveList(Date.now, 30_000);
    say(list, 'e1', 1, entryOf('e1'));
    say(list, 'e1', 2, ended('e1'));
    say(list, 'e1', 1, entryOf('e1'));
    list.ready();
    done(list);
    expect([hits(list), list.state().entries]).toEqual([0, 0]);
    for (const at of ['ended', 'tombstone'] as const) {
      say(list, at, 1, entryOf(at));
      done(list);
      expect(hits(list)).toBe(1);
      say(list, at, 2, at === 'ended' ? ended(at) : undefined);
      say(list, at, 2);
      say(list, at, 1, entryOf(at));
      done(list);
      expect(hits(list)).toBe(0);
    }
    markAll(list, Date.now());
    expect(list.staleBecause()).toBeUndefined();
  });

  it('a whole state of a higher epoch revives lawfully, and a tombstone that came too late does not end it', () => {
    const list = started();
    say(list, 'e1', 3, ended('e1'));
    say(list, 'e1', 2 ** 32 + 1, entryOf('e1'));
    say(list, 'e1', 3);
    markAll(list, Date.now(), { e1: 2 ** 32 + 1 });
    expect([hits(list), list.staleBecause()]).toEqual([1, undefined]);
  });

  it('changes that come while the first base is built count, once it is', () => {
    const list = new LiveList(Date.now, 30_000);
    for (let n = 0; n < 2_000; n += 1) say(list, `e${n}`, 1, entryOf(`e${n}`));
    list.ready();
    expect(list.work(0)).toBe(true);
    say(list, 'e5', 2, ended('e5'));
    say(list, 'new', 1, entryOf('new'));
    done(list);
    expect([list.state().entries, list.current.rowOf('e5'), list.current.rowOf('new')?.entryId]).toEqual([2_000, undefined, 'new']);
    markAll(list, Date.now(), Object.fromEntries([...Array.from({ length: 2_000 }, (_, n) => [`e${n}`, 1]).filter(([id]) => id !== 'e5'), ['new', 1]]));
    expect(list.staleBecause()).toBeUndefined();
  });

  it('the content hash is that of the live entries, in whatever order and by whatever way they came', () => {
    const one = new LiveList(Date.now, 30_000);
    for (const id of ['a', 'b']) say(one, id, 1, entryOf(id));
    one.ready();
    done(one);
    const other = started();
    for (const id of ['b', 'c', 'a']) say(other, id, 1, entryOf(id));
    done(other);
    expect(other.state().contentHash).not.toBe(one.state().contentHash);
    say(other, 'c', 2);
    done(other);
    expect(other.state()).toMatchObject({ contentHash: one.state().contentHash, entries: 2 });
  });

  it('the copy of an entry is the entry', () => {
    const list = new LiveList(Date.now, 30_000);
    const entry = entryOf('e1', { until: localDate('2029-01-01'), related: { unitSubjectId: 'u', role: 'LEGAL_REP', conductOn: localDate('2025-01-01') } });
    say(list, 'e1', 1, entry);
    list.ready();
    done(list);
    expect(list.copyOf(list.current.rowOf('e1')!.ref)).toEqual(entry);
  });

  it('a red list is no list of discipline, and is counted as its owner counts', () => {
    const list = started();
    say(list, 'e1', 1, entryOf('e1', { listKind: 'red' }));
    markAll(list, Date.now(), { e1: 1 });
    expect([hits(list), list.staleBecause()]).toEqual([0, undefined]);
    say(list, 'e1', 2, ended('e1'));
    markAll(list, Date.now());
    expect(list.staleBecause()).toBeUndefined();
  });
});

describe('a new base is made in the background', () => {
  it('a piece at a time, while changes go on; copies that nobody refers to are let go', () => {
    let elapsed = 0;
    const list = started(Date.now, () => elapsed);
    const version = new Map<string, number>();
    const state = (n: number, live = true): void => {
      const id = `e${n}`;
      version.set(id, (version.get(id) ?? 0) + 1);
      say(list, id, version.get(id)!, live ? entryOf(id, { listVersion: String(version.get(id)) }) : ended(id));
    };
    let most = 0;
    for (let round = 0; round < 12; round += 1) {
      for (let n = 0; n < 3_000; n += 1) state(n);
      for (let turns = 0; turns < 40; turns += 1) {
        list.work(0);
        if (turns % 5 === 0) state(round * 40 + turns, false); // while the merge runs
      }
      elapsed += 31_000;
      while (list.work(0));
      elapsed += 31_000;
      say(list, 'e0', version.get('e0')! + 1, entryOf('e0'));
      version.set('e0', version.get('e0')! + 1);
      while (list.work(0));
      most = Math.max(most, list.current.parts.length);
    }
    expect(most).toBeLessThan(8);
    expect(list.heldBytes).toBeLessThan(1 << 20); // 36,000 copies of 500 bytes were made, of which 2,000 are of use
    for (const [id, last] of version) {
      const row = list.current.rowOf(id);
      if (row !== undefined) expect(list.copyOf(row.ref).entryId).toBe(id);
      expect(last).toBeGreaterThan(0);
    }
    const live = [...list.current.rows()].map(({ entryId }) => entryId);
    expect(new Set(live).size).toBe(live.length);
    markAll(list, Date.now(), Object.fromEntries(live.map((id) => [id, version.get(id)!])));
    expect(list.differs).toBe(false);
  });

  it('a copy can be looked at for half a minute after it was dropped, then its block is gone', () => {
    const copies = new EntryCopies();
    const refs = [copies.put(textOf(entryOf('e1')), 4)];
    while (copies.heldBytes === 0) refs.push(copies.put(textOf(entryOf('other')), 1));
    const pressed = copies.heldBytes;
    const last = copies.put(textOf(entryOf('next')), 2);
    for (const ref of refs) copies.drop(ref);
    copies.sweep(0);
    copies.sweep(30_000);
    expect([copies.versionOf(refs[0]!), copies.get(refs[0]!).entryId, copies.heldBytes]).toEqual([4, 'e1', pressed]);
    copies.sweep(30_001);
    expect([copies.get(last).entryId, copies.heldBytes]).toEqual(['next', 0]);
  });
});
