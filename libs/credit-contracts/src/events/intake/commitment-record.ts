import type { LocalDate } from '@credit/kernel';
import type { CommitmentType, Performance } from '@credit/rulebook/codes';
import { Day, OneOf, Optional, Text, Token, Uuid } from '../../schema/decorators.ts';
import { COMMITMENT_TYPES_V1, PERFORMANCES_V1 } from '../commitment-events.ts';
import { AdministrativeActV1 } from './statement.ts';

/** 信用承诺履行记录 — what such a record must say. No department sends one: the register makes it of the facts of a commitment; its authority corrects it by these fields. */
export class CommitmentRecordV1 extends AdministrativeActV1 {
  /** 承诺编码，即记录的文书号 */
  @Text(128)
  docNo: string;

  /** 承诺标识 */
  @Uuid()
  commitmentId: string;

  /** 承诺编码 */
  @Token(20)
  commitmentCode: string;

  /** 承诺类型 */
  @OneOf(COMMITMENT_TYPES_V1, { grows: true })
  type: CommitmentType;

  /** 承诺事项名称 */
  @Optional()
  @Text(200)
  itemName?: string;

  /** 承诺事由 */
  @Text(512)
  reason: string;

  /** 承诺内容 */
  @Text(4000)
  content: string;

  /** 承诺履行状态 */
  @OneOf(PERFORMANCES_V1)
  performance: Performance;

  /** 未履行的承诺内容；未全部履行时必填 */
  @Optional()
  @Text(4000)
  unperformed?: string;

  /** 违诺责任追究内容；未全部履行时必填 */
  @Optional()
  @Text(4000)
  accountability?: string;

  /** 违诺认定决定书文号 */
  @Optional()
  @Text(128)
  decisionDocNo?: string;

  /** 承诺作出日期 */
  @Day()
  madeOn: LocalDate;
}
