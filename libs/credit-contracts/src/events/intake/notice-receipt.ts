import type { LocalDate } from '@credit/kernel';
import { Day, Int64, Optional, Uuid } from '../../schema/decorators.ts';

/** 通报签收 — the addressee says that it has received a notice. It knows the subject by the id in the notice alone: of a person it is told no number. */
export class NoticeReceiptIntakeV1 {
  /** 信用主体内部标识，见所签收的通报 */
  @Uuid()
  subjectId: string;

  /** 通报标识 */
  @Uuid()
  noticeId: string;

  /** 签收日期 */
  @Day()
  receivedOn: LocalDate;

  /** 来源系统的版本号，十进制整数；缺省时以事件时间为准 */
  @Optional()
  @Int64()
  sourceVersion?: string;
}
