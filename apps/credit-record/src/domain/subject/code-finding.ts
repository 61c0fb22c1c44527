/** 重错码问题 — kinds of the worklist of 重错码治理 (domain §1.2). */
export type CodeFindingCode =
  | 'USCC_FORMAT' | 'USCC_CHECK' | 'ORG_CODE_CHECK' | 'ONE_CODE_MANY_SUBJECTS' | 'ONE_SUBJECT_MANY_CODES' | 'ORG_CODE_REUSED' | 'NAME_CODE_MISMATCH' | 'UNKNOWN_SUBJECT';

/** 重错码问题 as it is opened; `dedupe` names the fault, so that the same one is on the worklist once. */
export interface NewCodeFinding {
  code: CodeFindingCode;
  dedupe: string;
  /** Department in whose statement it was found. */
  provider: string;
  subjectId: string | null;
  otherSubjectId: string | null;
  /** Code as sent, masked when it looks like an identity number. */
  uscc: string | null;
  statedName: string | null;
}

/** 登记部门处理标志: 0 新赋码, 1 删除, 2 保持原码不变. */
export type RegistrarFlag = '0' | '1' | '2';

/** What a name that does not fit tells: against a registered subject 名码不符, between two claims about an unregistered one 一码多赋. */
export const nameFindingOf = (registered: boolean): CodeFindingCode => (registered ? 'NAME_CODE_MISMATCH' : 'ONE_CODE_MANY_SUBJECTS');
