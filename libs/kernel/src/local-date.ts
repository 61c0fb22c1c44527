import { DomainError } from './domain-error.ts';

declare const localDateBrand: unique symbol;
/** A calendar date `YYYY-MM-DD` (years 0001–9999), meant in Asia/Shanghai. Compares correctly as text. */
export type LocalDate = string & { readonly [localDateBrand]: 'LocalDate' };

/** The number that the digits from `from` to `to` of a text say; NaN when one of them is no digit. Dates are read for every event: no expression, no parts. */
export function digitsOf(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : MONTH_LENGTHS[month - 1]!;

/** Whether the value is the text of a date that exists. */
export function isLocalDate(text: unknown): text is LocalDate {
  if (typeof text !== 'string' || text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digitsOf(text, 0, 4);
  const month = digitsOf(text, 5, 7);
  const day = digitsOf(text, 8, 10);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
}

/** Parses `YYYY-MM-DD`. @throws DomainError `DATE.INVALID` for another form or a date that does not exist. */
export function localDate(text: string): LocalDate {
  if (isLocalDate(text)) return text;
  throw new DomainError({
    code: 'DATE.INVALID',
    message: 'not an existing date in the form YYYY-MM-DD',
    userMessage: '日期无效,应为实际存在的日期,格式为 YYYY-MM-DD',
  });
}

const yearOf = (d: LocalDate): number => digitsOf(d, 0, 4);
const monthOf = (d: LocalDate): number => digitsOf(d, 5, 7);
const dayOf = (d: LocalDate): number => digitsOf(d, 8, 10);

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

function fromParts(year: number, month: number, day: number): LocalDate {
  if (year < 1 || year > 9999) {
    throw new DomainError({ code: 'DATE.OUT_OF_RANGE', message: 'date outside the years 0001 to 9999', userMessage: '日期超出可计算范围' });
  }
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LocalDate;
}

/** Days since 1970-01-01 of the proleptic Gregorian calendar. */
export function epochDay(d: LocalDate): number {
  const month = monthOf(d);
  const y = month <= 2 ? yearOf(d) - 1 : yearOf(d);
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOf(d) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The date that lies `days` after 1970-01-01. @throws DomainError `DATE.OUT_OF_RANGE`. */
export function dateOfEpochDay(days: number): LocalDate {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  return fromParts(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

/** The date `n` calendar days (自然日) later; negative goes back. */
export const addDays = (d: LocalDate, n: number): LocalDate => dateOfEpochDay(epochDay(d) + n);

/**
 * The corresponding day `n` calendar months later, or the last day of that month if it has none; negative goes back.
 * 民法典第二百零二条 (月、年的期间,没有对应日的,月末日为期间的最后一日)
 */
export function addMonths(d: LocalDate, n: number): LocalDate {
  const months = yearOf(d) * 12 + (monthOf(d) - 1) + n;
  const year = Math.floor(months / 12);
  const month = (months - year * 12) + 1;
  return fromParts(year, month, Math.min(dayOf(d), monthLength(year, month)));
}

/** The corresponding day `n` years later, 29 February clipped to the 28th. 民法典第二百零二条 */
export const addYears = (d: LocalDate, n: number): LocalDate => addMonths(d, n * 12);

/** Calendar days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: LocalDate, b: LocalDate): number => epochDay(b) - epochDay(a);

/** -1, 0 or 1, for sorting. */
export const compareDates = (a: LocalDate, b: LocalDate): -1 | 0 | 1 => (a < b ? -1 : a > b ? 1 : 0);

/** The earliest of the dates. */
export const minDate = (first: LocalDate, ...others: LocalDate[]): LocalDate =>
  others.reduce((least, d) => (d < least ? d : least), first);

/** The latest of the dates. */
export const maxDate = (first: LocalDate, ...others: LocalDate[]): LocalDate =>
  others.reduce((most, d) => (d > most ? d : most), first);

/** 1 = Monday … 7 = Sunday. */
export const weekday = (d: LocalDate): number => ((((epochDay(d) + 3) % 7) + 7) % 7) + 1;
