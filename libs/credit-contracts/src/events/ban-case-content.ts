import { OneOf, Optional, Text, Uuid } from '../schema/decorators.ts';
import { RESTRICTIONS, type Restriction } from './intake/statement.ts';

/** 禁入惩戒案例内容 — what a reader of the register may know of a case of a ban (O59). */
export class BanCaseContentV1 {
  /** 所依据的禁入条目标识 */
  @Uuid()
  entryId: string;

  /** 案例标题 */
  @Text(200)
  title: string;

  /** 案情 */
  @Text(4000)
  facts: string;

  /** 禁入惩戒的实施情况 */
  @Text(2000)
  discipline: string;

  /** 典型意义 */
  @Optional()
  @Text(2000)
  significance?: string;

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
