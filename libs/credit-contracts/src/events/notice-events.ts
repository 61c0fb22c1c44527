import type { LocalDate } from '@credit/kernel';
import { NOTICE_ADDRESSEES, type NoticeAddressee } from '@credit/rulebook/codes';
import { Day, Nested, NestedList, OneOf, Optional, Text, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { ENTRY_ENDINGS, EntryBasisV1, EntryDecisionV1, EntryEvidenceV1, type EntryEnding } from './designation-events.ts';
import { EmployerV1 } from './employer.ts';
import { MatterV1 } from './matter-events.ts';

export const NOTICE_OCCASIONS = ['listed', 'ended'] as const;
/** 通报事由: 列入名单, 名单条目已移出或撤销. */
export type NoticeOccasion = (typeof NOTICE_OCCASIONS)[number];

const ADDRESSEES = NOTICE_ADDRESSEES.map(({ code }) => code);

/** 通报单位 — the unit that is listed, or the one of the person who is. */
export class NoticeUnitV1 extends EmployerV1 {
  /** 单位名称；不在册的缺省 */
  @Optional()
  @Text(200)
  name?: string;
}

/** 通报 — an organ, public institution or state-owned enterprise, or one of its staff, was listed, or is no longer; to one addressee, on its own topic. No identity number. */
export class NoticeSentV1 {
  /** 通报标识 */
  @Uuid()
  noticeId: string;

  /** 通报事由：列入名单，或者已移出、撤销 */
  @OneOf(NOTICE_OCCASIONS)
  occasion: NoticeOccasion;

  /** 受文单位的身份：上级主管单位、审计部门、所在单位、纪检监察、组织人事 */
  @OneOf(ADDRESSEES, { grows: true })
  addresseeKind: NoticeAddressee;

  /** 受文部门代码 */
  @Token(63)
  addressee: string;

  /** 通报部门代码 */
  @Token(63)
  sender: string;

  /** 通报部门名称 */
  @Text(200)
  senderName: string;

  /** 通报规则标识 */
  @Token(64)
  ruleId: string;

  /** 通报依据条款 */
  @Text(500)
  clause: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 被列入的单位，或者被列入人员的所在单位和职务 */
  @Nested(() => NoticeUnitV1)
  unit: NoticeUnitV1;

  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 名单的法定依据 */
  @Nested(() => EntryBasisV1)
  basis: EntryBasisV1;

  /** 认定决定书 */
  @Nested(() => EntryDecisionV1)
  decision: EntryDecisionV1;

  /** 认定依据文书 */
  @NestedList(() => EntryEvidenceV1, 0, 20)
  evidence: EntryEvidenceV1[];

  /** 列入日期 */
  @Day()
  from: LocalDate;

  /** 期满日期（当日起不再有效）；没有固定期限时缺省 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 结束方式；列入名单的通报没有 */
  @Optional()
  @OneOf(ENTRY_ENDINGS)
  ending?: EntryEnding;

  /** 移出或撤销日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 移出或撤销事由 */
  @Optional()
  @Text(500)
  endingReason?: string;

  /** 通报日期 */
  @Day()
  sentOn: LocalDate;

  /** 签收期限（含当日）；所涉年度的节假日安排尚未公布时缺省 */
  @Optional()
  @Day()
  dueOn?: LocalDate;
}

/** 通报签收报送 — a department says that it has received a notice; whether the notice is its own is list-designation's to judge. */
export class NoticeReceiptReportedV1 extends MatterV1 {
  /** 通报标识 */
  @Uuid()
  noticeId: string;

  /** 签收日期 */
  @Day()
  receivedOn: LocalDate;
}

/** 签收已采纳 — the receipt of a notice was noted; the id is that of the matter. */
export class NoticeReceiptTakenOverV1 {
  /** 事项标识 */
  @Uuid()
  matterId: string;

  /** 报送部门代码 */
  @Token(63)
  source: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 通报标识 */
  @Uuid()
  noticeId: string;
}

/** 签收不予采纳 — it could not be noted, and why; nothing has changed (P-13). */
export class NoticeReceiptNotApplicableV1 extends NoticeReceiptTakenOverV1 {
  /** 原因代码 */
  @Token(64)
  code: string;

  /** 原因说明 */
  @Text(500)
  reason: string;
}
