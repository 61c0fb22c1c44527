import { DomainError } from '@credit/kernel';

/** There is none of that id for this department. */
export class RecallNotFound extends DomainError {
  constructor() {
    super({ code: 'RECALL.NOT_FOUND', message: 'no such recall of this department', userMessage: '没有发给本部门的该停用通知' });
  }
}

/** It is acknowledged once. */
export class RecallAcknowledgedAlready extends DomainError {
  constructor() {
    super({ code: 'RECALL.ALREADY_ACKNOWLEDGED', message: 'the recall has been acknowledged', userMessage: '该停用通知已确认' });
  }
}

/** A recall is sent once. */
export class RecallSentAlready extends DomainError {
  constructor() {
    super({ code: 'RECALL.ALREADY_SENT', message: 'the recall has been sent', userMessage: '该停用通知已发出' });
  }
}
