import { OneOf, Optional, Text, Uscc, Uuid } from '../schema/decorators.ts';
import { SUBJECT_CLASSES, SUBJECT_STATUSES, type SubjectClass, type SubjectStatus } from './subject-class.ts';

/** 信用主体快照 — who a record, an entry or a fact is about, as known when the event was made (decision 8). */
export class SubjectSnapshot {
  /** 信用主体内部标识（不透明） */
  @Uuid()
  subjectId: string;

  /** 主体类别：法人及非法人组织、个体工商户、自然人 */
  @OneOf(SUBJECT_CLASSES)
  subjectClass: SubjectClass;

  /** 名称；自然人为脱敏后的姓名 */
  @Text(200)
  name: string;

  /** 统一社会信用代码；自然人没有 */
  @Optional()
  @Uscc()
  uscc?: string;

  /** 主体状态：库外、在册、注销、已并入 */
  @OneOf(SUBJECT_STATUSES)
  status: SubjectStatus;
}
