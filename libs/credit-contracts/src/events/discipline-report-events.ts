import type { LocalDate } from '@credit/kernel';
import { Day, Nested, OneOf, Optional, Text, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { MatterV1 } from './matter-events.ts';

export const PROMPT_CHOICES = ['apply', 'decline'] as const;
/** 处理方式: 实施, 不予实施. There is no third (强制选择). */
export type PromptChoice = (typeof PROMPT_CHOICES)[number];

export const DISCIPLINE_REPORTS = ['prompt-decision', 'measure-execution', 'lift-confirmation'] as const;
/** 反馈种类: 提示处理, 执行反馈, 确认解除. */
export type DisciplineReport = (typeof DISCIPLINE_REPORTS)[number];

/** 提示处理报送 — a department's choice on a prompt; whether it can be carried out is joint-discipline's to judge. */
export class PromptDecisionReportedV1 extends MatterV1 {
  /** 提示标识 */
  @Uuid()
  promptId: string;

  /** 实施或不予实施 */
  @OneOf(PROMPT_CHOICES)
  choice: PromptChoice;

  /** 不予实施的理由 */
  @Optional()
  @Text(500)
  reason?: string;
}

/** 执行反馈报送 — the department says that a measure was carried out. */
export class MeasureExecutionReportedV1 extends MatterV1 {
  /** 惩戒标识 */
  @Uuid()
  measureId: string;

  /** 执行日期 */
  @Day()
  executedOn: LocalDate;
}

/** 确认解除报送 — the department says that a lifted measure was undone. */
export class LiftConfirmationReportedV1 extends MatterV1 {
  /** 惩戒标识 */
  @Uuid()
  measureId: string;

  /** 解除日期 */
  @Day()
  confirmedOn: LocalDate;
}

/** 反馈已采纳 — what a department reported was carried out on its prompt or measure; the id is that of the matter. */
export class DisciplineReportTakenOverV1 {
  /** 事项标识 */
  @Uuid()
  matterId: string;

  /** 报送部门代码 */
  @Token(63)
  source: string;

  /** 信用主体快照 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 反馈种类 */
  @OneOf(DISCIPLINE_REPORTS)
  report: DisciplineReport;

  /** 提示标识；提示处理才有 */
  @Optional()
  @Uuid()
  promptId?: string;

  /** 惩戒标识；决定实施、执行反馈、确认解除才有 */
  @Optional()
  @Uuid()
  measureId?: string;
}

/** 反馈不予采纳 — what a department reported could not be carried out, and why; nothing has changed (P-13). */
export class DisciplineReportNotApplicableV1 extends DisciplineReportTakenOverV1 {
  /** 原因代码 */
  @Token(64)
  code: string;

  /** 原因说明 */
  @Text(500)
  reason: string;
}
