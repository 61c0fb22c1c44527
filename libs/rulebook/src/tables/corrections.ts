import { localDate as d } from '@credit/kernel';
import type { EffectKind } from '../codes/effects.ts';
import type { CorrectionAction } from '../codes/corrections.ts';
import type { CorrectionRow } from './types.ts';

const OPINIONS = '国办发〔2020〕49号';
const HENAN = '河南省社会信用条例第六十六条(参照)';

/**
 * 消除不良影响, one row for every kind of effect. The plan (二（三）) and the opinions ask that the bad influence be removed, the provincial text names apology, restored reputation and compensation;
 * POLICY-ASSUMPTION(CORRECTION-BY-EFFECT): no text says which of them for which effect.
 */
const row = (id: string, effect: EffectKind, action: CorrectionAction, clause: string): CorrectionRow => ({ id, effect, action, clause, source: `${OPINIONS};${HENAN}`, from: d('2020-05-15'), verified: 'TO_VERIFY' });

export const CORRECTIONS: readonly CorrectionRow[] = [
  row('CORRECTION_MEASURE', 'measure', 'undo-and-apologise', '错误认定、错误惩戒:立即撤销,赔礼道歉、恢复名誉'),
  row('CORRECTION_PUBLICITY', 'publicity', 'public-notice', '撤销公示并公开说明,采取措施消除不良影响'),
  row('CORRECTION_LIST_POSTING', 'list-posting', 'public-notice', '撤销名单公布并公开说明,采取措施消除不良影响'),
  row('CORRECTION_COMMITMENT_POSTING', 'commitment-posting', 'public-notice', '撤销违诺公示并公开说明,采取措施消除不良影响'),
  row('CORRECTION_LOOK_UP', 'look-up-answer', 'tell-users', '告知查询使用人,消除不良影响'),
  row('CORRECTION_PROMPT', 'prompt', 'tell-users', '告知查询使用人,消除不良影响'),
  row('CORRECTION_DISCLOSURE', 'record-disclosure', 'tell-users', '告知查询使用人,消除不良影响'),
  row('CORRECTION_RECORD_USE', 'record-use', 'tell-users', '停止共享和使用,告知使用人'),
  row('CORRECTION_NOTICE', 'notice', 'tell-addressee', '向受文单位书面说明撤销情况'),
  row('CORRECTION_RELATED_PERSON', 'related-person-entry', 'tell-person', '相关责任人单独告知,恢复名誉'),
  row('CORRECTION_EVIDENCE', 'evidence', 'review-decision', '以错误信息为依据作出的认定、责令一并复核'),
  row('CORRECTION_ENTRY', 'list-entry', 'apologise', '错误列入名单:赔礼道歉、恢复名誉'),
];
