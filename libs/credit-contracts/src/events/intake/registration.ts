import type { LocalDate } from '@credit/kernel';
import { Day, Flag, Int64, NestedList, OneOf, Optional, Text } from '../../schema/decorators.ts';

export const REGISTRATION_STATUSES = ['registered', 'licence-revoked', 'deregistered'] as const;
/** 登记状态: 存续, 吊销 (未注销: the subject still exists), 注销. */
export type RegistrationStatus = (typeof REGISTRATION_STATUSES)[number];

export const PERSON_ROLES = ['LEGAL_REP', 'PRINCIPAL', 'ACTUAL_CONTROLLER', 'DIRECT_RESPONSIBLE', 'DIRECT_SUPERVISOR'] as const;
/** 人员角色: 法定代表人, 主要负责人, 实际控制人, 直接责任人, 直接主管人员 (domain §13). */
export type PersonRole = (typeof PERSON_ROLES)[number];

export const REGISTRAR_FLAGS = ['0', '1', '2'] as const;
/** 重错码处理标志: 0 新赋码, 1 删除, 2 保持原码不变 (domain §1.2). */
export type RegistrarFlag = (typeof REGISTRAR_FLAGS)[number];

/** 曾用名 — a former name and the last day on which it was the name. */
export class FormerNameV1 {
  /** 曾用名称 */
  @Text(200)
  name: string;

  /** 该名称使用至何日 */
  @Day()
  until: LocalDate;
}

/** 任职 — who held a role and when (domain §13: roles are dated). */
export class PersonRoleV1 {
  /** 角色：法定代表人、主要负责人、实际控制人、直接责任人、直接主管人员 */
  @OneOf(PERSON_ROLES)
  role: PersonRole;

  /** 姓名 */
  @Text(50)
  name: string;

  /** 任职起始日 */
  @Day()
  from: LocalDate;

  /** 任职终止日；在任时缺省 */
  @Optional()
  @Day()
  to?: LocalDate;
}

/** 登记信息 — master data of a subject from its registrar; releases what was held for it (decision 7). */
export class RegistrationV1 {
  /** 统一社会信用代码 */
  @Text(64)
  uscc: string;

  /** 登记名称 */
  @Text(200)
  name: string;

  /** 曾用名 */
  @Optional()
  @NestedList(() => FormerNameV1, 0, 50)
  formerNames?: FormerNameV1[];

  /** 登记状态：存续、吊销未注销、注销 */
  @OneOf(REGISTRATION_STATUSES)
  status: RegistrationStatus;

  /** 法定代表人姓名 */
  @Optional()
  @Text(50)
  legalRepName?: string;

  /** 任职人员 */
  @Optional()
  @NestedList(() => PersonRoleV1, 0, 200)
  roles?: PersonRoleV1[];

  /** 成立日期 */
  @Optional()
  @Day()
  establishedOn?: LocalDate;

  /** 住所 */
  @Optional()
  @Text(500)
  address?: string;

  /** 是否国有企业；代码不能说明，由登记机关按出资情况填写，缺省时沿用已登记的 */
  @Optional()
  @Flag()
  stateOwned?: boolean;

  /** 重错码处理标志：0 新赋码，1 删除，2 保持原码不变 */
  @Optional()
  @OneOf(REGISTRAR_FLAGS)
  registrarFlag?: RegistrarFlag;

  /** 原统一社会信用代码；重错码处理标志为 0 时必填 */
  @Optional()
  @Text(64)
  previousUscc?: string;

  /** 来源系统的版本号，十进制整数；缺省时以事件时间为准 */
  @Optional()
  @Int64()
  sourceVersion?: string;
}
