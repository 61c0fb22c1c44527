import type { Instant, LocalDate } from '@credit/kernel';
import { CHECK_OCCASIONS, COMMITMENT_TYPES, DISCLOSURES, PERFORMANCES, type CheckOccasion, type CommitmentType, type Disclosure, type Performance } from '@credit/rulebook/codes';
import { Day, Moment, Nested, NestedList, OneOf, Optional, Text, Token, Uscc, Uuid, Whole } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): readonly C[] => rows.map(({ code }) => code);
export const COMMITMENT_TYPES_V1 = codesOf<CommitmentType>(COMMITMENT_TYPES);
export const PERFORMANCES_V1 = codesOf<Performance>(PERFORMANCES);
export const DISCLOSURES_V1 = codesOf<Disclosure>(DISCLOSURES);
export const CHECK_OCCASIONS_V1 = codesOf<CheckOccasion>(CHECK_OCCASIONS);

export const COMMITMENT_STATUSES = ['tracking', 'found', 'noticed', 'rectifying', 'kept', 'breached', 'breach-revoked', 'retracted', 'ended'] as const;
/** 承诺状态: 履行跟踪, 已发现未履行, 已告知, 限期整改, 已履行, 已认定违诺, 违诺认定已撤销, 已撤回 (by the promisor, before completion), 已终止 (of a free commitment). A day that has passed is none of them: overdue is computed when read and breaches nothing. */
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number];

/** 承诺事项 — the item of the catalogue in the version whose text was told to the promisor. */
export class CommitmentItemRefV1 {
  /** 事项标识 */
  @Uuid()
  itemId: string;

  /** 事项编码 */
  @Token(64)
  itemCode: string;

  /** 告知文本的版本 */
  @Whole(1, 100_000)
  version: number;

  /** 事项名称 */
  @Text(200)
  name: string;
}

/** 承诺受理单位 — the department to which the promise was made. */
export class CommitmentAccepterV1 {
  /** 受理部门代码；自愿承诺为信用工作牵头部门 */
  @Token(63)
  source: string;

  /** 受理单位统一社会信用代码 */
  @Uscc()
  uscc: string;

  /** 受理单位名称 */
  @Text(200)
  name: string;
}

/** 容缺材料 — a document that may be handed in later, and by when. */
export class DeferredDocumentV1 {
  /** 材料名称 */
  @Text(200)
  name: string;

  /** 补交期限 */
  @Day()
  dueOn: LocalDate;

  /** 补交日期；尚未补交的缺省 */
  @Optional()
  @Day()
  suppliedOn?: LocalDate;
}

/** 核查 — one look at whether the commitment is kept. */
export class CommitmentCheckV1 {
  /** 核查方式 */
  @OneOf(CHECK_OCCASIONS_V1, { grows: true })
  occasion: CheckOccasion;

  /** 核查日期 */
  @Day()
  on: LocalDate;

  /** 核查结论：全部履行、部分履行、全部未履行 */
  @OneOf(PERFORMANCES_V1)
  finding: Performance;

  /** 核查情况，身份号码已遮盖 */
  @Text(1000)
  what: string;
}

/** 履约认定 — FULL closes the commitment; anything else was decided by procedure: finding, notice, explanation, term for rectification, decision. */
export class CommitmentAssessmentV1 {
  /** 承诺履行状态 */
  @OneOf(PERFORMANCES_V1)
  performance: Performance;

  /** 认定日期 */
  @Day()
  assessedOn: LocalDate;

  /** 认定单位统一社会信用代码 */
  @Uscc()
  authorityUscc: string;

  /** 认定单位名称 */
  @Text(200)
  authorityName: string;

  /** 违诺认定决定书文号；全部履行的没有 */
  @Optional()
  @Text(128)
  docNo?: string;

  /** 未履行的承诺内容；全部履行的没有 */
  @Optional()
  @Text(4000)
  unperformed?: string;

  /** 违诺责任追究内容；全部履行的没有 */
  @Optional()
  @Text(4000)
  accountability?: string;

  /** 发现未履行的日期 */
  @Optional()
  @Day()
  foundOn?: LocalDate;

  /** 告知日期 */
  @Optional()
  @Day()
  noticedOn?: LocalDate;

  /** 陈述申辩日期；没有陈述的缺省 */
  @Optional()
  @Day()
  explainedOn?: LocalDate;
}

/** 信用承诺 — the whole resulting state of a commitment; the data of every `commitment.*` event (domain §6.2; O1–O12). */
export class CommitmentV1 {
  /** 承诺标识 */
  @Uuid()
  commitmentId: string;

  /** 承诺编码：受理地行政区划（6）+ 日期（8）+ 顺序号（6） */
  @Token(20)
  commitmentCode: string;

  /** 状态 */
  @OneOf(COMMITMENT_STATUSES)
  status: CommitmentStatus;

  /** 承诺类型 */
  @OneOf(COMMITMENT_TYPES_V1, { grows: true })
  type: CommitmentType;

  /** 承诺人快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 承诺事项；自愿承诺没有 */
  @Optional()
  @Nested(() => CommitmentItemRefV1)
  item?: CommitmentItemRefV1;

  /** 受理单位 */
  @Nested(() => CommitmentAccepterV1)
  accepter: CommitmentAccepterV1;

  /** 办件编号；自愿承诺没有 */
  @Optional()
  @Text(128)
  referenceNo?: string;

  /** 投资项目代码 */
  @Optional()
  @Token(64)
  projectCode?: string;

  /** 承诺事由 */
  @Text(512)
  reason: string;

  /** 承诺内容 */
  @Text(4000)
  content: string;

  /** 违诺责任 */
  @Text(4000)
  breachLiability: string;

  /** 承诺作出日期 */
  @Day()
  madeOn: LocalDate;

  /** 承诺有效期 */
  @Optional()
  @Day()
  validTo?: LocalDate;

  /** 履行期限；没有的缺省 */
  @Optional()
  @Day()
  dueOn?: LocalDate;

  /** 容缺材料 */
  @Optional()
  @NestedList(() => DeferredDocumentV1, 1, 20)
  documents?: DeferredDocumentV1[];

  /** 公开类型 */
  @OneOf(DISCLOSURES_V1)
  disclosure: Disclosure;

  /** 承诺书摘要（SHA-256，十六进制）：与承诺人所持回执中的一致 */
  @Token(64)
  contentHash: string;

  /** 作出时间 */
  @Moment()
  madeAt: Instant;

  /** 最近一次核查 */
  @Optional()
  @Nested(() => CommitmentCheckV1)
  lastCheck?: CommitmentCheckV1;

  /** 整改期限；限期整改才有 */
  @Optional()
  @Day()
  rectifyBy?: LocalDate;

  /** 履约认定；尚未认定的缺省 */
  @Optional()
  @Nested(() => CommitmentAssessmentV1)
  assessment?: CommitmentAssessmentV1;

  /** 信用修复案件标识；修复型承诺才有 */
  @Optional()
  @Uuid()
  repairCaseId?: string;

  /** 撤回、终止或者撤销违诺认定的日期 */
  @Optional()
  @Day()
  endedOn?: LocalDate;

  /** 撤回、终止或者撤销违诺认定的理由 */
  @Optional()
  @Text(500)
  endReason?: string;
}
