import { describe, expect, it } from '@jest/globals';
import { epochDay, localDate } from '@credit/kernel';
import fc from 'fast-check';
import { company, fullName, seeded } from '../../../bench/name-pairs.ts';
import { EntryIndex } from './entry-index.ts';
import { explain, soughtOf } from './explanation.ts';
import { match, type Match } from './ladder.ts';
import { rowOf, type IndexedEntry } from './index-row.ts';

const FROM = localDate('2026-01-10');
const TODAY = epochDay(localDate('2026-11-23'));
const entry = (over: Partial<IndexedEntry> & { entryId: string }): IndexedEntry => ({ name: '本溪市鑫达商贸有限公司', uscc: '91210500MA0TYPE14G', region: '210500', from: FROM, listVersion: 7, ref: 0, ...over });
const indexOf = (...entries: IndexedEntry[]): EntryIndex => EntryIndex.of(entries.map(rowOf));
const one = indexOf(entry({ entryId: 'e1' }));
const ask = (index: EntryIndex, given: Parameters<typeof soughtOf>[0], day = TODAY, known?: (id: string) => boolean): Match => match(index, soughtOf(given), day, known);
const rungs = (m: Match): string[] => m.found.map(({ explanation }) => `${explanation.entryId}:${explanation.rung}`);

describe('cn-ladder: what leads to a hit and what to a human', () => {
  it.each([
    ['the code', { uscc: '91210500MA0TYPE14G' }, 'hit', ['e1:1']],
    ['the code with another name', { uscc: '91210500MA0TYPE14G', name: '沈阳市宏盛科技有限公司' }, 'hit', ['e1:1']],
    ['the full name in the same region', { name: '本溪市鑫达商贸有限公司', region: '210502' }, 'needs-human', ['e1:3']],
    ['the core of the name', { name: '鑫达商贸' }, 'needs-human', ['e1:4']],
    ['a like-sounding name', { name: '本溪市新达商贸有限公司' }, 'needs-human', ['e1:5']],
    ['the same name in another region', { name: '鑫达商贸有限公司', region: '210100' }, 'none', []],
    ['a branch', { name: '本溪市鑫达商贸有限公司明山分公司' }, 'none', []],
    ['another code with the full name', { uscc: '91210500MA0TYPE15K', name: '本溪市鑫达商贸有限公司' }, 'needs-human', ['e1:3']],
    ['another code with the core of the name', { uscc: '91210500MA0TYPE15K', name: '鑫达商贸' }, 'none', []],
    ['another code alone', { uscc: '91210500MA0TYPE15K' }, 'none', []],
  ])('%s', (_, given, outcome, found) => {
    const answer = ask(one, given);
    expect({ outcome: answer.outcome, found: rungs(answer) }).toEqual({ outcome, found });
  });

  it('hits a person by the blind index under any key in use, never by a name', () => {
    const persons = indexOf(entry({ entryId: 'p1', name: undefined, uscc: undefined, personIndex: 'old-key-digest' }));
    expect(rungs(ask(persons, { personIndexes: ['new-key-digest', 'old-key-digest'] }))).toEqual(['p1:2']);
    expect(ask(persons, { personIndexes: ['of-somebody-else'], name: '张三' }).outcome).toBe('none');
  });

  it('names alone never hit, whatever is asked', () => {
    const pick = seeded(3);
    const index = indexOf(...Array.from({ length: 400 }, (_, n) => entry({ entryId: String(n), name: fullName(company(pick)), uscc: undefined })));
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e9 }), (seed) => {
      expect(ask(index, { name: fullName(company(seeded(seed))) }).outcome).not.toBe('hit');
    }), { numRuns: 500 });
  });
});

