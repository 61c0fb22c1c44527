import { DomainError, type LocalDate } from '@credit/kernel';

/** The posting already answers this or a newer version of the entry. */
export class EntryVersionStale extends DomainError {
  constructor(seen: string, offered: string) {
    super({ code: 'LIST_POSTING.VERSION_STALE', message: `the posting already answers version ${seen} of the entry; version ${offered} changes nothing`, userMessage: '该名单条目的较新版本已处理，本次内容不再生效', details: { seen, offered } });
  }
}

/** 已停止公布: its owner has stated the end; nothing revives it. */
export class PostingOver extends DomainError {
  constructor(status: string) {
    super({ code: 'LIST_POSTING.OVER', message: `the posting is ${status} for good`, userMessage: '该名单条目已停止公布，不得恢复', details: { status } });
  }
}

export class NothingScheduled extends DomainError {
  constructor(status: string) {
    super({ code: 'LIST_POSTING.NOT_SCHEDULED', message: `the posting is ${status}, or its days are not now`, userMessage: '该名单条目当前无需公布' });
  }
}

export class NothingPosted extends DomainError {
  constructor(status: string) {
    super({ code: 'LIST_POSTING.NOT_POSTED', message: `the posting is ${status}`, userMessage: '该名单条目当前未在公布' });
  }
}

export class NotYetOver extends DomainError {
  constructor(until: LocalDate | null) {
    super({ code: 'LIST_POSTING.TERM_NOT_OVER', message: `the term lasts until ${until ?? 'its owner states an end'}`, userMessage: '该名单条目期限尚未届满' });
  }
}
