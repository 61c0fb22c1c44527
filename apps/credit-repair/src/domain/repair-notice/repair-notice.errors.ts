import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

/** A refusal about a repair notice: `REPAIR_NOTICE.<REASON>`. */
class NoticeRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `REPAIR_NOTICE.${reason}`, message, userMessage, clause: '国办发〔2025〕22号：两书同达', ...(details === undefined ? {} : { details }) });
  }
}

export class NoticeNotFound extends NoticeRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such notice for you', '该信用修复告知不存在或无权办理');
  }
}

export class NoticeAlreadyServed extends NoticeRefused {
  constructor(on: LocalDate) {
    super('ALREADY_SERVED', `the notice was served on ${on}`, `该信用修复告知已于${on}送达`, { on });
  }
}

/** 送达日期有误: before the document, or in the future. */
export class ServiceOutOfOrder extends NoticeRefused {
  constructor(from: LocalDate, to: LocalDate) {
    super('SERVICE_OUT_OF_ORDER', `it can have been served from ${from} to ${to} only`, `送达日期应当在文书日期${from}至${to}之间`, { from, to });
  }
}
