import { DomainError, type LocalDate } from '@credit/kernel';

/** The posting already answers this or a newer version of the commitment, or of the record of its breach. */
export class CommitmentVersionStale extends DomainError {
  constructor(source: string, seen: string, offered: string) {
    super({ code: 'COMMITMENT_POSTING.VERSION_STALE', message: `the posting already answers version ${seen} of the ${source}; version ${offered} changes nothing`, userMessage: '该承诺的较新版本已处理，本次内容不再生效', details: { source, seen, offered } });
  }
}

export class CommitmentNotPosted extends DomainError {
  constructor(status: string) {
    super({ code: 'COMMITMENT_POSTING.NOT_POSTED', message: `the posting is ${status}`, userMessage: '该承诺当前未在公示' });
  }
}

export class CommitmentStillValid extends DomainError {
  constructor(validTo: LocalDate | null) {
    super({ code: 'COMMITMENT_POSTING.STILL_VALID', message: `the commitment is valid up to and including ${validTo ?? 'a day that nobody has set'}`, userMessage: '该承诺仍在有效期内' });
  }
}

/** An objection is about the record of a breach; of what rests on no such record it withdraws nothing. */
export class NoSuchBreachRecord extends DomainError {
  constructor(recordId: string) {
    super({ code: 'COMMITMENT_POSTING.NO_SUCH_RECORD', message: `the posting knows no record ${recordId}, or has withdrawn it on objection before`, userMessage: '该承诺公示与此信用记录无关' });
  }
}
