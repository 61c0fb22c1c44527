import type { LocalDate } from '@credit/kernel';
import { REPAIR_EVIDENCE_KINDS, REPAIR_TARGET_KINDS, REPAIR_WAYS, type RepairEvidenceKind, type RepairTargetKind, type RepairWay } from '@credit/rulebook/codes';
import { Day, ListOf, Nested, OneOf, Optional, Text, TextList, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

export const REPAIR_STATUSES = ['submitted', 'supplement-required', 'accepted', 'extended', 'approved', 'denied', 'rejected', 'retracted', 'revoked'] as const;
/** 修复案件状态: 已申请, 待补正, 已受理, 已延期, 准予修复, 不予修复, 不予受理, 已撤回 (by the applicant), 已撤销 (got by false material). Overdue is computed when read. */
export type RepairStatus = (typeof REPAIR_STATUSES)[number];

const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): readonly C[] => rows.map(({ code }) => code);
export const REPAIR_TARGETS_V1 = codesOf<RepairTargetKind>(REPAIR_TARGET_KINDS);
export const REPAIR_WAYS_V1 = codesOf<RepairWay>(REPAIR_WAYS);
export const REPAIR_EVIDENCE_V1 = codesOf<RepairEvidenceKind>(REPAIR_EVIDENCE_KINDS);

/** 修复对象 — one record or one list entry, and who made it (谁认定、谁修复). */
export class RepairTargetV1 {
  /** 修复对象种类：信用记录、名单条目 */
  @OneOf(REPAIR_TARGETS_V1, { grows: true })
  kind: RepairTargetKind;

  /** 信用记录标识或者名单条目标识 */
  @Uuid()
  id: string;

  /** 文书号 */
  @Text(128)
  docNo: string;

  /** 文书日期；各项期限自此起算 */
  @Day()
  documentDate: LocalDate;

  /** 认定部门代码 */
  @Token(63)
  source: string;

  /** 认定单位统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 认定单位名称 */
  @Text(200)
  authorityName: string;
}

/** 决定 — of the authority, with its reason. */
export class RepairDecisionV1 {
  /** 决定日期 */
  @Day()
  on: LocalDate;

  /** 理由 */
  @Text(1000)
  reason: string;

  /** 决定书文号；准予修复的决定都有 */
  @Optional()
  @Text(128)
  docNo?: string;
}

/** 信用修复案件 — the whole resulting state of a case; the data of every `repair.*` event (O66–O71). What was handed in stays with the service; only its kinds are told. */
export class RepairCaseV1 {
  /** 修复案件标识 */
  @Uuid()
  caseId: string;

  /** 案件状态 */
  @OneOf(REPAIR_STATUSES)
  status: RepairStatus;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 修复对象 */
  @Nested(() => RepairTargetV1)
  target: RepairTargetV1;

  /** 修复情形：纠正失信行为、破产重整或者和解执行完毕 */
  @OneOf(REPAIR_WAYS_V1, { grows: true })
  way: RepairWay;

  /** 适用规则标识 */
  @Token(64)
  ruleId: string;

  /** 最早可申请日期；没有最短期限时缺省 */
  @Optional()
  @Day()
  earliestOn?: LocalDate;

  /** 未修复时的公示截止日期；不单独公示的缺省 */
  @Optional()
  @Day()
  publicUntil?: LocalDate;

  /** 已提交的修复材料种类 */
  @ListOf(REPAIR_EVIDENCE_V1, 1, 6)
  evidence: RepairEvidenceKind[];

  /** 所提交的信用承诺标识；没有在本平台作出的缺省 */
  @Optional()
  @TextList(1, 20, 36)
  commitmentIds?: string[];

  /** 申请日期 */
  @Day()
  appliedOn: LocalDate;

  /** 受理期限；节假日安排未公布时缺省 */
  @Optional()
  @Day()
  acceptanceDueOn?: LocalDate;

  /** 受理日期 */
  @Optional()
  @Day()
  acceptedOn?: LocalDate;

  /** 办结期限；节假日安排未公布时缺省 */
  @Optional()
  @Day()
  decisionDueOn?: LocalDate;

  /** 逾期督办日期 */
  @Optional()
  @Day()
  escalatedOn?: LocalDate;

  /** 修复决定或者不予受理、不予修复的决定 */
  @Optional()
  @Nested(() => RepairDecisionV1)
  decision?: RepairDecisionV1;

  /** 撤回日期 */
  @Optional()
  @Day()
  retractedOn?: LocalDate;

  /** 撤销修复的决定 */
  @Optional()
  @Nested(() => RepairDecisionV1)
  revocation?: RepairDecisionV1;

  /** 限制申请至（当日起可再申请） */
  @Optional()
  @Day()
  barredUntil?: LocalDate;
}
