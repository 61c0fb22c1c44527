import { ProblemError } from '@credit/service-host';

/** 400: a day that does not exist. */
export function dateInvalid(pointer: string): ProblemError {
  const [code, message, userMessage] = ['DATE.INVALID', 'not an existing date YYYY-MM-DD', '日期不存在或格式有误'] as const;
  return new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer, code, detail: message, userMessage }] });
}

/** 400: an objection at the window without whose it is. */
export function objectorMissing(): ProblemError {
  const [code, message, userMessage] = ['FIELD_MISSING', 'the window has to name the objector', '窗口代办应当填写异议人名称'] as const;
  return new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer: '/objectorName', code, detail: message, userMessage }] });
}

/** Status of refusals, where their code does not say it (S13: who may not is 403; a step at the wrong time is 409). */
export const STATUSES: Readonly<Record<string, number>> = {
  'REPAIR.NOT_COMPETENT': 403, 'REPAIR.ALREADY_APPLIED': 409, 'REPAIR.WRONG_STEP': 409, 'REPAIR.ALREADY_EXTENDED': 409, 'REPAIR.NOT_GRANTED': 409, 'CORRECTION.ALREADY_DONE': 409, 'CORRECTION.DISCONTINUED': 409, 'REPAIR_NOTICE.ALREADY_SERVED': 409, 'SHIELDING.NOT_COMPETENT': 403, 'SHIELDING.ALREADY_APPLIED': 409, 'SHIELDING.WRONG_STEP': 409, 'SHIELDING.REPAIR_OUTSTANDING': 409,
  'OBJECTION.NOT_COMPETENT': 403, 'OBJECTION.NOT_ABOUT_YOU': 403, 'OBJECTION.ALREADY_LODGED': 409, 'OBJECTION.WRONG_STEP': 409, 'OBJECTION.ALREADY_EXTENDED': 409,
  'REVIEW.NOT_COMPETENT': 403, 'REVIEW.ALREADY_NOTED': 409, 'REVIEW.ALREADY_ENDED': 409,
};
