import type { LocalDate } from '@credit/kernel';
import { EFFECT_ENDINGS, type EffectEnding } from '@credit/rulebook/codes';
import { Day, OneOf, Optional, Text, Token, Uscc, Uuid } from '../schema/decorators.ts';

const EFFECT_ENDINGS_V1: readonly EffectEnding[] = EFFECT_ENDINGS.map(({ code }) => code);

/** 比对答复停用通知 — an answer that named a list entry must not be used any more: the entry has ended. To the department that was answered, once per answer. */
export class ScreeningRecalledV1 {
  /** 停用的比对答复的标识 */
  @Uuid()
  screeningId: string;

  /** 部门系统中的事项编号 */
  @Text(128)
  caseId: string;

  /** 已结束的名单条目标识；只答是否的事项没有 */
  @Optional()
  @Uuid()
  entryId?: string;

  /** 名单种类代码；只答是否的事项没有 */
  @Optional()
  @Token(64)
  listType?: string;

  /** 名单条目的结束方式；只答是否的事项没有 */
  @Optional()
  @OneOf(EFFECT_ENDINGS_V1, { grows: true })
  ending?: EffectEnding;

  /** 停用日期 */
  @Day()
  on: LocalDate;
}

/** 信用记录停用通知 — a record that the department has read is no longer to be used, or no longer in the words that it read; it acknowledges this. */
export class RecordRecalledV1 {
  /** 停用通知标识；确认时填写，与效果标识一致 */
  @Uuid()
  recallId: string;

  /** 信用记录标识 */
  @Uuid()
  recordId: string;

  /** 决定文书号 */
  @Text(128)
  docNo: string;

  /** 决定机关统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 决定机关名称 */
  @Text(200)
  authorityName: string;

  /** 记录的结束方式 */
  @OneOf(EFFECT_ENDINGS_V1, { grows: true })
  ending: EffectEnding;

  /** 结束日期 */
  @Day()
  on: LocalDate;

  /** 确认期限；节假日安排未公布时缺省 */
  @Optional()
  @Day()
  acknowledgeBy?: LocalDate;
}

/** 停用已确认 — a department says that it has stopped using a record that it had read. */
export class RecallAcknowledgedV1 {
  /** 效果标识，即停用通知标识 */
  @Uuid()
  effectId: string;

  /** 信用记录标识 */
  @Uuid()
  recordId: string;

  /** 确认的部门代码 */
  @Token(63)
  department: string;

  /** 确认日期 */
  @Day()
  acknowledgedOn: LocalDate;
}
