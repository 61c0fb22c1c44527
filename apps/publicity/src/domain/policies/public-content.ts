import { findIdentityNumbers, maskIdentityNumbers } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { maskPersonName, viewOf, type Rulebook } from '@credit/rulebook';
import { PENALTY_TYPES } from '@credit/rulebook/codes';
import type { PublicKind, RecordKind } from '../publicity-entry/publicity-entry.ts';

/** What the public reads of one record: canonical field names, masked text. */
export type PublicContent = Record<string, string | string[]>;

const COMMON_FIELDS = ['docNo', 'docName', 'decisionDate', 'authorityName', 'authorityUscc', 'legalRepName'] as const;
const FIELDS: Record<PublicKind, readonly string[]> = {
  'administrative-license': ['permitKind', 'certName', 'certNo', 'content', 'validFrom', 'validTo'],
  'administrative-penalty': ['violationType', 'facts', 'legalBasis', 'penaltyTypes', 'otherPenaltyText', 'content', 'fineAmountWan', 'confiscatedAmountWan', 'suspendedPermit'],
};

/** Whether records of the kind have a public form at all; the others leave no content here. */
export const hasPublicForm = (kind: RecordKind): kind is PublicKind => Object.hasOwn(FIELDS, kind);

/** 自由文本 — fields written by people, in which personal data can hide. */
const FREE_TEXT = new Set<string>(['content', 'facts', 'violationType', 'otherPenaltyText', 'suspendedPermit']);

/** A mobile number standing alone (1, then 3–9, eleven digits), also in groups of 3-4-4. */
const MOBILE = /(?<![0-9A-Za-z])1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9A-Za-z])/g;
/** A run of 16–19 digits, also in groups of four: a bank card or account. */
const ACCOUNT = /(?<![0-9A-Za-z])(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![0-9A-Za-z])/g;
/** What every number below has: as many digits as the shortest of them, a mobile number. */
const ELEVEN_DIGITS = /(?:[\d\uff10-\uff19][^\d\uff10-\uff19]*){11}/;
/** Eighteen places with whatever people put between them; an identity number only if it is one without that. */
const SPACED_ID = /(?<!\d)\d(?:[ \-–—.·_/]{0,2}\d){16}[ \-–—.·_/]{0,2}[\dXx](?!\d)/g;

/**
 * 公示内容 — the fields a record shows in public: a closed list per kind, filtered by who may see them; identity numbers, phones and accounts masked.
 * The head of an organisation may be named; the operator of an individual business (92 codes) may not, in no text.
 * 行政处罚法第五十条；个人信息保护法第二十五条 · POLICY-ASSUMPTION(publicity-closed-field-list): what is not listed here is never public, remarks included.
 */
export function publicContentOf(rulebook: Rulebook, kind: PublicKind, subjectClass: SubjectClass, content: Readonly<Record<string, unknown>>): PublicContent {
  const shown: PublicContent = {};
  const unnamed = withoutOperator(subjectClass, content);
  for (const field of [...COMMON_FIELDS, ...FIELDS[kind]]) {
    const mask = FREE_TEXT.has(field) ? maskedText : maskIdentityNumbers;
    const value = content[field];
    if (field === 'penaltyTypes' && Array.isArray(value)) Object.assign(shown, { penaltyTypes: value, penaltyTypeNames: value.map(penaltyTypeName) });
    else if (typeof value === 'string' && value !== '') {
      const seen = viewOf('public', field, value, subjectClass, rulebook);
      if (seen !== undefined) shown[field] = unnamed(mask(seen));
    }
  }
  return shown;
}

/** 处罚类别名称 — as the law calls it. 行政处罚法第九条 */
const penaltyTypeName = (code: string): string => PENALTY_TYPES.find((type) => type.code === code)?.text ?? code;

/** 脱敏 — masks what must not be read in a text that goes public, full-width digits too. 行政处罚结果公示规则：删除家庭住址、通信方式、身份证号、银行账号 */
export function maskedText(text: string): string {
  if (!ELEVEN_DIGITS.test(text)) return text;
  const identities = hidden(maskIdentityNumbers(text), SPACED_ID, (found) => (findIdentityNumbers(found.replace(/[^\dXx]/g, '')).length > 0 ? 1 : found.length));
  return hidden(hidden(identities, MOBILE, () => 3), ACCOUNT, () => 3);
}

/** Stars from the `keep`th unit of each match on; the text is matched in half width, its length stays. */
function hidden(text: string, pattern: RegExp, keep: (found: string) => number): string {
  let result = '';
  let from = 0;
  for (const { index, 0: found } of halfWidth(text).matchAll(pattern)) {
    const shown = index + keep(found);
    result += text.slice(from, shown) + '*'.repeat(index + found.length - shown);
    from = index + found.length;
  }
  return result + text.slice(from);
}

const halfWidth = (text: string): string => text.replace(/[\uff01-\uff5e\u3000]/g, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));

/**
 * 经营者姓名 — takes the name of the operator of an individual business out of texts about it; he is a natural person (decision 24, trap 24).
 * A trade name that holds it shows as the name of the subject, not in these texts.
 */
export function withoutOperator(subjectClass: SubjectClass, content: Readonly<Record<string, unknown>>): (text: string) => string {
  const operator = content['legalRepName'];
  if (subjectClass === 'LEGAL_ENTITY' || typeof operator !== 'string' || operator.trim().length < 2) return (text) => text;
  return (text) => text.replaceAll(operator.trim(), maskPersonName(operator));
}
