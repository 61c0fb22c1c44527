import { DomainError, type JsonValue } from '@credit/kernel';

/** A refusal about a conflict of lists: `CONFLICT.<REASON>`. */
class ConflictRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `CONFLICT.${reason}`, message, userMessage, clause: '《实施方案》红黑名单交叉比对', ...(details === undefined ? {} : { details }) });
  }
}

export class ConflictNotFound extends ConflictRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such conflict', '该红黑名单冲突不存在或无权查看');
  }
}

export class ConflictKnown extends ConflictRefused {
  constructor(status: string) {
    super('ALREADY_OPENED', `there is a conflict under this id, it is ${status}`, '该红黑名单冲突已经登记', { status });
  }
}

/** 红名单由谁认定、由谁移出. */
export class NotRedAuthority extends ConflictRefused {
  constructor(source: string) {
    super('NOT_RED_AUTHORITY', `${source} did not decide the entry of the red list`, '是否移出红名单由红名单认定部门决定', { source });
  }
}

/** 已处理或已消除. */
export class ConflictEnded extends ConflictRefused {
  constructor(status: string) {
    super('ENDED', `the conflict is over: ${status}`, '该红黑名单冲突已处理或已消除', { status });
  }
}
