import { localDate as d } from '@credit/kernel';
import type { EntryRepairPeriodRow, RepairBarRow, RepairNoticeRow, RepairRequirementRow, RepairScopeRow } from './types.ts';

const SOURCE_58 = '国家发展改革委令第58号《失信行为纠正后的信用信息修复管理办法(试行)》';
const SOURCE_36 = '国家发展改革委令第36号《信用修复管理办法》';
const PLAN = '《实施方案》二（三）探索建立信用修复机制(2020-05-15)';
const CONDITIONS = '第36号令:纠正失信行为、履行相关义务,并公开作出信用承诺';
const FIVE_WAYS = '《实施方案》二（三）:整改失信、信用承诺、接受培训、提交报告、参加公益慈善活动';
const OPINIONS = '国办发〔2025〕22号;第36号令(参照)';
const BANKRUPTCY_EARLIER = '国办发〔2025〕22号、第36号令:重整计划、和解协议执行完毕后,凭法院裁定修复(2026年4月1日前作出的决定如何适用待核,从有利于信用主体)';
const BANKRUPTCY = '第36号令:重整计划、和解协议执行完毕后,凭法院裁定修复';

/**
 * 修复材料的必备种类, by what is repaired and how heavy it is.
 * POLICY-ASSUMPTION(REPAIR-SET): the plan names five ways without saying which case needs which. Correction and commitment are what the national order asks of everybody; training and a report are
 * asked for what is serious, as 发改办财金〔2019〕527号 did; charity is always welcome and never asked for.
 * POLICY-ASSUMPTION(REORGANISED-EARLIER): no text says whether who completes a reorganisation now may have repaired what was decided before the order of 2026; the subject is favoured.
 */
