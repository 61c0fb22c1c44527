import { localDate as d } from '@credit/kernel';
import type { PenaltyType } from '../codes/penalty-types.ts';
import type { Verification } from '../row.ts';
import type { FineTierRow, PenaltyTypeTierRow, PublicityTermRow, RepairRuleSet, RepairRuleSetId, SectorTierRow, SimpleProcedureRow } from './types.ts';

const SOURCE_58 = '国家发展改革委令第58号《失信行为纠正后的信用信息修复管理办法(试行)》';
const SOURCE_36 = '国家发展改革委令第36号《信用修复管理办法》';

/** Repair orders by document date. */
export const REPAIR_RULE_SETS: readonly RepairRuleSet[] = [
  { id: 'REPAIR_527', title: '发改办财金〔2019〕527号', source: '发改办财金〔2019〕527号', from: d('2019-07-01'), to: d('2023-04-30'), verified: 'TO_VERIFY' },
  { id: 'REPAIR_58', title: '失信行为纠正后的信用信息修复管理办法(试行)', source: SOURCE_58, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'VERIFIED' },
  { id: 'REPAIR_36', title: '信用修复管理办法', source: SOURCE_36, from: d('2026-04-01'), verified: 'VERIFIED' },
];

/** 公示期限. Order 58 knows no tiers; its rows say which penalties fall under which of its periods. */
export const PUBLICITY_TERMS: readonly PublicityTermRow[] = [
  { id: 'TERM_58_MINOR', ruleSet: 'REPAIR_58', tier: 'MINOR', minMonths: 0, maxMonths: 3, published: false, clause: '第58号令:警告、通报批评不公示', source: SOURCE_58, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'TO_VERIFY' },
  { id: 'TERM_58_GENERAL', ruleSet: 'REPAIR_58', tier: 'GENERAL', minMonths: 3, maxMonths: 36, published: true, clause: '第58号令:最短公示期三个月,最长三年', source: SOURCE_58, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'VERIFIED' },
  { id: 'TERM_58_SERIOUS', ruleSet: 'REPAIR_58', tier: 'SERIOUS', minMonths: 12, maxMonths: 36, published: true, clause: '第58号令:食品、药品、特种设备、安全生产、消防领域最短公示期一年,最长三年', source: SOURCE_58, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'VERIFIED' },
  { id: 'TERM_36_MINOR', ruleSet: 'REPAIR_36', tier: 'MINOR', minMonths: 0, maxMonths: 3, published: false, clause: '第36号令:轻微失信信息原则上不公示,确需公示的最长三个月', source: SOURCE_36, from: d('2026-04-01'), verified: 'VERIFIED' },
  { id: 'TERM_36_GENERAL', ruleSet: 'REPAIR_36', tier: 'GENERAL', minMonths: 3, maxMonths: 12, published: true, clause: '第36号令:一般失信信息最短公示期三个月,最长一年', source: SOURCE_36, from: d('2026-04-01'), verified: 'VERIFIED' },
  { id: 'TERM_36_SERIOUS', ruleSet: 'REPAIR_36', tier: 'SERIOUS', minMonths: 12, maxMonths: 36, published: true, clause: '第36号令:严重失信信息最短公示期一年,最长三年', source: SOURCE_36, from: d('2026-04-01'), verified: 'VERIFIED' },
];

const typeTiers = (ruleSet: RepairRuleSetId, from: string, to: string | undefined, source: string, rows: readonly [PenaltyType, PenaltyTypeTierRow['tier'], Verification][]): PenaltyTypeTierRow[] =>
  rows.map(([penaltyType, tier, verified]) => ({
    id: `TIER_${ruleSet.slice(7)}_${penaltyType}`, ruleSet, penaltyType, tier, source, from: d(from), ...(to && { to: d(to) }), verified,
  }));

/** 处罚种类 → 失信程度. */
export const PENALTY_TYPE_TIERS: readonly PenaltyTypeTierRow[] = [
  ...typeTiers('REPAIR_58', '2023-05-01', '2026-03-31', SOURCE_58, [
    ['WARNING', 'MINOR', 'TO_VERIFY'], ['PUBLIC_CRITICISM', 'MINOR', 'TO_VERIFY'], ['FINE', 'GENERAL', 'VERIFIED'],
    ['CONFISCATE_GAINS', 'GENERAL', 'VERIFIED'], ['CONFISCATE_PROPERTY', 'GENERAL', 'VERIFIED'], ['SUSPEND_PERMIT', 'GENERAL', 'VERIFIED'],
    ['DOWNGRADE', 'GENERAL', 'VERIFIED'], ['REVOKE_PERMIT', 'GENERAL', 'VERIFIED'], ['RESTRICT_OPERATION', 'GENERAL', 'VERIFIED'],
    ['SUSPEND_BUSINESS', 'GENERAL', 'VERIFIED'], ['CLOSE_DOWN', 'GENERAL', 'VERIFIED'], ['BAN_FROM_TRADE', 'GENERAL', 'VERIFIED'],
    ['DETENTION', 'UNDETERMINED', 'TO_VERIFY'], ['OTHER', 'UNDETERMINED', 'TO_VERIFY'],
  ]),
  ...typeTiers('REPAIR_36', '2026-04-01', undefined, SOURCE_36, [
    ['WARNING', 'MINOR', 'VERIFIED'], ['PUBLIC_CRITICISM', 'MINOR', 'VERIFIED'], ['FINE', 'BY_AMOUNT', 'VERIFIED'],
    ['CONFISCATE_GAINS', 'GENERAL', 'VERIFIED'], ['CONFISCATE_PROPERTY', 'GENERAL', 'VERIFIED'], ['SUSPEND_PERMIT', 'SERIOUS', 'TO_VERIFY'],
    ['DOWNGRADE', 'SERIOUS', 'TO_VERIFY'], ['REVOKE_PERMIT', 'SERIOUS', 'VERIFIED'], ['RESTRICT_OPERATION', 'SERIOUS', 'VERIFIED'],
    ['SUSPEND_BUSINESS', 'SERIOUS', 'VERIFIED'], ['CLOSE_DOWN', 'SERIOUS', 'VERIFIED'], ['BAN_FROM_TRADE', 'SERIOUS', 'VERIFIED'],
    ['DETENTION', 'UNDETERMINED', 'TO_VERIFY'], ['OTHER', 'UNDETERMINED', 'TO_VERIFY'],
  ]),
];

