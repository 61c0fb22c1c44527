import { DomainError, type LocalDate } from '@credit/kernel';

const CLAUSE = '国发〔2016〕33号（守信联合激励）';

/** 不在红名单: the entry is not, or no longer, in force. */
export class RedEntryOver extends DomainError {
  constructor(status: string) {
    super({ code: 'RED_LIST.NOT_IN_FORCE', message: `the entry of the red list is ${status}`, userMessage: '该红名单条目未生效或已结束', clause: CLAUSE, details: { status } });
  }
}

export class RedTermNotOver extends DomainError {
  constructor(until: LocalDate | null) {
    super({ code: 'RED_LIST.TERM_NOT_OVER', message: `the term lasts until ${until ?? 'an ending event'}`, userMessage: '该红名单条目期限尚未届满', clause: CLAUSE });
  }
}
