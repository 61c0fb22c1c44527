import { DomainError, type JsonValue } from '@credit/kernel';

const PLAN = '《实施方案》二（一）建立健全信用承诺制度';

/** A refusal about an item of the catalogue: `COMMITMENT_ITEM.<REASON>`. */
class ItemRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }, clause = PLAN) {
    super({ code: `COMMITMENT_ITEM.${reason}`, message, userMessage, clause, ...(details === undefined ? {} : { details }) });
  }
}

export class ItemNotFound extends ItemRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such item', '没有该承诺事项');
  }
}

export class ItemNotYours extends ItemRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `the item is not of ${source}`, '该承诺事项由其他部门公布', { source });
  }
}

export class ItemWithdrawnBefore extends ItemRefused {
  constructor() {
    super('WITHDRAWN', 'the item was withdrawn; another needs a code of its own', '该承诺事项已撤下，重新公布请使用新的事项编码');
  }
}

/** 自愿承诺 needs no item. */
export class ItemTypeFree extends ItemRefused {
  constructor(type: string) {
    super('TYPE_FREE', `${type} is promised freely and has no item`, '主动型、行业自律型承诺由主体自行作出，不设事项', { type });
  }
}

/** 告知不全: each part that the procedure has to tell and that is not there. */
export class ItemIncomplete extends ItemRefused {
  constructor(missing: readonly string[]) {
    super('INCOMPLETE', `lacking: ${missing.join(', ')}`, '承诺事项应当载明告知内容、条件、格式文本、违诺责任、工作规程和核查时段', { missing: [...missing] }, '深圳经济特区社会信用条例第六十、六十一条(参照)');
  }
}

/** 不适用告知承诺制. */
export class ItemNotForCommitment extends ItemRefused {
  constructor({ id, risk, clause }: { id: string; risk: string; clause: string }) {
    super('EXCLUDED', `${risk} keeps the matter from this procedure (${id})`, '该事项涉及的风险依法不适用告知承诺制', { risk, rule: id }, clause);
  }
}
