import { TOPICS } from '../topics/names.ts';
import { CorrectionTaskDiscontinuedV1, CorrectionTaskV1 } from './correction-events.ts';
import { ObjectionV1 } from './objection-events.ts';
import type { Row } from './registry-row.ts';
import { RepairCaseV1 } from './repair-events.ts';
import { RepairNoticeV1 } from './repair-notice-events.ts';
import { ReviewV1 } from './review-events.ts';
import { ShieldingV1 } from './shielding-events.ts';
import { CORRECTION_TASK, OBJECTION, REPAIR, REPAIR_NOTICE, REVIEW, SHIELDING } from './types.ts';

const repair = (type: string, title: string, ending?: true): Row => ({ type, title, class: RepairCaseV1, kind: 'public', aggregate: 'repair-case', topic: TOPICS.repairEvents, ...(ending ? { ending } : {}) });
const correction = (type: string, title: string): Row => ({ type, title, class: CorrectionTaskV1, kind: 'public', aggregate: 'correction-task', topic: TOPICS.repairEvents });
const repairNotice = (type: string, title: string): Row => ({ type, title, class: RepairNoticeV1, kind: 'public', aggregate: 'repair-notice', topic: TOPICS.repairEvents });
const objection = (type: string, title: string, ending?: true): Row => ({ type, title, class: ObjectionV1, kind: 'public', aggregate: 'objection', topic: TOPICS.objectionEvents, ...(ending ? { ending } : {}) });
const shielding = (type: string, title: string): Row => ({ type, title, class: ShieldingV1, kind: 'public', aggregate: 'shielding', topic: TOPICS.repairEvents });
const review = (type: string, title: string, ending?: true): Row => ({ type, title, class: ReviewV1, kind: 'public', aggregate: 'review', topic: TOPICS.objectionEvents, ...(ending ? { ending } : {}) });

/** 信用修复、告知、屏蔽、纠正、异议、复议诉讼: the facts of credit-repair. */
export const REPAIR_ROWS: readonly Row[] = [
  repair(REPAIR.applied, '已申请信用修复'),
  repair(REPAIR.supplementRequired, '已告知补正修复材料'),
  repair(REPAIR.supplemented, '已补正修复材料'),
  repair(REPAIR.accepted, '已受理修复申请'),
  repair(REPAIR.rejected, '不予受理修复申请', true),
  repair(REPAIR.extended, '已延长修复办理期限'),
  repair(REPAIR.escalated, '修复办理逾期已督办'),
  repair(REPAIR.approved, '已准予修复', true),
  repair(REPAIR.denied, '不予修复', true),
  repair(REPAIR.retracted, '已撤回修复申请', true),
  repair(REPAIR.revoked, '已撤销修复', true),
  repairNotice(REPAIR_NOTICE.noticed, '已作出信用修复告知'),
  repairNotice(REPAIR_NOTICE.served, '信用修复告知已送达'),
  shielding(SHIELDING.shielded, '重整期间已屏蔽'),
  shielding(SHIELDING.unshielded, '重整期间屏蔽已终止'),
  correction(CORRECTION_TASK.opened, '纠正任务已立项'),
  correction(CORRECTION_TASK.escalated, '纠正任务逾期已督办'),
  correction(CORRECTION_TASK.done, '纠正任务已办结'),
  { ...correction(CORRECTION_TASK.discontinued, '纠正任务已终止'), class: CorrectionTaskDiscontinuedV1 },
  objection(OBJECTION.lodged, '已提出异议'),
  objection(OBJECTION.verified, '已核查异议'),
  objection(OBJECTION.extended, '已延长异议核查期限'),
  objection(OBJECTION.appraisalBegun, '异议鉴定已开始'),
  objection(OBJECTION.appraisalEnded, '异议鉴定已结束'),
  objection(OBJECTION.escalated, '异议办理逾期已督办'),
  objection(OBJECTION.explained, '主体已附说明'),
  objection(OBJECTION.accepted, '异议成立', true),
  objection(OBJECTION.rejected, '异议不成立', true),
  objection(OBJECTION.retracted, '已撤回异议', true),
  review(REVIEW.noted, '已标注复议诉讼'),
  review(REVIEW.ended, '复议诉讼已终结', true),
];
