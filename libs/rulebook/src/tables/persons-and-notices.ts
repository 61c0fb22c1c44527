import { localDate as d } from '@credit/kernel';
import type { DefencePeriodRow, EvidenceRow, InstitutionNoticeRow, RelatedPersonRow } from './discipline-types.ts';

const SEED = '《实施方案》(2020-05-15)';
const DEFAULTER_PERSONS = '法发〔2019〕35号;最高人民法院关于限制被执行人高消费的若干规定第三条第二款';

/**
 * 相关责任人. A list without a row reaches nobody but the listed subject itself (O57, N16). A listed company's representative is never himself a
 * 失信被执行人 (trap 15): he can only stand under a consumption order of the court.
 */
export const RELATED_PERSONS: readonly RelatedPersonRow[] = [
  { id: 'PERSONS_JUDGMENT_DEFAULTER', listType: 'JUDGMENT_DEFAULTER', roles: ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], effect: 'consumption-order', basis: DEFAULTER_PERSONS, source: '法发〔2019〕35号', from: d('2017-05-01'), verified: 'VERIFIED' },
  { id: 'PERSONS_JUDGMENT_DEFAULTER_CONTROLLER', listType: 'JUDGMENT_DEFAULTER', roles: ['CONTROLLER'], effect: 'consumption-order', basis: '法发〔2019〕35号;2015年修正第三条第二款(待核)', source: '法发〔2019〕35号', from: d('2017-05-01'), verified: 'TO_VERIFY' },
  { id: 'PERSONS_WAGE_ARREARS', listType: 'WAGE_ARREARS', roles: ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], effect: 'own-entry', basis: '保障农民工工资支付条例第四十八条', source: '保障农民工工资支付条例', from: d('2022-01-01'), verified: 'VERIFIED' },
  { id: 'PERSONS_WORK_SAFETY', listType: 'WORK_SAFETY', roles: ['PRINCIPAL', 'DIRECT'], effect: 'own-entry', basis: '安全生产法第七十八条(有关从业人员)', source: '安全生产法', from: d('2023-10-01'), verified: 'TO_VERIFY' },
  { id: 'PERSONS_MARKET_SERIOUS', listType: 'MARKET_SERIOUS', roles: ['LEGAL_REP', 'PRINCIPAL'], effect: 'own-entry', basis: '企业信息公示暂行条例第十七条第二款(三年内不得担任其他企业的法定代表人、负责人)', source: '企业信息公示暂行条例;单独告知和决定为本系统设计', from: d('2021-09-01'), verified: 'TO_VERIFY' },
  { id: 'PERSONS_VACCINE', listType: 'VACCINE', roles: ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], effect: 'own-entry', basis: '疫苗管理法第七十二条(相关人员)', source: '疫苗管理法', from: d('2019-12-01'), verified: 'TO_VERIFY' },
  { id: 'PERSONS_MARKET_INDUSTRY_BAN', listType: 'MARKET_INDUSTRY_BAN', roles: ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], effect: 'own-entry', basis: '《实施方案》二（三）相关责任人;每人依禁入表所列法条', source: SEED, from: d('2020-05-15'), verified: 'VERIFIED' },
  { id: 'PERSONS_SECURITIES_BAN', listType: 'SECURITIES_BAN', roles: ['DIRECT'], effect: 'own-entry', basis: '证券法第二百二十一条(有关责任人员)', source: '证券法', from: d('2020-03-01'), verified: 'VERIFIED' },
];

/** 陈述申辩期限: five working days are usual. */
export const DEFENCE_PERIODS: readonly DefencePeriodRow[] = [
  { id: 'DEFENCE_5WD', workingDays: 5, clause: '国办发〔2020〕49号:认定前告知并核实异议;行政处罚法第四十五条、第六十二条(期限待核)', source: '国办发〔2020〕49号', from: d('2020-05-15'), verified: 'TO_VERIFY' },
];

/** 认定依据: the policy text for serious lists and bans; what may lead to the watch list is our reading. Abnormal lists rest on facts of their own registers, red lists on the assessment of their sector: neither is designated here. */
export const EVIDENCE_RULES: readonly EvidenceRow[] = [
  { id: 'EVIDENCE_JOINT_DISCIPLINE', listKind: 'joint-discipline', evidence: ['court-judgment', 'administrative-penalty', 'administrative-coercion'], atLeast: 1, clause: '《实施方案》二（三）以相关司法裁判、行政处罚、行政强制等处理结果为依据', source: SEED, from: d('2017-05-01'), verified: 'VERIFIED' },
  { id: 'EVIDENCE_BAN', listKind: 'ban', evidence: ['court-judgment', 'administrative-penalty', 'administrative-coercion'], atLeast: 1, clause: '《实施方案》二（三）以相关司法裁判、行政处罚、行政强制等处理结果为依据', source: SEED, from: d('2017-05-01'), verified: 'VERIFIED' },
  { id: 'EVIDENCE_WATCH', listKind: 'watch', evidence: ['court-judgment', 'administrative-penalty', 'administrative-coercion', 'commitment-breach', 'interview'], atLeast: 1, clause: '《实施方案》二（一）违背信用承诺列入重点监管范围;二（三）重点关注对象', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
];

/** 通报 (O62, O64) and what the court itself tells (法释〔2013〕17号 as revised, art. 6, 8). */
export const INSTITUTION_NOTICES: readonly InstitutionNoticeRow[] = [
  { id: 'NOTICE_UNIT', institutions: ['STATE_ORGAN', 'PUBLIC_INSTITUTION', 'STATE_OWNED_ENTERPRISE'], whom: 'UNIT', sender: 'designating-authority', addressees: ['superior', 'audit'], clause: '《实施方案》二（三）通报上级主管单位和审计部门', source: SEED, from: d('2020-05-15'), verified: 'VERIFIED' },
  { id: 'NOTICE_STAFF', institutions: ['STATE_ORGAN', 'PUBLIC_INSTITUTION', 'STATE_OWNED_ENTERPRISE'], whom: 'STAFF', sender: 'designating-authority', addressees: ['employer', 'discipline-inspection', 'organisation-personnel'], clause: '《实施方案》二（三）通报所在单位以及相关纪检监察、组织人事部门', source: SEED, from: d('2020-05-15'), verified: 'VERIFIED' },
  { id: 'NOTICE_COURT_UNIT', institutions: ['STATE_ORGAN', 'PUBLIC_INSTITUTION', 'STATE_OWNED_ENTERPRISE'], whom: 'UNIT', listTypes: ['JUDGMENT_DEFAULTER'], sender: 'court', addressees: ['superior'], clause: '失信被执行人是国家机关、事业单位、国有企业的,人民法院通报其上级单位、主管部门', source: '最高人民法院关于公布失信被执行人名单信息的若干规定', from: d('2017-05-01'), verified: 'VERIFIED' },
  { id: 'NOTICE_COURT_STAFF', institutions: ['STATE_ORGAN'], whom: 'STAFF', listTypes: ['JUDGMENT_DEFAULTER'], sender: 'court', addressees: ['employer'], clause: '失信被执行人是国家工作人员的,人民法院通报其所在单位', source: '最高人民法院关于公布失信被执行人名单信息的若干规定', from: d('2017-05-01'), verified: 'VERIFIED' },
];
