import type { LocalDate } from '@credit/kernel';
import { Day, Nested, OneOf, Optional, Text, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { ENTRY_ENDINGS, ENTRY_STATUSES, EntryBasisV1, EntryDecisionV1, type EntryEnding, type EntryStatus } from './designation-events.ts';

/** 红名单条目 — the whole resulting state of an entry of a red list, decided by the authority of its sector; the data of every `designation.red-list-*` event. It is no entry of the list state: nobody is hit by it (SR18). */
export class RedListEntryV1 {
  /** 红名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 条目状态；是否因红黑名单冲突停止享受激励，以冲突事件为准 */
  @OneOf(ENTRY_STATUSES)
  status: EntryStatus;

  /** 认定部门代码 */
  @Token(63)
  source: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 认定决定书 */
  @Nested(() => EntryDecisionV1)
  decision: EntryDecisionV1;

  /** 依据 */
  @Nested(() => EntryBasisV1)
  basis: EntryBasisV1;

  /** 生效日期 */
  @Day()
  from: LocalDate;

  /** 期满日期（当日起不再有效）；没有固定期限时缺省 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 结束方式 */
  @Optional()
  @OneOf(ENTRY_ENDINGS)
  ending?: EntryEnding;

  /** 结束日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 结束事由 */
  @Optional()
  @Text(500)
  endingReason?: string;
}

/** 冲突一方 — one of the two entries, and the authority that decided it. */
export class ConflictSideV1 {
  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 认定部门代码 */
  @Token(63)
  source: string;

  /** 认定部门统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 认定部门名称 */
  @Text(200)
  authorityName: string;

  /** 认定决定书文号 */
  @Text(128)
  docNo: string;
}

export const CONFLICT_STATUSES = ['open', 'delisted', 'closed'] as const;
/** 冲突状态: 待处理, 已移出红名单, 已自行消除 (one of the two entries has ended meanwhile). Overdue is computed when read. */
export type ConflictStatus = (typeof CONFLICT_STATUSES)[number];

export const CONFLICT_CLOSINGS = ['black-ended', 'red-ended'] as const;
/** 消除原因: the entry of the joint-discipline list has ended, or that of the red list. */
export type ConflictClosing = (typeof CONFLICT_CLOSINGS)[number];

/** 红黑名单冲突 — one subject on a red list and on a joint-discipline list at once: told to both authorities, decided by that of the red list; the whole resulting state, the data of every `designation.list-conflict-*` event (O84). While it is open, the benefits of the red entry are blocked. */
export class ListConflictV1 {
  /** 冲突标识 */
  @Uuid()
  conflictId: string;

  /** 冲突状态 */
  @OneOf(CONFLICT_STATUSES)
  status: ConflictStatus;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 红名单条目 */
  @Nested(() => ConflictSideV1)
  red: ConflictSideV1;

  /** 失信联合惩戒对象名单条目 */
  @Nested(() => ConflictSideV1)
  black: ConflictSideV1;

  /** 发现日期 */
  @Day()
  openedOn: LocalDate;

  /** 处理期限（含当日）；跨入节假日安排尚未公布的年份时缺省 */
  @Optional()
  @Day()
  dueOn?: LocalDate;

  /** 处理或者消除日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 移出红名单的决定文号 */
  @Optional()
  @Text(128)
  decisionDocNo?: string;

  /** 自行消除的原因 */
  @Optional()
  @OneOf(CONFLICT_CLOSINGS)
  closedBecause?: ConflictClosing;

  /** 处理理由或者消除事由 */
  @Optional()
  @Text(500)
  reason?: string;
}
