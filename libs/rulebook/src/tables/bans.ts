import { localDate as d } from '@credit/kernel';
import type { BanGroundRow, BanRow } from './discipline-types.ts';

const FOOD_135 = '食品安全法第一百三十五条';
const FOOD_138 = '食品安全法第一百三十八条第二款';
const DRUG_118 = '药品管理法第一百一十八条第一款';
const DRUG_123 = '药品管理法第一百二十三条';
const SAFETY_92 = '安全生产法第九十二条第三款';
const SAFETY_94 = '安全生产法第九十四条第三款';
const QUALITY_72 = '建设工程质量管理条例第七十二条';

const food = { field: 'FOOD_DRUG', measure: 'M-A1d', source: '食品安全法', from: d('2015-10-01'), verified: 'VERIFIED' } as const;
const drug = { field: 'FOOD_DRUG', measure: 'M-A1d', source: '药品管理法', from: d('2019-12-01'), verified: 'VERIFIED' } as const;
const safety = { field: 'WORK_SAFETY', measure: 'M-A1d', source: '安全生产法(2021年修正)', from: d('2021-09-01'), verified: 'VERIFIED' } as const;
const quality = { field: 'CONSTRUCTION_QUALITY', measure: 'M-A1d', roles: ['UNIT', 'DIRECT'], source: '建设工程质量管理条例', from: d('2000-01-30'), verified: 'VERIFIED' } as const;
const securities = { field: 'SECURITIES', measure: 'M-A1d', roles: ['UNIT', 'DIRECT'], statute: '证券法第二百二十一条', source: '证券法', from: d('2020-03-01') } as const;

/**
 * 市场和行业禁入, field × role × period. The eight fields of the policy text are a code list; ecology, care, taxation and health have no row,
 * for no statute of theirs is known: they answer "none" (O55).
 */
