import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addWorkingDays, dateOfEpochDay, epochDay, isWorkingDay, localDate as d, weekday, workingDaysBetween } from './index.ts';
import type { WorkingDayCalendar } from './index.ts';

/** A small year of its own: the announced years are data and are tested with the rulebook. */
const calendar: WorkingDayCalendar = {
  version: 'test',
  years: {
    2025: { notice: 'n', off: ['10-01', '10-02', '10-03'], work: ['09-28'] },
    2026: { notice: 'n', off: ['01-01', '02-16', '02-17', '02-18', '02-19', '02-20'], work: ['02-14', '02-28'] },
    2027: null,
  },
};

describe('working days', () => {
  it('a shifted weekend day works, a holiday weekday rests (trap 5)', () => {
    expect(['2026-02-14', '2026-02-28', '2026-02-16', '2026-02-21', '2026-02-23'].map((x) => isWorkingDay(calendar, d(x)))).toEqual([true, true, false, false, true]);
  });
  it.each(['2027-03-01', '2024-03-01'])('guesses nothing about %s', (x) =>
    expect(() => isWorkingDay(calendar, d(x))).toThrow(expect.objectContaining({ code: 'CALENDAR.UNPUBLISHED' })));
  it('does not count the start day (trap 4)', () => {
    expect(addWorkingDays(calendar, d('2026-03-02'), 1)).toEqual({ status: 'FIXED', date: '2026-03-03' });
    expect(addWorkingDays(calendar, d('2026-03-02'), 0)).toEqual({ status: 'FIXED', date: '2026-03-02' });
  });
  it('is provisional from the first day that it would have to guess', () => {
    expect(addWorkingDays(calendar, d('2026-12-31'), 1)).toEqual({ status: 'PROVISIONAL', enteredYear: 2027 });
    expect(addWorkingDays(calendar, d('2026-12-30'), 1)).toEqual({ status: 'FIXED', date: '2026-12-31' });
    expect(addWorkingDays(calendar, d('2024-12-31'), 1)).toEqual({ status: 'FIXED', date: '2025-01-01' });
    expect(workingDaysBetween(calendar, d('2026-12-31'), d('2027-01-01'))).toBe('PROVISIONAL');
  });
  it.each([-1, 1.5, Number.NaN])('refuses to count %p days', (n) =>
    expect(() => addWorkingDays(calendar, d('2026-01-05'), n)).toThrow(expect.objectContaining({ code: 'CALENDAR.COUNT_INVALID' })));

  const start = fc.integer({ min: epochDay(d('2025-01-01')), max: epochDay(d('2026-09-30')) }).map(dateOfEpochDay);
  it('agrees with a naive walk', () => {
    const works = (x: string): boolean => {
      const year = x.startsWith('2025') ? calendar.years['2025']! : calendar.years['2026']!;
      return year.work.includes(x.slice(5)) || (!year.off.includes(x.slice(5)) && weekday(d(x)) < 6);
    };
    fc.assert(fc.property(start, fc.integer({ min: 1, max: 60 }), (from, n) => {
      let day = from;
      for (let left = n; left > 0;) {
        day = addDays(day, 1);
        if (works(day)) left -= 1;
      }
      expect(addWorkingDays(calendar, from, n)).toEqual({ status: 'FIXED', date: day });
    }));
  });
  it('between counts what a walk counts, also over the year boundary and for a start in a year that is not announced', () => {
    fc.assert(fc.property(start, start, (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      let walked = 0;
      for (let day = from; day < to;) {
        day = addDays(day, 1);
        if (isWorkingDay(calendar, day)) walked += 1;
      }
      expect(workingDaysBetween(calendar, from, to)).toBe(walked);
    }));
    expect(workingDaysBetween(calendar, d('2024-12-31'), d('2025-01-02'))).toBe(2);
    expect(workingDaysBetween(calendar, d('2024-12-30'), d('2025-01-02'))).toBe('PROVISIONAL');
  });
  it('keeps two years apart that share one notice value', () => {
    const notice = { notice: 'n', off: ['01-01'], work: [] };
    const shared: WorkingDayCalendar = { version: 't', years: { 2028: notice, 2029: notice } };
    expect([workingDaysBetween(shared, d('2027-12-31'), d('2028-12-31')), workingDaysBetween(shared, d('2028-12-31'), d('2029-12-31'))]).toEqual([260, 260]);
    expect([workingDaysBetween(shared, d('2027-12-31'), d('2028-01-09')), workingDaysBetween(shared, d('2028-12-31'), d('2029-01-09'))]).toEqual([5, 6]);
  });
  it('between is the inverse of add, and negative backwards', () => {
    fc.assert(fc.property(start, fc.integer({ min: 1, max: 60 }), (from, n) => {
      const due = addWorkingDays(calendar, from, n);
      if (due.status !== 'FIXED') throw new Error('left the announced years');
      expect(workingDaysBetween(calendar, from, due.date)).toBe(n);
      expect(workingDaysBetween(calendar, due.date, from)).toBe(-n);
    }));
    expect(Object.is(workingDaysBetween(calendar, d('2026-02-22'), d('2026-02-21')), 0)).toBe(true);
  });
});
