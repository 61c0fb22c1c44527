import type { LocalDate } from '@credit/kernel';
import { Day, Nested, NestedList, OneOf, Optional, Text, Token, Uscc, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { EntryEvidenceV1 } from './designation-events.ts';

export const RECTIFICATION_STATUSES = ['ordered', 'reminded', 'evidence-submitted', 'rectified', 'not-rectified', 'revoked'] as const;
/** 整改状态: 已责令, 已提醒, 已提交整改材料, 已整改, 未整改, 已撤销 (its basis fell: as if it had never been). Overdue is computed when read. */
export type RectificationStatus = (typeof RECTIFICATION_STATUSES)[number];

/** 限期整改 — the whole resulting state of an order to rectify; the data of every `designation.rectification-*` event (O43). */
export class RectificationOrderV1 {
  /** 整改通知标识 */
  @Uuid()
  orderId: string;

  /** 责令整改通知书文号 */
  @Text(128)
  docNo: string;

  /** 整改状态 */
  @OneOf(RECTIFICATION_STATUSES)
  status: RectificationStatus;

  /** 责令部门代码 */
  @Token(63)
  source: string;

  /** 责令部门统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 责令部门名称 */
  @Text(200)
  authorityName: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 责令整改所依据的有效文书，首要依据在前 */
  @NestedList(() => EntryEvidenceV1, 1, 20)
  basis: EntryEvidenceV1[];

  /** 失信事实 */
  @Text(2000)
  facts: string;

  /** 整改要求 */
  @Text(2000)
  demands: string;

  /** 所属名单条目标识 */
  @Optional()
  @Uuid()
  entryId?: string;

  /** 专项治理代码 */
  @Optional()
  @Token(64)
  campaign?: string;

  /** 责令日期 */
  @Day()
  orderedOn: LocalDate;

  /** 整改期限（含当日） */
  @Day()
  dueOn: LocalDate;

  /** 延期前的整改期限；未延期时缺省 */
  @Optional()
  @Day()
  extendedFrom?: LocalDate;

  /** 延期理由 */
  @Optional()
  @Text(500)
  extensionReason?: string;

  /** 最近一次提醒日期 */
  @Optional()
  @Day()
  remindedOn?: LocalDate;

  /** 最近一次提交整改材料的日期 */
  @Optional()
  @Day()
  evidenceOn?: LocalDate;

  /** 作出整改结论或撤销的日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 整改结论或撤销事由 */
  @Optional()
  @Text(2000)
  conclusion?: string;
}
