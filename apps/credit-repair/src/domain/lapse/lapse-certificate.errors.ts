import { DomainError } from '@credit/kernel';

const PLAN = '《实施方案》二（三）、二（四）';

export class EndingNotFound extends DomainError {
  constructor() {
    super({ code: 'ENDING.NOT_FOUND', message: 'nothing of it has ended here, or it is not for you', userMessage: '该信息没有已终止的效果或无权查看', clause: PLAN });
  }
}

/** 尚未准予修复: there is nothing to certify yet. */
export class RepairNotGranted extends DomainError {
  constructor(status: string) {
    super({ code: 'REPAIR.NOT_GRANTED', message: `the case is ${status}: nothing has ended by it`, userMessage: '该案件尚未准予修复，没有效果终止', clause: PLAN, details: { status } });
  }
}
