import { describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import { EntryIndex } from './entry-index.ts';
import { match } from './ladder.ts';
import { soughtOf } from './explanation.ts';
import { rowOf, type IndexedEntry } from './index-row.ts';
import { finish, SegmentBuilder } from './segment.ts';

const FROM = localDate('2026-01-10');
const DAY = 20_780;
const entry = (n: number, listVersion: number): IndexedEntry => ({ entryId: `e${n}`, name: `本溪市鑫达${n}商贸有限公司`, uscc: `CODE${n}`, region: '210500', from: FROM, listVersion, ref: listVersion });
/** Numbers below `most`, always the same. */
const numbers = (seed: number) => (most: number): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % most;

/** What the index must hold. */
type Model = Map<string, number>;
const held = (index: EntryIndex): Model => new Map([...index.rows()].map(({ entryId, listVersion }) => [entryId, listVersion]));

function change(index: EntryIndex, model: Model, pick: (most: number) => number, many: number): EntryIndex {
  const stated: IndexedEntry[] = [];
  const gone: string[] = [];
  for (let n = 0; n < many; n += 1) {
    const of = pick(3_000);
    if (stated.some(({ entryId }) => entryId === `e${of}`) || gone.includes(`e${of}`)) continue;
    if (pick(3) === 0) {
      gone.push(`e${of}`);
      model.delete(`e${of}`);
    } else {
      const version = (model.get(`e${of}`) ?? 0) + 1;
      stated.push(entry(of, version));
      model.set(`e${of}`, version);
    }
  }
  return index.with({ stated, gone });
}

describe('the index under changes and merges', () => {
  it('holds exactly what was stated last, whatever is merged while changes go on, and the index before stays as it was', () => {
    const pick = numbers(7);
    const model: Model = new Map();
    let index = EntryIndex.of([]);
    for (let round = 0; round < 12; round += 1) {
      for (let n = 0; n < 6; n += 1) index = change(index, model, pick, 300);
      const from = (index = index.closed());
      const before = held(from);
      const merging = from.merging((row) => row);
      let steps = 0;
      for (;;) {
        const step = merging.next();
        if (step.done === true) {
          index = step.value.after(from, index);
          break;
        }
        steps += 1;
        index = change(index, model, pick, 40);
      }
      expect(steps).toBeGreaterThan(3);
      expect(held(index)).toEqual(model);
      expect([index.size, held(from)]).toEqual([model.size, before]);
    }
    for (const [entryId, version] of [...model].slice(0, 200)) expect(match(index, soughtOf({ uscc: undefined, name: `本溪市鑫达${entryId.slice(1)}商贸有限公司` }), DAY).found.length + (index.rowOf(entryId)!.listVersion - version)).toBeGreaterThan(0);
    for (const [entryId] of [...model].slice(0, 200)) expect(match(index, { uscc: `CODE${entryId.slice(1)}` }, DAY).found.map(({ row }) => row.entryId)).toEqual([entryId]);
    for (let n = 0; n < 3_000; n += 1) if (!model.has(`e${n}`)) expect(match(index, { uscc: `CODE${n}` }, DAY).outcome).toBe('none');
  });

  it('says when a new base is worth its cost, and has few parts then', () => {
    let index = EntryIndex.of(Array.from({ length: 3_000 }, (_, n) => rowOf(entry(n, 1))));
    let changes = 0;
    for (; !index.scattered; changes += 100) index = index.with({ stated: Array.from({ length: 100 }, (_, n) => entry(3_000 + changes + n, 1)), gone: [] });
    expect([changes, index.parts.length]).toEqual([4_000, 5]);
    const merged = finish(index.closed().merging((row) => row));
    expect([merged.parts.length, merged.size, merged.scattered]).toEqual([1, 7_000, false]);
  });
});

describe('a base that is filled row by row', () => {
  it('finds the row that was added last, and by nothing one that was dropped, whatever its size', () => {
    const builder = new SegmentBuilder();
    const state = (n: number, version: number): void => {
      const before = builder.ordinalOf(`e${n}`);
      expect(before === undefined ? undefined : builder.row(before).listVersion).toBe(version === 1 ? undefined : version - 1);
      if (before !== undefined) builder.drop(before);
      builder.add(rowOf(entry(n, version)));
    };
    for (let n = 0; n < 3_000; n += 1) state(n, 1);
    for (let n = 0; n < 3_000; n += 3) state(n, 2);
    for (let n = 0; n < 3_000; n += 7) builder.drop(builder.ordinalOf(`e${n}`)!);
    expect(builder.ordinalOf('e7')).toBeUndefined();
    const index = finish(EntryIndex.builtBy(builder));
    const expected = Array.from({ length: 3_000 }, (_, n) => n).filter((n) => n % 7 > 0);
    expect(held(index)).toEqual(new Map(expected.map((n) => [`e${n}`, n % 3 === 0 ? 2 : 1])));
    expect(index.size).toBe(expected.length);
    for (const n of [1, 3, 9, 2_999]) {
      expect(index.rowOf(`e${n}`)?.listVersion).toBe(n % 3 === 0 ? 2 : 1);
      expect(match(index, { uscc: `CODE${n}` }, DAY).found.map(({ row }) => row.listVersion)).toEqual([n % 3 === 0 ? 2 : 1]);
    }
    expect([index.rowOf('e7'), match(index, { uscc: 'CODE7' }, DAY).outcome]).toEqual([undefined, 'none']);
    expect(index.with({ stated: [entry(3, 3)], gone: ['e9'] }).rowOf('e3')?.listVersion).toBe(3);
  });
});
