import type { Instant, LocalDate } from '@credit/kernel';
import { EFFECT_ENDINGS, EFFECT_KINDS, EFFECT_OWNERS, ENDED_KINDS, type EffectEnding, type EffectKind, type EffectOwner, type EndedKind } from '@credit/rulebook/codes';
import { Day, Flag, Int64, Moment, Nested, NestedList, OneOf, Optional, Text, Uuid, Whole } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): readonly C[] => rows.map(({ code }) => code);
const ENDED_KINDS_V1 = codesOf<EndedKind>(ENDED_KINDS);
const EFFECT_ENDINGS_V1 = codesOf<EffectEnding>(EFFECT_ENDINGS);
const EFFECT_KINDS_V1 = codesOf<EffectKind>(EFFECT_KINDS);
const EFFECT_OWNERS_V1: readonly EffectOwner[] = [...new Set(Object.values(EFFECT_OWNERS).flat())];

/** Effects in one answer at most; an owner with more answers in several parts. */
export const MAX_EFFECTS = 500;

/** 结束的事项 — the record or list entry that has ended, and by which fact. */
export class EndedItemV1 {
  /** 事项种类：信用记录、名单条目 */
  @OneOf(ENDED_KINDS_V1, { grows: true })
  kind: EndedKind;

  /** 信用记录标识或者名单条目标识 */
  @Uuid()
  id: string;

  /** 使其结束的事实在该事项上的版本号 */
  @Int64()
  version: string;

  /** 结束方式 */
  @OneOf(EFFECT_ENDINGS_V1, { grows: true })
  ending: EffectEnding;

  /** 结束日期 */
  @Day()
  on: LocalDate;

  /** 修复案件标识；因修复而结束的才有 */
  @Optional()
  @Uuid()
  caseId?: string;
}

/** 效果 — one thing that the item did or one recipient that was told, and when that ended. */
export class EffectV1 {
  /** 效果标识：提示、惩戒、比对、公示条目、通报等的标识 */
  @Uuid()
  effectId: string;

  /** 效果种类 */
  @OneOf(EFFECT_KINDS_V1, { grows: true })
  kind: EffectKind;

  /** 接收方：部门代码、单位名称，或者 public（社会公众） */
  @Text(200)
  recipient: string;

  /** 开始日期 */
  @Optional()
  @Day()
  since?: LocalDate;

  /** 结束时间；先前已经结束的为当时 */
  @Moment()
  endedAt: Instant;

  /** 是否须由接收方确认 */
  @Flag()
  mustAcknowledge: boolean;

  /** 确认期限；节假日安排未公布时缺省 */
  @Optional()
  @Day()
  acknowledgeBy?: LocalDate;
}

/** 效果终止答复 — what one service says of one ending: every effect that the item had there and when it ended, also when there was none (P-14). Told in the transaction that ends them. */
export class EffectsAnswerV1 {
  /** 答复标识 */
  @Uuid()
  answerId: string;

  /** 答复的服务 */
  @OneOf(EFFECT_OWNERS_V1, { grows: true })
  owner: EffectOwner;

  /** 结束的事项 */
  @Nested(() => EndedItemV1)
  ended: EndedItemV1;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 第几部分 */
  @Whole(1, 100_000)
  part: number;

  /** 共几部分 */
  @Whole(1, 100_000)
  parts: number;

  /** 效果 */
  @NestedList(() => EffectV1, 0, MAX_EFFECTS)
  effects: EffectV1[];
}
