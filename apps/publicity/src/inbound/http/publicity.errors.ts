import { DomainError } from '@credit/kernel';
import type { EntryAtAddress } from '../../application/queries/public-entries.ts';
import { reasonText } from '../../domain/policies/publicity-verdict.ts';

/** 404: nothing is or was public under this address. */
export const noSuchEntry = (): DomainError => new DomainError({ code: 'PUBLICITY.ENTRY_UNKNOWN', message: 'Nothing is public under this address', userMessage: '未查询到公示信息' });

/** 410: it was public and is not any more; for a revoked decision the reason is told. 行政处罚法第四十八条 */
export const entryGone = ({ kind, reason, withdrawnOn, ending }: Extract<EntryAtAddress, { state: 'gone' }>): DomainError =>
  new DomainError({
    code: 'PUBLICITY.ENTRY_WITHDRAWN',
    message: `No longer public since ${withdrawnOn} (${reason})`,
    userMessage: `该信息已于${withdrawnOn}停止公示：${reasonText(reason)}${ending ? `（${ending.reason}）` : ''}`,
    ...(reason === 'RECORD_REVOKED' && kind === 'administrative-penalty' ? { clause: '行政处罚法第四十八条' } : {}),
    details: { reason, withdrawnOn, ...(ending ? { explanation: { ...ending } } : {}) },
  });

/** 400: exactly one of a code and a name. */
export const searchByOne = (): DomainError =>
  new DomainError({ code: 'PUBLICITY.SEARCH_BY_ONE', message: 'Give either uscc or name', userMessage: '请提供统一社会信用代码或完整名称中的一项', pointer: '/uscc' });

/** 400: what was given is no unified social credit code. */
export const codeInvalid = (why: string): DomainError =>
  new DomainError({ code: 'PUBLICITY.CODE_INVALID', message: 'Not a valid unified social credit code', userMessage: why, pointer: '/uscc', clause: 'GB 32100-2015' });
