import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

/** A refusal about a repair case: `REPAIR.<REASON>`. */
class RepairRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, clause: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `REPAIR.${reason}`, message, userMessage, clause, ...(details === undefined ? {} : { details }) });
  }
}

const ORDER = '《信用修复管理办法》(国家发展改革委令第36号)';
const PLAN = '《实施方案》二（三）探索建立信用修复机制';

export class RepairNotFound extends RepairRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such case for you', '该修复案件不存在或无权查看', ORDER);
  }
}

export class AlreadyApplied extends RepairRefused {
  constructor(status: string) {
    super('ALREADY_APPLIED', `there is a case for this item already: ${status}`, '该信息已有正在办理或已办结的修复案件', ORDER, { status });
  }
}

/** 对象不符: not the applicant's own item, not in effect, or not one that can be repaired. */
export class NotRepairable extends RepairRefused {
  constructor(why: string, userMessage: string) {
    super('NOT_REPAIRABLE', why, userMessage, ORDER);
  }
}

/** 未满最短公示期: refused with the earliest day, never pending (trap 8). */
export class TooEarly extends RepairRefused {
  constructor(earliestOn: LocalDate, clause: string) {
    super('TOO_EARLY', `repair may be applied for from ${earliestOn} on`, `未满最短公示期，最早可于${earliestOn}申请修复`, clause, { earliestOn });
  }
}

/** 材料不齐: names every kind that lacks. */
export class EvidenceMissing extends RepairRefused {
  constructor(missing: readonly string[], texts: readonly string[]) {
    super('EVIDENCE_MISSING', `lacking: ${missing.join(', ')}`, `缺少下列修复材料：${texts.join('、')}`, PLAN, { missing: [...missing] });
  }
}

/** 培训机构 was not accredited on the day of the certificate. */
export class BodyNotAccredited extends RepairRefused {
  constructor(on: LocalDate) {
    super('BODY_NOT_ACCREDITED', `the body that certified the training was not accredited on ${on}`, `出具培训证明的机构在${on}不具备资格，该培训不予认可`, PLAN, { on });
  }
}

/** 法院裁定 lacks. */
export class RulingMissing extends RepairRefused {
  constructor() {
    super('RULING_MISSING', 'a ruling of the court has to be named', '应当载明法院裁定书文号', `${ORDER}：破产重整、和解`);
  }
}

/** 限制申请: false material was handed in before. */
export class ApplicantBarred extends RepairRefused {
  constructor(until: LocalDate) {
    super('BARRED', `the subject may not apply before ${until}`, `曾以虚假材料申请修复，${until}前不得申请`, ORDER, { until });
  }
}

export class NotApplied extends RepairRefused {
  constructor() {
    super('NOT_APPLIED', 'nothing has been applied for', '尚未申请修复', ORDER);
  }
}

/** 非认定单位: only who made the document decides on its repair. */
export class NotYourDecision extends RepairRefused {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} did not make the document`, '谁认定、谁修复：本部门不是该信息的认定单位', ORDER, { source });
  }
}

/** The step does not fit the state of the case. */
export class WrongStep extends RepairRefused {
  constructor(status: string, step: string) {
    super('WRONG_STEP', `${step} does not fit a case that is ${status}`, '该案件当前状态不能进行此操作', ORDER, { status, step });
  }
}

export class AlreadyExtended extends RepairRefused {
  constructor() {
    super('ALREADY_EXTENDED', 'the decision has been extended once', '办理期限只能延长一次', ORDER);
  }
}

export class NotOverdue extends RepairRefused {
  constructor() {
    super('NOT_OVERDUE', 'nobody is late', '尚未逾期', ORDER);
  }
}
