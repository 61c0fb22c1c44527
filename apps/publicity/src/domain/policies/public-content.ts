import { maskIdentityNumbers } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { viewOf, type Rulebook } from '@credit/rulebook';
import { PENALTY_TYPES } from '@credit/rulebook/codes';
import type { RecordKind } from '../publicity-entry/publicity-entry.ts';

/** What the public reads of one record: canonical field names, masked text. */
export type PublicContent = Record<string, string | string[]>;

const COMMON_FIELDS = ['docNo', 'docName', 'decisionDate', 'authorityName', 'authorityUscc', 'legalRepName'] as const;
const FIELDS: Record<RecordKind, readonly string[]> = {
  'administrative-license': ['permitKind', 'certName', 'certNo', 'content', 'validFrom', 'validTo'],
  'administrative-penalty': ['violationType', 'facts', 'legalBasis', 'penaltyTypes', 'otherPenaltyText', 'content', 'fineAmountWan', 'confiscatedAmountWan', 'suspendedPermit'],
};

/** 自由文本 — fields written by people, in which personal data can hide. */
const FREE_TEXT = new Set<string>(['content', 'facts', 'violationType', 'otherPenaltyText', 'suspendedPermit']);

/** A mobile number standing alone (1, then 3–9, eleven digits). */
const MOBILE = /(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])/g;
/** A run of 16–19 digits: a bank card or account. */
const ACCOUNT = /(?<![0-9A-Za-z])\d{16,19}(?![0-9A-Za-z])/g;

/**
 * 公示内容 — the fields a record shows in public: a closed list per kind, filtered by who may see them; identity numbers, phones and accounts masked.
 * The head of an organisation may be named; the operator of an individual business (92 codes) may not.
 * 行政处罚法第五十条；个人信息保护法第二十五条 · POLICY-ASSUMPTION(publicity-closed-field-list): what is not listed here is never public, remarks included.
 */
export function publicContentOf(rulebook: Rulebook, kind: RecordKind, subjectClass: SubjectClass, content: Readonly<Record<string, unknown>>): PublicContent {
  const shown: PublicContent = {};
  for (const field of [...COMMON_FIELDS, ...FIELDS[kind]]) {
    const mask = FREE_TEXT.has(field) ? maskedText : maskIdentityNumbers;
    const value = content[field];
    if (field === 'penaltyTypes' && Array.isArray(value)) Object.assign(shown, { penaltyTypes: value, penaltyTypeNames: value.map(penaltyTypeName) });
    else if (typeof value === 'string' && value !== '') {
      const seen = viewOf('public', field, value, subjectClass, rulebook);
      if (seen !== undefined) shown[field] = mask(seen);
    }
  }
  return shown;
}

/** 处罚类别名称 — as the law calls it. 行政处罚法第九条 */
const penaltyTypeName = (code: string): string => PENALTY_TYPES.find((type) => type.code === code)?.text ?? code;

/** 脱敏 — masks what must not be read in a text that goes public. 行政处罚结果公示规则：删除家庭住址、通信方式、身份证号、银行账号 */
export function maskedText(text: string): string {
  return maskIdentityNumbers(text).replace(MOBILE, stars).replace(ACCOUNT, stars);
}

const stars = (found: string): string => `${found.slice(0, 3)}${'*'.repeat(found.length - 3)}`;
