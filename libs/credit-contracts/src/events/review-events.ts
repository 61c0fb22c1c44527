import type { Instant, LocalDate } from '@credit/kernel';
import { REVIEW_KINDS, REVIEW_TARGET_KINDS, type ReviewKind, type ReviewTargetKind } from '@credit/rulebook/codes';
import { Day, Moment, Nested, OneOf, Optional, Text, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

export const REVIEW_STATUSES = ['open', 'ended'] as const;
/** 复议诉讼状态: 审理中, 已终结. */
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

/** 标注对象 — the record or list entry whose decision is under review, and the authority that made it. */
export class ReviewTargetV1 {
  /** 标注对象种类：信用记录（及其公示）、名单条目（及其公布） */
  @OneOf(REVIEW_TARGET_KINDS)
  kind: ReviewTargetKind;

  /** 信用记录标识或者名单条目标识 */
  @Uuid()
  id: string;

  /** 被复议、被诉决定的文书号 */
  @Text(128)
  docNo: string;

  /** 决定部门代码 */
  @Token(63)
  source: string;

  /** 决定机关统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 决定机关名称 */
  @Text(200)
  authorityName: string;
}

/** 复议诉讼 — the whole resulting state; the data of every `objection.review-*` event. Its item is marked while it is open; nothing is hidden or suspended by it (深圳条例第四十三条；行政处罚法第七十三条). */
export class ReviewV1 {
  /** 复议诉讼标识 */
  @Uuid()
  reviewId: string;

  /** 状态：审理中、已终结 */
  @OneOf(REVIEW_STATUSES)
  status: ReviewStatus;

  /** 种类：行政复议、行政诉讼 */
  @OneOf(REVIEW_KINDS.map(({ code }) => code))
  kind: ReviewKind;

  /** 标注对象的信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 标注对象 */
  @Nested(() => ReviewTargetV1)
  target: ReviewTargetV1;

  /** 受理文书号 */
  @Text(128)
  acceptanceDocNo: string;

  /** 受理日期；自此标注 */
  @Day()
  acceptedOn: LocalDate;

  /** 登记时间 */
  @Moment()
  notedAt: Instant;

  /** 终结日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 终结结果，身份号码已遮盖；终结时有 */
  @Optional()
  @Text(500)
  outcome?: string;
}
