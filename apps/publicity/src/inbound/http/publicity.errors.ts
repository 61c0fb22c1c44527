import { ProblemError } from '@credit/service-host';
import type { EntryAtAddress } from '../../application/queries/public-entry.ts';
import { reasonText } from '../../domain/policies/publicity-verdict.ts';

/** 404: nothing is or was public under this address. */
export const noSuchEntry = (): ProblemError =>
  new ProblemError({ status: 404, code: 'PUBLICITY.ENTRY_NOT_FOUND', message: 'nothing is public under this address', userMessage: '未查询到公示信息' });

/** 410: it was public and is not any more; why a decision was revoked is told. 行政处罚法第四十八条 */
export function entryGone({ kind, reason, withdrawnOn, ending }: Extract<EntryAtAddress, { state: 'gone' }>): ProblemError {
  const told = ending === null ? '' : `：${ending.reason}${ending.basis === undefined ? '' : `（${ending.basis}）`}`;
  return new ProblemError({
    status: 410,
    code: 'PUBLICITY.ENTRY_WITHDRAWN',
    message: `no longer public since ${withdrawnOn}: ${reason}`,
    userMessage: `该信息自${withdrawnOn}起停止公示：${reasonText(reason)}`,
    ...(reason === 'RECORD_REVOKED' && kind === 'administrative-penalty' ? { clause: '行政处罚法第四十八条' } : {}),
    errors: [{ pointer: '', code: reason, detail: `withdrawn on ${withdrawnOn}`, userMessage: `${reasonText(reason)}${told}` }],
  });
}

const badSearch = (code: string, message: string, userMessage: string): ProblemError =>
  new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer: '/uscc', code, detail: message, userMessage }] });

/** 400: exactly one of a code and a name. */
export const searchByOne = (): ProblemError => badSearch('PUBLICITY.SEARCH_BY_ONE', 'give either uscc or name', '请提供统一社会信用代码或完整名称中的一项');

/** 400: what was given is no unified social credit code. */
export const codeInvalid = (why: string): ProblemError => badSearch('PUBLICITY.CODE_INVALID', 'not a valid unified social credit code', why);
