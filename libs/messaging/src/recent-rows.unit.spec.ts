import type { JournalRow } from '@credit/persistence';
import { RecentRows } from './recent-rows.ts';

const row = (n: number, payload = 'x'): JournalRow => ({ eventId: `e${n}`, aggregateType: 'a', aggregateId: `a${n}`, aggregateVersion: '1', fact: null, publish: { topic: 't', key: 'k', headers: { ce_type: 'x' }, payload } });
const written = (before: number, ...ids: number[]) => ({ before: String(before), rows: ids.map((id) => ({ id, row: row(id) })) });
const ids = (rows: RecentRows, position: number): number[] => rows.after(position).map(({ id }) => id);

describe('rows that the relay has in hand', () => {
  it('follow the position without a gap, also when the ids have one; they are handed out once', () => {
    const recent = new RecentRows();
    recent.add(written(3, 4, 5));
    recent.add(written(5, 9, 10)); // 6 to 8 were drawn by a transaction that rolled back
    expect(ids(recent, 3)).toEqual([4, 5, 9, 10]);
    expect(ids(recent, 10)).toEqual([]);
    expect(recent.takeMissed()).toBe(false);
  });
  it('are not given while another process\'s rows lie before them: the journal is asked', () => {
    const recent = new RecentRows();
    recent.add(written(7, 8));
    expect(ids(recent, 5)).toEqual([]);
    expect(recent.takeMissed()).toBe(true);
    expect(ids(recent, 7)).toEqual([8]);
  });
  it('that the journal has given meanwhile are dropped, the others of the run stay', () => {
    const recent = new RecentRows();
    recent.add(written(0, 1, 2, 3));
    expect(ids(recent, 2)).toEqual([3]);
    recent.add(written(3, 4));
    expect(ids(recent, 4)).toEqual([]);
    expect(recent.takeMissed()).toBe(false);
  });
  it('come in the order of their ids, whichever commit was heard of first', () => {
    const recent = new RecentRows();
    recent.add(written(2, 3));
    recent.add(written(1, 2));
    expect(ids(recent, 1)).toEqual([2, 3]);
  });
  it('carry the headers that the journal would give', () => {
    const recent = new RecentRows();
    recent.add(written(0, 1));
    expect(recent.after(0)[0]!.record.headers).toEqual({ ce_type: 'x', ce_id: 'e1', ce_specversion: '1.0', 'content-type': 'application/json', ce_aggregateid: 'a1', ce_aggregateversion: '1' });
  });
  it('are bounded: what is too much is left to the journal', () => {
    const recent = new RecentRows();
    recent.add({ before: '0', rows: [{ id: 1, row: row(1, 'x'.repeat(9 * 1024 * 1024)) }] });
    expect(ids(recent, 0)).toEqual([]);
    expect(recent.takeMissed()).toBe(true);
    expect(recent.takeMissed()).toBe(false);
  });
});
