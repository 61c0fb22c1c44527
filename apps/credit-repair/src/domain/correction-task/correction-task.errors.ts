import { DomainError, type LocalDate } from '@credit/kernel';

const PLAN = '《实施方案》二（三）:采取措施消除不良影响';

export class TaskNotFound extends DomainError {
  constructor() {
    super({ code: 'CORRECTION.NOT_FOUND', message: 'there is no such task for you', userMessage: '该纠正任务不存在或不由本部门办理', clause: PLAN });
  }
}

export class TaskAlreadyDone extends DomainError {
  constructor(on: LocalDate) {
    super({ code: 'CORRECTION.ALREADY_DONE', message: `the task was done on ${on}`, userMessage: `该纠正任务已于${on}办结`, clause: PLAN, details: { on } });
  }
}

/** 已终止办理: the record is in effect again. */
export class TaskDiscontinued extends DomainError {
  constructor(on: LocalDate) {
    super({ code: 'CORRECTION.DISCONTINUED', message: `the record is in effect again since ${on}`, userMessage: `该记录已于${on}恢复，纠正任务已终止`, clause: PLAN, details: { on } });
  }
}

/** 办结日期 before what was wrong was revoked, or after today. */
export class DoneOutOfOrder extends DomainError {
  constructor(from: LocalDate, today: LocalDate) {
    super({ code: 'CORRECTION.DAY_OUT_OF_ORDER', message: `done from ${from} to ${today}`, userMessage: `办结日期应当在${from}至${today}之间`, clause: PLAN, details: { from, today } });
  }
}

export class TaskNotOverdue extends DomainError {
  constructor() {
    super({ code: 'CORRECTION.NOT_OVERDUE', message: 'nobody is late, or it has been told', userMessage: '尚未逾期或者已督办', clause: PLAN });
  }
}