export const BANS: readonly BanRow[] = [
  { id: 'BAN_FOOD_135_5Y', ...food, roles: ['UNIT', 'LEGAL_REP', 'DIRECT'], minMonths: 60, maxMonths: 60, statute: FOOD_135, conduct: '被吊销食品生产经营许可证;自处罚决定作出之日起' },
  { id: 'BAN_FOOD_135_LIFE', ...food, roles: ['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'DIRECT'], permanent: '终身不得从事食品生产经营管理工作', statute: FOOD_135, conduct: '因食品安全犯罪被判处有期徒刑以上刑罚的个人' },
  { id: 'BAN_FOOD_138_10Y', ...food, roles: ['UNIT', 'DIRECT'], minMonths: 120, maxMonths: 120, statute: FOOD_138, conduct: '食品检验机构人员受到开除处分;自处分决定作出之日起' },
  { id: 'BAN_FOOD_138_LIFE', ...food, roles: ['UNIT', 'DIRECT'], permanent: '终身不得从事食品检验工作', statute: FOOD_138, conduct: '食品检验机构人员因食品安全违法行为受到刑事处罚,或者因出具虚假检验报告导致重大食品安全事故受到开除处分' },
  { id: 'BAN_DRUG_118_LIFE', ...drug, roles: ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], permanent: '终身禁止从事药品生产经营活动', statute: DRUG_118, conduct: '生产、销售假药,或者生产、销售劣药且情节严重' },
  { id: 'BAN_DRUG_123_UNIT', ...drug, roles: ['UNIT'], minMonths: 120, maxMonths: 120, statute: DRUG_123, conduct: '以欺骗手段取得许可:十年内不受理其相应申请' },
  { id: 'BAN_DRUG_123_PERSONS', ...drug, roles: ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], minMonths: 120, maxMonths: 120, statute: DRUG_123, conduct: '以欺骗手段取得许可且情节严重:十年内禁止从事药品生产经营活动' },
  { id: 'BAN_SAFETY_92_5Y', ...safety, roles: ['UNIT', 'DIRECT'], minMonths: 60, maxMonths: 60, statute: SAFETY_92, conduct: '安全评价、认证、检测、检验机构租借资质、挂靠、出具虚假报告' },
  { id: 'BAN_SAFETY_92_LIFE', ...safety, roles: ['UNIT', 'DIRECT'], permanent: '实行终身行业和职业禁入', statute: SAFETY_92, conduct: '安全评价、认证、检测、检验机构租借资质、挂靠、出具虚假报告,情节严重' },
  { id: 'BAN_SAFETY_94_5Y', ...safety, measure: 'M-A2', roles: ['PRINCIPAL'], minMonths: 60, maxMonths: 60, statute: SAFETY_94, conduct: '主要负责人受刑事处罚或者撤职处分;自刑罚执行完毕或者受处分之日起不得担任任何生产经营单位的主要负责人' },
  { id: 'BAN_SAFETY_94_LIFE', ...safety, measure: 'M-A2', roles: ['PRINCIPAL'], permanent: '终身不得担任本行业生产经营单位的主要负责人', statute: SAFETY_94, conduct: '对重大、特别重大生产安全事故负有责任' },
  { id: 'BAN_TOURISM_103_3Y', field: 'CULTURE_TOURISM', measure: 'M-A1d', roles: ['UNIT', 'DIRECT'], minMonths: 36, maxMonths: 36, statute: '旅游法第一百零三条', conduct: '被吊销导游证的导游、领队,受到吊销旅行社业务经营许可证处罚的旅行社的有关管理人员;自处罚之日起', source: '旅游法', from: d('2013-10-01'), verified: 'VERIFIED' },
  { id: 'BAN_QUALITY_72_1Y', ...quality, minMonths: 12, maxMonths: 12, statute: QUALITY_72, conduct: '注册执业人员因过错造成质量事故:停止执业一年' },
  { id: 'BAN_QUALITY_72_5Y', ...quality, minMonths: 60, maxMonths: 60, statute: QUALITY_72, conduct: '注册执业人员造成重大质量事故:五年以内不予注册' },
  { id: 'BAN_QUALITY_72_LIFE', ...quality, permanent: '终身不予注册', statute: QUALITY_72, conduct: '注册执业人员造成质量事故,情节特别恶劣' },
  { id: 'BAN_SECURITIES_221_TERM', ...securities, minMonths: 1, maxMonths: 120, conduct: '情节严重的有关责任人员:一定期限(期限上限待核)', verified: 'TO_VERIFY' },
  { id: 'BAN_SECURITIES_221_LIFE', ...securities, permanent: '直至终身不得从事证券业务、证券服务业务', conduct: '情节严重的有关责任人员', verified: 'VERIFIED' },
];

const ground = (row: Pick<BanGroundRow, 'ground' | 'evidence' | 'atLeast'>): BanGroundRow =>
  ({ id: `BAN_GROUND_${row.ground}`, ...row, source: '《实施方案》二（三）;依据种类为本系统设计', from: d('2020-05-15'), verified: 'TO_VERIFY' });

/** 禁入事由的依据 (O56). The grounds are the text's, the evidence that shows each is our reading. POLICY-ASSUMPTION(BAN-GROUND-EVIDENCE): 屡犯 = two decisions at least. */
export const BAN_GROUND_RULES: readonly BanGroundRow[] = [
  ground({ ground: 'REFUSES_TO_COMPLY', evidence: ['court-judgment', 'administrative-penalty', 'administrative-coercion'], atLeast: 1 }),
  ground({ ground: 'REPEATS', evidence: ['court-judgment', 'administrative-penalty'], atLeast: 2 }),
  ground({ ground: 'HEAVY_LOSS', evidence: ['court-judgment', 'administrative-penalty'], atLeast: 1 }),
  ground({ ground: 'ENDANGERS_ORDER', evidence: ['court-judgment', 'administrative-penalty', 'administrative-coercion'], atLeast: 1 }),
];
