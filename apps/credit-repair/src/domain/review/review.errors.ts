import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

/** A refusal about the mark of a review: `REVIEW.<REASON>`. */
class ReviewRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `REVIEW.${reason}`, message, userMessage, clause: '《深圳经济特区社会信用条例》第四十三条', ...(details === undefined ? {} : { details }) });
  }
}

export class ReviewNotFound extends ReviewRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such review', '没有该复议诉讼标注');
  }
}

/** 对象不明: an item that nobody here has, or that no department here answers for. */
export class ReviewItemUnknown extends ReviewRefused {
  constructor() {
    super('ITEM_UNKNOWN', 'no such item, or no department here answers for it', '没有找到该信息，或者其决定机关未接入本平台');
  }
}

/** 同一信息同一种类只有一件: one open review per item and kind. */
export class ReviewAlreadyNoted extends ReviewRefused {
  constructor() {
    super('ALREADY_NOTED', 'a review of this kind is open for the item', '该信息已标注同一种类且尚未终结的复议或者诉讼');
  }
}

export class NotYourDecision extends ReviewRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} did not make the decision`, '本部门不是该决定的作出机关', { source });
  }
}

export class ReviewEndedBefore extends ReviewRefused {
  constructor(on: LocalDate) {
    super('ALREADY_ENDED', `the review ended on ${on}`, `该复议或者诉讼已于${on}终结`, { on });
  }
}

/** 受理日期 before the decision, 终结日期 before the acceptance, or either after today. */
export class ReviewDayOutOfOrder extends ReviewRefused {
  constructor(from: LocalDate, today: LocalDate) {
    super('DAY_OUT_OF_ORDER', `a day from ${from} to ${today}`, `日期应当在${from}至${today}之间`, { from, today });
  }
}
