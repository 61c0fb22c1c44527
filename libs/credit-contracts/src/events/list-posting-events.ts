import type { LocalDate } from '@credit/kernel';
import { Day, Nested, OneOf, Optional, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

export const LIST_POSTING_STATUSES = ['posted', 'withdrawn'] as const;
/** 名单公布状态: 公布中, 已停止公布. */
export type ListPostingStatus = (typeof LIST_POSTING_STATUSES)[number];

/** 名单公布状态 — the whole resulting state of a list entry on the public site; the data of every `publicity.list-entry-*` event. Which ending withdrew it is the causation of the event. */
export class ListPostingV1 {
  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 信用主体快照 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 公布状态：公布中、已停止公布 */
  @OneOf(LIST_POSTING_STATUSES)
  status: ListPostingStatus;

  /** 所依据规则的标识 */
  @Token(64)
  ruleId: string;

  /** 公布日期 */
  @Day()
  postedOn: LocalDate;

  /** 期满日期（当日起不再公布）；没有固定期限时缺省 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 停止公布日期（当日起不再公布） */
  @Optional()
  @Day()
  withdrawnOn?: LocalDate;

  /** 停止公布的原因代码 */
  @Optional()
  @Token(64)
  reason?: string;
}
