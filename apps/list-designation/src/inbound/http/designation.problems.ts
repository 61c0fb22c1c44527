import { ProblemError } from '@credit/service-host';

const bad = (code: string, pointer: string, message: string, userMessage: string): ProblemError =>
  new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer, code, detail: message, userMessage }] });

/** 400: either what the subject said, or that it waives. */
export const defenceOneOf = (): ProblemError => bad('DESIGNATION.DEFENCE_ONE_OF', '/statement', 'give either statement or waived: true', '请填写陈述申辩内容，或注明放弃，二者择一');

/** 400: a day that does not exist. */
export const dateInvalid = (pointer: string): ProblemError => bad('DATE.INVALID', pointer, 'not an existing date YYYY-MM-DD', '日期不存在或格式有误');

/** Status of refusals, where their code does not say it (S13: who may not is 403; a step at the wrong time is 409). */
export const STATUSES: Readonly<Record<string, number>> = {
  'DESIGNATION.NOT_COMPETENT': 403, 'DESIGNATION.SAME_OFFICER': 403,
  'INTERVIEW.NOT_DESIGNATING_AUTHORITY': 403, 'INTERVIEW.ENTRY_UNKNOWN': 404, 'INTERVIEW.ENTRY_NOT_IN_FORCE': 409,
  'CONFLICT.NOT_FOUND': 404, 'CONFLICT.NOT_RED_AUTHORITY': 403, 'CONFLICT.ENDED': 409,
  'NOTICE.ALREADY_RECEIVED': 409, 'CAMPAIGN.NOT_LEAD': 403, 'CAMPAIGN.ALREADY_OPENED': 409, 'CAMPAIGN.ENDED': 409,
  'RECTIFICATION.NOT_COMPETENT': 403,
  ...Object.fromEntries(['ENDED', 'ALREADY_EXTENDED', 'DEADLINE_PASSED', 'DEADLINE_RUNNING', 'EVIDENCE_IN_HAND', 'NO_EVIDENCE'].map((reason) => [`RECTIFICATION.${reason}`, 409])),
  'DESIGNATION.ENDED': 409, 'DESIGNATION.DEFENCE_PERIOD_RUNNING': 409, 'DESIGNATION.NOT_YET_DUE': 409, 'DESIGNATION.CHANGE_PENDING': 409, 'DESIGNATION.NOTHING_ASKED': 409,
  'DESIGNATION.EVIDENCE_UNCONFIRMED': 503,
  ...Object.fromEntries(['PROPOSED', 'NOTICED', 'ANSWERED', 'REVIEWED', 'DECIDED', 'SERVED', 'IN_FORCE'].map((step) => [`DESIGNATION.NOT_${step}`, 409])),
};
