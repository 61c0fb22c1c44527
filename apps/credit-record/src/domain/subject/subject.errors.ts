import { DomainError } from '@credit/kernel';

/** 重复登记信息. */
export class RegistrationDuplicate extends DomainError {
  constructor() {
    super({ code: 'DUPLICATE', message: 'the register already holds this registration', userMessage: '登记信息与已归集内容一致，未作变更' });
  }
}

/** 旧版本登记信息. */
export class RegistrationSuperseded extends DomainError {
  constructor(held: string, given: string) {
    super({ code: 'SUPERSEDED', message: `registration version ${given} is older than ${held}`, userMessage: '登记信息的版本早于已归集的版本，未作变更' });
  }
}

/** 登记信息版本冲突. */
export class RegistrationConflict extends DomainError {
  constructor(version: string) {
    super({ code: 'VERSION_CONFLICT', message: `registration version ${version} was already received with other content`, userMessage: '同一来源版本号已报送过不同的登记信息，请使用更大的版本号', pointer: '/sourceVersion' });
  }
}

/** 不可登记: a natural person has no registration. */
export class SubjectNotRegistrable extends DomainError {
  constructor(status: string) {
    super({ code: 'SUBJECT.NOT_REGISTRABLE', message: `a subject that is ${status} takes no registration`, userMessage: '该主体不适用登记信息报送' });
  }
}

/** 换码不符: the code to be replaced is not the subject's. */
export class RekeyMismatch extends DomainError {
  constructor() {
    super({ code: 'SUBJECT.REKEY_MISMATCH', message: 'the code to be replaced is not the current code of the subject', userMessage: '原统一社会信用代码与主体现行代码不符', pointer: '/previousUscc' });
  }
}

/** 已识别: identified twice. */
export class SubjectAlreadyKnown extends DomainError {
  constructor() {
    super({ code: 'SUBJECT.ALREADY_KNOWN', message: 'the subject is already known', userMessage: '该主体已存在' });
  }
}
