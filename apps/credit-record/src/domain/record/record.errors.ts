import { DomainError } from '@credit/kernel';

/** 重复报送: the same content again. */
export class RecordDuplicate extends DomainError {
  constructor() {
    super({ code: 'DUPLICATE', message: 'the register already holds this content', userMessage: '内容与已归集的记录一致，未作变更' });
  }
}

/** 旧版本: older than what the register holds. */
export class RecordSuperseded extends DomainError {
  constructor(held: string, given: string) {
    super({ code: 'SUPERSEDED', message: `version ${given} is older than version ${held} in the register`, userMessage: '来源版本早于已归集的版本，未作变更' });
  }
}

/** 版本冲突: one version, two contents (P-16). */
export class VersionConflict extends DomainError {
  constructor(version: string) {
    super({ code: 'VERSION_CONFLICT', message: `version ${version} was already received with other content`, userMessage: '同一来源版本号已报送过不同内容，请使用更大的版本号', pointer: '/sourceVersion' });
  }
}

/** 未撤销: only a revoked record can be reinstated. */
export class RecordNotRevoked extends DomainError {
  constructor(status: string) {
    super({ code: 'RECORD_NOT_REVOKED', message: `a record that is ${status} cannot be reinstated`, userMessage: '该记录未被撤销，不能恢复', pointer: '/reinstate' });
  }
}

/** 更正后内容不合规: the correction would leave a record that could not have been received. */
export class CorrectionInvalid extends DomainError {
  constructor(readonly problems: readonly { code: string; field: string }[]) {
    super({ code: 'CORRECTION_INVALID', message: `the corrected record would be invalid: ${problems.map((p) => `${p.code} at ${p.field}`).join(', ')}`, userMessage: '更正后的内容不符合数据标准', pointer: '/changes' });
  }
}

/** 记录未收到: a tombstone holds nothing that could be reinstated. */
export class RecordNotReceived extends DomainError {
  constructor() {
    super({ code: 'RECORD_NOT_RECEIVED', message: 'the record itself has not arrived; send it before reinstating it', userMessage: '尚未收到该记录，请先报送记录再申请恢复' });
  }
}

/** 非暂存: only a held record can be released. */
export class RecordNotRepairable extends DomainError {
  constructor(status: string) {
    super({ code: 'RECORD.NOT_REPAIRABLE', message: `a record that is ${status} has nothing to repair, or not by this case`, userMessage: '该记录没有可以修复或者撤销修复的内容' });
  }
}

export class RecordNotHeld extends DomainError {
  constructor(status: string) {
    super({ code: 'RECORD.NOT_HELD', message: `a record that is ${status} is not held`, userMessage: '该记录不在暂存状态' });
  }
}

/** 仍须暂存: the reasons are the same as before. */
export class RecordStillHeld extends DomainError {
  constructor(reasons: readonly string[]) {
    super({ code: 'RECORD.STILL_HELD', message: `still held: ${reasons.join(', ')}`, userMessage: '暂存原因尚未消除' });
  }
}
