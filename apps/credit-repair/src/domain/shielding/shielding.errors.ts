import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

/** A refusal about a shielding: `SHIELDING.<REASON>`. */
class ShieldingNotSo extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `SHIELDING.${reason}`, message, userMessage, clause: '《信用修复管理办法》(国家发展改革委令第36号)：破产重整、和解', ...(details === undefined ? {} : { details }) });
  }
}

export class ShieldingNotFound extends ShieldingNotSo {
  constructor() {
    super('NOT_FOUND', 'there is no such shielding for you', '该屏蔽事项不存在或无权查看');
  }
}

export class ShieldedAlready extends ShieldingNotSo {
  constructor(status: string) {
    super('ALREADY_APPLIED', `there is a shielding of this record already: ${status}`, '该信息已申请屏蔽或正在屏蔽', { status });
  }
}

export class RecordNotShieldable extends ShieldingNotSo {
  constructor(why: string, userMessage: string) {
    super('NOT_SHIELDABLE', why, userMessage);
  }
}

export class RulingOutOfOrder extends ShieldingNotSo {
  constructor(on: LocalDate) {
    super('RULING_OUT_OF_ORDER', `the ruling is dated ${on}`, '法院裁定的日期不能晚于申请日期', { on });
  }
}

/** 非认定单位. */
export class NotYourShielding extends ShieldingNotSo {
  constructor(source: string) {
    super('NOT_COMPETENT', `${source} did not make the document`, '本部门不是该信息的认定单位', { source });
  }
}

export class ShieldingStepWrong extends ShieldingNotSo {
  constructor(status: string) {
    super('WRONG_STEP', `the step does not fit a shielding that is ${status}`, '该屏蔽事项当前状态不能进行此操作', { status });
  }
}

/** 尚未正式修复: a completed plan leads to a repair, which needs the confirming ruling; ended before, the record would burden again. */
export class RepairOutstanding extends ShieldingNotSo {
  constructor() {
    super('REPAIR_OUTSTANDING', 'the record has not been repaired yet', '计划执行完毕的，应当先凭确认执行完毕的裁定完成信用修复，再终止屏蔽');
  }
}