export const REPAIR_REQUIREMENTS: readonly RepairRequirementRow[] = [
  { id: 'REPAIR_SET_MINOR', targetKind: 'record', way: 'ordinary', tier: 'MINOR', requires: ['rectification'], clause: '第36号令:轻微失信信息履行义务后即可修复', source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_GENERAL', targetKind: 'record', way: 'ordinary', tier: 'GENERAL', requires: ['rectification', 'commitment'], clause: CONDITIONS, source: SOURCE_36, from: d('2023-05-01'), verified: 'VERIFIED' },
  { id: 'REPAIR_SET_SERIOUS', targetKind: 'record', way: 'ordinary', tier: 'SERIOUS', requires: ['rectification', 'commitment', 'training', 'report'], clause: FIVE_WAYS, source: `${PLAN};发改办财金〔2019〕527号(参照)`, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_ENTRY', targetKind: 'list-entry', way: 'ordinary', requires: ['rectification', 'commitment', 'training', 'report'], clause: FIVE_WAYS, source: `${PLAN};发改办财金〔2019〕527号(参照)`, from: d('2019-07-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_REORGANISED_EARLIER', targetKind: 'record', way: 'after-reorganisation', requires: ['court-ruling'], clause: BANKRUPTCY_EARLIER, source: OPINIONS, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_REORGANISED_ENTRY_EARLIER', targetKind: 'list-entry', way: 'after-reorganisation', requires: ['court-ruling'], clause: BANKRUPTCY_EARLIER, source: OPINIONS, from: d('2019-07-01'), to: d('2026-03-31'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_REORGANISED', targetKind: 'record', way: 'after-reorganisation', requires: ['court-ruling'], clause: BANKRUPTCY, source: SOURCE_36, from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SET_REORGANISED_ENTRY', targetKind: 'list-entry', way: 'after-reorganisation', requires: ['court-ruling'], clause: BANKRUPTCY, source: SOURCE_36, from: d('2026-04-01'), verified: 'TO_VERIFY' },
];

const NO_DISHONESTY = '第36号令第四条:失信信息为严重失信主体名单、行政处罚、异常名录和其他依法认定的失信信息';

/**
 * 可修复的信息种类.
 * POLICY-ASSUMPTION(REPAIR-SCOPE): the order names penalties, lists and "other" dishonesty that is determined by law; no source seen determines any of the other kinds as dishonesty of its own.
 * POLICY-ASSUMPTION(REPAIR-COMMITMENT): a breach that was decided by procedure is such other dishonesty, and bars new promises until it is repaired (深圳条例第五十九条), so it must be open to repair; no text names its degree or a time that has to pass, so the subject is favoured: it is repaired when the promise has been performed.
 */
export const REPAIR_SCOPES: readonly RepairScopeRow[] = [
  { id: 'REPAIR_SCOPE_PENALTY', recordKind: 'administrative-penalty', degree: 'BY_PENALTY', why: '行政处罚信息可以依法修复', clause: NO_DISHONESTY, source: SOURCE_36, from: d('2023-05-01'), verified: 'VERIFIED' },
  { id: 'REPAIR_SCOPE_COERCION', recordKind: 'administrative-coercion', degree: 'NONE', why: '行政强制不是单独认定的失信信息；因行政处罚而实施的，请就该行政处罚申请修复', clause: NO_DISHONESTY, source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SCOPE_JUDGMENT', recordKind: 'court-judgment', degree: 'NONE', why: '法院裁判不属于信用修复的范围；被纳入失信被执行人名单的，请就该名单条目申请修复', clause: NO_DISHONESTY, source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SCOPE_INTERVIEW', recordKind: 'interview', degree: 'NONE', why: '约谈记录不是失信信息，不公示，无需修复', clause: NO_DISHONESTY, source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SCOPE_BAN_CASE', recordKind: 'ban-case', degree: 'NONE', why: '禁入案例随名单条目存续，请就该名单条目申请修复', clause: NO_DISHONESTY, source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SCOPE_BREACH', recordKind: 'commitment', kept: false, degree: 'MINOR', why: '违诺记录可以依法修复', clause: '第36号令第四条:其他依法认定的失信信息;深圳条例第五十九条:违反承诺且未修复的不适用告知承诺', source: `${SOURCE_36};深圳经济特区社会信用条例(2023-01-06)(参照)`, from: d('2023-05-01'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_SCOPE_KEPT', recordKind: 'commitment', kept: true, degree: 'NONE', why: '该承诺已经全部履行，不是失信信息，没有需要修复的内容', clause: NO_DISHONESTY, source: SOURCE_36, from: d('2023-05-01'), verified: 'TO_VERIFY' },
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

const OWN_RULE = '认定单位按其名单规定移出;名单规定未载明提前移出条件的,';

/**
 * 名单条目的最短期限, calendar months from the decision, where the rules of its own list name no early removal. 第36号令:严重失信主体名单列入严重失信信息; before it the authority of the list removed by its own rule.
 * POLICY-ASSUMPTION(ENTRY-BEFORE-36): where that rule names no time either, the year of the order of 2026 is enough for an older entry too.
 * POLICY-ASSUMPTION(ENTRY-WATCH): who is only watched has done less than a serious list wants, so the three months of what is general are enough.
 */
export const ENTRY_REPAIR_PERIODS: readonly EntryRepairPeriodRow[] = [
  { id: 'ENTRY_REPAIR_527', months: 12, clause: `${OWN_RULE}参照第36号令满一年`, source: '发改办财金〔2019〕527号(参照)', from: d('2019-07-01'), to: d('2023-04-30'), verified: 'TO_VERIFY' },
  { id: 'ENTRY_REPAIR_58', months: 12, clause: `${OWN_RULE}参照第36号令满一年`, source: SOURCE_58, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'TO_VERIFY' },
  { id: 'ENTRY_REPAIR_36', months: 12, clause: '第36号令:严重失信信息最短公示期一年', source: SOURCE_36, from: d('2026-04-01'), verified: 'VERIFIED' },
  { id: 'ENTRY_REPAIR_WATCH', listKind: 'watch', months: 3, clause: '重点关注对象未达到列入严重失信主体名单的标准,参照一般失信信息满三个月', source: `${PLAN};第36号令(参照)`, from: d('2019-07-01'), verified: 'TO_VERIFY' },
  { id: 'ENTRY_REPAIR_ABNORMAL', listKind: 'abnormal', months: 0, clause: '异常名录:履行义务、改正后移出', source: '企业信息公示暂行条例第十七条;民政部令第60号', from: d('2019-07-01'), verified: 'VERIFIED' },
];
