import type { LocalDate } from '@credit/kernel';
import type { CommitmentType, Performance } from '@credit/rulebook/codes';
import { Day, OneOf, Optional, Text, Token, Uuid } from '../schema/decorators.ts';
import { COMMITMENT_TYPES_V1, PERFORMANCES_V1 } from './commitment-events.ts';
import { ActContentV1 } from './record-contents.ts';

/** 信用承诺履行内容 — what a reader of the register may know of a commitment that was assessed (domain §6.2; O10). The record's number is the code of the commitment, its day that of the assessment. */
export class CommitmentContentV1 extends ActContentV1 {
  /** 承诺标识 */
  @Uuid()
  commitmentId: string;

  /** 承诺编码 */
  @Token(20)
  commitmentCode: string;

  /** 承诺类型 */
  @OneOf(COMMITMENT_TYPES_V1, { grows: true })
  type: CommitmentType;

  /** 承诺事项名称；自愿承诺没有 */
  @Optional()
  @Text(200)
  itemName?: string;

  /** 承诺事由 */
  @Text(512)
  reason: string;

  /** 承诺内容 */
  @Text(4000)
  content: string;

  /** 承诺履行状态：全部履行、部分履行、全部未履行 */
  @OneOf(PERFORMANCES_V1)
  performance: Performance;

  /** 未履行的承诺内容；全部履行的没有 */
  @Optional()
  @Text(4000)
  unperformed?: string;

  /** 违诺责任追究内容；全部履行的没有 */
  @Optional()
  @Text(4000)
  accountability?: string;

  /** 违诺认定决定书文号；全部履行的没有 */
  @Optional()
  @Text(128)
  decisionDocNo?: string;

  /** 承诺作出日期 */
  @Day()
  madeOn: LocalDate;
}
