import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { defaultRulebook as rb, dueAfterPause, dutyDueOn, objectionGround } from '../index.ts';

describe('grounds and clocks of objections (§8.1)', () => {
  it('a ground counts from the day of its rule on; only a question of the publicity period can the platform check by itself', () => {
    expect(['ERROR_OR_OMISSION', 'PAST_PUBLICITY_PERIOD', 'WRONGLY_LISTED_OR_NOT_DELISTED', 'INFRINGEMENT', 'REPAIR', 'OTHER'].map((ground) => objectionGround(rb, ground as never, d('2026-11-23')).ownScope)).toEqual([false, true, false, false, false, false]);
    expect(objectionGround(rb, 'REPAIR', d('2026-04-01')).id).toBe('OBJECTION_REPAIR');
    expect(() => objectionGround(rb, 'REPAIR', d('2026-03-31'))).toThrow(expect.objectContaining({ code: 'RULEBOOK.NO_RULE' }));
  });
  it.each([['objection-check', '2026-11-26'], ['objection-outcome', '2026-12-02'], ['objection-own-scope', '2026-11-26'], ['objection-extension', '2026-11-26']] as const)('%s', (duty, due) => {
    expect(dutyDueOn(rb, duty, d('2026-11-23')).dueOn).toEqual({ status: 'FIXED', date: due });
  });
});

describe('the time of an appraisal does not count', () => {
  const pause = (dueOn: string | null, begunOn: string, endedOn: string) => dueAfterPause(rb, { dueOn: dueOn === null ? null : d(dueOn), begunOn: d(begunOn), endedOn: d(endedOn) });
  it('as many working days are left after it as before', () => expect(pause('2026-12-02', '2026-11-25', '2026-12-09')).toBe('2026-12-16'));
  it('begun on the last day, it ends on the last day', () => expect(pause('2026-11-26', '2026-11-26', '2026-12-09')).toBe('2026-12-09'));
  it('does not help who was late already', () => expect(pause('2026-11-24', '2026-11-25', '2026-12-09')).toBe('2026-11-24'));
  it('an open day stays open, and one that enters a year without a calendar becomes open', () => {
    expect(pause(null, '2026-11-25', '2026-12-09')).toBeNull();
    expect(pause('2026-12-02', '2026-11-25', '2026-12-30')).toBeNull();
  });
});
