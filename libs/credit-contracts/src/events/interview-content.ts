import type { InterviewKind } from '@credit/rulebook/codes';
import { Flag, OneOf, Optional, Text, TextList } from '../schema/decorators.ts';
import { INTERVIEW_KINDS_V1 } from './intake/interview.ts';
import { RESTRICTIONS, type Restriction } from './intake/statement.ts';

/** 约谈内容 — what a reader of the register may know of an interview (domain §8.4). */
export class InterviewContentV1 {
  /** 约谈种类：提示约谈、警示约谈 */
  @OneOf(INTERVIEW_KINDS_V1, { grows: true })
  interviewKind: InterviewKind;

  /** 约谈地点 */
  @Optional()
  @Text(200)
  place?: string;

  /** 约谈对象是否到场 */
  @Flag()
  attended: boolean;

  /** 参加人员及其身份 */
  @Optional()
  @TextList(1, 20, 200)
  attendees?: string[];

  /** 约谈纪要 */
  @Text(4000)
  minutes: string;

  /** 整改或者其他要求 */
  @Optional()
  @Text(2000)
  demands?: string;

  /** 约谈结果 */
  @Text(2000)
  outcome: string;

  /** 法定代表人姓名 */
  @Optional()
  @Text(50)
  legalRepName?: string;

  /** 不予公开事由 */
  @Optional()
  @OneOf(RESTRICTIONS)
  restricted?: Restriction;

  /** 备注 */
  @Optional()
  @Text(4000)
  remark?: string;
}
