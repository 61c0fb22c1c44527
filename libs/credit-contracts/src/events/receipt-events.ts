import type { Instant, LocalDate } from '@credit/kernel';
import { Day, Flag, Moment, Nested, NestedList, OneOf, Optional, Pointer, Text, Token, Uuid, Whole } from '../schema/decorators.ts';

export const RECEIPT_STATES = ['accepted', 'accepted-with-warnings', 'held', 'rejected', 'duplicate', 'superseded', 'forwarded'] as const;
/** 回执状态: 已接收, 已接收有警告, 暂存, 退回, 重复, 已被更新版本取代, 已转送 (decision 7, P-18). */
export type ReceiptState = (typeof RECEIPT_STATES)[number];

export const FINDING_SEVERITIES = ['error', 'warning'] as const;

/** 问题 — one finding as it travels in a receipt; see the code table in the README. */
export class FindingV1 {
  /** 问题代码 */
  @Token(64)
  code: string;

  /** 严重程度：错误、警告 */
  @OneOf(FINDING_SEVERITIES)
  severity: 'error' | 'warning';

  /** 问题所在字段的 JSON 指针；空串指整体 */
  @Pointer()
  pointer: string;

  /** 中文说明 */
  @Text(500)
  message: string;

  /** 英文说明 */
  @Text(500)
  messageEn: string;

  /** 处理建议 */
  @Optional()
  @Text(500)
  hint?: string;
}

/** 公示期限 — by when the decision must be public (7 working days from the decision date). */
export class PublicityTermV1 {
  /** 应公示日期；节假日安排尚未公布时缺省 */
  @Optional()
  @Day()
  dueOn?: LocalDate;

  /** 是否为暂定（跨入尚未公布节假日安排的年度） */
  @Flag()
  provisional: boolean;

  /** 剩余工作日；已逾期为负数，暂定时缺省 */
  @Optional()
  @Whole(-100000, 100000)
  daysLeft?: number;
}

/** 回执 — the answer to one statement; exactly one per outcome (interfaces §2). */
export class ReceiptIssuedV1 {
  /** 回执标识 */
  @Uuid()
  receiptId: string;

  /** 所答复事件的标识（ce_id）；文件行和 REST 为系统给定的标识 */
  @Text(128)
  eventId: string;

  /** 批次标识（文件报送） */
  @Optional()
  @Uuid()
  batchId?: string;

  /** 文件中的行号，从 1 起（文件报送） */
  @Optional()
  @Whole(1, 2147483647)
  row?: number;

  /** 首次回执标识（重复报送） */
  @Optional()
  @Uuid()
  firstReceiptId?: string;

  /** 回执状态 */
  @OneOf(RECEIPT_STATES, { grows: true })
  state: ReceiptState;

  /** 首要问题代码 */
  @Optional()
  @Token(64)
  code?: string;

  /** 信用记录标识 */
  @Optional()
  @Uuid()
  recordId?: string;

  /** 事项标识（转送其他服务认定的事项） */
  @Optional()
  @Uuid()
  matterId?: string;

  /** 信用主体标识 */
  @Optional()
  @Uuid()
  subjectId?: string;

  /** 问题清单 */
  @NestedList(() => FindingV1, 0, 200)
  findings: FindingV1[];

  /** 公示期限 */
  @Optional()
  @Nested(() => PublicityTermV1)
  publicity?: PublicityTermV1;

  /** 收到时间 */
  @Moment()
  receivedAt: Instant;

  /** 作出答复的时间 */
  @Moment()
  decidedAt: Instant;
}
