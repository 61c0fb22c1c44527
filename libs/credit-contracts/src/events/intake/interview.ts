import type { InterviewKind } from '@credit/rulebook/codes';
import { Flag, OneOf, Optional, Text, TextList } from '../../schema/decorators.ts';
import { AdministrativeActV1 } from './statement.ts';

/** 约谈种类 of the contract, version 1; a test holds it equal to the rulebook's codes. */
export const INTERVIEW_KINDS_V1 = ['ADVISORY', 'WARNING'] as const satisfies readonly InterviewKind[];

/** 约谈记录 — an interview that the designating authority held, as its own system reports it; the day of the interview is the date of decision, its number the document number (O44, O45). */
export class InterviewIntakeV1 extends AdministrativeActV1 {
  /** 约谈记录编号 */
  @Text(128)
  docNo: string;

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
