import type { LocalDate } from '@credit/kernel';
import type { RepairEvidenceKind } from '@credit/rulebook/codes';
import { Day, ListOf, Nested, OneOf, Optional, Text, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { REPAIR_EVIDENCE_V1, RepairTargetV1 } from './repair-events.ts';

export const REPAIR_NOTICE_STATUSES = ['told', 'served'] as const;
/** 修复告知状态: 已告知, 已送达. Overdue is computed when read. */
export type RepairNoticeStatus = (typeof REPAIR_NOTICE_STATUSES)[number];

/** 信用修复告知 — the whole state of a notice: how, when and where the subject of a penalty or a listing may ask for repair (两书同达, B2). */
export class RepairNoticeV1 {
  /** 修复告知标识 */
  @Uuid()
  noticeId: string;

  /** 告知状态：已告知、已送达 */
  @OneOf(REPAIR_NOTICE_STATUSES)
  status: RepairNoticeStatus;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 所告知的信用记录或者名单条目 */
  @Nested(() => RepairTargetV1)
  target: RepairTargetV1;

  /** 适用规则标识 */
  @Token(64)
  ruleId: string;

  /** 适用规则条款 */
  @Text(500)
  clause: string;

  /** 最早可申请日期；履行义务后即可申请的缺省 */
  @Optional()
  @Day()
  earliestOn?: LocalDate;

  /** 未修复时的公示截止日期；不单独公示的缺省 */
  @Optional()
  @Day()
  publicUntil?: LocalDate;

  /** 应当提交的修复材料种类 */
  @ListOf(REPAIR_EVIDENCE_V1, 1, 6)
  requires: RepairEvidenceKind[];

  /** 申请途径 */
  @Text(200)
  applyAt: string;

  /** 告知日期 */
  @Day()
  noticedOn: LocalDate;

  /** 应当送达日期：文书到达本平台当日 */
  @Day()
  dueOn: LocalDate;

  /** 送达日期 */
  @Optional()
  @Day()
  servedOn?: LocalDate;
}
