import type { LocalDate } from '@credit/kernel';
import { Day, Nested, OneOf, Optional, Text, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { ENTRY_ENDINGS } from './designation-events.ts';

export const PROMPT_STATUSES = ['open', 'applied', 'declined', 'closed'] as const;
/** 提示状态: 待处理, 已决定实施, 已说明理由不实施, 已关闭 (its entry ended first). */
export type PromptStatus = (typeof PROMPT_STATUSES)[number];

export const MEASURE_STATUSES = ['applied', 'executed', 'lifted', 'lift-confirmed'] as const;
/** 惩戒状态: 已决定实施, 已执行, 已解除, 已确认解除. Only the first two burden anybody. */
export type MeasureStatus = (typeof MEASURE_STATUSES)[number];

export const LIFT_CAUSES = [...ENTRY_ENDINGS, 'term-over', 'objection'] as const;
/** 解除原因: how the entry ended that carried the measure, or 措施期限届满. */
export type LiftCause = (typeof LIFT_CAUSES)[number];

/** 惩戒依据链 — entry → list type → measure item → article: what a prompt and a measure rest on. */
export class DisciplineBasisV1 {
  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 认定决定书文号 */
  @Text(128)
  decisionDocNo: string;

  /** 措施适用规则标识 */
  @Token(96)
  matrixRowId: string;

  /** 惩戒措施代码 */
  @Token(64)
  measure: string;

  /** 惩戒措施名称 */
  @Text(200)
  measureTitle: string;

  /** 法律法规条款 */
  @Text(500)
  article: string;
}

/** 办理事项 — the matter of a department in which the subject was looked up. */
export class DisciplineMatterV1 {
  /** 事项编号（部门系统） */
  @Text(128)
  matterId: string;

  /** 事项种类代码 */
  @Token(64)
  matterKind: string;

  /** 办理部门代码 */
  @Token(63)
  department: string;
}

/** 提示 — the whole state of a prompt: one measure that the law allows for one hit in one matter; an officer must choose (比对、提示). */
export class DisciplinePromptV1 {
  /** 提示标识 */
  @Uuid()
  promptId: string;

  /** 比对标识 */
  @Uuid()
  screeningId: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 办理事项 */
  @Nested(() => DisciplineMatterV1)
  matter: DisciplineMatterV1;

  /** 惩戒依据 */
  @Nested(() => DisciplineBasisV1)
  basis: DisciplineBasisV1;

  /** 提示状态 */
  @OneOf(PROMPT_STATUSES)
  status: PromptStatus;

  /** 提示日期 */
  @Day()
  promptedOn: LocalDate;

  /** 决定或关闭日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 不实施的理由，或关闭的原因 */
  @Optional()
  @Text(500)
  reason?: string;

  /** 实施时产生的惩戒标识 */
  @Optional()
  @Uuid()
  measureId?: string;
}

/** 惩戒措施 — the whole state of a measure that an officer decided to apply, from its decision to the confirmed lifting (惩戒、解除惩戒). */
export class DisciplineMeasureV1 {
  /** 惩戒标识 */
  @Uuid()
  measureId: string;

  /** 提示标识 */
  @Uuid()
  promptId: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 办理事项 */
  @Nested(() => DisciplineMatterV1)
  matter: DisciplineMatterV1;

  /** 惩戒依据；依据更替后为现行依据 */
  @Nested(() => DisciplineBasisV1)
  basis: DisciplineBasisV1;

  /** 惩戒状态 */
  @OneOf(MEASURE_STATUSES)
  status: MeasureStatus;

  /** 决定实施日期 */
  @Day()
  appliedOn: LocalDate;

  /** 执行日期 */
  @Optional()
  @Day()
  executedOn?: LocalDate;

  /** 解除日期 */
  @Optional()
  @Day()
  liftedOn?: LocalDate;

  /** 解除原因：名单条目的结束方式，措施期限届满，或异议成立 */
  @Optional()
  @OneOf(LIFT_CAUSES, { grows: true })
  liftedBecause?: LiftCause;

  /** 确认解除日期 */
  @Optional()
  @Day()
  liftConfirmedOn?: LocalDate;
}
