import { normaliseName } from '@credit/contracts/subject';
import { PLACE_STEMS, PLACE_SUFFIXES } from '@credit/rulebook/codes';
import { BRANCH_ENDINGS, INDUSTRIES, LEGAL_FORMS, SIMPLIFIED } from './name-tables.ts';

/** 企业名称的组成 — region + brand + industry + legal form + branch, each as it is compared. 企业名称登记管理规定第六条、第十三条 */
export interface NameAnatomy {
  /** 全称 without brackets, spaces and signs, in the order written. */
  readonly full: string;
  /** 行政区划 stems, from the widest to the narrowest, joined by a blank; '' when the name holds none. */
  readonly region: string;
  /** 字号. */
  readonly brand: string;
  /** 行业或经营特点. */
  readonly industry: string;
  /** 组织形式 class, '' when none is written. */
  readonly form: string;
  /** 分支机构: what stands behind the legal form; '' for the legal person itself. */
  readonly branch: string;
}

const DIGITS: Readonly<Record<string, string>> = { 零: '0', 〇: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9', 壹: '1', 贰: '2', 叁: '3', 肆: '4', 伍: '5', 陆: '6', 柒: '7', 捌: '8', 玖: '9' };
const NUMERAL = /[零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖十]+/g;
const SIGNS = /[\s·()"'“”‘’,，.。、\-—–_/\\&＆:：;；!！?？*#<>《》]/g;
const BRACKETED = /\(([^()]*)\)/g;
const TRADITIONAL = new RegExp(`[${[...SIMPLIFIED.keys()].join('')}]`, 'g');
/** Suffixes that end a place whose stem is in no table, and the characters before them that make another word: 城市, 超市, 小区. */
const OPEN_SUFFIXES: readonly (readonly [suffix: string, notAfter: string])[] = [['自治县', ''], ['市', '城都超夜门股集上'], ['县', ''], ['区', '社小园景校厂库矿片新']];

/** Characters that no rule below changes: Han ones that are simplified and no numerals, Arabic digits, capital letters. Nearly every name consists of them. */
const STEADY = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const c = String.fromCharCode(unit);
  return /^[\u4e00-\u9fff0-9A-Z]$/.test(c) && !SIMPLIFIED.has(c) && c !== '十' && !(c in DIGITS) ? 1 : 0;
});

function isSteady(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (STEADY[text.charCodeAt(i)] === 0) return false;
  return true;
}

/** 数字: a written numeral below 100 as digits; anything longer digit by digit. */
function numeral(text: string): string {
  const at = text.indexOf('十');
  if (at < 0 || text.length > 3) return [...text].map((c) => DIGITS[c] ?? c).join('');
  const tens = text.slice(0, at);
  const ones = text.slice(at + 1);
  if (tens.length > 1 || ones.length > 1 || ones === '十') return text;
  return `${tens === '' ? '1' : DIGITS[tens]}${ones === '' ? '0' : DIGITS[ones]}`;
}

/** 名称规范化: one width, one kind of bracket, simplified characters, Arabic digits, upper case; brackets and signs still there. */
export const comparableName = (raw: string): string =>
  isSteady(raw) ? raw : normaliseName(raw).toUpperCase().replace(TRADITIONAL, (c) => SIMPLIFIED.get(c)!).replace(NUMERAL, numeral);

const folded = (text: string): string => text.replace(NUMERAL, numeral);

/** Words to be found at one end of a text: by the character at that end, how long those with it are, longest first. */
class Words {
  private readonly words: ReadonlySet<string>;
  private readonly sizes = new Map<string, number[]>();

  constructor(words: Iterable<string>, end: 'first' | 'last') {
    this.words = new Set(words);
    for (const word of this.words) {
      const at = end === 'first' ? word[0]! : word.at(-1)!;
      this.sizes.set(at, [...new Set([...(this.sizes.get(at) ?? []), word.length])].sort((a, b) => b - a));
    }
  }

  has(word: string): boolean {
    return this.words.has(word);
  }

  sizesAt(character: string | undefined): readonly number[] {
    return this.sizes.get(character ?? '') ?? [];
  }
}

const STEMS = new Words([...PLACE_STEMS].map(folded), 'first');

