import type { LocalDate } from '@credit/kernel';
import { Day, OneOf, Optional, Text } from '../../schema/decorators.ts';
import { AdministrativeActV1 } from './statement.ts';

export const PERFORMANCES = ['unperformed', 'partly-performed', 'performed'] as const;
/** 履行情况: 未履行, 部分履行, 全部履行. */
export type Performance = (typeof PERFORMANCES)[number];

/** 法院判决 — a judgment in effect with the obligation it lays down; the court is the authority, the case number the document number, the day of judgment the date of decision. */
export class CourtJudgmentV1 extends AdministrativeActV1 {
  /** 裁判文书名称 */
  @Optional()
  @Text(128)
  docName?: string;

  /** 案号 */
  @Text(128)
  docNo: string;

  /** 案由 */
  @Optional()
  @Text(200)
  causeOfAction?: string;

  /** 生效日期；尚未生效的判决不报送 */
  @Day()
  effectiveOn: LocalDate;

  /** 生效法律文书确定的义务 */
  @Text(4000)
  obligation: string;

  /** 履行情况：未履行、部分履行、全部履行 */
  @OneOf(PERFORMANCES, { grows: true })
  performance: Performance;

  /** 全部履行日期；履行情况为全部履行时必填 */
  @Optional()
  @Day()
  performedOn?: LocalDate;
}
