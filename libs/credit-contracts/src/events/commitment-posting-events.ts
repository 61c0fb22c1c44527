import type { LocalDate } from '@credit/kernel';
import type { CommitmentType } from '@credit/rulebook/codes';
import { Day, Nested, OneOf, Optional, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';
import { COMMITMENT_TYPES_V1 } from './commitment-events.ts';

export const COMMITMENT_POSTING_STATUSES = ['posted', 'withdrawn'] as const;
/** 承诺公示状态: 公示中, 已停止公示. */
export type CommitmentPostingStatus = (typeof COMMITMENT_POSTING_STATUSES)[number];

export const SHOWN_COMMITMENT_STATES = ['tracking', 'kept', 'breached'] as const;
/** 公示的履行情况: 履行中, 已履行, 违诺. What is being looked into burdens nobody and shows as 履行中. */
export type ShownCommitmentState = (typeof SHOWN_COMMITMENT_STATES)[number];

/** 承诺公示 — the whole resulting state of a commitment on the public site; the data of every `publicity.commitment-*` event. Which fact changed it is the causation of the event. */
export class CommitmentPostingV1 {
  /** 承诺标识；也是公示条目标识 */
  @Uuid()
  commitmentId: string;

  /** 承诺编码 */
  @Token(20)
  commitmentCode: string;

  /** 承诺人快照 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 承诺类型 */
  @OneOf(COMMITMENT_TYPES_V1, { grows: true })
  type: CommitmentType;

  /** 事项编码；自愿承诺没有 */
  @Optional()
  @Token(64)
  itemCode?: string;

  /** 受理部门代码；自愿承诺由平台受理的缺省 */
  @Optional()
  @Token(63)
  department?: string;

  /** 公示状态：公示中、已停止公示 */
  @OneOf(COMMITMENT_POSTING_STATUSES)
  status: CommitmentPostingStatus;

  /** 公示的履行情况：履行中、已履行、违诺；停止公示的为停止前最后公示的 */
  @OneOf(SHOWN_COMMITMENT_STATES)
  state: ShownCommitmentState;

  /** 违诺所依据的信用记录标识；公示违诺的才有 */
  @Optional()
  @Uuid()
  recordId?: string;

  /** 承诺书摘要（SHA-256，十六进制） */
  @Token(64)
  contentHash: string;

  /** 所依据规则的标识 */
  @Token(64)
  ruleId: string;

  /** 公示日期 */
  @Day()
  postedOn: LocalDate;

  /** 承诺有效期（含当日），届满后不再公示；没有的缺省 */
  @Optional()
  @Day()
  validTo?: LocalDate;

  /** 停止公示日期（当日起不再公示） */
  @Optional()
  @Day()
  withdrawnOn?: LocalDate;

  /** 停止公示的原因代码 */
  @Optional()
  @Token(64)
  reason?: string;
}
