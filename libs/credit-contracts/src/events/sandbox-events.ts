import type { LocalDate } from '@credit/kernel';
import { Day, Optional } from '../schema/decorators.ts';

/** 沙箱业务日期 — the business date of the sandbox; only moves forward (decision 16). */
export class SandboxDateMovedV1 {
  /** 当前业务日期 */
  @Day()
  businessDate: LocalDate;

  /** 此前的业务日期；首次设定时缺省 */
  @Optional()
  @Day()
  previousDate?: LocalDate;
}
