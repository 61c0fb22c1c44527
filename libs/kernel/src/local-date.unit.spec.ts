import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays, addMonths, addYears, compareDates, dateOfEpochDay, daysBetween, DomainError, epochDay, instantOf, isInstant, isLocalDate, localDate,
  localDateOf, maxDate, minDate, parseRfc3339, startOfLocalDay, weekday, epochMsOf,
} from './index.ts';
import type { Instant } from './index.ts';

const d = localDate;
const anyDay = fc.integer({ min: epochDay(d('1900-01-01')), max: epochDay(d('2199-12-31')) }).map(dateOfEpochDay);
/** The platform's own calendar, as a second opinion. */
const platform = (days: number): string => new Date(days * 86_400_000).toISOString().slice(0, 10);

describe('LocalDate', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '2026-1-1', '20260101', '2026-01-01T00:00:00Z', '', ' 2026-01-01', '0000-01-01', '2026-01-0１'])(
    'refuses %j', (text) => {
      expect(isLocalDate(text)).toBe(false);
      expect(() => localDate(text)).toThrow(expect.objectContaining({ code: 'DATE.INVALID' }));
    },
  );
  it.each(['2024-02-29', '2000-02-29', '2099-12-31', '0001-01-01', '9999-12-31'])('accepts %s', (text) => expect(localDate(text)).toBe(text));
  it('is no date when it is no text', () => expect([null, undefined, 20260101, new Date(0)].some(isLocalDate)).toBe(false));

  it.each([
    ['2026-11-30', 3, '2027-02-28'], ['2026-01-31', 3, '2026-04-30'], ['2026-05-31', 3, '2026-08-31'], ['2024-02-29', 12, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'], ['2026-01-15', -1, '2025-12-15'], ['2026-12-31', 2, '2027-02-28'], ['2026-07-07', 0, '2026-07-07'],
  ])('%s + %i months = %s', (start, n, end) => expect(addMonths(d(start), n)).toBe(end));
  it('2024-02-29 + 1 year = 2025-02-28', () => expect(addYears(d('2024-02-29'), 1)).toBe('2025-02-28'));
  it('counts calendar months, not 30 days (trap 2)', () => expect(addMonths(d('2026-04-01'), 3)).not.toBe(addDays(d('2026-04-01'), 90)));

  it('agrees with the calendar of the platform on every day of three centuries', () => {
    for (let day = epochDay(d('1899-12-31')); day <= epochDay(d('2200-01-01')); day += 1) {
      const text = platform(day);
      if (dateOfEpochDay(day) !== text || epochDay(d(text)) !== day) throw new Error(`${day} ${text}`);
      if (weekday(d(text)) !== (new Date(day * 86_400_000).getUTCDay() + 6) % 7 + 1) throw new Error(`weekday of ${text}`);
    }
  });
  it('adds and subtracts days without loss', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (a, n) => daysBetween(a, addDays(a, n)) === n));
  });
  it('adds months to the same day or the last of the month', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -600, max: 600 }), (a, n) => {
      const b = addMonths(a, n);
      const sameDay = b.slice(8) === a.slice(8);
      return sameDay || addDays(b, 1).endsWith('-01');
    }));
  });
  it('orders', () => {
    expect([compareDates(d('2026-01-01'), d('2026-01-02')), compareDates(d('2026-01-02'), d('2026-01-01')), compareDates(d('2026-01-01'), d('2026-01-01'))]).toEqual([-1, 1, 0]);
    expect([minDate(d('2026-03-01'), d('2025-01-01'), d('2027-01-01')), maxDate(d('2026-03-01'), d('2025-01-01'))]).toEqual(['2025-01-01', '2026-03-01']);
  });
  it('does not leave the years it can write', () => expect(() => addYears(d('9999-01-01'), 1)).toThrow(DomainError));
});

describe('Instant', () => {
  it.each([
    ['2026-11-22T15:59:59.999Z', '2026-11-22'], ['2026-11-22T16:00:00Z', '2026-11-23'], ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('%s falls on %s in Asia/Shanghai (trap 41)', (instant, date) => expect(localDateOf(instant as Instant)).toBe(date));
  it('takes milliseconds too', () => expect(localDateOf(Date.UTC(2026, 10, 22, 16))).toBe('2026-11-23'));
  it('a local day starts at 16:00Z of the day before', () => expect(startOfLocalDay(d('2026-11-23'))).toBe('2026-11-22T16:00:00.000Z'));
  it.each(['2026-11-23T00:00:00+08:00', '2026-11-23 00:00:00Z', '2026-02-30T00:00:00Z', '2026-11-23T24:00:00Z', '2026-11-23T00:00:60Z', '2026-11-23', 5, null])(
    '%p is no Instant', (text) => expect(isInstant(text)).toBe(false),
  );
  it('reads other offsets to the same moment', () => {
    expect(parseRfc3339('2026-11-23T00:00:00+08:00')).toBe(Date.UTC(2026, 10, 22, 16));
    expect(parseRfc3339('2026-11-23T00:00:00.1234567-01:30')).toBe(Date.UTC(2026, 10, 23, 1, 30, 0, 123));
    expect([parseRfc3339('2026-11-23T00:00:00+24:00'), parseRfc3339('2026-11-23T00:00:00')]).toEqual([null, null]);
  });
  it('writes what the platform writes', () => {
    fc.assert(fc.property(fc.integer({ min: -2e12, max: 7e12 }), (ms) => instantOf(ms) === new Date(ms).toISOString() && epochMsOf(instantOf(ms)) === ms));
  });
  it('names a moment it cannot read', () => expect(() => epochMsOf('yesterday' as Instant)).toThrow(expect.objectContaining({ code: 'INSTANT.INVALID' })));
});
