/** 居民身份证号码 found in a text; offsets count UTF-16 units of the text as given. */
export interface FoundIdentityNumber {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Half-width, upper case, without separators. Never log it. */
  readonly value: string;
  /** 18 digits with a check character, or the 15-digit form in use until 1999 (no check character). */
  readonly form: '18' | '15';
}

const PROVINCES = new Set(
  ['11', '12', '13', '14', '15', '21', '22', '23', '31', '32', '33', '34', '35', '36', '37', '41', '42', '43', '44', '45', '46',
    '50', '51', '52', '53', '54', '61', '62', '63', '64', '65', '71', '81', '82', '83'],
);
/** 直辖市: only their own city parts occur, which keeps codes of district organs from looking like persons. */
const MUNICIPALITIES: Readonly<Record<string, readonly string[]>> = {
  11: ['01', '02'], 12: ['01', '02'], 31: ['01', '02'], 50: ['01', '02', '03'],
};
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** What people put between digits: blanks, dots, hyphens, dashes, characters of no width. */
const SEPARATORS = ' \\t\\u00A0\\u00B7\\u2000-\\u200D\\u2010-\\u2015\\u2060._\\-';
/** Eighteen digits or more, each at most two separators from the next. */
const RUN = new RegExp(`\\d(?:[${SEPARATORS}]{0,2}[\\dX]){17,}`, 'g');
const FIFTEEN = /(?<![0-9A-Z])\d{15}(?![0-9A-Z])/g;

function plausibleRegion(code: string): boolean {
  const province = code.slice(0, 2);
  if (!PROVINCES.has(province)) return false;
  return MUNICIPALITIES[province]?.includes(code.slice(2, 4)) ?? code.slice(2, 4) <= '90';
}

const plausibleMonthDay = (month: string, day: string): boolean =>
  Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= MONTH_LENGTHS[Number(month) - 1]!;

/** 校验码: the 18th character for the first 17 digits, GB 11643-1999. */
export function identityNumberCheckCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CHECK_CHARACTERS[sum % 11]!;
}

/** A number written in one piece may be a historical one; between separated digits only years of the living count, so that dates and amounts in a row do not look like a person. */
function isPlausible18(value: string, inOnePiece: boolean): boolean {
  const year = value.slice(6, 10);
  return /^\d{17}/.test(value) && plausibleRegion(value.slice(0, 6)) && year >= (inOnePiece ? '1800' : '1900') && year <= '2099'
    && plausibleMonthDay(value.slice(10, 12), value.slice(12, 14))
    && identityNumberCheckCharacter(value.slice(0, 17)) === value[17];
}

const isPlausible15 = (value: string): boolean =>
  plausibleRegion(value.slice(0, 6)) && plausibleMonthDay(value.slice(8, 10), value.slice(10, 12));

/** The numbers inside one run of digits and separators, none overlapping another. */
function inRun(run: string, at: number): FoundIdentityNumber[] {
  const places = [...run.matchAll(/[\dX]/g)].map((m) => m.index);
  const found: FoundIdentityNumber[] = [];
  for (let first = 0; first + 18 <= places.length; first += 1) {
    const [start, end] = [places[first]!, places[first + 17]! + 1];
    const value = places.slice(first, first + 18).map((place) => run[place]).join('');
    if (!isPlausible18(value, end - start === 18)) continue;
    found.push({ start: at + start, end: at + end, value, form: '18' });
    first += 17;
  }
  return found;
}

/** Digits, X, hyphen and dot to half width and upper case, one unit for one unit, so that offsets stay true. */
const narrow = (text: string): string =>
  text.replace(/[\uFF0D\uFF0E\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u3000]/g, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0))).toUpperCase();

const isDigit = (c: number): boolean => (c >= 48 && c <= 57) || (c >= 0xff10 && c <= 0xff19);
/** Every separator of {@link SEPARATORS} and its full-width forms, and some more. */
const maySeparate = (c: number): boolean => c < 48 || c === 0xb7 || c === 0x5f || c === 0xa0 || (c >= 0x2000 && c <= 0x206f) || c === 0x3000 || c === 0xff0d || c === 0xff0e;

/** Cheap look before the search: 15 digits with at most two separators between any two. Lets through too much, never too little. */
function mayHoldIdentityNumber(text: string): boolean {
  if (text.length < 15) return false;
  let digits = 0;
  let gap = 0;
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (isDigit(c)) {
      digits += 1;
      gap = 0;
      if (digits >= 15) return true;
    } else if (!maySeparate(c) || (gap += 1) > 2) digits = gap = 0;
  }
  return false;
}

/**
 * 查找身份证号码: resident identity numbers anywhere in a text, also glued to other characters, in full-width digits, or with up to two
 * blanks, dots, hyphens or characters of no width between any two digits. 18 digits need a possible region, birth date and the right check character (GB 11643-1999); 15 digits a
 * possible region and date and no digit or letter beside them, so a 15-digit registration number can look like one: see `form`.
 * Unified social credit codes are not reported: a letter among the first 17 characters, or no possible birth date.
 */
export function findIdentityNumbers(text: string): FoundIdentityNumber[] {
  if (!mayHoldIdentityNumber(text)) return [];
  const plain = narrow(text);
  if (plain.length !== text.length) return findIdentityNumbers(text.replace(/[^\x00-\x7F\u00A0\u00B7\u2000-\u200D\u2010-\u2015\u2060\u3000\uFF0D\uFF0E\uFF10-\uFF19\uFF38\uFF58]/g, '?'));
  const found: FoundIdentityNumber[] = [];
  for (const m of plain.matchAll(RUN)) found.push(...inRun(m[0], m.index));
  for (const m of plain.matchAll(FIFTEEN)) {
    const [start, end] = [m.index, m.index + 15];
    if (!isPlausible15(m[0]) || found.some((f) => start < f.end && f.start < end)) continue;
    found.push({ start, end, value: m[0], form: '15' });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** 掩码: first character, stars, last character; values of one or two characters become stars altogether. Works for any document number. */
export function maskIdNumber(value: string): string {
  const units = [...value];
  if (units.length <= 2) return '*'.repeat(units.length);
  return `${units[0]}${'*'.repeat(units.length - 2)}${units.at(-1)}`;
}

/** The text with every identity number masked in place; the length stays the same. */
export function maskIdentityNumbers(text: string): string {
  const numbers = findIdentityNumbers(text);
  if (numbers.length === 0) return text;
  let masked = '';
  let from = 0;
  for (const { start, end } of numbers) {
    masked += text.slice(from, start) + maskIdNumber(text.slice(start, end));
    from = end;
  }
  return masked + text.slice(from);
}
