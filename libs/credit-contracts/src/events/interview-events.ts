import type { LocalDate } from '@credit/kernel';
import type { InterviewKind } from '@credit/rulebook/codes';
import { Day, Flag, Nested, OneOf, Optional, Text, TextList, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { INTERVIEW_KINDS_V1 } from './intake/interview.ts';

/** 约谈 — an interview that the designating authority held with a listed subject; the register makes a record of it (O44, O45). */
export class InterviewV1 {
  /** 约谈标识 */
  @Uuid()
  interviewId: string;

  /** 约谈记录编号 */
  @Text(128)
  docNo: string;

  /** 约谈种类：提示约谈、警示约谈 */
  @OneOf(INTERVIEW_KINDS_V1, { grows: true })
  interviewKind: InterviewKind;

  /** 约谈部门代码 */
  @Token(63)
  source: string;

  /** 约谈部门统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 约谈部门名称 */
  @Text(200)
  authorityName: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 自然人证件号码的盲索引（带密钥的摘要，不可还原） */
  @Optional()
  @Token(64)
  personIndex?: string;

  /** 所依据的名单条目标识 */
  @Uuid()
  entryId: string;

  /** 所督促的整改通知标识 */
  @Optional()
  @Uuid()
  orderId?: string;

  /** 约谈日期 */
  @Day()
  heldOn: LocalDate;

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
