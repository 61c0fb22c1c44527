import type { LocalDate } from '@credit/kernel';
import type { CoercionKind } from '@credit/rulebook/codes';
import { AmountWan, Day, ListOf, Optional, Text, TextList } from '../../schema/decorators.ts';
import { AdministrativeActV1 } from './statement.ts';

/** 强制种类 of the contract, version 1 (行政强制法 arts 9, 12); a test holds it equal to the rulebook's codes. */
export const COERCION_KINDS_V1 = [
  'RESTRICT_LIBERTY', 'SEAL', 'SEIZE', 'FREEZE', 'OTHER_MEASURE', 'ADDITIONAL_FINE', 'TRANSFER_FUNDS', 'AUCTION', 'RESTORATION', 'SUBSTITUTE_PERFORMANCE', 'OTHER_EXECUTION',
] as const satisfies readonly CoercionKind[];

/** 行政强制 — a coercive measure or execution decided by a department (domain §2.5: no national field list is known). */
export class AdministrativeCoercionV1 extends AdministrativeActV1 {
  /** 决定文书名称 */
  @Optional()
  @Text(128)
  docName?: string;

  /** 决定文书号 */
  @Text(128)
  docNo: string;

  /** 事项名称 */
  @Text(200)
  matterName: string;

  /** 强制种类，可多项 */
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
