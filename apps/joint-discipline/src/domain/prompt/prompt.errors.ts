import { DomainError } from '@credit/kernel';
import type { BasisLoss } from '../policies/basis-today.ts';

/** A prompt of one matter, entry and cell is raised once. */
export class PromptAlreadyRaised extends DomainError {
  constructor() {
    super({ code: 'PROMPT.ALREADY_RAISED', message: 'This prompt was raised before', userMessage: '该提示已存在' });
  }
}

/** No prompt with this id. */
export class PromptNotFound extends DomainError {
  constructor() {
    super({ code: 'PROMPT.NOT_FOUND', message: 'No such prompt', userMessage: '没有该提示' });
  }
}

/** A prompt is decided or closed once; a decision is not taken back. */
export class PromptNotOpen extends DomainError {
  constructor(status: string) {
    super({ code: 'PROMPT.NOT_OPEN_CONFLICT', message: `The prompt is ${status}`, userMessage: '该提示已处理或已关闭', details: { status } });
  }
}

/** Not applying a measure needs a reason (强制选择、说明理由). */
export class ReasonMissing extends DomainError {
  constructor() {
    super({ code: 'PROMPT.REASON_MISSING', message: 'Declining a measure needs a reason', userMessage: '不予实施的，应当说明理由', clause: '《实施方案》二（三）认真落实各项惩戒措施', pointer: '/reason' });
  }
}

/** The entry was in force when it was prompted and is not any more: nothing may be applied on it. */
export class EntryNotInForce extends DomainError {
  constructor() {
    super({ code: 'PROMPT.ENTRY_ENDED_CONFLICT', message: 'The list entry is not in force any more', userMessage: '名单条目已不再有效，不得据以实施惩戒', clause: '国办发〔2020〕49号' });
  }
}

/** The article, the item of the national list or the list type has ended: no new measure is born on it (N1). */
export class BasisLost extends DomainError {
  constructor({ what, since, why }: BasisLoss) {
    super({ code: 'PROMPT.BASIS_LOST_CONFLICT', message: `The basis of this measure is not in force: ${what}`, userMessage: `${why}，不得据以实施惩戒`, clause: '国办发〔2020〕49号', details: { what, ...(since === undefined ? {} : { since }) } });
  }
}
