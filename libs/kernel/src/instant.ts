import { DomainError } from './domain-error.ts';
import { dateOfEpochDay, digitsOf, epochDay, isLocalDate } from './local-date.ts';
import type { LocalDate } from './local-date.ts';

declare const instantBrand: unique symbol;
/** A moment as RFC 3339 text in UTC, ending in `Z`. */
export type Instant = string & { readonly [instantBrand]: 'Instant' };

const FORM = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;
const DAY_MS = 86_400_000;
/** Asia/Shanghai is +08:00 all year for every date this system handles. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

function offsetMs(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4, 6))];
  if (hours > 23 || minutes > 59) return null;
  return (text[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** The two forms that nearly every instant has, `…T12:34:56Z` and `…T12:34:56.789Z`, read without an expression; null for any other text, also a valid one. */
function inUtc(text: string): number | null {
  const date = text.slice(0, 10);
  if (text.charCodeAt(10) !== 84 || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58 || text.charCodeAt(text.length - 1) !== 90 || !isLocalDate(date)) return null;
  const hour = digitsOf(text, 11, 13);
  const minute = digitsOf(text, 14, 16);
  const second = digitsOf(text, 17, 19);
  const millis = text.length === 20 ? 0 : text.charCodeAt(19) === 46 ? digitsOf(text, 20, 23) : NaN;
  const ms = epochDay(date) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + millis;
  return hour <= 23 && minute <= 59 && second <= 59 && !Number.isNaN(ms) ? ms : null;
}

/** Milliseconds since the epoch of an RFC 3339 text with any offset, or null. Fractions below a millisecond are cut off; leap seconds are refused. */
export function parseRfc3339(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  if (text.length === 24 || text.length === 20) {
    const ms = inUtc(text);
    if (ms !== null) return ms;
  }
  const m = FORM.exec(text);
  if (!m || !isLocalDate(m[1])) return null;
  const [hour, minute, second] = [Number(m[2]), Number(m[3]), Number(m[4])];
  const offset = offsetMs(m[6]!);
  if (hour > 23 || minute > 59 || second > 59 || offset === null) return null;
  const millis = Number((m[5] ?? '0').padEnd(3, '0').slice(0, 3));
  return epochDay(m[1]) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + millis - offset;
}

/** Whether the value is RFC 3339 text in UTC with a capital `T` and `Z`. */
export const isInstant = (text: unknown): text is Instant =>
  typeof text === 'string' && text[10] === 'T' && text.endsWith('Z') && parseRfc3339(text) !== null;

const pad = (n: number, width: number): string => String(n).padStart(width, '0');

/** The instant at `ms` milliseconds since the epoch, always with three decimals. @throws DomainError `DATE.OUT_OF_RANGE`. */
export function instantOf(ms: number): Instant {
  const whole = Math.floor(ms);
  const day = Math.floor(whole / DAY_MS);
  const rest = whole - day * DAY_MS;
  const time = `${pad(Math.floor(rest / 3_600_000), 2)}:${pad(Math.floor(rest / 60_000) % 60, 2)}:${pad(Math.floor(rest / 1000) % 60, 2)}`;
  return `${dateOfEpochDay(day)}T${time}.${pad(rest % 1000, 3)}Z` as Instant;
}

/** Milliseconds since the epoch. @throws DomainError `INSTANT.INVALID`. */
export function epochMsOf(instant: Instant): number {
  const ms = parseRfc3339(instant);
  if (ms === null) throw new DomainError({ code: 'INSTANT.INVALID', message: 'not an RFC 3339 instant', userMessage: '时间格式无效' });
  return ms;
}

/** The Asia/Shanghai date on which the moment (an instant, or milliseconds since the epoch) falls. */
export function localDateOf(instant: Instant | number): LocalDate {
  const ms = typeof instant === 'number' ? instant : epochMsOf(instant);
  return dateOfEpochDay(Math.floor((ms + SHANGHAI_OFFSET_MS) / DAY_MS));
}

/** 00:00 Asia/Shanghai of the date. */
export const startOfLocalDay = (d: LocalDate): Instant => instantOf(epochDay(d) * DAY_MS - SHANGHAI_OFFSET_MS);
