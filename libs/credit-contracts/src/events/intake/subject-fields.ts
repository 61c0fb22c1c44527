import { Optional, Text } from '../../schema/decorators.ts';

/** 信用主体标识 — names one subject in a revocation or correction; exactly one of code, encrypted and plain document number. */
export class SubjectReferenceV1 {
  /** 统一社会信用代码 */
  @Optional()
  @Text(64)
  uscc?: string;

  /** 自然人证件类型：身份证、护照号等，见代码表 */
  @Optional()
  @Text(64)
  personIdType?: string;

  /** 自然人证件号码（仅限 REST 或文件报送，不得出现在 Kafka 消息中） */
  @Optional()
  @Text(64)
  personIdNo?: string;

  /** 加密的自然人证件号码（Kafka 报送用，紧凑 JWE） */
  @Optional()
  @Text(4096)
  personIdJwe?: string;
}
