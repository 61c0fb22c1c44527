import { isLocalDate } from '@credit/kernel';
import { ProblemError } from '@credit/service-host';

/** @throws ProblemError 400 for a day that does not exist, by its pointer */
export function existingDays(days: Readonly<Record<string, string | undefined>>): void {
  for (const [pointer, day] of Object.entries(days)) {
    if (day === undefined || isLocalDate(day)) continue;
    const [code, message, userMessage] = ['DATE.INVALID', 'not an existing date YYYY-MM-DD', '日期不存在或格式有误'] as const;
    throw new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer: `/${pointer}`, code, detail: message, userMessage }] });
  }
}

/** 400: neither an id nor a code of the promisor. */
export function promisorMissing(): ProblemError {
  const [code, message, userMessage] = ['FIELD_MISSING', 'the promisor is named by subjectId or uscc', '应当填写承诺人的主体标识或者统一社会信用代码'] as const;
  return new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer: '/promisor', code, detail: message, userMessage }] });
}

/** 400: neither an id nor a code of the subject. */
export function subjectMissing(): ProblemError {
  const [code, message, userMessage] = ['FIELD_MISSING', 'the subject is named by subjectId or uscc', '应当填写信用主体标识或者统一社会信用代码'] as const;
  return new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer: '/subject', code, detail: message, userMessage }] });
}

/** 400: declared information is read for a purpose, and for no other. */
export function purposeMissing(): ProblemError {
  const [code, message, userMessage] = ['FIELD_MISSING', 'the purpose of the reading is missing', '应当填写查阅用途'] as const;
  return new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer: '/purpose', code, detail: message, userMessage }] });
}

/** Status of refusals, where their code does not say it (S13: who may not is 403; a step at the wrong time is 409). */
export const STATUSES: Readonly<Record<string, number>> = {
  'COMMITMENT.NOT_COMPETENT': 403, 'COMMITMENT.NO_DEPARTMENT': 403, 'COMMITMENT.NOT_YOURS_TO_PROMISE': 403, 'COMMITMENT.ALREADY_MADE': 409, 'COMMITMENT.WRONG_STEP': 409, 'COMMITMENT.EXPLANATION_PENDING': 409, 'COMMITMENT.RECTIFICATION_RUNNING': 409, 'COMMITMENT.DOCUMENTS_OUTSTANDING': 409,
  'COMMITMENT.SAME_OFFICER': 403, 'COMMITMENT_ITEM.NOT_COMPETENT': 403, 'COMMITMENT_ITEM.WITHDRAWN': 409,
  'EDUCATION.NOT_COMPETENT': 403, 'EDUCATION.MATERIAL_NOT_YOURS': 403,
  'DECLARATION.WRONG_STEP': 409, 'DECLARATION.OWN_VERIFICATION': 403, 'AUTHORISATION.RECALLED': 403, 'AUTHORISATION.NOT_GIVEN': 403, 'AUTHORISATION.NOTHING_TO_RECALL': 409,
};
