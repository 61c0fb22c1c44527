import type { LocalDate } from '@credit/kernel';
import { CORRECTION_ACTIONS, EFFECT_KINDS, EFFECT_OWNERS, ENDED_KINDS, type CorrectionAction, type EffectKind, type EffectOwner, type EndedKind } from '@credit/rulebook/codes';
import { Day, Int64, Nested, OneOf, Optional, Text, Token, Uuid } from '../schema/decorators.ts';
import { SubjectSnapshot } from '../subject/snapshot.ts';

export const CORRECTION_STATUSES = ['open', 'done'] as const;
/** 纠正任务状态: 待办, 已办结. Overdue is computed when read. */
export type CorrectionStatus = (typeof CORRECTION_STATUSES)[number];

const ENDED_KINDS_V1: readonly EndedKind[] = ENDED_KINDS.map(({ code }) => code);
const EFFECT_KINDS_V1: readonly EffectKind[] = EFFECT_KINDS.map(({ code }) => code);
const ACTIONS_V1: readonly CorrectionAction[] = CORRECTION_ACTIONS.map(({ code }) => code);
const OWNERS_V1: readonly EffectOwner[] = [...new Set(Object.values(EFFECT_OWNERS).flat())];

/** 被撤销的事项 — the record or list entry that was wrong. */
export class WrongItemV1 {
  /** 事项种类：信用记录、名单条目 */
  @OneOf(ENDED_KINDS_V1, { grows: true })
  kind: EndedKind;

  /** 信用记录标识或者名单条目标识 */
  @Uuid()
  id: string;

  /** 撤销该事项的事实的版本号 */
  @Int64()
  version: string;

  /** 撤销日期 */
  @Day()
  on: LocalDate;
}

/** 受影响的效果 — one thing that it did, and to whom. */
export class WrongEffectV1 {
  /** 答复该效果的服务 */
  @OneOf(OWNERS_V1, { grows: true })
  owner: EffectOwner;

  /** 效果标识 */
  @Uuid()
  effectId: string;

  /** 效果种类 */
  @OneOf(EFFECT_KINDS_V1, { grows: true })
  kind: EffectKind;

  /** 接收方 */
  @Text(200)
  recipient: string;

  /** 开始日期 */
  @Optional()
  @Day()
  since?: LocalDate;
}

/** 办结情况 — what was done, with its document. */
export class CorrectionProofV1 {
  /** 办结日期 */
  @Day()
  on: LocalDate;

  /** 采取的措施 */
  @Text(1000)
  what: string;

  /** 文书号 */
  @Text(128)
  docNo: string;
}

/** 纠正事项 — which effect of what was wrong is put right, how, by whom and until when. */
export class CorrectionContentV1 {
  /** 纠正任务标识 */
  @Uuid()
  taskId: string;

  /** 信用主体快照；自然人为脱敏后的姓名 */
  @Nested(() => SubjectSnapshot)
  subject: SubjectSnapshot;

  /** 被撤销的信用记录或者名单条目 */
  @Nested(() => WrongItemV1)
  wrong: WrongItemV1;

  /** 受影响的效果 */
  @Nested(() => WrongEffectV1)
  effect: WrongEffectV1;

  /** 纠正方式 */
  @OneOf(ACTIONS_V1, { grows: true })
  action: CorrectionAction;

  /** 适用规则标识 */
  @Token(64)
  ruleId: string;

  /** 依据条款 */
  @Text(500)
  clause: string;

  /** 责任部门代码；没有部门代表认定单位的缺省，由信用中心办理 */
  @Optional()
  @Token(63)
  department?: string;

  /** 立项日期 */
  @Day()
  openedOn: LocalDate;

  /** 办结期限；节假日安排未公布时缺省 */
  @Optional()
  @Day()
  dueOn?: LocalDate;

  /** 逾期督办日期 */
  @Optional()
  @Day()
  escalatedOn?: LocalDate;
}

/** 纠正任务 — the whole state of a task: one effect of what was wrong is put right, with proof (O99, N6). */
export class CorrectionTaskV1 extends CorrectionContentV1 {
  /** 任务状态：待办、已办结 */
  @OneOf(CORRECTION_STATUSES)
  status: CorrectionStatus;

  /** 办结情况；未办结的缺省 */
  @Optional()
  @Nested(() => CorrectionProofV1)
  proof?: CorrectionProofV1;
}

/** 终止办理 — since when what was revoked is in effect again, and why. */
export class CorrectionDiscontinuanceV1 {
  /** 恢复记录的日期 */
  @Day()
  on: LocalDate;

  /** 恢复记录的事由 */
  @Text(500)
  reason: string;
}

/** 已终止的纠正任务 — the record was revoked by mistake and is in effect again: nothing is left to put right. What had been done by then stays done. */
export class CorrectionTaskDiscontinuedV1 extends CorrectionContentV1 {
  /** 任务状态：已终止 */
  @OneOf(['discontinued'])
  status: 'discontinued';

  /** 终止办理的日期和事由 */
  @Nested(() => CorrectionDiscontinuanceV1)
  discontinued: CorrectionDiscontinuanceV1;
}
