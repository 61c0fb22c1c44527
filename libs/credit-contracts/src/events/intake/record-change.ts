import type { LocalDate } from '@credit/kernel';
import { Day, FieldValue, Flag, Int64, Nested, NestedList, OneOf, Optional, Text, Token } from '../../schema/decorators.ts';
import { RECORD_KINDS, type RecordKind } from '../record-kinds.ts';
import { SubjectReferenceV1 } from './subject-fields.ts';

/** 撤销记录 — the department revokes a record by its natural key: it was wrong; final, also when it arrives first (decision 6). */
export class RecordRevocationV1 {
  /** 记录种类：行政许可、行政处罚、行政强制、法院判决、约谈、禁入惩戒案例、信用承诺履行记录 */
  @OneOf(RECORD_KINDS, { grows: true })
  recordKind: RecordKind;

  /** 作出原决定的机关统一社会信用代码 */
  @Text(64)
  authorityUscc: string;

  /** 原决定文书号 */
  @Text(128)
  docNo: string;

  /** 原决定的信用主体 */
  @Nested(() => SubjectReferenceV1)
  subject: SubjectReferenceV1;

  /** 撤销日期 */
  @Day()
  revokedOn: LocalDate;

  /** 撤销事由（向社会公开） */
  @Text(500)
  reason: string;

  /** 撤销依据 */
  @Text(500)
  basis: string;

  /** 来源系统的版本号，十进制整数 */
  @Optional()
  @Int64()
  sourceVersion?: string;
}

/** 更正项 — one field and its new value. */
export class FieldChangeV1 {
  /** 字段名（规范标识） */
  @Token(64)
  field: string;

  /** 更正后的值；null 表示清空 */
  @FieldValue()
  newValue: string | boolean | string[] | null;
}

/** 更正记录 — the department corrects fields of a record by its natural key, or reinstates a revoked one, with a reason (decision 6). */
export class RecordCorrectionV1 {
  /** 记录种类：行政许可、行政处罚、行政强制、法院判决、约谈、禁入惩戒案例、信用承诺履行记录 */
  @OneOf(RECORD_KINDS, { grows: true })
  recordKind: RecordKind;

  /** 作出原决定的机关统一社会信用代码 */
  @Text(64)
  authorityUscc: string;

  /** 原决定文书号 */
  @Text(128)
  docNo: string;

  /** 原决定的信用主体 */
  @Nested(() => SubjectReferenceV1)
  subject: SubjectReferenceV1;

  /** 更正事由 */
  @Text(500)
  reason: string;

  /** 更正依据 */
  @Text(500)
  basis: string;

  /** 更正的字段；仅恢复记录时可为空 */
  @NestedList(() => FieldChangeV1, 0, 40)
  changes: FieldChangeV1[];

  /** 来源系统的版本号，十进制整数 */
  @Optional()
  @Int64()
  sourceVersion?: string;

  /** 是否恢复已撤销的记录 */
  @Optional()
  @Flag()
  reinstate?: boolean;
}
