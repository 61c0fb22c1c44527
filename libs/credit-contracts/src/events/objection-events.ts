import type { Instant, LocalDate } from '@credit/kernel';
import { OBJECTION_GROUNDS, OBJECTION_OUTCOMES, OBJECTION_REMEDIES, OBJECTION_TARGET_KINDS, type ObjectionGround, type ObjectionOutcome, type ObjectionRemedy, type ObjectionTargetKind } from '@credit/rulebook/codes';
import { Day, FieldValue, Flag, ListOf, Moment, Nested, NestedList, OneOf, Optional, Text, TextList, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

export const OBJECTION_STATUSES = ['lodged', 'verified', 'appraising', 'accepted', 'rejected', 'retracted'] as const;
/** 异议状态: 核查中, 已核查, 鉴定中 (its time does not count), 异议成立, 异议不成立, 已撤回 (by the objector). Overdue is computed when read. */
export type ObjectionStatus = (typeof OBJECTION_STATUSES)[number];

const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): readonly C[] => rows.map(({ code }) => code);

/** 异议对象 — one record, list entry or measure, and the authority that answers for it. */
export class ObjectionTargetV1 {
  /** 异议对象种类：信用记录（及其公示）、名单条目（及其公布）、惩戒措施 */
  @OneOf(codesOf<ObjectionTargetKind>(OBJECTION_TARGET_KINDS), { grows: true })
  kind: ObjectionTargetKind;

  /** 信用记录标识、名单条目标识或者惩戒标识 */
  @Uuid()
  id: string;

  /** 文书号；惩戒措施为办理事项编号 */
  @Text(128)
  docNo: string;

  /** 信息提供部门代码 */
  @Token(63)
  source: string;

  /** 信息提供单位统一社会信用代码；惩戒措施没有 */
  @Optional()
  @Uscc()
  authorityUscc?: string;

  /** 信息提供单位名称 */
  @Text(200)
  authorityName: string;
}

/** 核查结论 — of the provider, with its reasons. */
export class ObjectionFindingV1 {
  /** 核查日期 */
  @Day()
  on: LocalDate;

  /** 信息是否有误 */
  @Flag()
  erroneous: boolean;

  /** 核查情况和理由 */
  @Text(1000)
  reason: string;
}

/** 更正项 — one field, before and after. */
export class CorrectedFieldV1 {
  /** 字段名（规范标识） */
  @Token(64)
  field: string;

  /** 更正前的值；null 表示没有 */
  @FieldValue()
  oldValue: string | boolean | string[] | null;

  /** 更正后的值；null 表示清空 */
  @FieldValue()
  newValue: string | boolean | string[] | null;
}

/** 处理结果 (§8.2) — what the authority decided, with its reasons. */
export class ObjectionOutcomeV1 {
  /** 处理结果：更正、补充、停止公示、移出名单、撤销、异议不成立 */
  @OneOf(codesOf<ObjectionOutcome>(OBJECTION_OUTCOMES), { grows: true })
  kind: ObjectionOutcome;

  /** 决定日期 */
  @Day()
  on: LocalDate;

  /** 理由 */
  @Text(1000)
  reason: string;

  /** 决定文书号 */
  @Text(128)
  docNo: string;

  /** 更正的字段；更正、补充时有 */
  @Optional()
  @NestedList(() => CorrectedFieldV1, 1, 40)
  changes?: CorrectedFieldV1[];

  /** 救济途径；异议不成立时有 */
  @Optional()
  @ListOf(codesOf<ObjectionRemedy>(OBJECTION_REMEDIES), 1, 5, { grows: true })
  remedies?: ObjectionRemedy[];
}

/** 主体说明 — stays with the item while it remains (征信业管理条例第十六条). */
export class SubjectExplanationV1 {
  /** 说明日期 */
  @Day()
  on: LocalDate;

  /** 说明内容，身份号码已遮盖 */
  @Text(1000)
  text: string;
}

/** 异议 — the whole resulting state of an objection; the data of every `objection.*` event (O96, O97). Who lodged it and what was said stay with the service. */
export class ObjectionV1 {
  /** 异议标识 */
  @Uuid()
  objectionId: string;

  /** 异议状态 */
  @OneOf(OBJECTION_STATUSES)
  status: ObjectionStatus;

  /** 异议对象的信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 异议对象 */
  @Nested(() => ObjectionTargetV1)
  target: ObjectionTargetV1;

  /** 有异议的字段（规范标识）；空表示整条信息 */
  @TextList(0, 40, 64)
  fields: string[];

  /** 异议事由 */
  @OneOf(codesOf<ObjectionGround>(OBJECTION_GROUNDS), { grows: true })
  ground: ObjectionGround;

  /** 适用规则标识 */
  @Token(64)
  ruleId: string;

  /** 提出日期 */
  @Day()
  lodgedOn: LocalDate;

  /** 提出时间；自此标注有异议 */
  @Moment()
  lodgedAt: Instant;

  /** 信息提供单位核查期限；无须其核查的、节假日安排未公布的缺省 */
  @Optional()
  @Day()
  verificationDueOn?: LocalDate;

  /** 办结期限；节假日安排未公布时缺省 */
  @Optional()
  @Day()
  outcomeDueOn?: LocalDate;

  /** 核查结论 */
  @Optional()
  @Nested(() => ObjectionFindingV1)
  finding?: ObjectionFindingV1;

  /** 逾期督办日期 */
  @Optional()
  @Day()
  escalatedOn?: LocalDate;

  /** 处理结果 */
  @Optional()
  @Nested(() => ObjectionOutcomeV1)
  outcome?: ObjectionOutcomeV1;

  /** 撤回日期 */
  @Optional()
  @Day()
  retractedOn?: LocalDate;

  /** 主体说明 */
  @Optional()
  @Nested(() => SubjectExplanationV1)
  explanation?: SubjectExplanationV1;
}
