import type { LocalDate } from '@credit/kernel';
import { Day, OneOf, Optional, Text } from '../../schema/decorators.ts';
import { AdministrativeActV1 } from './statement.ts';

export const LICENSE_STATES = ['1', '2'] as const;
/** 许可当前状态: 1 有效, 2 无效 (XK_ZT). */
export type LicenseState = (typeof LICENSE_STATES)[number];

/** 行政许可 — a licence decided by a department, columns XK_* (domain §2.3). */
export class AdministrativeLicenseV1 extends AdministrativeActV1 {
  /** 行政许可决定文书名称（XK_XKWS） */
  @Text(64)
  docName: string;

  /** 行政许可决定文书号（XK_WSH）；没有文书号时填许可编号 */
  @Text(64)
  docNo: string;

  /** 许可类别（XK_XKLB）：普通、特许、认可、核准、登记、其他-补充文字 */
  @Text(256)
  permitKind: string;

  /** 许可证书名称（XK_XKZS） */
  @Optional()
  @Text(64)
  certName?: string;

  /** 许可编号（XK_XKBH） */
  @Optional()
  @Text(64)
  certNo?: string;

  /** 许可内容（XK_NR） */
  @Text(4000)
  content: string;

  /** 有效期自（XK_YXQZ） */
  @Day()
  validFrom: LocalDate;

  /** 有效期至（XK_YXQZI）；2099-12-31 表示长期 */
  @Day()
  validTo: LocalDate;

  /** 当前状态（XK_ZT）：1 有效，2 无效 */
  @OneOf(LICENSE_STATES)
  state: LicenseState;
}
