import { parsePersonDocumentType } from '@credit/rulebook/codes';
import { finding, type Finding } from '../subject/finding.ts';
import { parseResidentId } from '../subject/resident-id.ts';
import { parseUscc } from '../subject/uscc.ts';

const COMPACT_JWE = /^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/;

/** 统一社会信用代码校验 — the findings of a code at `pointer`. */
export const usccFindings = (value: string, pointer: string): Finding[] => parseUscc(value).findings.map((f) => ({ ...f, pointer }));

/** 居民身份证号码校验 — checks the number if the document type is (or, absent, may be) the resident identity card. */
export const documentNumberFindings = (type: string | undefined, number: string, pointer: string): Finding[] => {
  if (type !== undefined && parsePersonDocumentType(type) !== 'RESIDENT_ID') return [];
  const id = parseResidentId(number);
  return id.ok ? [] : [finding(id.code, pointer)];
};

/** Form of an encrypted number: five base64url parts; only credit-record can open it. */
export const jweFindings = (value: string, pointer: string): Finding[] => (COMPACT_JWE.test(value) ? [] : [finding('PERSON_ID_JWE', pointer)]);
