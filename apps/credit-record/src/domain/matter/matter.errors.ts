import { DomainError } from '@credit/kernel';

/** 重复事项. */
export class MatterDuplicate extends DomainError {
  constructor() {
    super({ code: 'DUPLICATE', message: 'the register already holds this report', userMessage: '与已报送的事项内容一致，未再转送' });
  }
}

/** 旧版本事项. */
export class MatterSuperseded extends DomainError {
  constructor(held: string, given: string) {
    super({ code: 'SUPERSEDED', message: `version ${given} of the matter is older than ${held}`, userMessage: '早于已报送的版本，未再转送' });
  }
}

/** 事项版本冲突. */
export class MatterVersionConflict extends DomainError {
  constructor(version: string) {
    super({ code: 'VERSION_CONFLICT', message: `version ${version} of the matter was already received with other content`, userMessage: '同一来源版本号已报送过不同内容，请使用更大的来源版本号', pointer: '/sourceVersion' });
  }
}

/** 未暂存: only a held matter can be released. */
export class MatterNotHeld extends DomainError {
  constructor(status: string) {
    super({ code: 'MATTER.NOT_HELD', message: `the matter is ${status}, not held`, userMessage: '该事项未被暂存' });
  }
}

/** 暂存原因仍在. */
export class MatterStillHeld extends DomainError {
  constructor(reasons: readonly string[]) {
    super({ code: 'MATTER.STILL_HELD', message: `still held: ${reasons.join(', ')}`, userMessage: '暂存原因尚未消除' });
  }
}
