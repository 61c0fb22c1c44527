import { localDate as d } from '@credit/kernel';
import type { ListCode, SubjectRole } from '../codes/lists.ts';
import type { MeasureMatrixRow } from './discipline-types.ts';
import { LIST_TYPES } from './list-types.ts';
import { RELATED_PERSONS } from './persons-and-notices.ts';

type Cell = Omit<MeasureMatrixRow, 'id' | 'listType' | 'subjectRole' | 'durationRule' | 'from' | 'verified'> & Partial<Pick<MeasureMatrixRow, 'durationRule' | 'verified'>> & { readonly from: string };

/** One row per role; the id names measure, list and role, and `name` what else tells two rows apart. */
const cells = (listType: ListCode, roles: readonly SubjectRole[], cell: Cell, name = ''): MeasureMatrixRow[] => roles.map((subjectRole) => ({
  id: `CELL_${listType}_${cell.measure.slice(2).toUpperCase()}_${subjectRole}${name && `_${name}`}`, listType, subjectRole, durationRule: 'while-listed', verified: 'VERIFIED',
  ...cell, from: d(cell.from),
}));

const WAGE_48 = { basis: '保障农民工工资支付条例第四十八条', source: '保障农民工工资支付条例', from: '2020-05-01' } as const;
const SME_26 = { basis: '保障中小企业款项支付条例第二十六条(大型企业)', source: '保障中小企业款项支付条例', from: '2025-06-01' } as const;
const SERVICE_57 = { basis: '兵役法第五十七条第二款', source: '兵役法', from: '2021-10-01', subjectClasses: ['NATURAL_PERSON'], autoPrompt: true } as const;
const GOV_2025 = { basis: '中办、国办关于健全社会信用体系的意见(2025年3月):政府机构失信', source: '中办、国办关于健全社会信用体系的意见', from: '2025-03-21', implementerKinds: ['any-department'], autoPrompt: true } as const;
const CONSUMPTION = '最高人民法院关于限制被执行人高消费的若干规定第三条第一款';
const COURT = { source: '最高人民法院关于限制被执行人高消费的若干规定;《实施方案》二（三）', from: '2017-05-01', autoPrompt: true } as const;
const REGISTRARS = ['market-regulation', 'administrative-approval'] as const;

/** 失信被执行人: the four measures of the policy text (O51–O54), office, exit, credit reporting; linked persons only under the consumption order. */
const JUDGMENT_DEFAULTER: readonly MeasureMatrixRow[] = [
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { ...COURT, measure: 'M-A3a', basis: `${CONSUMPTION}第(三)项(HC03)`, implementerKinds: ['natural-resources'], matterKinds: ['real-estate-transfer', 'land-use-right'] }),
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { ...COURT, measure: 'M-A3b', basis: `${CONSUMPTION}第(二)项(HC02)`, implementerKinds: ['hotel'], matterKinds: ['star-hotel'], answer: 'yes-no' }),
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { ...COURT, measure: 'M-A3c', basis: '民事诉讼法第二百六十六条;《实施方案》二（三）限制股权激励', implementerKinds: ['securities', 'state-assets'], matterKinds: ['equity-incentive'], verified: 'TO_VERIFY' }),
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { ...COURT, measure: 'M-A3d', basis: `${CONSUMPTION}第(七)项(HC07)`, subjectClasses: ['NATURAL_PERSON'], implementerKinds: ['school', 'education'], matterKinds: ['high-fee-school'] }),
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { measure: 'M-A2', basis: '公司法第一百七十八条第一款第五项', subjectClasses: ['NATURAL_PERSON'], implementerKinds: REGISTRARS, matterKinds: ['company-registration-officer'], autoPrompt: true, source: '公司法(2023年修订)', from: '2024-07-01' }, 'OFFICER'),
  // The court itself orders it for the single case; a listing alone stops nobody at the border.
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { measure: 'M-A4', basis: '民事诉讼法第二百六十六条', subjectClasses: ['NATURAL_PERSON'], implementerKinds: ['court', 'exit-entry'], matterKinds: ['exit-control'], autoPrompt: false, source: '民事诉讼法', from: '2017-05-01' }),
  ...cells('JUDGMENT_DEFAULTER', ['UNIT'], { measure: 'M-C1', basis: '民事诉讼法第二百六十六条', implementerKinds: ['credit-service'], matterKinds: ['credit-rating'], autoPrompt: false, source: '民事诉讼法', from: '2017-05-01' }),
  // Private money can be exempt on application (2015, to be verified), so an officer looks first.
  ...cells('JUDGMENT_DEFAULTER', ['LEGAL_REP', 'PRINCIPAL', 'DIRECT'], {
    measure: 'M-A3', basis: '最高人民法院关于限制被执行人高消费的若干规定第三条第二款;法发〔2019〕35号', implementerKinds: ['natural-resources', 'hotel', 'school'],
    matterKinds: ['real-estate-transfer', 'land-use-right', 'star-hotel', 'high-fee-school'], autoPrompt: false, consumptionOrder: true, source: '法发〔2019〕35号', from: '2017-05-01',
  }),
  ...cells('JUDGMENT_DEFAULTER', ['CONTROLLER'], {
    measure: 'M-A3', basis: '2015年修正第三条第二款(待核);法发〔2019〕35号', implementerKinds: ['natural-resources', 'hotel', 'school'],
    matterKinds: ['real-estate-transfer', 'land-use-right', 'star-hotel', 'high-fee-school'], autoPrompt: false, consumptionOrder: true, source: '法发〔2019〕35号', from: '2017-05-01', verified: 'TO_VERIFY',
  }),
];