/**
 * 罚款数额分档.
 * POLICY-ASSUMPTION(FINE-TIERS): up to the limits of the simple procedure MINOR, above GENERAL, SERIOUS only where a sector row says so;
 * an individual business is measured by the limit for organisations.
 */
export const FINE_TIERS: readonly FineTierRow[] = [
  { id: 'FINE_36_LEGAL_ENTITY', ruleSet: 'REPAIR_36', subjectClass: 'LEGAL_ENTITY', minorUpToWan: '0.3', source: '行政处罚法第五十一条(参照)', from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'FINE_36_INDIVIDUAL_BUSINESS', ruleSet: 'REPAIR_36', subjectClass: 'INDIVIDUAL_BUSINESS', minorUpToWan: '0.3', source: '行政处罚法第五十一条(参照)', from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'FINE_36_NATURAL_PERSON', ruleSet: 'REPAIR_36', subjectClass: 'NATURAL_PERSON', minorUpToWan: '0.02', source: '行政处罚法第五十一条(参照)', from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'FINE_36_WORK_SAFETY_LEGAL_ENTITY', ruleSet: 'REPAIR_36', subjectClass: 'LEGAL_ENTITY', sector: 'WORK_SAFETY', minorUpToWan: '0.3', seriousFromWan: '10', source: '参照第58号令时期安全生产领域单次罚款十万元的口径', from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'FINE_36_WORK_SAFETY_INDIVIDUAL_BUSINESS', ruleSet: 'REPAIR_36', subjectClass: 'INDIVIDUAL_BUSINESS', sector: 'WORK_SAFETY', minorUpToWan: '0.3', seriousFromWan: '10', source: '参照第58号令时期安全生产领域单次罚款十万元的口径', from: d('2026-04-01'), verified: 'TO_VERIFY' },
];

/** 重点领域: under Order 58 the longer least period. */
export const SECTOR_TIERS: readonly SectorTierRow[] = [
  ...(['FOOD', 'DRUG', 'SPECIAL_EQUIPMENT', 'FIRE'] as const).map((sector): SectorTierRow => ({
    id: `SECTOR_58_${sector}`, ruleSet: 'REPAIR_58', sector, tier: 'GENERAL', becomes: 'SERIOUS', source: SOURCE_58, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'VERIFIED',
  })),
  { id: 'SECTOR_58_WORK_SAFETY', ruleSet: 'REPAIR_58', sector: 'WORK_SAFETY', tier: 'GENERAL', becomes: 'SERIOUS', fineFromWan: '10', source: `${SOURCE_58};单次罚款十万元以上的口径待核`, from: d('2023-05-01'), to: d('2026-03-31'), verified: 'TO_VERIFY' },
];

/** 简易程序 limits. POLICY-ASSUMPTION(SIMPLE-INDIVIDUAL-BUSINESS): the limit for organisations holds for an individual business. */
export const SIMPLE_PROCEDURE: readonly SimpleProcedureRow[] = [
  { id: 'SIMPLE_LEGAL_ENTITY', subjectClass: 'LEGAL_ENTITY', fineUpToWan: '0.3', clause: '行政处罚法第五十一条', source: '行政处罚法(2021年修订)', from: d('2021-07-15'), verified: 'VERIFIED' },
  { id: 'SIMPLE_INDIVIDUAL_BUSINESS', subjectClass: 'INDIVIDUAL_BUSINESS', fineUpToWan: '0.3', clause: '行政处罚法第五十一条', source: '行政处罚法(2021年修订)', from: d('2021-07-15'), verified: 'TO_VERIFY' },
  { id: 'SIMPLE_NATURAL_PERSON', subjectClass: 'NATURAL_PERSON', fineUpToWan: '0.02', clause: '行政处罚法第五十一条', source: '行政处罚法(2021年修订)', from: d('2021-07-15'), verified: 'VERIFIED' },
];
