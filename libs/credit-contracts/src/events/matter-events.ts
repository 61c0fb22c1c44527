import type { Instant, LocalDate } from '@credit/kernel';
import { Day, Moment, Nested, NestedList, OneOf, Optional, Text, Token, Uscc, Uuid, Whole } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { EmployerV1 } from './employer.ts';
import { EntryBanV1, EntryDecisionV1, ENTRY_ENDINGS, type EntryEnding } from './designation-events.ts';

/** 事项 — what every matter says: who reported it, when, about whom. The register has checked sender and subject; the reader judges the rest (decision 3). */
export class MatterV1 {
  /** 事项标识 */
  @Uuid()
  matterId: string;

  /** 报送部门代码 */
  @Token(63)
  source: string;

  /** 首次收到时间 */
  @Moment()
  receivedAt: Instant;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 自然人证件号码的盲索引（带密钥的摘要，不可还原） */
  @Optional()
  @Token(64)
  personIndex?: string;
}

/** 依据文书 — a document on which the reported entry rests, by its natural key in the register. */
export class ReportedEvidenceV1 {
  /** 记录种类 */
  @Token(64)
  recordKind: string;

  /** 作出机关统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 文书号 */
  @Text(128)
  docNo: string;
}

/** 移出 — the reported entry is no longer on the list where it was decided, and how it ended. */
export class ListRemovalV1 {
  /** 结束方式：期满移出、提前移出、修复移出、撤销 */
  @OneOf(ENTRY_ENDINGS)
  kind: EntryEnding;

  /** 移出或撤销日期 */
  @Day()
  removedOn: LocalDate;

  /** 移出或撤销事由 */
  @Text(500)
  reason: string;
}

/** 名单条目报送 — an entry decided elsewhere (a court, another level, a department's own system), whole as last reported. Same `matterId` at each new version. */
export class ListEntryReportedV1 extends MatterV1 {
  /** 主体登记机关所在行政区划代码 */
  @Optional()
  @Token(6)
  region?: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 失信被执行人情形（一）至（六） */
  @Optional()
  @Whole(1, 6)
  situation?: number;

  /** 禁入领域 */
  @Optional()
  @Nested(() => EntryBanV1)
  ban?: EntryBanV1;

  /** 被列入人员的所在单位和职务；只用于自然人 */
  @Optional()
  @Nested(() => EmployerV1)
  employer?: EmployerV1;

  /** 认定决定书 */
  @Nested(() => EntryDecisionV1)
  decision: EntryDecisionV1;

  /** 依据文书 */
  @Optional()
  @NestedList(() => ReportedEvidenceV1, 0, 20)
  evidence?: ReportedEvidenceV1[];

  /** 生效日期；缺省为决定日期 */
  @Optional()
  @Day()
  from?: LocalDate;

  /** 期满日期（当日起不再有效）；没有固定期限时缺省 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 移出；仍在名单时缺省 */
  @Optional()
  @Nested(() => ListRemovalV1)
  removal?: ListRemovalV1;
}

/** 办理事项受理 — a matter was opened in a department system: it triggers the look-up (应查必查). Opening and decision of one case have the same `matterId`. */
export class MatterCaseV1 extends MatterV1 {
  /** 部门系统中的事项编号 */
  @Text(128)
  caseId: string;

  /** 事项种类代码 */
  @Token(64)
  matterKind: string;

  /** 事项所属领域代码（用于市场和行业禁入） */
  @Optional()
  @Token(64)
  field?: string;

  /** 查询目的 */
  @Text(200)
  purpose: string;

  /** 受理日期 */
  @Day()
  openedOn: LocalDate;

  /** 可告知承诺的事项编码：承诺事项清单中的编码，办理本事项时可以以承诺代替证明或审查 */
  @Optional()
  @Token(64)
  commitmentItemCode?: string;
}

/** 办理事项办结 — the matter was decided; `screeningId` proves that the look-up happened before. */
export class MatterCaseDecidedV1 extends MatterCaseV1 {
  /** 办结日期 */
  @Day()
  decidedOn: LocalDate;

  /** 办理结果 */
  @Optional()
  @Text(200)
  outcome?: string;

  /** 办理时所依据的比对标识 */
  @Optional()
  @Uuid()
  screeningId?: string;
}
