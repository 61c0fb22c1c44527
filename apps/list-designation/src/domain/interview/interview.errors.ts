import { DomainError, type LocalDate } from '@credit/kernel';

/** A refusal about an interview: `INTERVIEW.<REASON>`. */
class InterviewRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string) {
    super({ code: `INTERVIEW.${reason}`, message, userMessage, clause: '《实施方案》二（三）按照“谁认定、谁约谈”的原则' });
  }
}

/** 谁认定、谁约谈: only the authority that designated the entry holds an interview about it. */
export class NotDesignatingAuthority extends InterviewRefused {
  constructor(source: string) {
    super('NOT_DESIGNATING_AUTHORITY', `${source} did not designate the entry`, '约谈由认定部门进行，该名单条目不是本部门认定的');
  }
}

export class InterviewRecorded extends InterviewRefused {
  constructor() {
    super('ALREADY_RECORDED', 'there is an interview under this id or number', '该约谈已经记录');
  }
}

export class EntryUnknown extends InterviewRefused {
  constructor() {
    super('ENTRY_UNKNOWN', 'there is no such entry', '该名单条目不存在');
  }
}

/** 不在名单中: an interview is about an entry that was in force on its day. */
export class EntryNotInForce extends InterviewRefused {
  constructor(heldOn: LocalDate) {
    super('ENTRY_NOT_IN_FORCE', `the entry was not in force on ${heldOn}`, `约谈当日（${heldOn}）该主体不在该名单中`);
  }
}

export class HeldInFuture extends InterviewRefused {
  constructor(heldOn: LocalDate) {
    super('HELD_IN_FUTURE', `${heldOn} has not come yet`, '约谈日期晚于当日');
  }
}

export class OrderNotOfEntry extends InterviewRefused {
  constructor() {
    super('ORDER_OF_ANOTHER', 'the order is another department\'s or about another subject', '所引用的整改通知不是本部门对该主体作出的');
  }
}
