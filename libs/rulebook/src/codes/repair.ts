/** 修复对象: what one case is about. */
export const REPAIR_TARGET_KINDS = [
  { code: 'record', text: '信用记录' },
  { code: 'list-entry', text: '名单条目' },
] as const;
export type RepairTargetKind = (typeof REPAIR_TARGET_KINDS)[number]['code'];

/** 修复材料: the five ways of 《实施方案》二（三）, and the ruling of a court. */
export const REPAIR_EVIDENCE_KINDS = [
  { code: 'rectification', text: '整改失信行为、履行义务的证明' },
  { code: 'commitment', text: '信用承诺书' },
  { code: 'training', text: '信用修复培训证明' },
  { code: 'report', text: '信用报告' },
  { code: 'charity', text: '参加公益慈善活动的证明' },
  { code: 'court-ruling', text: '法院裁定' },
] as const;
export type RepairEvidenceKind = (typeof REPAIR_EVIDENCE_KINDS)[number]['code'];

/**
 * 修复后仍可查阅的目的: all others stop with the repair (36号令第三条:停止共享和使用).
 * POLICY-ASSUMPTION(REPAIRED-READ): the order keeps the archive and says nothing of who opens it; here its keeper, and whoever reviews the decision or the repair.
 */
export const REPAIRED_READ_PURPOSES = [
  { code: 'archive', text: '归档查阅' },
  { code: 'review', text: '异议、复议、诉讼、审计核查' },
] as const;
export type RepairedReadPurpose = (typeof REPAIRED_READ_PURPOSES)[number]['code'];

/** 修复情形: the common one, and that of a firm whose reorganisation or settlement a court has confirmed as completed. */
export const REPAIR_WAYS = [
  { code: 'ordinary', text: '纠正失信行为' },
  { code: 'after-reorganisation', text: '破产重整、和解执行完毕' },
] as const;
export type RepairWay = (typeof REPAIR_WAYS)[number]['code'];