/** The place that a text begins with: its stem and how many characters it takes; undefined when there is none. At least `spare` characters must remain. */
function placeAt(text: string, spare: number): { stem: string; length: number } | undefined {
  for (const size of STEMS.sizesAt(text[0])) {
    const stem = text.slice(0, size);
    if (size < 2 || size > text.length - spare || !STEMS.has(stem)) continue;
    const suffix = PLACE_SUFFIXES.find((s) => text.startsWith(s, size) && text.length - size - s.length >= spare);
    return { stem, length: size + (suffix?.length ?? 0) };
  }
  for (let size = 1; size <= 4 && size < text.length - spare; size += 1) {
    const open = OPEN_SUFFIXES.find(([suffix]) => text.startsWith(suffix, size) && text.length - size - suffix.length >= spare);
    if (open !== undefined && (size > 1 || open[0] === '县') && !open[1].includes(text[size - 1]!)) return { stem: text.slice(0, size), length: size + open[0].length };
  }
  return undefined;
}

/** All places at the beginning, and what follows them. A brand of at least two characters must remain. */
function takeRegion(text: string, spare = 2): { places: string[]; rest: string } {
  const places: string[] = [];
  let rest = text;
  for (let place = placeAt(rest, spare); place !== undefined && places.length < 4; place = placeAt(rest, spare)) {
    places.push(place.stem);
    rest = rest.slice(place.length);
  }
  return { places, rest };
}

const FORM_OF: ReadonlyMap<string, string> = new Map(LEGAL_FORMS.map(({ text, form }) => [text, form]));
const FORM_WORDS = new Words(FORM_OF.keys(), 'last');
const INDUSTRY_WORDS = new Words(INDUSTRIES, 'last');

/** The longest of the words that a text ends with; something must stand before it. */
function longestEnding(text: string, words: Words): string | undefined {
  for (const size of words.sizesAt(text.at(-1))) {
    const word = size < text.length ? text.slice(text.length - size) : '';
    if (words.has(word)) return word;
  }
  return undefined;
}

/** Legal form and branch at the end of a name without region. */
function takeForm(text: string): { rest: string; form: string; branch: string } {
  for (const ending of BRANCH_ENDINGS) {
    if (!text.endsWith(ending)) continue;
    for (const { text: written, form } of LEGAL_FORMS) {
      if (form === '个体' || form === '厂' || written === '中心') continue;
      const at = text.indexOf(written, 1);
      if (at > 0 && at + written.length < text.length) return { rest: text.slice(0, at), form, branch: text.slice(at + written.length) };
    }
  }
  const written = longestEnding(text, FORM_WORDS);
  if (written !== undefined) {
    const form = FORM_OF.get(written)!;
    const rest = text.slice(0, text.length - written.length);
    if (!written.startsWith('(')) return { rest: form === '个体' ? text : rest, form, branch: '' };
    const inner = takeForm(rest);
    return { rest: inner.rest, form, branch: inner.branch };
  }
  return { rest: text, form: '', branch: '' };
}

function takeIndustry(text: string): { brand: string; industry: string } {
  let brand = text;
  for (let word = longestEnding(brand, INDUSTRY_WORDS); word !== undefined; word = longestEnding(brand, INDUSTRY_WORDS)) brand = brand.slice(0, brand.length - word.length);
  return { brand, industry: text.slice(brand.length) };
}

const plain = (text: string): string => (isSteady(text) ? text : text.replace(SIGNS, ''));

/** Places in brackets leave the name: 甲乙(沈阳)商贸有限公司 is written for 沈阳甲乙商贸有限公司. Other brackets stay, without their signs. */
function liftBracketedPlaces(text: string): { text: string; places: string[] } {
  const places: string[] = [];
  if (!text.includes('(')) return { text, places };
  const left = text.replace(BRACKETED, (whole, inside: string) => {
    const { places: found, rest } = takeRegion(inside, 0);
    if (found.length === 0 || rest !== '') return whole;
    places.push(...found);
    return '';
  });
  return { text: left, places };
}

/** 拆分企业名称 — the parts of a name as they are compared. Pure text, no register is asked. */
export function anatomyOf(raw: string): NameAnatomy {
  const comparable = comparableName(raw);
  const lifted = liftBracketedPlaces(comparable);
  const formed = takeForm(lifted.text);
  const { places, rest } = takeRegion(plain(formed.rest));
  const { brand, industry } = takeIndustry(rest);
  return { full: plain(comparable), region: [...places, ...lifted.places].join(' '), brand, industry, form: formed.form, branch: plain(formed.branch) };
}

/** 名称核心 — brand and industry: what is left of a name when region, form and branch are taken away. */
export const coreOf = ({ brand, industry }: NameAnatomy): string => brand + industry;
