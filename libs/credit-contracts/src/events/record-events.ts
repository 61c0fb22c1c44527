import type { Instant, LocalDate } from '@credit/kernel';
import type { PenaltyType } from '@credit/rulebook/codes';
import { AmountWan, Day, Flag, Int64, ListOf, Moment, Nested, NestedByKind, OneOf, Optional, Text, TextList, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { LICENSE_STATES, type LicenseState } from './intake/administrative-license.ts';
import { PENALTY_TYPES_V1 } from './intake/administrative-penalty.ts';
import { RESTRICTIONS, type Restriction } from './intake/statement.ts';
import { RECORD_KINDS, type RecordKind } from './record-kinds.ts';

export const RECORD_STATUSES = ['effective', 'held', 'revoked'] as const;
/** 记录状态: 有效, 暂存 (not yet in effect, with reasons), 已撤销. */
export type RecordStatus = (typeof RECORD_STATUSES)[number];

/** 行政许可内容 — what a reader of the register may know of a licence; no document numbers of persons. */
export class LicenseContentV1 {
  /** 许可类别 */
  @Text(256)
  permitKind: string;

  /** 许可证书名称 */
  @Optional()
  @Text(64)
  certName?: string;

  /** 许可编号 */
  @Optional()
  @Text(64)
  certNo?: string;

  /** 许可内容 */
  @Text(4000)
  content: string;

  /** 有效期自 */
  @Day()
  validFrom: LocalDate;

  /** 有效期至；2099-12-31 表示长期 */
  @Day()
  validTo: LocalDate;

  /** 当前状态：1 有效，2 无效 */
  @OneOf(LICENSE_STATES)
  state: LicenseState;

  /** 法定代表人姓名 */
  @Optional()
  @Text(50)
  legalRepName?: string;

  /** 不予公开事由 */
  @Optional()
  @OneOf(RESTRICTIONS)
  restricted?: Restriction;

  /** 备注 */
  @Optional()
  @Text(4000)
  remark?: string;
}

/** 行政处罚内容 — what a reader of the register may know of a penalty; no document numbers of persons. */
export class PenaltyContentV1 {
  /** 违法行为类型 */
  @Text(2000)
  violationType: string;

  /** 违法事实 */
  @Text(5000)
  facts: string;

  /** 处罚依据 */
  @Text(2048)
  legalBasis: string;

  /** 处罚类别 */
  @ListOf(PENALTY_TYPES_V1, 1, 14)
  penaltyTypes: PenaltyType[];

  /** 其他处罚的说明 */
  @Optional()
  @Text(255)
  otherPenaltyText?: string;

  /** 处罚内容 */
  @Text(4000)
  content: string;

  /** 罚款金额，万元 */
  @Optional()
  @AmountWan()
  fineAmountWan?: string;

  /** 没收金额，万元 */
  @Optional()
  @AmountWan()
  confiscatedAmountWan?: string;

  /** 暂扣或吊销证照名称及编号 */
  @Optional()
  @Text(200)
  suspendedPermit?: string;

  /** 处罚有效期 */
  @Day()
  effectiveTo: LocalDate;

  /** 是否适用简易程序 */
  @Optional()
  @Flag()
  simpleProcedure?: boolean;

  /** 所属行业领域代码 */
  @Optional()
  @Token(64)
  sector?: string;

  /** 法定代表人姓名 */
  @Optional()
  @Text(50)
  legalRepName?: string;

  /** 不予公开事由 */
  @Optional()
  @OneOf(RESTRICTIONS)
  restricted?: Restriction;

  /** 备注 */
  @Optional()
  @Text(4000)
  remark?: string;
}

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

/** 信用记录状态 — the whole resulting state of a record; the data of every `record.*` event. */
export class RecordStateV1 {
  /** 信用记录标识 */
  @Uuid()
  recordId: string;

  /** 记录种类：行政许可、行政处罚 */
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
  @NestedByKind('recordKind', { 'administrative-license': LicenseContentV1, 'administrative-penalty': PenaltyContentV1 })
  content: LicenseContentV1 | PenaltyContentV1;

  /** 变更说明；首次记录时缺省 */
  @Optional()
  @Nested(() => RecordChangeV1)
  change?: RecordChangeV1;
}

/** True if the record is a penalty; narrows `content`. */
export const isPenaltyState = (state: RecordStateV1): state is RecordStateV1 & { content: PenaltyContentV1 } => state.recordKind === 'administrative-penalty';

/** True if the record is a licence; narrows `content`. */
export const isLicenseState = (state: RecordStateV1): state is RecordStateV1 & { content: LicenseContentV1 } => state.recordKind === 'administrative-license';
