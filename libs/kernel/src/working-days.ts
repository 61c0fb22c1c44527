import { DomainError } from './domain-error.ts';
import { addDays, dateOfEpochDay, epochDay, weekday } from './local-date.ts';
import type { LocalDate } from './local-date.ts';

/** 国务院办公厅节假日安排通知 of one year; days as `MM-DD`. */
export interface YearNotice {
  /** 文号 of the notice. */
  readonly notice: string;
  /** 放假: rest days, whether or not they fall on a weekend. */
  readonly off: readonly string[];
  /** 调休上班: Saturdays and Sundays that are working days. */
  readonly work: readonly string[];
}

/** 工作日历: what has been announced. `null` or absent = the year's notice is not known, and nothing is guessed. */
export interface WorkingDayCalendar {
  readonly version: string;
  readonly years: Readonly<Record<string, YearNotice | null>>;
}

/** A date in working days: fixed, or provisional because it enters a year whose calendar is not announced. */
export type WorkingDayDate =
  | { readonly status: 'FIXED'; readonly date: LocalDate }
  | { readonly status: 'PROVISIONAL'; readonly enteredYear: number };

interface DaySets { off: ReadonlySet<string>; work: ReadonlySet<string> }
const setsOf = new WeakMap<YearNotice, DaySets>();

function daySets(notice: YearNotice): DaySets {
  let sets = setsOf.get(notice);
  if (!sets) {
    sets = { off: new Set(notice.off), work: new Set(notice.work) };
    setsOf.set(notice, sets);
  }
  return sets;
}

const unpublished = (year: string): DomainError =>
  new DomainError({
    code: 'CALENDAR.UNPUBLISHED',
    message: `the holiday notice of ${year} is not loaded`,
    userMessage: `${year}年节假日安排尚未公布,无法确定工作日`,
    details: { year: Number(year) },
  });

/** undefined = the year is not announced. */
function lookUp(calendar: WorkingDayCalendar, d: LocalDate): boolean | undefined {
  const notice = calendar.years[d.slice(0, 4)];
  if (!notice) return undefined;
  const { off, work } = daySets(notice);
  const monthDay = d.slice(5);
  if (work.has(monthDay)) return true;
  if (off.has(monthDay)) return false;
  return weekday(d) <= 5;
}

/** 是否工作日. Shifted weekends are working days. @throws DomainError `CALENDAR.UNPUBLISHED` when the year is not announced. */
export function isWorkingDay(calendar: WorkingDayCalendar, d: LocalDate): boolean {
  const answer = lookUp(calendar, d);
  if (answer === undefined) throw unpublished(d.slice(0, 4));
  return answer;
}

/**
 * 工作日期限: the `n`-th working day after `start`; the start day is not counted, `n` = 0 is the start day itself.
 * 民法典第二百零一条 (开始的当日不计入)
 * @throws DomainError `CALENDAR.COUNT_INVALID` when `n` is not a whole number ≥ 0.
 */
export function addWorkingDays(calendar: WorkingDayCalendar, start: LocalDate, n: number): WorkingDayDate {
  if (!Number.isInteger(n) || n < 0) {
    throw new DomainError({ code: 'CALENDAR.COUNT_INVALID', message: 'working days must be a whole number of at least 0', userMessage: '工作日数应为非负整数' });
  }
  let date = start;
  for (let counted = 0; counted < n;) {
    date = addDays(date, 1);
    const working = lookUp(calendar, date);
    if (working === undefined) return { status: 'PROVISIONAL', enteredYear: Number(date.slice(0, 4)) };
    if (working) counted += 1;
  }
  return { status: 'FIXED', date };
}

const runningCounts = new WeakMap<YearNotice, Map<LocalDate, readonly number[]>>();

/** counts[k] = working days among the first k days of the year. */
function countsOf(calendar: WorkingDayCalendar, notice: YearNotice, newYear: LocalDate): readonly number[] {
  const ofYears = runningCounts.get(notice) ?? new Map<LocalDate, readonly number[]>();
  let counts = ofYears.get(newYear);
  if (!counts) {
    const first = epochDay(newYear);
    const growing = [0];
    for (let day = newYear; day.startsWith(newYear.slice(0, 4)); day = dateOfEpochDay(first + growing.length - 1)) {
      growing.push(growing.at(-1)! + (lookUp(calendar, day) ? 1 : 0));
    }
    counts = growing;
    runningCounts.set(notice, ofYears.set(newYear, counts));
  }
  return counts;
}

/** Working days after `from` up to and including `to`; negative (counted the other way) when `to` is earlier. */
export function workingDaysBetween(calendar: WorkingDayCalendar, from: LocalDate, to: LocalDate): number | 'PROVISIONAL' {
  if (from === to) return 0;
  const [first, last, sign] = from < to ? [addDays(from, 1), to, 1] : [addDays(to, 1), from, -1];
  let counted = 0;
  for (let year = Number(first.slice(0, 4)); year <= Number(last.slice(0, 4)); year += 1) {
    const notice = calendar.years[year];
    if (!notice) return 'PROVISIONAL';
    const newYear = `${String(year).padStart(4, '0')}-01-01` as LocalDate;
    const counts = countsOf(calendar, notice, newYear);
    const start = first > newYear ? epochDay(first) - epochDay(newYear) : 0;
    const end = Math.min(epochDay(last) - epochDay(newYear) + 1, counts.length - 1);
    counted += counts[end]! - counts[start]!;
  }
  return counted === 0 ? 0 : sign * counted;
}
