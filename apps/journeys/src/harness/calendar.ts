import { ask } from './gateway.ts';

const DAY_MS = 86_400_000;

/** The business date of the system. */
export const today = async (): Promise<string> => (await ask<{ date: string }>('GET', '/v1/sandbox/date')).date;

/** Calendar days later (or earlier). */
export const addDays = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);

/** A year and months later, the day clipped to the month. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

type Deadline = { on: string; provisional: false } | { provisional: true };

/**
 * Working days after a day from 2026-10-11 on, counted by hand: no holiday and no shifted day is left in 2026, and 2027 has no calendar. Independent of the code under test.
 */
export function workingDaysAfter(from: string, days: number): Deadline {
  if (from < '2026-10-11') throw new Error('this little calendar begins on 2026-10-11');
  let date = from;
  for (let left = days; left > 0;) {
    date = addDays(date, 1);
    if (date > '2026-12-31') return { provisional: true };
    const weekday = new Date(date).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return { on: date, provisional: false };
}

/** 七个工作日 — the due date for a decision. */
export function dueOn(decisionDate: string): { dueOn: string; provisional: false } | { provisional: true } {
  const due = workingDaysAfter(decisionDate, 7);
  return due.provisional ? due : { dueOn: due.on, provisional: false };
}

/** Moves the business date of the whole system forward. */
export const moveDateTo = (date: string, token: string): Promise<{ date: string }> => ask('POST', '/v1/sandbox/date', { body: { date }, token });
