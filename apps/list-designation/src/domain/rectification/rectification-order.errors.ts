import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

const CLAUSE = '《实施方案》二（三）督促失信市场主体限期整改';

/** A refusal about an order to rectify: `RECTIFICATION.<REASON>`. */
class RectificationRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `RECTIFICATION.${reason}`, message, userMessage, clause: CLAUSE, ...(details === undefined ? {} : { details }) });
  }
}

export class OrderNotFound extends RectificationRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such order', '该整改通知不存在或无权查看');
  }
}

export class AlreadyOrdered extends RectificationRefused {
  constructor(status: string) {
    super('ALREADY_ORDERED', `there is an order under this id, it is ${status}`, '该整改通知已存在', { status });
  }
}

export class NotOrdered extends RectificationRefused {
  constructor() {
    super('NOT_ORDERED', 'nothing has been ordered', '尚未责令整改');
  }
}

/** 已终结: concluded or revoked; nothing follows. */
export class OrderEnded extends RectificationRefused {
  constructor(status: string) {
    super('ENDED', `the order is over: ${status}`, '该整改已作出结论或已撤销', { status });
  }
}

/** 依据文书均未生效: an order rests on documents that are in effect. */
export class NoEffectiveBasis extends RectificationRefused {
  constructor() {
    super('NO_EFFECTIVE_BASIS', 'no cited document is in effect and fit for an order', '所引用的文书均未生效、已撤销或不属于可责令整改的文书，不得责令整改');
  }
}

export class BasisOfAnotherSubject extends RectificationRefused {
  constructor(docNos: readonly string[]) {
    super('BASIS_OF_ANOTHER_SUBJECT', `documents about another subject: ${docNos.join(', ')}`, `下列文书的当事人不是该主体：${docNos.join('、')}`);
  }
}

/** 无权责令: the documents are others', and so is the entry. */
export class NotYourMatter extends RectificationRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} neither issued a cited document nor designated the entry`, '所引用的文书和名单条目均非本部门作出，无权责令整改', { source });
  }
}

/** 专项治理未在进行: unknown, not begun yet, over, or closed. */
export class CampaignNotRunning extends RectificationRefused {
  constructor(code: string) {
    super('CAMPAIGN_NOT_RUNNING', `no campaign ${code} is running`, `没有代码为${code}的专项治理，或者不在其期间内`, { campaign: code });
  }
}

export class DeadlineInvalid extends RectificationRefused {
  constructor(what: string) {
    super('DEADLINE_INVALID', what, '整改期限应晚于责令日期；延期应晚于原期限');
  }
}

/** 只延一次. */
export class AlreadyExtended extends RectificationRefused {
  constructor() {
    super('ALREADY_EXTENDED', 'the deadline has been extended once', '整改期限只能延长一次');
  }
}

/** 逾期不延: an extension is asked for while the period runs. */
export class DeadlinePassed extends RectificationRefused {
  constructor(dueOn: LocalDate) {
    super('DEADLINE_PASSED', `the deadline was ${dueOn}`, `整改期限已于${dueOn}届满，不得延期`, { dueOn });
  }
}

/** 期限未满: nobody has failed before the time that was given is over. */
export class DeadlineRunning extends RectificationRefused {
  constructor(dueOn: LocalDate) {
    super('DEADLINE_RUNNING', `the subject has time up to and including ${dueOn}`, `整改期限至${dueOn}，尚未届满，不得认定未整改`, { dueOn });
  }
}

/** 没有整改材料. */
export class NoRectificationEvidence extends RectificationRefused {
  constructor() {
    super('NO_EVIDENCE', 'no evidence of the rectification has been handed in', '尚无整改材料或核查记录，不得认定已整改');
  }
}

/** 已提醒, or there is nothing left to remind of. */
export class NothingToRemind extends RectificationRefused {
  constructor(status: string) {
    super('NOTHING_TO_REMIND', `the order is ${status}`, '该整改无需提醒', { status });
  }
}

export class ReminderNotDue extends RectificationRefused {
  constructor(remindOn: LocalDate) {
    super('REMINDER_NOT_DUE', `the reminder is due on ${remindOn}`, `提醒日为${remindOn}`, { remindOn });
  }
}

/** 材料已提交: the period is no longer what matters. */
export class EvidenceInHand extends RectificationRefused {
  constructor() {
    super('EVIDENCE_IN_HAND', 'evidence has been handed in: conclude on it', '整改材料已提交，应作出结论，不再延期');
  }
}

export class BasisNotCited extends RectificationRefused {
  constructor() {
    super('BASIS_NOT_CITED', 'the order does not rest on this document', '该整改未引用此文书');
  }
}

/** 条目不符: the entry is not this subject's, or is not known. */
export class EntryOfAnotherSubject extends RectificationRefused {
  constructor() {
    super('ENTRY_OF_ANOTHER_SUBJECT', 'the entry is not about this subject', '所引用的名单条目不是该主体的');
  }
}
