import { Int64, OneOf, Optional, Text } from '../../schema/decorators.ts';
import { SUBJECT_CLASSES, type SubjectClass } from '../../subject/subject-class.ts';

/** 当事人 — who a reported matter is about, with the identifier that fits the class; names as in the acts (domain §2.3). */
export class PartyV1 {
  /** 名称；自然人为真实姓名 */
  @Text(200)
  subjectName: string;

  /** 主体类别：法人及非法人组织、个体工商户、自然人 */
  @OneOf(SUBJECT_CLASSES)
  subjectClass: SubjectClass;

  /** 统一社会信用代码 */
  @Optional()
  @Text(64)
  uscc?: string;

  /** 自然人证件类型 */
  @Optional()
  @Text(64)
  personIdType?: string;

  /** 自然人证件号码（仅限 REST 报送，不得出现在 Kafka 消息中） */
  @Optional()
  @Text(64)
  personIdNo?: string;

  /** 加密的自然人证件号码（Kafka 报送用，紧凑 JWE，公钥见 GET /v1/keys/intake） */
  @Optional()
  @Text(4096)
  personIdJwe?: string;

  /** 来源系统的版本号，十进制整数；缺省时以事件时间为准 */
  @Optional()
  @Int64()
  sourceVersion?: string;
}
