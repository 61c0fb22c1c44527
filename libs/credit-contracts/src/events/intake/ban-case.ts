import { Optional, Text, Uuid } from '../../schema/decorators.ts';
import { AdministrativeActV1 } from './statement.ts';

/** 禁入惩戒案例 — a typical case of a market or industry ban, collected by the authority that decided it and linked to its entry; the day of the compilation is the date of decision, its number the document number (O59). */
export class BanCaseIntakeV1 extends AdministrativeActV1 {
  /** 案例编号 */
  @Text(128)
  docNo: string;

  /** 所依据的禁入条目标识 */
  @Uuid()
  entryId: string;

  /** 案例标题 */
  @Text(200)
  title: string;

  /** 案情；应先行删除个人信息 */
  @Text(4000)
  facts: string;

  /** 禁入惩戒的实施情况 */
  @Text(2000)
  discipline: string;

  /** 典型意义 */
  @Optional()
  @Text(2000)
  significance?: string;
}
