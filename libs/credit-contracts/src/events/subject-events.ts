import type { LocalDate } from '@credit/kernel';
import { Day, Flag, Nested, NestedList, OneOf, Optional, Text, TextList, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { FormerNameV1, PERSON_ROLES, type PersonRole } from './intake/registration.ts';

/** 单位任职 — who held a role in the unit and when, as its registrar states it: by masked name and blind index of the name, never by a number. */
export class SubjectRoleV1 {
  /** 角色 */
  @OneOf(PERSON_ROLES, { grows: true })
  role: PersonRole;

  /** 姓名（脱敏） */
  @Text(50)
  name: string;

  /** 姓名的盲索引（带密钥的摘要，不可还原） */
  @Token(64)
  nameIndex: string;

  /** 任职起始日 */
  @Day()
  from: LocalDate;

  /** 任职终止日；在任时缺省 */
  @Optional()
  @Day()
  to?: LocalDate;
}

/** 信用主体状态 — the whole public state of a subject after a fact; the data of `identified` and `registered`. */
export class SubjectStateV1 {
  /** 信用主体现状 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 曾用名 */
  @NestedList(() => FormerNameV1, 0, 200)
  formerNames: FormerNameV1[];

  /** 曾用统一社会信用代码 */
  @TextList(0, 50, 18)
  formerUsccs: string[];

  /** 事实发生日期 */
  @Day()
  effectiveOn: LocalDate;

  /** 自然人证件号码的盲索引（带密钥的摘要，不可还原） */
  @Optional()
  @Token(64)
  personIndex?: string;

  /** 自然人姓名的盲索引（带密钥的摘要，不可还原） */
  @Optional()
  @Token(64)
  nameIndex?: string;

  /** 登记的任职人员；没有登记任职的缺省 */
  @Optional()
  @NestedList(() => SubjectRoleV1, 1, 200)
  roles?: SubjectRoleV1[];

  /** 是否国有企业；登记机关没有说明的缺省 */
  @Optional()
  @Flag()
  stateOwned?: boolean;
}

/** 主体更名 — a registered change of name. */
export class SubjectRenamedV1 extends SubjectStateV1 {
  /** 变更前名称 */
  @Text(200)
  previousName: string;
}

/** 主体换码 — the registrar gave a new code (flag 0); the old one becomes an alias (domain §1.2). */
export class SubjectRekeyedV1 extends SubjectStateV1 {
  /** 变更前统一社会信用代码 */
  @Uscc()
  previousUscc: string;
}

/** 主体合并 — two files were one subject; published under both ids (P-15). */
export class SubjectMergedV1 extends SubjectStateV1 {
  /** 被并入的主体标识 */
  @Uuid()
  mergedSubjectId: string;

  /** 保留的主体标识 */
  @Uuid()
  canonicalSubjectId: string;
}

/** 主体拆分 — one file held two subjects; names the records that move (P-15). */
export class SubjectSplitV1 extends SubjectStateV1 {
  /** 拆出的新主体标识 */
  @Uuid()
  newSubjectId: string;

  /** 划归新主体的记录标识 */
  @TextList(0, 1000, 36)
  recordIds: string[];
}
