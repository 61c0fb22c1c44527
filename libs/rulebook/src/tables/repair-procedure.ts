import { localDate as d } from '@credit/kernel';
import type { RepairBarRow, RepairNoticeRow, RepairRequirementRow } from './types.ts';

const SOURCE_36 = '国家发展改革委令第36号《信用修复管理办法》';
const PLAN = '《实施方案》二（三）探索建立信用修复机制(2020-05-15)';
const CONDITIONS = '第36号令:纠正失信行为、履行相关义务,并公开作出信用承诺';
const FIVE_WAYS = '《实施方案》二（三）:整改失信、信用承诺、接受培训、提交报告、参加公益慈善活动';
const BANKRUPTCY = '第36号令:重整计划、和解协议执行完毕后,凭法院裁定修复';

/**
 * 修复材料的必备种类, by what is repaired and how heavy it is.
 * POLICY-ASSUMPTION(REPAIR-SET): the plan names five ways without saying which case needs which. Correction and commitment are what the national order asks of everybody; training and a report are
 * asked for what is serious, as 发改办财金〔2019〕527号 did; charity is always welcome and never asked for.
 */
export const REPAIR_REQUIREMENTS: readonly RepairRequirementRow[] = [
  { id: 'REPAIR_SET_MINOR', targetKind: 'record', way: 'ordinary', tier: 'MINOR', requires: ['rectification'], clause: '第36号令:轻微失信信息履行义务后即可修复', source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_GENERAL', targetKind: 'record', way: 'ordinary', tier: 'GENERAL', requires: ['rectification', 'commitment'], clause: CONDITIONS, source: SOURCE_36, from: d('2023-05-01'), verified: 'VERIFIED' },
  { id: 'REPAIR_SET_SERIOUS', targetKind: 'record', way: 'ordinary', tier: 'SERIOUS', requires: ['rectification', 'commitment', 'training', 'report'], clause: FIVE_WAYS, source: `${PLAN};发改办财金〔2019〕527号(参照)`, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_ENTRY', targetKind: 'list-entry', way: 'ordinary', requires: ['rectification', 'commitment', 'training', 'report'], clause: FIVE_WAYS, source: `${PLAN};发改办财金〔2019〕527号(参照)`, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_REORGANISED', targetKind: 'record', way: 'after-reorganisation', requires: ['court-ruling'], clause: BANKRUPTCY, source: SOURCE_36, from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_REORGANISED_ENTRY', targetKind: 'list-entry', way: 'after-reorganisation', requires: ['court-ruling'], clause: BANKRUPTCY, source: SOURCE_36, from: d('2026-04-01'), verified: 'TO_VERIFY' },
];

/** 限制申请: how long who handed in false material may not apply again, calendar months. The figure of the order was not seen. */
export const REPAIR_BARS: readonly RepairBarRow[] = [
  { id: 'REPAIR_BAR_FALSE_MATERIAL', months: 36, clause: '第36号令:以虚假材料申请修复的,一定年限内不得申请(年限待核)', source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
];

/**
 * 两书同达, by the date of the penalty or of the decision to list.
 * POLICY-ASSUMPTION(NOTICE-SAME-DAY): the opinions give no other day than that of the document; the notice is told on the day on which the document reaches the city.
 */
export const REPAIR_NOTICES: readonly RepairNoticeRow[] = [
  { id: 'REPAIR_NOTICE_TOGETHER', applyAt: '“信用中国”网站或者政务服务大厅信用修复窗口', clause: '国办发〔2025〕22号:行政处罚决定书、列入名单决定书与信用修复告知书同时送达', source: '国办发〔2025〕22号', from: d('2025-06-22'), verified: 'TO_VERIFY' },
];

/** 名单条目的最短期限, calendar months from the decision, where the rules of its list name no early removal: it is a serious item. */
export const ENTRY_REPAIR_TIER = 'SERIOUS';
