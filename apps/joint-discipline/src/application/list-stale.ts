import { DomainError } from '@credit/kernel';

/** 名单未就绪 — nothing is answered from a list that is not current: neither a hit nor "no hit" (R12). 503 */
export class ListStale extends DomainError {
  constructor(because: string) {
    super({ code: 'LIST_STALE', message: `Not screened: ${because}`, userMessage: '名单数据暂未同步到最新，本次未作比对，请稍后重试' });
  }
}
