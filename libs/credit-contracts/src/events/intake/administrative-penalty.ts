import type { LocalDate } from '@credit/kernel';
import type { PenaltyType } from '@credit/rulebook/codes';
import { AmountWan, Day, Flag, ListOf, Optional, Text, Token } from '../../schema/decorators.ts';
import { AdministrativeActV1 } from './statement.ts';

/** 处罚种类 of the contract, version 1 (行政处罚法 art 9, domain §2.2); a test holds it equal to the rulebook's codes. */
export const PENALTY_TYPES_V1 = [
  'WARNING', 'PUBLIC_CRITICISM', 'FINE', 'CONFISCATE_GAINS', 'CONFISCATE_PROPERTY', 'SUSPEND_PERMIT', 'DOWNGRADE', 'REVOKE_PERMIT',
  'RESTRICT_OPERATION', 'SUSPEND_BUSINESS', 'CLOSE_DOWN', 'BAN_FROM_TRADE', 'DETENTION', 'OTHER',
] as const satisfies readonly PenaltyType[];

/** 行政处罚 — a penalty decided by a department, columns CF_* (domain §2.4). */
export class AdministrativePenaltyV1 extends AdministrativeActV1 {
  /** 行政处罚决定书名称 */
  @Optional()
  @Text(128)
  docName?: string;

  /** 行政处罚决定书文号（CF_WSH） */
  @Text(128)
  docNo: string;

  /** 违法行为类型（CF_WFXW） */
  @Text(2000)
  violationType: string;

  /** 违法事实（CF_SY）；应先行删除个人信息 */
  @Text(5000)
  facts: string;

  /** 处罚依据（CF_YJ） */
  @Text(2048)
  legalBasis: string;

  /** 处罚类别（CF_CFLB），可多项 */
  @ListOf(PENALTY_TYPES_V1, 1, 14)
  penaltyTypes: PenaltyType[];

  /** 其他处罚的说明；处罚类别含“其他”时必填 */
  @Optional()
  @Text(255)
  otherPenaltyText?: string;

  /** 处罚内容（CF_NR） */
  @Text(4000)
  content: string;

  /** 罚款金额（CF_NR_FK），万元 */
  @Optional()
  @AmountWan()
  fineAmountWan?: string;

  /** 没收违法所得、没收非法财物的金额（CF_NR_WFFF），万元 */
  @Optional()
  @AmountWan()
  confiscatedAmountWan?: string;

  /** 暂扣或吊销证照名称及编号（CF_NR_ZKDX） */
  @Optional()
  @Text(200)
  suspendedPermit?: string;

  /** 处罚有效期（CF_YXQ）；2099-12-31 表示长期 */
  @Day()
  effectiveTo: LocalDate;

  /** 是否适用简易程序 */
  @Optional()
  @Flag()
  simpleProcedure?: boolean;

  /** 所属行业领域代码，用于判定处罚轻重 */
  @Optional()
  @Token(64)
  sector?: string;
}
