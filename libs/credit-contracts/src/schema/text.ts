import { isInstant, isLocalDate, parseDecimal } from '@credit/kernel';
import { hasUsccShape } from '../subject/uscc.ts';

const UNSAFE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/;
const UNSAFE_CODE_POINT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/;
const HALF_SURROGATE = /\p{Surrogate}/u;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INT64 = /^(?:0|[1-9]\d{0,18})$/;
const INT64_MAX = '9223372036854775807';

/** True if no surrogate stands without its partner. */
export const isWellFormed = (value: string): boolean => !HALF_SURROGATE.test(value);

/** Text without control characters (tab and line ends may be), bidirectional overrides and half surrogate pairs. */
export const isSafeText = (value: string): boolean => !UNSAFE.test(value) || (!UNSAFE_CODE_POINT.test(value) && isWellFormed(value));

/** Length in code points, counted only when the number of UTF-16 units leaves it open. */
export const isLongerThan = (value: string, limit: number): boolean => {
  if (value.length <= limit) return false;
  if (value.length > 2 * limit) return true;
  let count = 0;
  for (const _ of value) count += 1;
  return count > limit;
};

/** A decimal amount in 万元 as a string: not negative, at most 12 integer and 6 fraction digits (numeric(18,6)). */
export const isAmountWan = (value: string): boolean => value[0] !== '-' && parseDecimal(value, { integerDigits: 12, fractionDigits: 6 }) !== null;

/** A non-negative 64-bit integer as a decimal string. */
export const isInt64 = (value: string): boolean => INT64.test(value) && (value.length < 19 || value <= INT64_MAX);

/** Formats of our own, by the name they carry in the generated schema; each is used by the classes and by the compiled validator. */
export const FORMATS: Readonly<Record<string, (value: string) => boolean>> = {
  'safe-text': (value) => /\S/.test(value) && isSafeText(value),
  'local-date': (value) => isLocalDate(value),
  instant: (value) => isInstant(value),
  'amount-wan': isAmountWan,
  int64: isInt64,
  'uscc-shape': hasUsccShape,
  uuid: (value) => UUID.test(value),
  pointer: (value) => (value === '' || value.startsWith('/')) && isSafeText(value),
  token: (value) => /^[A-Za-z0-9][A-Za-z0-9._:~-]*$/.test(value),
};
