import { DomainError, type JsonValue } from '@credit/kernel';

/** A refusal about an objection: `OBJECTION.<REASON>`. */
class ObjectionRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `OBJECTION.${reason}`, message, userMessage, clause: '《实施方案》二（四）建立健全信用主体权益保护机制', ...(details === undefined ? {} : { details }) });
  }
}

export class ObjectionNotFound extends ObjectionRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such objection for you', '该异议不存在或无权查看');
  }
}

export class NotLodged extends ObjectionRefused {
  constructor() {
    super('NOT_LODGED', 'no objection has been lodged', '尚未提出异议');
  }
}

/** 同一人就同一内容只办一件: the same item and fields by the same objector. */
export class AlreadyLodged extends ObjectionRefused {
  constructor() {
    super('ALREADY_LODGED', 'the same objector has an open objection to the same fields of this item', '对该信息的相同内容已有正在办理的异议');
  }
}

/** 对象不明: an item that nobody here has, or that no department here answers for. */
export class ItemUnknown extends ObjectionRefused {
  constructor(why: string, userMessage: string) {
    super('ITEM_UNKNOWN', why, userMessage);
  }
}

/** 字段不存在: not a field that is shown of such an item, or none that can be corrected. */
export class FieldUnknown extends ObjectionRefused {
  constructor(fields: readonly string[]) {
    super('FIELD_UNKNOWN', `no such field: ${fields.join(', ')}`, `没有这些字段：${fields.join('、')}`, { fields: [...fields] });
  }
}

export class NotYourObjection extends ObjectionRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} did not provide the information`, '本部门不是该信息的提供单位', { source });
  }
}

/** The step does not fit the state of the objection. */
export class WrongObjectionStep extends ObjectionRefused {
  constructor(status: string, step: string) {
    super('WRONG_STEP', `${step} does not fit an objection that is ${status}`, '该异议当前状态不能进行此操作', { status, step });
  }
}

export class ObjectionExtendedBefore extends ObjectionRefused {
  constructor() {
    super('ALREADY_EXTENDED', 'the verification has been extended once', '核查期限只能延长一次');
  }
}

export class ObjectionNotOverdue extends ObjectionRefused {
  constructor() {
    super('NOT_OVERDUE', 'nobody is late', '尚未逾期');
  }
}

/** 结果不适用: an outcome that such an item cannot have, or that its present state no longer allows. */
export class OutcomeNotApplicable extends ObjectionRefused {
  constructor(why: string, userMessage: string) {
    super('OUTCOME_NOT_APPLICABLE', why, userMessage);
  }
}

/** 更正后的内容 is not one that the register would take. */
export class CorrectionInvalid extends ObjectionRefused {
  constructor(problems: readonly { code: string; field: string }[]) {
    super('CORRECTION_INVALID', `the corrected content is not valid: ${problems.map(({ field, code }) => `${field} ${code}`).join(', ')}`, '更正后的内容不符合数据标准', { problems: problems.map((problem) => ({ ...problem })) });
  }
}

/** 说明 only by whom the information is about. */
export class NotAboutYou extends ObjectionRefused {
  constructor() {
    super('NOT_ABOUT_YOU', 'only the subject of the item may explain it', '只有信息主体可以附说明');
  }
}
