import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@credit/kernel';
import { ConcurrencyClash, isTransient, newEventId } from '@credit/persistence';
import { judgeVersion } from './consumed.ts';
import { GivenUp, Interrupted } from './given-up.ts';
import { commitIsolating } from './isolate.ts';
import { cut } from './relay-batch.ts';
import type { JournalEntry } from './relay-batch.ts';
import { HandlerFailure } from './strategy-core.ts';

const standing = (version: number) => ({ version, parked: 0, changed: false });
const item = (version: number, more: { ending?: boolean; rebase?: boolean } = {}) => ({ version, ending: false, rebase: false, ...more });

describe('the version is the inbox (P-4, P-5, P-20)', () => {
  it.each([
    [5, item(5), 'stale'], [5, item(4, { ending: true }), 'stale'], [5, item(6), 'handle'], [5, item(7), 'gap'], [0, item(1), 'handle'],
    [5, item(9, { ending: true }), 'overtake'], [5, item(2 ** 32 + 1), 'gap'], [5, item(2 ** 32 + 7, { rebase: true }), 'overtake'], [2 ** 32 + 1, item(2 ** 32 + 9, { rebase: true }), 'gap'],
  ])('standing %i, %j → %s', (version, event, verdict) => {
    expect(judgeVersion(standing(version), event)).toBe(verdict);
  });
});

describe('isolation of what fails', () => {
  type ForcedOffsets = ReadonlyMap<number, unknown>;
  interface Run { committed: number[]; parked: [number, string, number][]; retries: number }
  const run = async (count: number, fail: (offsets: number[], forced: ForcedOffsets) => void, more: { stopped?: () => boolean; heartbeat?: () => Promise<void> } = {}): Promise<Run> => {
    const out: Run = { committed: [], parked: [], retries: 0 };
    const items = Array.from({ length: count }, (_, offset) => ({ offset }));
    const options = { bugAttempts: 3, retryMs: { first: 1, most: 2 }, heartbeat: async () => undefined, stopped: () => false, ...more, onRetry: () => void (out.retries += 1) };
    await commitIsolating(items, async (some, forced) => {
      fail(some.map(({ offset }) => offset), new Map(items.flatMap((item) => (forced.has(item) ? [[item.offset, forced.get(item)!] as const] : []))));
      for (const item of some) {
        const { offset } = item;
        const reason = forced.get(item);
        if (reason) out.parked.push([offset, reason.reason.cause, reason.attempts]);
        else out.committed.push(offset);
      }
    }, options);
    return out;
  };
  const refuses = (bad: number) => (offsets: number[], forced: ForcedOffsets) => {
    if (offsets.includes(bad) && !forced.has(bad)) throw new HandlerFailure(new DomainError({ code: 'A.B', message: 'no', userMessage: '否' }));
  };

  it('halves down to the one that is refused; all others commit in order', async () => {
    const done = await run(100, refuses(37));
    expect(done.parked).toEqual([[37, 'refused', 1]]);
    expect(done.committed).toEqual(Array.from({ length: 100 }, (_, n) => n).filter((n) => n !== 37));
  });
  it('a bug is tried three times, then parked', async () => {
    const done = await run(3, (offsets, forced) => {
      if (offsets.includes(1) && !forced.has(1)) throw new HandlerFailure(new TypeError('bug'));
    });
    expect(done.parked).toEqual([[1, 'bug', 3]]);
  });
  it('transient faults are retried in place and never park', async () => {
    let left = 25;
    const done = await run(10, () => {
      if (left-- > 0) throw Object.assign(new Error('gone'), { code: '57P01' });
    });
    expect(done).toMatchObject({ parked: [], retries: 25 });
    expect(done.committed).toHaveLength(10);
  });
  it('a transient fault inside a handler is transient too', async () => {
    let left = 2;
    const done = await run(1, () => {
      if (left-- > 0) throw new HandlerFailure(new ConcurrencyClash('record'));
    });
    expect(done).toMatchObject({ parked: [], retries: 2 });
  });
  it('gives the batch up when the service stops during an outage', async () => {
    let asked = 0;
    await expect(run(1, () => {
      throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    }, { stopped: () => ++asked > 3 })).rejects.toBeInstanceOf(GivenUp);
  });
  it.each([1, 4])('a heartbeat that fails while the database is away leaves the batch and parks none of its %d records', async (count) => {
    let refused = 8;
    await expect(run(count, () => {
      if (refused-- > 0) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
    }, { heartbeat: () => Promise.reject(new Error('the broker is away')) })).rejects.toBeInstanceOf(Interrupted);
  });
  it('knows transient faults from others', () => {
    expect(isTransient(Object.assign(new Error('x'), { code: '23505' }))).toBe(false);
    expect(isTransient(Object.assign(new Error('a swallowed error broke the transaction'), { code: '25P02' }))).toBe(false);
    expect(isTransient(new DomainError({ code: 'A.B', message: 'connection', userMessage: '连接' }))).toBe(false);
    expect(isTransient(Object.assign(new Error('x'), { code: '08006' }))).toBe(true);
    expect(isTransient(new Error('Connection terminated unexpectedly'))).toBe(true);
  });
});

describe('what one send may hold (P-1)', () => {
  const entry = (id: number, key: string, bytes: number): JournalEntry => ({ id, topic: 't', key, record: { key, value: 'x'.repeat(bytes), headers: {} } });
  const counts = new Map([['t', 6]]);
  it('at most 500 records of a partition', () => {
    expect(cut(Array.from({ length: 900 }, (_, n) => entry(n + 1, 'same', 10)), counts, 1_000).rows).toBe(500);
  });
  it('at most 512 KiB of a partition, at least one row', () => {
    expect(cut(Array.from({ length: 20 }, (_, n) => entry(n + 1, 'same', 100_000)), counts, 1_000).rows).toBe(5);
    expect(cut([entry(1, 'same', 900_000)], counts, 1_000).rows).toBe(1);
  });
  it('several partitions share a send; private rows only move the cursor', () => {
    const rows = Array.from({ length: 600 }, (_, n) => entry(n + 1, newEventId(), 1_000));
    const batch = cut([...rows, { ...entry(601, '', 0), topic: null }], counts, 1_000);
    expect(batch).toMatchObject({ rows: 601, lastId: 601 });
    expect(batch.ranges.reduce((sum, range) => sum + range.count, 0)).toBe(600);
  });
});
