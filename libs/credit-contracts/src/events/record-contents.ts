import type { LocalDate } from '@credit/kernel';
import type { CoercionKind, PenaltyType } from '@credit/rulebook/codes';
import { AmountWan, Day, Flag, ListOf, OneOf, Optional, Text, TextList, Token } from '../schema/decorators.ts';
import { COERCION_KINDS_V1 } from './intake/administrative-coercion.ts';
import { LICENSE_STATES, type LicenseState } from './intake/administrative-license.ts';
import { PENALTY_TYPES_V1 } from './intake/administrative-penalty.ts';
import { PERFORMANCES, type Performance } from './intake/court-judgment.ts';
import { RESTRICTIONS, type Restriction } from './intake/statement.ts';

/** 公共内容 — what the contents of every kind may say besides. */
export class ActContentV1 {
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

/** 行政许可内容 — what a reader of the register may know of a licence; no document numbers of persons. */
export class LicenseContentV1 extends ActContentV1 {
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
}

/** 行政处罚内容 — what a reader of the register may know of a penalty; no document numbers of persons. */
export class PenaltyContentV1 extends ActContentV1 {
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
}

/** 行政强制内容 — what a reader of the register may know of a coercion decision (domain §2.5). */
export class CoercionContentV1 extends ActContentV1 {
  /** 事项名称 */
  @Text(200)
  matterName: string;

  /** 强制种类 */
  @ListOf(COERCION_KINDS_V1, 1, 11)
  coercionKinds: CoercionKind[];

  /** 强制内容 */
  @Text(4000)
  content: string;

  /** 强制依据 */
  @Text(2048)
  legalBasis: string;

  /** 实施日期 */
  @Day()
  validFrom: LocalDate;

  /** 期限届满日期 */
  @Optional()
  @Day()
  validTo?: LocalDate;

  /** 解除日期 */
  @Optional()
  @Day()
  liftedOn?: LocalDate;

  /** 涉及的场所、设施、财物 */
  @Optional()
  @TextList(1, 20, 64)
  property?: string[];

  /** 涉及金额，万元 */
  @Optional()
  @AmountWan()
  amountWan?: string;
}

/** 法院判决内容 — what a reader of the register may know of a judgment in effect: the obligation and how far it is performed (domain §5.5). */
export class JudgmentContentV1 extends ActContentV1 {
  /** 案由 */
  @Optional()
  @Text(200)
  causeOfAction?: string;

  /** 生效日期 */
  @Day()
  effectiveOn: LocalDate;

  /** 生效法律文书确定的义务 */
  @Text(4000)
  obligation: string;

  /** 履行情况：未履行、部分履行、全部履行 */
  @OneOf(PERFORMANCES, { grows: true })
  performance: Performance;

  /** 全部履行日期 */
  @Optional()
  @Day()
  performedOn?: LocalDate;
}
