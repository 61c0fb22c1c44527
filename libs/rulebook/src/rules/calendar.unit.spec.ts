import { describe, expect, it } from '@jest/globals';
import { addDays, addWorkingDays, isLocalDate, isWorkingDay, localDate as d, weekday } from '@credit/kernel';
import { defaultRulebook, publicityDeadline, publicityLateness, withdrawalDeadline } from '../index.ts';
import { ADMIN_ACTS } from '../codes/index.ts';

const { calendar } = defaultRulebook;
const fixed = (date: string) => ({ status: 'FIXED', date });

function workingDaysByMonth(year: number): number[] {
  const months = new Array<number>(12).fill(0);
  for (let day = d(`${year}-01-01`); day.startsWith(String(year)); day = addDays(day, 1)) if (isWorkingDay(calendar, day)) months[Number(day.slice(5, 7)) - 1]! += 1;
  return months;
}

describe('节假日安排 as data', () => {
  it.each([
    [2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23], 28, 5],
    [2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23], 33, 6],
  ])('%i has 248 working days, by month %j', (year, months, off, work) => {
    expect(workingDaysByMonth(year)).toEqual(months);
    expect(months.reduce((a, b) => a + b)).toBe(248);
    expect([calendar.years[year]!.off.length, calendar.years[year]!.work.length]).toEqual([off, work]);
  });
  it.each([2023, 2024, 2025, 2026])('%i: shifted days are weekend days, rest days exist, none is both', (year) => {
    const { off, work } = calendar.years[year]!;
    expect([...off, ...work].filter((x) => !isLocalDate(`${year}-${x}`))).toEqual([]);
    expect(work.filter((x) => weekday(d(`${year}-${x}`)) <= 5)).toEqual([]);
    expect(work.filter((x) => off.includes(x))).toEqual([]);
  });
  it('2027 is not announced', () => expect(() => isWorkingDay(calendar, d('2027-01-04'))).toThrow(expect.objectContaining({ code: 'CALENDAR.UNPUBLISHED' })));

  it.each([
    ['2026-02-11', 7, '2026-02-27'], ['2026-02-13', 3, '2026-02-25'], ['2026-02-13', 7, '2026-03-02'], ['2026-02-14', 7, '2026-03-03'],
    ['2026-04-30', 7, '2026-05-13'], ['2026-05-01', 7, '2026-05-13'], ['2026-09-18', 7, '2026-09-29'], ['2026-09-24', 10, '2026-10-15'],
    ['2026-09-28', 7, '2026-10-13'], ['2026-09-30', 3, '2026-10-10'], ['2026-01-01', 7, '2026-01-12'], ['2026-02-28', 20, '2026-03-27'],
    ['2025-01-24', 7, '2025-02-10'], ['2025-09-26', 7, '2025-10-13'], ['2025-09-30', 7, '2025-10-16'], ['2026-11-23', 7, '2026-12-02'],
  ])('%s + %i working days = %s', (start, n, due) => expect(addWorkingDays(calendar, d(start), n)).toEqual(fixed(due)));
  it('2026-12-24 + 7 enters 2027 and is not guessed', () => expect(addWorkingDays(calendar, d('2026-12-24'), 7)).toEqual({ status: 'PROVISIONAL', enteredYear: 2027 }));
});

describe('公示期限', () => {
  it('seven working days from the decision, for licences and penalties', () => {
    for (const act of ['administrative-license', 'administrative-penalty'] as const) {
      expect(publicityDeadline(defaultRulebook, act, d('2026-02-13'))).toMatchObject({ dueOn: fixed('2026-03-02'), ruleId: 'PUBLISH_7WD_424', workingDays: 7 });
    }
  });
  it('every kind of act has a deadline today', () => expect(ADMIN_ACTS.map((a) => publicityDeadline(defaultRulebook, a.code, d('2026-11-23'))?.dueOn)).toEqual(ADMIN_ACTS.map(() => fixed('2026-12-02'))));
  it('is provisional into 2027', () => expect(publicityDeadline(defaultRulebook, 'administrative-penalty', d('2026-12-24'))?.dueOn).toEqual({ status: 'PROVISIONAL', enteredYear: 2027 }));
  it('the rule is that of the date of the decision (trap 34)', () => {
    expect(publicityDeadline(defaultRulebook, 'administrative-license', d('2018-07-24'))?.ruleId).toBe('PUBLISH_7WD_33');
    expect(publicityDeadline(defaultRulebook, 'administrative-license', d('2018-07-25'))?.ruleId).toBe('PUBLISH_7WD_424');
    expect(publicityDeadline(defaultRulebook, 'administrative-license', d('2010-01-01'))).toBeUndefined();
  });
  it('a revoked decision is gone within three working days', () => {
    expect(withdrawalDeadline(defaultRulebook, d('2026-02-13'))).toMatchObject({ dueOn: fixed('2026-02-25'), ruleId: 'WITHDRAW_3WD' });
    expect(withdrawalDeadline(defaultRulebook, d('2026-02-13'), 'administrative-license').ruleId).toBe('WITHDRAW_3WD_ANALOGY');
    expect(() => withdrawalDeadline(defaultRulebook, d('2020-01-01'))).toThrow(expect.objectContaining({ code: 'RULEBOOK.NO_RULE' }));
  });
});

describe('迟报', () => {
  const dueOn = { status: 'FIXED', date: d('2026-03-02') } as const;
  const late = (receivedOn: string, today: string, publishedOn?: string) =>
    publicityLateness(defaultRulebook, { dueOn, receivedOn: d(receivedOn), today: d(today), ...(publishedOn && { publishedOn: d(publishedOn) }) });
  it('the whole last day is in time', () => {
    expect(late('2026-02-14', '2026-03-02')).toEqual({ late: 'NO', daysLeft: 0 });
    expect(late('2026-02-14', '2026-02-28')).toEqual({ late: 'NO', daysLeft: 1 });
    expect(late('2026-02-14', '2026-03-10', '2026-03-02').late).toBe('NO');
  });
  it('says through whom it is late', () => {
    expect(late('2026-03-03', '2026-03-03')).toEqual({ late: 'YES', cause: 'reportedLate', daysLeft: -1 });
    expect(late('2026-03-02', '2026-03-03')).toEqual({ late: 'YES', cause: 'heldInSystem', daysLeft: -1 });
    expect(late('2026-02-20', '2026-03-20', '2026-03-04')).toMatchObject({ late: 'YES', cause: 'heldInSystem' });
  });
  it('does not guess with a provisional due date, and knows when it is surely past', () => {
    const provisional = (today: string) => publicityLateness(defaultRulebook, { dueOn: { status: 'PROVISIONAL', enteredYear: 2027 }, receivedOn: d('2026-12-25'), today: d(today) });
    expect([provisional('2026-12-31'), provisional('2027-01-10'), provisional('2028-01-01')]).toEqual([{ late: 'NO' }, { late: 'UNKNOWN' }, { late: 'YES', cause: 'heldInSystem' }]);
  });
});
