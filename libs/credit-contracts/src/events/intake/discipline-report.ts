import type { LocalDate } from '@credit/kernel';
import { Day, OneOf, Optional, Text, Uuid } from '../../schema/decorators.ts';
import { PROMPT_CHOICES, type PromptChoice } from '../discipline-report-events.ts';
import { PartyV1 } from './party.ts';

/** 提示处理 — what the officer chose on a prompt: to apply the measure, or to decline it and say why. About the subject that was hit. */
export class PromptDecisionIntakeV1 extends PartyV1 {
  /** 提示标识 */
  @Uuid()
  promptId: string;

  /** 实施或不予实施 */
  @OneOf(PROMPT_CHOICES)
  choice: PromptChoice;

  /** 不予实施的理由；不予实施时必填 */
  @Optional()
  @Text(500)
  reason?: string;
}

/** 执行反馈 — a measure was carried out. */
export class MeasureExecutionIntakeV1 extends PartyV1 {
  /** 惩戒标识 */
  @Uuid()
  measureId: string;

  /** 执行日期 */
  @Day()
  executedOn: LocalDate;
}

/** 确认解除 — a lifted measure was undone. */
export class LiftConfirmationIntakeV1 extends PartyV1 {
  /** 惩戒标识 */
  @Uuid()
  measureId: string;

  /** 解除日期 */
  @Day()
  confirmedOn: LocalDate;
}
