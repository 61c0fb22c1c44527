import type { Instant, LocalDate } from '@credit/kernel';
import { Day, Int64, Moment, Nested, NestedByKind, OneOf, Optional, Text, TextList, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { BanCaseContentV1 } from './ban-case-content.ts';
import { CommitmentContentV1 } from './commitment-content.ts';
import { InterviewContentV1 } from './interview-content.ts';
import { CoercionContentV1, JudgmentContentV1, LicenseContentV1, PenaltyContentV1 } from './record-contents.ts';
import { RECORD_KINDS, type RecordKind } from './record-kinds.ts';

export const RECORD_STATUSES = ['effective', 'held', 'revoked'] as const;
/** 记录状态: 有效, 暂存 (not yet in effect, with reasons), 已撤销. */
export type RecordStatus = (typeof RECORD_STATUSES)[number];

/** 记录变更说明 — why the record is no longer what it was: correction, revocation, reinstatement, amendment. */
export class RecordChangeV1 {
  /** 变更事由 */
  @Text(500)
  reason: string;

  /** 变更依据 */
  @Optional()
  @Text(500)
  basis?: string;

  /** 变更生效日期 */
  @Day()
  effectiveOn: LocalDate;

  /** 变更的字段（规范标识） */
  @TextList(0, 60, 64)
  changedFields: string[];
}

/** 信用修复 — by which case and since when a record is repaired: no longer shown, shared or used. */
export class RecordRepairV1 {
  /** 修复案件标识 */
  @Uuid()
  caseId: string;

  /** 修复日期 */
  @Day()
  on: LocalDate;
}

/** 重整期间屏蔽 — since when a record burdens nobody while a plan is carried out; temporary (B6, trap 20). */
export class RecordShieldV1 {
  /** 屏蔽标识 */
  @Uuid()
  shieldingId: string;

  /** 屏蔽日期 */
  @Day()
  on: LocalDate;
}

/** 信用记录状态 — the whole resulting state of a record; the data of every `record.*` event. */
export class RecordStateV1 {
  /** 信用记录标识 */
  @Uuid()
  recordId: string;

  /** 记录种类：行政许可、行政处罚、行政强制、法院判决、约谈、禁入惩戒案例、信用承诺履行记录 */
  @OneOf(RECORD_KINDS, { grows: true })
  recordKind: RecordKind;

  /** 记录状态：有效、暂存、已撤销 */
  @OneOf(RECORD_STATUSES)
  status: RecordStatus;

  /** 暂存原因代码；仅暂存时非空 */
  @TextList(0, 20, 64)
  heldReasons: string[];

  /** 信用主体快照 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 报送部门代码 */
  @Token(63)
  source: string;

  /** 决定机关统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 决定机关名称 */
  @Text(200)
  authorityName: string;

  /** 决定文书号 */
  @Text(128)
  docNo: string;

  /** 决定文书名称 */
  @Optional()
  @Text(128)
  docName?: string;

  /** 决定日期 */
  @Day()
  decisionDate: LocalDate;

  /** 首次收到时间 */
  @Moment()
  receivedAt: Instant;

  /** 首次收到日期（业务日期） */
  @Day()
  receivedOn: LocalDate;

  /** 来源版本号 */
  @Int64()
  sourceVersion: string;

  /** 内容，按记录种类 */
  @NestedByKind('recordKind', { 'administrative-license': LicenseContentV1, 'administrative-penalty': PenaltyContentV1, 'administrative-coercion': CoercionContentV1, 'court-judgment': JudgmentContentV1, interview: InterviewContentV1, 'ban-case': BanCaseContentV1, commitment: CommitmentContentV1 })
  content: LicenseContentV1 | PenaltyContentV1 | CoercionContentV1 | JudgmentContentV1 | InterviewContentV1 | BanCaseContentV1 | CommitmentContentV1;

  /** 信用修复；未修复的缺省 */
  @Optional()
  @Nested(() => RecordRepairV1)
  repaired?: RecordRepairV1;

  /** 重整期间屏蔽；未屏蔽的缺省 */
  @Optional()
  @Nested(() => RecordShieldV1)
  shielded?: RecordShieldV1;

  /** 变更说明；首次记录时缺省 */
  @Optional()
  @Nested(() => RecordChangeV1)
  change?: RecordChangeV1;
}

/** True if the record is a penalty; narrows `content`. */
export const isPenaltyState = (state: RecordStateV1): state is RecordStateV1 & { content: PenaltyContentV1 } => state.recordKind === 'administrative-penalty';

/** True if the record is a licence; narrows `content`. */
export const isLicenseState = (state: RecordStateV1): state is RecordStateV1 & { content: LicenseContentV1 } => state.recordKind === 'administrative-license';

/** True if the record is that of an assessed commitment; narrows `content`. */
export const isCommitmentState = (state: RecordStateV1): state is RecordStateV1 & { content: CommitmentContentV1 } => state.recordKind === 'commitment';

/** 违诺记录: of a commitment that was not fully kept. A kept one burdens nobody. */
export const isBreachState = (state: RecordStateV1): state is RecordStateV1 & { content: CommitmentContentV1 } => isCommitmentState(state) && state.content.performance !== 'FULL';
