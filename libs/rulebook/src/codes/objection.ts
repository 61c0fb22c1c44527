/** 异议对象: what one objection is about. A publication is that of its record; a posting on the public list is that of its entry. */
export const OBJECTION_TARGET_KINDS = [
  { code: 'record', text: '信用记录及其公示' },
  { code: 'list-entry', text: '名单条目及其公布' },
  { code: 'measure', text: '惩戒措施' },
] as const;
export type ObjectionTargetKind = (typeof OBJECTION_TARGET_KINDS)[number]['code'];

/** 异议事由 (LZ 48; infringement by LH 41 and LS 39; repair by Order 36). Which of them count on a day is said by the rows of the rulebook. */
export const OBJECTION_GROUNDS = [
  { code: 'ERROR_OR_OMISSION', text: '信息存在错误、遗漏' },
  { code: 'PAST_PUBLICITY_PERIOD', text: '超过公示期限仍在公示' },
  { code: 'WRONGLY_LISTED_OR_NOT_DELISTED', text: '不应列入名单或者应当移出而未移出' },
  { code: 'INFRINGEMENT', text: '信息的采集、使用侵害合法权益' },
  { code: 'REPAIR', text: '信用修复的内容、期限或者结果有误' },
  { code: 'OTHER', text: '其他' },
] as const;
export type ObjectionGround = (typeof OBJECTION_GROUNDS)[number]['code'];

/** 异议处理结果 (§8.2): 更正, 补充, 停止公示, 移出, 撤销, 驳回. */
export const OBJECTION_OUTCOMES = [
  { code: 'corrected', text: '更正', targets: ['record'] },
  { code: 'supplemented', text: '补充', targets: ['record'] },
  { code: 'withdrawn', text: '停止公示', targets: ['record'] },
  { code: 'delisted', text: '移出名单', targets: ['list-entry'] },
  { code: 'revoked', text: '撤销', targets: ['record', 'list-entry', 'measure'] },
  { code: 'rejected', text: '异议不成立', targets: ['record', 'list-entry', 'measure'] },
] as const satisfies readonly { code: string; text: string; targets: readonly ObjectionTargetKind[] }[];
export type ObjectionOutcome = (typeof OBJECTION_OUTCOMES)[number]['code'];

/** 救济途径 of who is told that the objection does not hold. */
export const OBJECTION_REMEDIES = [
  { code: 'reconsideration', text: '可以自收到本告知之日起六十日内申请行政复议（行政复议法第二十条）' },
  { code: 'litigation', text: '可以自收到本告知之日起六个月内提起行政诉讼（行政诉讼法第四十六条）' },
] as const;
export type ObjectionRemedy = (typeof OBJECTION_REMEDIES)[number]['code'];

/** 复议诉讼种类: what a decision can be under. */
export const REVIEW_KINDS = [
  { code: 'reconsideration', text: '行政复议' },
  { code: 'litigation', text: '行政诉讼' },
] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number]['code'];

/** 标注对象种类: what rests on a decision that can be reviewed, with its publication. */
export const REVIEW_TARGET_KINDS = ['record', 'list-entry'] as const satisfies readonly ObjectionTargetKind[];
export type ReviewTargetKind = (typeof REVIEW_TARGET_KINDS)[number];