describe('cn-ladder: days, changes, remembered decisions', () => {
  const term = indexOf(entry({ entryId: 'e1', until: localDate('2026-12-01') }));
  it.each([['2026-01-09', 'none'], ['2026-01-10', 'hit'], ['2026-11-30', 'hit'], ['2026-12-01', 'none']])('on %s an entry from 2026-01-10 until 2026-12-01 is a %s', (day, outcome) => {
    expect(ask(term, { uscc: '91210500MA0TYPE14G' }, epochDay(localDate(day))).outcome).toBe(outcome);
  });

  it('a change makes another index and leaves the one before as it was', () => {
    const changed = one.with({ stated: [entry({ entryId: 'e1', uscc: '91210500MA0TYPE15K', name: '沈阳市宏盛科技有限公司' }), entry({ entryId: 'e2' })], gone: [] });
    expect([rungs(ask(changed, { uscc: '91210500MA0TYPE15K' })), rungs(ask(changed, { uscc: '91210500MA0TYPE14G' })), changed.size]).toEqual([['e1:1'], ['e2:1'], 2]);
    expect([rungs(ask(one, { uscc: '91210500MA0TYPE14G' })), one.size]).toEqual([['e1:1'], 1]);
    const gone = changed.with({ stated: [], gone: ['e1', 'e2', 'never there'] });
    expect([ask(gone, { uscc: '91210500MA0TYPE15K' }).outcome, ask(gone, { uscc: '91210500MA0TYPE14G', name: '本溪市鑫达商贸有限公司' }).outcome, gone.size, gone.rowOf('e1')]).toEqual(['none', 'none', 0, undefined]);
    expect(rungs(ask(EntryIndex.of([...changed.rows()]), { uscc: '91210500MA0TYPE14G' }))).toEqual(['e2:1']);
  });

  it('several entries of one code are all named', () => {
    expect(rungs(ask(indexOf(entry({ entryId: 'a' }), entry({ entryId: 'b' }), entry({ entryId: 'c', uscc: '91210500MA0TYPE15K' })), { uscc: '91210500MA0TYPE14G' })).sort()).toEqual(['a:1', 'b:1']);
  });

  it('a pair that a human called different is not shown again, and only that pair', () => {
    const two = indexOf(entry({ entryId: 'e1' }), entry({ entryId: 'e2' }));
    expect(rungs(ask(two, { name: '鑫达商贸' }, TODAY, (id) => id === 'e1'))).toEqual(['e2:4']);
    expect(ask(two, { uscc: '91210500MA0TYPE14G' }, TODAY, () => true).outcome).toBe('hit');
  });
});

describe('cn-ladder: the explanation', () => {
  it('says ladder, rung, identifier used and ignored, entry and list version', () => {
    expect(ask(one, { uscc: '91210500MA0TYPE14G', name: '鑫达', region: '210500' }).found[0]!.explanation).toEqual({
      ladder: 'cn-ladder', ladderVersion: 1, rung: 1, identifierUsed: 'uscc', identifiersIgnored: ['name', 'region'], entryId: 'e1', entryListVersion: 7, score: 1, features: [{ name: 'identifier', weight: 1, value: 1 }],
    });
  });

  it('is the sum of its features, and the same when it is built again from its inputs', () => {
    const pick = seeded(11);
    const entries = Array.from({ length: 300 }, (_, n) => entry({ entryId: String(n), name: fullName(company(pick)), uscc: undefined }));
    const index = indexOf(...entries);
    const byId = new Map(entries.map((e) => [e.entryId, rowOf(e)]));
    const queries = entries.map(({ name }) => soughtOf({ name: name!.replace('有限公司', '有限责任公司'), uscc: '91210500MA0TYPE15K' }));
    const found = queries.flatMap((sought) => match(index, sought, TODAY).found.map(({ explanation }) => ({ sought, explanation })));
    expect(found.length).toBeGreaterThan(0);
    const renamed = queries.map(({ anatomy }) => ({ anatomy }));
    const suspects = renamed.flatMap((sought) => match(index, sought, TODAY).found.map(({ explanation }) => ({ sought, explanation })));
    expect(suspects.length).toBeGreaterThanOrEqual(300);
    for (const { sought, explanation } of [...found, ...suspects]) {
      expect(explain(sought, byId.get(explanation.entryId)!)).toEqual(explanation);
      expect(explanation.features.reduce((sum, f) => sum + f.weight * f.value, 0)).toBeCloseTo(explanation.score, 3);
    }
  });
});
