import type { Instant, LocalDate } from '@credit/kernel';
import { LIST_KINDS, type ListKind } from '@credit/rulebook/codes';
import { Day, Flag, Int64, Moment, Nested, NestedList, OneOf, Optional, Text, TextList, Token, Uscc, Uuid, Whole } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { RelatedPersonV1 } from './related-person.ts';

export { LIST_KINDS };
export type { ListKind };

export const ENTRY_STATUSES = ['in-force', 'ended'] as const;
/** 名单条目状态: 已认定, 已结束. Whether it burdens on a day is computed from `from` and `until` when read (P-11). */
export type EntryStatus = (typeof ENTRY_STATUSES)[number];

export const ENTRY_ENDINGS = ['expired', 'removed-early', 'repaired', 'revoked'] as const;
/** 结束方式: 期满移出, 提前移出, 修复移出, 撤销 (it was wrong, or its evidence fell: as if it had never been). */
export type EntryEnding = (typeof ENTRY_ENDINGS)[number];

export const ENTRY_ORIGINS = ['local', 'external'] as const;
/** 来源: 本系统认定, 外部认定 (a court, another level, a department's own system; no local procedure is invented for it). */
export type EntryOrigin = (typeof ENTRY_ORIGINS)[number];

/** 认定依据文书 — a document on which the entry rests: judgment, penalty or coercion decision in the register. */
export class EntryEvidenceV1 {
  /** 信用记录标识 */
  @Uuid()
  recordId: string;

  /** 记录种类 */
  @Token(64)
  recordKind: string;

  /** 文书号 */
  @Text(128)
  docNo: string;

  /** 作出机关统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 作出日期 */
  @Day()
  decisionDate: LocalDate;
}

/** 认定决定书 — the decision that made the entry. */
export class EntryDecisionV1 {
  /** 决定书文号 */
  @Text(128)
  docNo: string;

  /** 认定部门统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 认定部门名称 */
  @Text(200)
  authorityName: string;

  /** 决定日期 */
  @Day()
  decidedOn: LocalDate;
}

/** 法定依据 — the row of the list catalogue and what it rests on. */
export class EntryBasisV1 {
  /** 名单种类规则标识 */
  @Token(64)
  ruleId: string;

  /** 法律法规条款 */
  @Text(500)
  statute: string;
}

/** 禁入 — field × period; permanent only with a statute that says so (O55–O58). */
export class EntryBanV1 {
  /** 禁入领域 */
  @Token(64)
  field: string;

  /** 终身或永久禁入的法律依据；有期限的禁入没有 */
  @Optional()
  @Text(500)
  permanentBasis?: string;
}

/** 名单条目 — the whole resulting state of a list entry; the data of every `designation.*` event and of the compacted list state. */
export class ListEntryV1 {
  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 名单性质 */
  @OneOf(LIST_KINDS, { grows: true })
  listKind: ListKind;

  /** 条目状态 */
  @OneOf(ENTRY_STATUSES)
  status: EntryStatus;

  /** 来源 */
  @OneOf(ENTRY_ORIGINS)
  origin: EntryOrigin;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 自然人证件号码的盲索引（带密钥的摘要，不可还原） */
  @Optional()
  @Token(64)
  personIndex?: string;

  /** 主体登记所在行政区划代码 */
  @Optional()
  @Token(6)
  region?: string;

  /** 相关责任人认定的依据 */
  @Optional()
  @Nested(() => RelatedPersonV1)
  related?: RelatedPersonV1;

  /** 失信被执行人情形（一）至（六） */
  @Optional()
  @Whole(1, 6)
  situation?: number;

  /** 禁入领域 */
  @Optional()
  @Nested(() => EntryBanV1)
  ban?: EntryBanV1;

  /** 对重点关注对象的监管措施；不是惩戒措施 */
  @Optional()
  @TextList(1, 10, 64)
  supervision?: string[];

  /** 认定依据文书；外部认定可为空 */
  @NestedList(() => EntryEvidenceV1, 0, 20)
  evidence: EntryEvidenceV1[];

  /** 认定决定书 */
  @Nested(() => EntryDecisionV1)
  decision: EntryDecisionV1;

  /** 法定依据 */
  @Nested(() => EntryBasisV1)
  basis: EntryBasisV1;

  /** 生效日期 */
  @Day()
  from: LocalDate;

  /** 期满日期（当日起不再有效）；没有固定期限时缺省 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 是否向社会公布 */
  @Flag()
  published: boolean;

  /** 结束方式 */
  @Optional()
  @OneOf(ENTRY_ENDINGS)
  ending?: EntryEnding;

  /** 结束日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 结束事由 */
  @Optional()
  @Text(500)
  endingReason?: string;

  /** 名单版本号：每次名单变动加一 */
  @Int64()
  listVersion: string;
}

/** 不予采用 — a reported entry that could not be taken over, and why; nobody is burdened by it (P-13). */
export class ListEntryNotApplicableV1 {
  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 报送部门代码 */
  @Token(63)
  source: string;

  /** 信用主体快照 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 名单种类代码（所报） */
  @Token(64)
  listType: string;

  /** 原因代码 */
  @Token(64)
  code: string;

  /** 原因说明 */
  @Text(500)
  reason: string;
}

/** 名单水位 — one per partition of the state topic, every second: how far the owner's list is, so that readers know how old theirs is (P-8). */
export class ListWatermarkV1 {
  /** 名单版本号 */
  @Int64()
  listVersion: string;

  /** 认定服务的提交时间 */
  @Moment()
  committedAt: Instant;

  /** 本分区现有条目数 */
  @Whole(0, 1_000_000_000)
  liveEntries: number;

  /** 本分区现有条目的摘要 */
  @Token(64)
  liveHash: string;
}
