import { DomainError, type LocalDate } from '@credit/kernel';

/** The decision already answers this or a newer version of the record. */
export class RecordVersionStale extends DomainError {
  constructor(seen: string, offered: string) {
    super({
      code: 'PUBLICITY.RECORD_VERSION_STALE',
      message: `The entry already answers record version ${seen}; version ${offered} changes nothing`,
      userMessage: '该记录的较新版本已处理，本次内容不再生效',
      details: { seen, offered },
    });
  }
}

/** Only a posted entry can end its term. */
export class EntryNotPosted extends DomainError {
  constructor(status: string) {
    super({ code: 'PUBLICITY.NOT_POSTED', message: `The entry is ${status}, not posted`, userMessage: '该条目当前未在公示' });
  }
}

/** The term still runs: ending it early needs a repair, a correction or a revocation. */
export class TermNotOver extends DomainError {
  constructor(endsOn: LocalDate) {
    super({
      code: 'PUBLICITY.TERM_NOT_OVER',
      message: `The term of publicity runs up to and including ${endsOn}`,
      userMessage: `公示期至${endsOn}，尚未届满`,
      clause: '《信用修复管理办法》（国家发展改革委令第36号）公示期限',
    });
  }
}

/** A due date that is fixed does not move when a calendar is published. */
export class DueDateNotProvisional extends DomainError {
  constructor(status: string) {
    super({ code: 'PUBLICITY.DUE_DATE_NOT_PROVISIONAL', message: `The entry is ${status} and has no provisional due date`, userMessage: '公示期限已确定，无需重算' });
  }
}
