import type { InterviewKind } from '@credit/rulebook/codes';
import { Flag, OneOf, Optional, Text, TextList } from '../schema/decorators.ts';
import { INTERVIEW_KINDS_V1 } from './intake/interview.ts';
import { ActContentV1 } from './record-contents.ts';

/** 约谈内容 — what a reader of the register may know of an interview (domain §8.4). */
export class InterviewContentV1 extends ActContentV1 {
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
}