/** 农民工工资: the fields that article 48 names and the national list has an item for; 市场准入 and 交通出行 need another act first. */
const WAGE_ARREARS: readonly MeasureMatrixRow[] = [
  ...cells('WAGE_ARREARS', ['UNIT'], { ...WAGE_48, measure: 'M-B1', implementerKinds: ['development-reform', 'finance', 'industry-information'], matterKinds: ['government-funds'], autoPrompt: true }),
  ...cells('WAGE_ARREARS', ['UNIT'], { ...WAGE_48, measure: 'M-A1c', implementerKinds: ['finance'], matterKinds: ['government-procurement'], autoPrompt: true }),
  ...cells('WAGE_ARREARS', ['UNIT'], { ...WAGE_48, measure: 'M-A1b', implementerKinds: ['public-resource-trading'], matterKinds: ['bidding'], autoPrompt: true }),
  ...cells('WAGE_ARREARS', ['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'DIRECT'], { ...WAGE_48, measure: 'M-B2', implementerKinds: ['any-department'], matterKinds: ['honour'], autoPrompt: true }),
  ...cells('WAGE_ARREARS', ['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'DIRECT'], { ...WAGE_48, measure: 'M-B3', implementerKinds: ['taxation'], matterKinds: ['tax-preference'], autoPrompt: true }),
  // Class C: the lender decides on its own.
  ...cells('WAGE_ARREARS', ['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'DIRECT'], { ...WAGE_48, measure: 'M-C2', implementerKinds: ['financial-institution'], matterKinds: ['financing'], autoPrompt: false }),
];

const SME_ARREARS: readonly MeasureMatrixRow[] = [
  ...cells('SME_ARREARS', ['UNIT'], { ...SME_26, measure: 'M-B1', implementerKinds: ['development-reform', 'finance', 'industry-information'], matterKinds: ['government-funds'], autoPrompt: true }),
  ...cells('SME_ARREARS', ['UNIT'], { ...SME_26, measure: 'M-B2', implementerKinds: ['any-department'], matterKinds: ['honour'], autoPrompt: true }),
  ...cells('SME_ARREARS', ['UNIT'], { ...SME_26, measure: 'M-C2', implementerKinds: ['financial-institution'], matterKinds: ['financing'], autoPrompt: false }),
];

/** 企业信息公示暂行条例: office of the persons (art. 17); art. 18 lets departments weigh a listing, which an officer has to do. */
const MARKET_18 = { basis: '企业信息公示暂行条例第十八条(依法予以限制或者禁入;2024年修订待核)', source: '企业信息公示暂行条例', from: '2021-09-01', autoPrompt: false, verified: 'TO_VERIFY' } as const;
const MARKET_SERIOUS: readonly MeasureMatrixRow[] = [
  ...cells('MARKET_SERIOUS', ['LEGAL_REP', 'PRINCIPAL'], { measure: 'M-A2', basis: '企业信息公示暂行条例第十七条第二款', durationRule: 'fixed-months', months: 36, implementerKinds: REGISTRARS, matterKinds: ['company-registration-officer'], autoPrompt: true, source: '企业信息公示暂行条例', from: '2021-09-01' }, 'OFFICER'),
  ...cells('MARKET_SERIOUS', ['UNIT'], { ...MARKET_18, measure: 'M-A1c', implementerKinds: ['finance'], matterKinds: ['government-procurement'] }),
  ...cells('MARKET_SERIOUS', ['UNIT'], { ...MARKET_18, measure: 'M-A1b', implementerKinds: ['public-resource-trading'], matterKinds: ['bidding'] }),
  ...cells('MARKET_SERIOUS', ['UNIT'], { ...MARKET_18, measure: 'M-B2', implementerKinds: ['any-department'], matterKinds: ['honour'] }),
];

const GOV_PROCUREMENT = cells('GOV_PROCUREMENT', ['UNIT'], { measure: 'M-A1c', basis: '政府采购法第七十七条;政府采购法实施条例第七十三条', implementerKinds: ['finance'], matterKinds: ['government-procurement'], autoPrompt: true, source: '政府采购法', from: '2015-03-01' });

const NATIONAL_DEFENCE: readonly MeasureMatrixRow[] = [
  ...cells('NATIONAL_DEFENCE', ['UNIT'], { ...SERVICE_57, measure: 'M-A2', implementerKinds: ['organisation-personnel', 'human-resources', 'state-assets'], matterKinds: ['civil-service-recruitment', 'public-employment'] }),
  ...cells('NATIONAL_DEFENCE', ['UNIT'], { ...SERVICE_57, measure: 'M-A4', durationRule: 'fixed-months', months: 24, implementerKinds: ['exit-entry'], matterKinds: ['exit-control'] }),
  ...cells('NATIONAL_DEFENCE', ['UNIT'], { ...SERVICE_57, measure: 'M-A5', durationRule: 'fixed-months', months: 24, implementerKinds: ['education'], matterKinds: ['school-enrolment'] }),
];

const GOV_DISHONEST: readonly MeasureMatrixRow[] = [
  ...cells('GOV_DISHONEST', ['UNIT'], { ...GOV_2025, measure: 'M-B1', matterKinds: ['government-funds'] }),
  ...cells('GOV_DISHONEST', ['UNIT'], { ...GOV_2025, measure: 'M-B3', matterKinds: ['pilot-demonstration'] }),
  ...cells('GOV_DISHONEST', ['UNIT'], { ...GOV_2025, measure: 'M-B2', matterKinds: ['honour'] }),
];

/** 纳入重点监管范围: more inspections, where the statute of the list itself says so. */
const MORE_INSPECTIONS: readonly MeasureMatrixRow[] = ([
  ['FOOD_BLACKLIST', '食品安全法第一百一十三条', 'market-regulation', '食品安全法', '2021-09-01'], ['DRUG_DISCIPLINE', '药品管理法第一百零五条', 'drug-administration', '药品管理法', '2019-12-01'],
  ['COSMETICS', '化妆品监督管理条例第五十六条', 'drug-administration', '化妆品监督管理条例', '2021-01-01'], ['WORK_SAFETY', '安全生产法第七十八条', 'emergency-management', '安全生产法', '2023-10-01'],
] as const).flatMap(([listType, basis, implementer, source, from]) =>
  cells(listType, ['UNIT'], { measure: 'M-B4', basis, implementerKinds: [implementer], matterKinds: ['inspection-planning'], autoPrompt: true, source, from }));

const BAN = { measure: 'M-A1d', matterKinds: ['administrative-license', 'industry-employment'], autoPrompt: true } as const;
const LICENSORS = ['any-department'] as const;
/** 市场和行业禁入: each field reaches the roles of its statutes, in matters of the same field. */
const BANS: readonly MeasureMatrixRow[] = [
  ...cells('MARKET_INDUSTRY_BAN', ['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'DIRECT'], { ...BAN, banFields: ['FOOD_DRUG'], basis: '食品安全法第一百三十五条、第一百三十八条;药品管理法第一百一十八条、第一百二十三条', implementerKinds: LICENSORS, source: '食品安全法;药品管理法', from: '2019-12-01' }, 'FOOD_DRUG'),
  ...cells('MARKET_INDUSTRY_BAN', ['UNIT', 'DIRECT'], { ...BAN, banFields: ['WORK_SAFETY'], basis: '安全生产法第九十二条第三款', implementerKinds: LICENSORS, source: '安全生产法', from: '2021-09-01' }, 'WORK_SAFETY'),
  ...cells('MARKET_INDUSTRY_BAN', ['PRINCIPAL'], { ...BAN, measure: 'M-A2', banFields: ['WORK_SAFETY'], matterKinds: ['industry-employment', 'company-registration-officer'], basis: '安全生产法第九十四条第三款', implementerKinds: [...REGISTRARS, 'emergency-management'], source: '安全生产法', from: '2021-09-01' }, 'WORK_SAFETY'),
  ...cells('MARKET_INDUSTRY_BAN', ['UNIT', 'DIRECT'], { ...BAN, banFields: ['CULTURE_TOURISM'], basis: '旅游法第一百零三条', implementerKinds: ['culture-tourism', 'administrative-approval'], source: '旅游法', from: '2013-10-01' }, 'CULTURE_TOURISM'),
  ...cells('MARKET_INDUSTRY_BAN', ['UNIT', 'DIRECT'], { ...BAN, banFields: ['CONSTRUCTION_QUALITY'], basis: '建设工程质量管理条例第七十二条', implementerKinds: ['housing-construction', 'administrative-approval'], source: '建设工程质量管理条例', from: '2000-01-30' }, 'CONSTRUCTION_QUALITY'),
  ...cells('SECURITIES_BAN', ['UNIT', 'DIRECT'], { measure: 'M-A1d', matterKinds: ['securities-business'], autoPrompt: true, subjectClasses: ['NATURAL_PERSON'], banFields: ['SECURITIES'], basis: '证券法第二百二十一条', implementerKinds: ['securities'], source: '证券法', from: '2020-03-01' }),
];

/** 公务员法第二十六条第四项 names every 失信联合惩戒对象: persons listed in their own right or by an own entry. 兵役法 says it for its own list. */
const CIVIL_SERVICE: readonly MeasureMatrixRow[] = LIST_TYPES
  .filter((l) => l.listKind === 'joint-discipline' && l.listType !== 'NATIONAL_DEFENCE' && (l.subjectClasses?.includes('NATURAL_PERSON') ?? true))
  .flatMap((l) => cells(l.listType, ['UNIT', ...RELATED_PERSONS.filter((p) => p.listType === l.listType && p.effect === 'own-entry').flatMap((p) => p.roles)], {
    measure: 'M-A2', basis: '公务员法第二十六条第四项', subjectClasses: ['NATURAL_PERSON'], implementerKinds: ['organisation-personnel', 'human-resources'], matterKinds: ['civil-service-recruitment'],
    autoPrompt: true, source: '公务员法(2018年修订)', from: l.from > '2019-06-01' ? l.from : '2019-06-01',
  }, 'CIVIL_SERVICE'));

/**
 * 措施适用矩阵: only what an article allows against this list and role. Measures whose article rests on something else than a listing have no cell:
 * 公司法 178(3)(4) and 广告法 69 (licence revoked), 税收征管法 44 (tax owed), 行政许可法 78, 79 and 招标投标法 (the act itself).
 */
export const MEASURE_MATRIX: readonly MeasureMatrixRow[] = [
  ...JUDGMENT_DEFAULTER, ...WAGE_ARREARS, ...SME_ARREARS, ...MARKET_SERIOUS, ...GOV_PROCUREMENT, ...NATIONAL_DEFENCE, ...GOV_DISHONEST, ...MORE_INSPECTIONS,
  ...BANS, ...CIVIL_SERVICE,
];
