import { Optional, Text, Uscc } from '../schema/decorators.ts';

/** 工作单位 — where a person is employed, as whoever lists the person states it. */
export class EmployerV1 {
  /** 单位统一社会信用代码 */
  @Uscc()
  uscc: string;

  /** 职务 */
  @Optional()
  @Text(100)
  position?: string;
}
