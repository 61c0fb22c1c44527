import { describe, expect, it } from '@jest/globals';
import { epochDay, localDate } from '@credit/kernel';
import { defaultRulebook } from '@credit/rulebook';
import { BAN_FIELDS, MATTER_KINDS } from '@credit/rulebook/codes';
import { EntryIndex } from '../matching/entry-index.ts';
import { soughtOf } from '../matching/explanation.ts';
import { match } from '../matching/ladder.ts';
import { rowOf } from '../matching/index-row.ts';
import { measuresOfHit, type EntryForMeasures } from './measures-of-hit.ts';

const ON = localDate('2026-11-23');
const entry = (over: Partial<EntryForMeasures>): EntryForMeasures => ({ entryId: 'e1', listType: 'KEY_ATTENTION', from: localDate('2026-11-20'), subject: { subjectClass: 'LEGAL_ENTITY' }, decision: { docNo: '1号' }, ...over });
const measures = (of: EntryForMeasures, matterKind: string, field?: string): string[] => measuresOfHit(defaultRulebook, of, { matterKind, field }, ON).map(({ basis }) => basis.measure);

describe('a watched subject (O40)', () => {
  it('is found by its code, and met with information only, whatever is to be decided', () => {
    const index = EntryIndex.of([rowOf({ entryId: 'e1', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', from: localDate('2026-11-20'), until: localDate('2027-11-20'), listVersion: 9, ref: 0 })]);
    expect(match(index, soughtOf({ uscc: '91210500MA0TYPE14G' }), epochDay(ON)).outcome).toBe('hit');
    for (const subjectClass of ['LEGAL_ENTITY', 'INDIVIDUAL_BUSINESS', 'NATURAL_PERSON'] as const) {
      expect(MATTER_KINDS.flatMap(({ code }) => measures(entry({ subject: { subjectClass } }), code))).toEqual([]);
    }
  });
  it('is no longer found when its term is over', () => {
    const index = EntryIndex.of([rowOf({ entryId: 'e1', uscc: '91210500MA0TYPE14G', from: localDate('2026-11-20'), until: localDate('2027-11-20'), listVersion: 9, ref: 0 })]);
    expect(['2027-11-19', '2027-11-20'].map((day) => match(index, soughtOf({ uscc: '91210500MA0TYPE14G' }), epochDay(localDate(day))).outcome)).toEqual(['hit', 'none']);
  });
});

describe('a ban (O55)', () => {
  const banned = entry({ listType: 'MARKET_INDUSTRY_BAN', ban: { field: 'FOOD_DRUG' } });
  it('answers in matters of its own field, and none in every other one', () => {
    expect(Object.fromEntries(BAN_FIELDS.map(({ code }) => [code, measures(banned, 'administrative-license', code)]).filter(([, found]) => found!.length > 0))).toEqual({ FOOD_DRUG: ['M-A1d'] });
    expect(measures(banned, 'administrative-license')).toEqual([]);
    expect(measures(banned, 'bidding', 'FOOD_DRUG')).toEqual([]);
  });
  it('reaches a person in the role that he was banned in', () => {
    const person = { ...banned, subject: { subjectClass: 'NATURAL_PERSON' } as const };
    expect(measures({ ...person, related: { role: 'LEGAL_REP' } }, 'industry-employment', 'FOOD_DRUG')).toEqual(['M-A1d']);
    expect(measures({ ...person, related: { role: 'ACTUAL_CONTROLLER' } }, 'industry-employment', 'FOOD_DRUG')).toEqual([]);
  });
});
