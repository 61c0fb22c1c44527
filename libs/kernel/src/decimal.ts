import { DomainError } from './domain-error.ts';

const FORM = /^(-?)(\d*)(?:\.(\d+))?$/;
const MAX_LENGTH = 64;

/** How many digits a decimal may have before and after the point, e.g. 12 and 6 for numeric(18,6). */
export interface DecimalShape { readonly integerDigits: number; readonly fractionDigits: number }

/**
 * Parses a decimal number written in ASCII digits (`0.2`, `.2`, `-1`, `007.50`); no exponent, no thousands separator.
 * @returns the canonical text (`0.2`, `7.5`, never `-0`), or null when it is no decimal or has more digits than the shape allows.
 */
export function parseDecimal(text: string, shape: DecimalShape): string | null {
  if (text.length > MAX_LENGTH) return null;
  const m = FORM.exec(text);
  if (!m || (m[2] === '' && m[3] === undefined)) return null;
  const integer = m[2]!.replace(/^0+/, '');
  const fraction = (m[3] ?? '').replace(/0+$/, '');
  if (integer.length > shape.integerDigits || fraction.length > shape.fractionDigits) return null;
  if (integer === '' && fraction === '') return '0';
  return `${m[1]}${integer || '0'}${fraction && `.${fraction}`}`;
}

function canonicalParts(text: string): { negative: boolean; integer: string; fraction: string } {
  const canonical = parseDecimal(text, { integerDigits: MAX_LENGTH, fractionDigits: MAX_LENGTH });
  if (canonical === null) {
    throw new DomainError({ code: 'DECIMAL.INVALID', message: 'not a decimal number', userMessage: '数值格式无效' });
  }
  const negative = canonical.startsWith('-');
  const [integer, fraction] = (negative ? canonical.slice(1) : canonical).split('.');
  return { negative, integer: integer!, fraction: fraction ?? '' };
}

/** Digits with at most one point between them, short enough for a float to tell any two apart (15 digits). */
function isShort(text: string): boolean {
  if (text.length === 0 || text.length > 15) return false;
  let points = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === 46 && i > 0 && i < text.length - 1) points += 1;
    else if (c < 48 || c > 57) return false;
  }
  return points <= 1;
}

/** Compares two decimal texts exactly: -1, 0 or 1. @throws DomainError `DECIMAL.INVALID`. */
export function compareDecimals(a: string, b: string): -1 | 0 | 1 {
  if (isShort(a) && isShort(b)) {
    const difference = Number(a) - Number(b);
    return difference < 0 ? -1 : difference > 0 ? 1 : 0;
  }
  const [x, y] = [canonicalParts(a), canonicalParts(b)];
  if (x.negative !== y.negative) return x.negative ? -1 : 1;
  const width = Math.max(x.integer.length, y.integer.length);
  const digits = Math.max(x.fraction.length, y.fraction.length);
  const key = (p: typeof x): string => p.integer.padStart(width, '0') + p.fraction.padEnd(digits, '0');
  const [kx, ky] = [key(x), key(y)];
  if (kx === ky) return 0;
  return kx < ky !== x.negative ? -1 : 1;
}
