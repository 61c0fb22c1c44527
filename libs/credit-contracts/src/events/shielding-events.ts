import type { LocalDate } from '@credit/kernel';
import { Day, Nested, OneOf, Optional, Text, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { RepairTargetV1 } from './repair-events.ts';

export const SHIELDING_STATUSES = ['shielded', 'ended'] as const;
/** 屏蔽状态: 屏蔽中, 已终止. */
export type ShieldingStatus = (typeof SHIELDING_STATUSES)[number];

export const SHIELDING_OUTCOMES = ['failed', 'completed'] as const;
/** 计划的结果: 未能执行, 执行完毕（已正式修复）. */
export type ShieldingOutcome = (typeof SHIELDING_OUTCOMES)[number];

/** 法院裁定. */
export class CourtRulingV1 {
  /** 裁定文书号 */
  @Text(128)
  rulingNo: string;

  /** 裁定日期 */
  @Day()
  on: LocalDate;
}

/** 屏蔽的终止. */
export class ShieldingEndV1 {
  /** 终止日期 */
  @Day()
  on: LocalDate;

  /** 重整计划、和解协议的结果：未能执行、执行完毕 */
  @OneOf(SHIELDING_OUTCOMES)
  outcome: ShieldingOutcome;

  /** 理由 */
  @Text(500)
  reason: string;
}

/** 重整期间屏蔽 — the whole state: while a plan that a court has approved is carried out, the record burdens nobody; temporary and reversible (B6, trap 20). */
export class ShieldingV1 {
  /** 屏蔽标识 */
  @Uuid()
  shieldingId: string;

  /** 屏蔽状态：屏蔽中、已终止 */
  @OneOf(SHIELDING_STATUSES)
  status: ShieldingStatus;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 屏蔽对象 */
  @Nested(() => RepairTargetV1)
  target: RepairTargetV1;

  /** 批准重整计划或者认可和解协议的裁定 */
  @Nested(() => CourtRulingV1)
  ruling: CourtRulingV1;

  /** 屏蔽日期 */
  @Day()
  shieldedOn: LocalDate;

  /** 屏蔽的终止；屏蔽中的缺省 */
  @Optional()
  @Nested(() => ShieldingEndV1)
  end?: ShieldingEndV1;
}
