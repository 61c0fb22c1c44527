import { DomainError, type LocalDate } from '@credit/kernel';

/** A refusal about a notice: `NOTICE.<REASON>`. */
class NoticeRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string) {
    super({ code: `NOTICE.${reason}`, message, userMessage, clause: '《实施方案》二（三）通报上级主管单位、审计、所在单位、纪检监察、组织人事部门' });
  }
}

/** 无此通报, or it is somebody else's: of others' nothing is told. */
export class NoticeNotFound extends NoticeRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such notice to this department', '该通报不存在，或者不是发给本部门的');
  }
}

export class AlreadySent extends NoticeRefused {
  constructor() {
    super('ALREADY_SENT', 'the notice has been sent', '该通报已经发出');
  }
}

/** 受文单位未指定: the city has configured nobody of that kind. */
export class NobodyToSendTo extends NoticeRefused {
  constructor(kind: string) {
    super('UNADDRESSED', `the city has no department that is the ${kind} of this unit`, '城市配置中没有该受文单位');
  }
}

/** 已签收. */
export class AlreadyReceived extends NoticeRefused {
  constructor(on: LocalDate) {
    super('ALREADY_RECEIVED', `the notice was received on ${on}`, `该通报已于${on}签收`);
  }
}

/** 签收日期有误: nobody receives what was not sent yet, or tomorrow. */
export class ReceiptOutOfOrder extends NoticeRefused {
  constructor(sentOn: LocalDate, today: LocalDate) {
    super('RECEIPT_OUT_OF_ORDER', `the receipt lies outside ${sentOn} to ${today}`, `签收日期应在通报日期（${sentOn}）至当日之间`);
  }
}

/** 主体不符: the receipt names another subject than the notice. */
export class ReceiptOfAnother extends NoticeRefused {
  constructor() {
    super('SUBJECT_OTHER', 'the notice is about another subject', '该通报不涉及所报主体');
  }
}
