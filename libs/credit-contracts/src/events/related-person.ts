import type { LocalDate } from '@credit/kernel';
import { Day, OneOf, Optional, Uuid } from '../schema/decorators.ts';
import { PERSON_ROLES, type PersonRole } from './intake/registration.ts';

export const ROLE_WITNESSES = ['register', 'case-file'] as const;
/** 任职的依据: 登记信息 (the registrar's dated roles), 案卷 (the register knows nothing of it). */
export type RoleWitness = (typeof ROLE_WITNESSES)[number];

/** 相关责任人 — why a person has an entry of his own: the role held when the conduct happened (O57, O60, N16). */
export class RelatedPersonV1 {
  /** 所属单位主体标识 */
  @Uuid()
  unitSubjectId: string;

  /** 角色 */
  @OneOf(PERSON_ROLES, { grows: true })
  role: PersonRole;

  /** 行为发生日期 */
  @Day()
  conductOn: LocalDate;

  /** 任职的依据：登记信息、案卷；外部认定缺省 */
  @Optional()
  @OneOf(ROLE_WITNESSES, { grows: true })
  heldBy?: RoleWitness;
}
