import type { LocalDate } from '@credit/kernel';
import { Day, Nested, OneOf, Optional, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { RECORD_KINDS, type RecordKind } from './record-kinds.ts';

export const PUBLICITY_STATUSES = ['posted', 'withheld', 'withdrawn'] as const;
/** 公示状态: 公示中, 不予公示, 已停止公示. */
export type PublicityStatus = (typeof PUBLICITY_STATUSES)[number];

/** 公示条目状态 — the whole resulting state of a publicity entry; the data of every `publicity.*` event. */
export class PublicityStateV1 {
  /** 公示条目标识 */
  @Uuid()
  entryId: string;

  /** 对外公开的条目标识（随机） */
  @Uuid()
  publicId: string;

  /** 信用记录标识 */
  @Uuid()
  recordId: string;

  /** 记录种类：行政许可、行政处罚、行政强制、法院判决、约谈、禁入惩戒案例 */
  @OneOf(RECORD_KINDS, { grows: true })
  recordKind: RecordKind;

  /** 信用主体快照 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 公示状态：公示中、不予公示、已停止公示 */
  @OneOf(PUBLICITY_STATUSES)
  status: PublicityStatus;

  /** 不予公示或停止公示的原因代码 */
  @Optional()
  @Token(64)
  reason?: string;

  /** 所依据规则的标识 */
  @Token(64)
  ruleId: string;

  /** 应公示日期；暂定时缺省 */
  @Optional()
  @Day()
  dueOn?: LocalDate;

  /** 实际公示日期 */
  @Optional()
  @Day()
  postedOn?: LocalDate;

  /** 公示截止日期 */
  @Optional()
  @Day()
  endsOn?: LocalDate;

  /** 停止公示日期 */
  @Optional()
  @Day()
  withdrawnOn?: LocalDate;
}
