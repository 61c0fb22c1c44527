import type { Instant, LocalDate } from '@credit/kernel';
import { Day, Int64, Moment, Nested, NestedList, OneOf, Optional, Text, TextList, Token, Uscc, Uuid, Whole } from '../schema/decorators.ts';
import { EntryDecisionV1, EntryEvidenceV1 } from './designation-events.ts';
import { PROMPT_STATUSES, type PromptStatus } from './discipline-events.ts';

export const SCREENING_OUTCOMES = ['hit', 'none', 'needs-human'] as const;
/** 比对结果: 命中, 未命中, 疑似须人工确认. */
export type ScreeningOutcome = (typeof SCREENING_OUTCOMES)[number];

export const ANSWER_OCCASIONS = ['case-opened', 'list-changed'] as const;
/** 答复缘由: 事项受理, 名单变动（在办事项重新比对）. */
export type AnswerOccasion = (typeof ANSWER_OCCASIONS)[number];

/** 办理事项 — the case as the department calls it. */
export class AnsweredMatterV1 {
  /** 部门系统中的事项编号 */
  @Text(128)
  id: string;

  /** 事项种类代码 */
  @Token(64)
  kind: string;
}

/** 名单状态 — which list was answered from, and how old what is known of it was. Beside these members the answer holds the next offset of each partition. */
export class AnsweredListV1 {
  /** 名单内容摘要 */
  @Token(64)
  contentHash: string;

  /** 名单版本号 */
  @Int64()
  listVersion: string;

  /** 名单条目数 */
  @Whole(0, 1_000_000_000)
  entries: number;

  /** 名单数据距今毫秒数 */
  @Whole(0, 1_000_000_000)
  ageMs: number;
}

/** 命中说明 — by which identifier and rung of which ladder the entry was found. Beside these members the answer holds score and features. */
export class AnsweredExplanationV1 {
  /** 比对规则名称 */
  @Token(64)
  ladder: string;

  /** 比对规则版本 */
  @Whole(1, 1_000)
  ladderVersion: number;

  /** 比对梯级 */
  @Whole(1, 100)
  rung: number;

  /** 命中所用标识 */
  @Token(64)
  identifierUsed: string;

  /** 给出而未采用的标识 */
  @TextList(0, 20, 64)
  identifiersIgnored: string[];

  /** 名单条目标识 */
  @Uuid()
  entryId: string;
}

/** 须先行核实的措施 — allowed by the matrix, prompted for by nobody. */
export class AnsweredMeasureV1 {
  /** 惩戒措施代码 */
  @Token(64)
  measure: string;

  /** 惩戒措施名称 */
  @Text(200)
  title: string;

  /** 法律法规条款 */
  @Text(500)
  article: string;
}

/** 命中条目 — an entry with its whole basis chain, and why it answers. */
export class AnsweredEntryV1 {
  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 名单种类代码 */
  @Token(64)
  listType: string;

  /** 名单性质 */
  @Token(64)
  listKind: string;

  /** 名单所列名称；自然人为脱敏后的姓名 */
  @Text(200)
  listedName: string;

  /** 名单所列统一社会信用代码 */
  @Optional()
  @Uscc()
  listedUscc?: string;

  /** 生效日期 */
  @Day()
  from: LocalDate;

  /** 期满日期（当日起不再有效）；没有固定期限时缺省 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 自此有异议正在核实；没有异议的缺省 */
  @Optional()
  @Moment()
  disputedSince?: Instant;

  /** 受理行政复议或者行政诉讼的日期，尚未终结；没有的缺省 */
  @Optional()
  @Day()
  underReviewSince?: LocalDate;

  /** 认定依据文书 */
  @NestedList(() => EntryEvidenceV1, 0, 100)
  evidence: EntryEvidenceV1[];

  /** 认定决定书 */
  @Nested(() => EntryDecisionV1)
  decision: EntryDecisionV1;

  /** 名单种类规则标识 */
  @Token(64)
  ruleId: string;

  /** 法律法规条款 */
  @Text(500)
  statute: string;

  /** 命中说明 */
  @Nested(() => AnsweredExplanationV1)
  explanation: AnsweredExplanationV1;

  /** 须先行核实的惩戒措施 */
  @NestedList(() => AnsweredMeasureV1, 0, 200)
  furtherMeasures: AnsweredMeasureV1[];
}

/** 提示 — a measure that the law allows for this entry in this matter: an officer has to choose. */
export class AnsweredPromptV1 extends AnsweredMeasureV1 {
  /** 提示标识 */
  @Uuid()
  promptId: string;

  /** 名单条目标识 */
  @Uuid()
  entryId: string;

  /** 提示状态 */
  @OneOf(PROMPT_STATUSES, { grows: true })
  status: PromptStatus;
}

/** 比对答复 — word for word what was signed; a reader that checks the signature keeps every member, also those not named here. */
export class ScreeningAnswerV1 {
  /** 比对标识 */
  @Uuid()
  screeningId: string;

  /** 比对时间 */
  @Moment()
  askedAt: Instant;

  /** 业务日期 */
  @Day()
  businessDate: LocalDate;

  /** 此后不再证明任何情况 */
  @Moment()
  expiresAt: Instant;

  /** 办理部门代码 */
  @Token(63)
  department: string;

  /** 办理事项 */
  @Nested(() => AnsweredMatterV1)
  matter: AnsweredMatterV1;

  /** 查询目的 */
  @Text(200)
  purpose: string;

  /** 所查主体：统一社会信用代码、盲索引或名称摘要 */
  @Text(128)
  subjectKey: string;

  /** 名单状态 */
  @Nested(() => AnsweredListV1)
  list: AnsweredListV1;

  /** 比对结果；只答是否的事项没有 */
  @Optional()
  @OneOf(SCREENING_OUTCOMES)
  outcome?: ScreeningOutcome;

  /** 命中或疑似的条目；只答是否的事项没有 */
  @Optional()
  @NestedList(() => AnsweredEntryV1, 0, 1_000)
  entries?: AnsweredEntryV1[];

  /** 提示；只答是否的事项没有 */
  @Optional()
  @NestedList(() => AnsweredPromptV1, 0, 1_000)
  prompts?: AnsweredPromptV1[];

  /** 只答是否的事项：是或否，不含名称、名单和理由 */
  @Optional()
  @OneOf(['yes', 'no'])
  answer?: 'yes' | 'no';
}

/** 事项比对答复 — the look-up that a case triggered (逢办必查、自动触发、自动响应): the same signed answer as `POST /v1/screenings`; `creditctl verify` takes this data as it stands. */
export class ScreeningAnsweredV1 {
  /** 事项标识 */
  @Uuid()
  matterId: string;

  /** 部门系统中的事项编号 */
  @Text(128)
  caseId: string;

  /** 答复缘由：事项受理、名单变动 */
  @OneOf(ANSWER_OCCASIONS, { grows: true })
  occasion: AnswerOccasion;

  /** 比对答复 */
  @Nested(() => ScreeningAnswerV1)
  answer: ScreeningAnswerV1;

  /** 对答复的签名（Ed25519，分离式 JWS） */
  @Text(1_000)
  signature: string;
}
