import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

const PLAN = '《实施方案》二（一）建立健全信用承诺制度';
const MODEL = '深圳经济特区社会信用条例第五十九至六十四条(参照)';

/** A refusal about a commitment: `COMMITMENT.<REASON>`. */
class CommitmentRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }, clause = PLAN) {
    super({ code: `COMMITMENT.${reason}`, message, userMessage, clause, ...(details === undefined ? {} : { details }) });
  }
}

export class CommitmentNotFound extends CommitmentRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such commitment for you', '该承诺不存在或无权查看');
  }
}

/** The same promise was made before: one per item and number of the case. */
export class AlreadyMade extends CommitmentRefused {
  constructor(commitmentCode: string) {
    super('ALREADY_MADE', `made before as ${commitmentCode}, with other words`, '该办件已作出承诺，且内容不同', { commitmentCode });
  }
}

/** 事项未公布: no such item, or its text was not this one on that day. */
export class ItemNotOffered extends CommitmentRefused {
  constructor(itemCode: string, version: number) {
    super('ITEM_NOT_OFFERED', `${itemCode} version ${version} was not offered on the day`, '该日没有此版本的承诺事项，请按现行告知文本承诺', { itemCode, version });
  }
}

/** 不适用告知承诺: an unrepaired breach, or a list of serious dishonesty. The ordinary procedure stays open. */
export class PromisorBarred extends CommitmentRefused {
  constructor({ ruleId, clause, because }: { ruleId: string; clause: string; because: string }) {
    super('BARRED', `not open to this promisor: ${because} (${ruleId}); the ordinary procedure is`, `因${because}，不适用告知承诺，请按一般程序办理`, { rule: ruleId, because }, clause);
  }
}

/** 未告知、未自愿选择. */
export class NotChosen extends CommitmentRefused {
  constructor() {
    super('NOT_CHOSEN', 'the promisor has to have been told in writing and to choose freely', '应当书面告知并由承诺人自愿选择；不选择的按一般程序办理', undefined, MODEL);
  }
}

/** 内容不符: something that the item asks for is not there, or something it does not know is. */
export class PromiseUnfit extends CommitmentRefused {
  constructor(field: string, message: string, userMessage: string) {
    super('UNFIT', message, userMessage, { field });
  }
}

export class NotYourCommitment extends CommitmentRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `it was not made to ${source}`, '该承诺不是向本部门作出的', { source });
  }
}

/** 不是本市的部门: the city's configuration does not know who asks. */
export class NoDepartment extends CommitmentRefused {
  constructor(source: string) {
    super('NO_DEPARTMENT', `${source} is no department of the city`, '不是本市的部门', { source });
  }
}

/** 无权受理: an item is taken by the department that published it, or by one under it. */
export class NotYourItem extends CommitmentRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} neither published the item nor is under who did`, '该承诺事项不由本部门受理', { source });
  }
}

/** 自愿承诺由主体自行作出: no department promises in the name of a firm. */
export class NotYoursToPromise extends CommitmentRefused {
  constructor() {
    super('NOT_YOURS_TO_PROMISE', 'a free promise is made by the subject itself, or at the window of the credit centre', '主动型、行业自律型承诺应当由主体自行作出，或者在信用窗口办理');
  }
}

export class WrongStep extends CommitmentRefused {
  constructor(status: string, step: string) {
    super('WRONG_STEP', `no ${step} while it is ${status}`, '该承诺目前的状态不能办理此步骤', { status, step });
  }
}

/** 因承诺而加查: nobody is checked more because a commitment was used (LZ 63). */
export class CheckNotOrdinary extends CommitmentRefused {
  constructor(why: string, userMessage: string) {
    super('CHECK_NOT_ORDINARY', why, userMessage, undefined, '深圳经济特区社会信用条例第六十三条(参照)');
  }
}

export class DocumentsOutstanding extends CommitmentRefused {
  constructor(names: readonly string[]) {
    super('DOCUMENTS_OUTSTANDING', `not supplied yet: ${names.join(', ')}`, `尚未补交：${names.join('、')}`, { names: [...names] });
  }
}

/** 先听取陈述: the promisor may still explain. */
export class ExplanationPending extends CommitmentRefused {
  constructor(until: LocalDate | null) {
    super('EXPLANATION_PENDING', `the promisor may explain until ${until ?? 'a day that is not fixed yet'}`, until === null ? '陈述申辩期限所在年度的工作日安排尚未公布，应当先听取陈述或者由承诺人放弃' : `陈述申辩期限至${until}，期满前应当听取陈述`, { until });
  }
}

export class NothingExplained extends CommitmentRefused {
  constructor() {
    super('NOTHING_EXPLAINED', 'there is no explanation to accept', '承诺人尚未陈述，没有可以采纳的意见');
  }
}

/** 整改期限未满. */
export class RectificationRunning extends CommitmentRefused {
  constructor(until: LocalDate) {
    super('RECTIFICATION_RUNNING', `the term for rectification runs until ${until}`, `整改期限至${until}，期满前不得认定违诺`, { until });
  }
}

/** 四眼原则. */
export class SameOfficer extends CommitmentRefused {
  constructor() {
    super('SAME_OFFICER', 'another officer than the one who found or noticed it has to decide', '发现、告知和认定不得由同一人办理');
  }
}

export class DayOutOfOrder extends CommitmentRefused {
  constructor(field: string, from: LocalDate, to: LocalDate) {
    super('DAY_OUT_OF_ORDER', `${field} lies from ${from} to ${to}`, `日期应当在${from}至${to}之间`, { field, from, to });
  }
}
