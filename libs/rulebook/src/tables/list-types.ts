import { localDate as d } from '@credit/kernel';
import type { AuthorityKind } from '../codes/authority-kinds.ts';
import { LIST_CODES } from '../codes/lists.ts';
import type { ListCode, ListKind, StatuteLevel } from '../codes/lists.ts';
import type { Verification } from '../row.ts';
import type { ListTypeRow } from './discipline-types.ts';

type More = Pick<ListTypeRow, 'subjectClasses' | 'channels'>;
const line = (listType: ListCode, listKind: ListKind, authorityKinds: readonly AuthorityKind[] | 'any', level: StatuteLevel, statute: string, source: string, from: string, verified: Verification, more: More = {}): ListTypeRow => ({
  id: `LIST_${listType}`, listType, listKind, title: LIST_CODES.find((l) => l.code === listType)!.text, statute, statuteLevel: level,
  ...(authorityKinds !== 'any' && { authorityKinds }), published: more.channels !== undefined, ...more, source, from: d(from), verified,
});

const SITE: More = { channels: ['credit-site'] };
/** 红名单: its authority makes it public, with the objections that come before (national procedure; see domain §5.4). */
const BY_ITS_AUTHORITY: More = { channels: ['authority-site'] };
const UNITS: More = { subjectClasses: ['LEGAL_ENTITY'] };
const SEEN = 'VERIFIED';
const OPEN = 'TO_VERIFY';

/**
 * 名单种类. The title is that of the code list; `statute` is what reduces rights, `source` the rule that fixes standard and procedure.
 * 国办发〔2020〕49号: a serious list only on law, regulation or central policy, a purely local one on a local regulation.
 * POLICY-ASSUMPTION(LISTS-WITHOUT-STATUTE): a list of which only a department rule is known is kept as a watch list, without measures and not
 * public, until an overlay names its statute. A red list reduces no right, so a department rule is enough. POLICY-ASSUMPTION(PUBLISHED-LISTS): a list is public only where its statute says so.
 */
export const LIST_TYPES: readonly ListTypeRow[] = [
  line('JUDGMENT_DEFAULTER', 'joint-discipline', ['court'], 'law', '民事诉讼法第二百六十六条', '最高人民法院关于公布失信被执行人名单信息的若干规定(法释〔2017〕7号)', '2017-05-01', SEEN, { channels: ['court-platform', 'credit-site'] }),
  line('WAGE_ARREARS', 'joint-discipline', ['human-resources'], 'regulation', '保障农民工工资支付条例第四十八条', '人力资源社会保障部令第45号', '2022-01-01', SEEN, SITE),
  line('WORK_SAFETY', 'joint-discipline', ['emergency-management'], 'law', '安全生产法第七十八条', '应急管理部令第11号', '2023-10-01', SEEN, SITE),
  line('MARKET_SERIOUS', 'joint-discipline', ['market-regulation'], 'regulation', '企业信息公示暂行条例第十七条', '市场监督管理总局令第44号(2025年10月修订草案未定)', '2021-09-01', SEEN, { channels: ['company-registry', 'credit-site'] }),
  line('FOOD_BLACKLIST', 'joint-discipline', ['market-regulation'], 'law', '食品安全法第一百一十三条;食品安全法实施条例第六十六条', '市场监督管理总局令第44号', '2021-09-01', SEEN, SITE),
  line('DRUG_DISCIPLINE', 'joint-discipline', ['drug-administration'], 'law', '药品管理法第一百零五条', '药品管理法', '2019-12-01', SEEN, SITE),
  line('TAX_SERIOUS', 'joint-discipline', ['taxation'], 'central-policy', '国发〔2014〕21号;国发〔2016〕33号', '国家税务总局令第54号(上位依据待核)', '2022-02-01', OPEN, SITE),
  line('STAT_SERIOUS', 'joint-discipline', ['statistics'], 'law', '统计法(条款待核)', '国家统计局令第35号(现行规定待核)', '2022-05-19', OPEN, SITE),
  line('CULTURE_TOURISM', 'joint-discipline', ['culture-tourism'], 'law', '旅游法第一百零八条', '文化和旅游部令第7号', '2022-01-01', SEEN, SITE),
  line('CULTURE_TOURISM_MINOR', 'watch', ['culture-tourism'], 'department-rule', '文化和旅游部令第7号', '文化和旅游部令第7号', '2022-01-01', OPEN),
  line('SOCIAL_ORG_SERIOUS', 'joint-discipline', ['civil-affairs'], 'law', '慈善法第一百零六条', '民政部令第60号', '2018-01-24', SEEN, { ...UNITS, ...SITE }),
  line('GOV_PROCUREMENT', 'joint-discipline', ['finance'], 'law', '政府采购法第七十七条;政府采购法实施条例第七十三条', '政府采购法', '2015-03-01', SEEN, { channels: ['authority-site'] }),
  line('CUSTOMS_SERIOUS', 'watch', ['customs'], 'department-rule', '海关总署令第282号', '海关总署令第282号(上位依据待核)', '2026-04-01', OPEN, UNITS),
  line('SOCIAL_INSURANCE', 'joint-discipline', ['human-resources', 'healthcare-security'], 'regulation', '社会保险经办条例第四十五条', '社会保险经办条例', '2023-12-01', SEEN),
  line('NATIONAL_DEFENCE', 'joint-discipline', ['county-government'], 'law', '兵役法第五十七条第二款', '兵役法', '2021-10-01', SEEN, { subjectClasses: ['NATURAL_PERSON'] }),
  line('SME_ARREARS', 'joint-discipline', ['sme-complaints'], 'regulation', '保障中小企业款项支付条例第二十六条', '保障中小企业款项支付条例(国务院令第802号)', '2025-06-01', SEEN, { ...UNITS, channels: ['company-registry', 'credit-site'] }),
  line('ILLEGAL_FUNDRAISING', 'joint-discipline', ['illegal-fundraising'], 'regulation', '防范和处置非法集资条例第三十三条', '防范和处置非法集资条例', '2021-05-01', SEEN),
  line('TELECOM_FRAUD', 'joint-discipline', ['public-security'], 'law', '反电信网络诈骗法第三十一条', '反电信网络诈骗法', '2022-12-01', SEEN),
  line('ENV_VIOLATOR', 'joint-discipline', ['ecology-environment'], 'law', '环境保护法第五十四条', '环境保护法', '2015-01-01', SEEN, { channels: ['authority-site', 'credit-site'] }),
  line('SECURITIES_BAN', 'ban', ['securities'], 'law', '证券法第二百二十一条', '证券法第二百一十五条、第二百二十一条', '2020-03-01', SEEN, { subjectClasses: ['NATURAL_PERSON'] }),
  line('MARKET_INDUSTRY_BAN', 'ban', 'any', 'law', '各禁入领域的法律、行政法规(见禁入表)', '《实施方案》二（三）依法依规实施市场和行业禁入措施;每一禁入另有法条', '2020-05-15', SEEN),
  line('VACCINE', 'joint-discipline', ['drug-administration'], 'law', '疫苗管理法第七十二条', '疫苗管理法', '2019-12-01', SEEN, SITE),
  line('COSMETICS', 'joint-discipline', ['drug-administration'], 'regulation', '化妆品监督管理条例第五十六条', '化妆品监督管理条例', '2021-01-01', SEEN),
  line('RESEARCH_INTEGRITY', 'joint-discipline', ['science-technology'], 'law', '科学技术进步法第一百零四条', '科学技术进步法', '2022-01-01', SEEN),
  line('HOUSING_SERIOUS', 'watch', ['housing-construction'], 'department-rule', '部门规章(待核)', '部门规章(待核)', '2020-05-15', OPEN),
  line('TRANSPORT_SERIOUS', 'watch', ['transport'], 'department-rule', '部门规章(待核)', '部门规章(待核)', '2020-05-15', OPEN),
  line('INTERNET_SERIOUS', 'watch', ['internet-information'], 'department-rule', '部门规章(待核)', '部门规章(待核)', '2020-05-15', OPEN),
  line('GOV_DISHONEST', 'joint-discipline', ['credit-lead'], 'central-policy', '中办、国办关于健全社会信用体系的意见(2025年3月)', '中办、国办关于健全社会信用体系的意见;认定标准待核', '2025-03-21', OPEN, UNITS),
  line('ABNORMAL_OPERATION', 'abnormal', ['market-regulation'], 'regulation', '企业信息公示暂行条例第十七条', '企业信息公示暂行条例', '2014-10-01', SEEN, { subjectClasses: ['LEGAL_ENTITY'], channels: ['company-registry'] }),
  line('SOCIAL_ORG_ABNORMAL', 'abnormal', ['civil-affairs'], 'department-rule', '民政部令第60号', '民政部令第60号', '2018-01-24', SEEN, { ...UNITS, channels: ['authority-site'] }),
  line('KEY_ATTENTION', 'watch', 'any', 'none', '《实施方案》二（三）探索建立重点关注对象名单制度', '《实施方案》(2020-05-15)', '2020-05-15', SEEN),
  line('RED_LIST', 'red', 'any', 'central-policy', '国发〔2016〕33号', '国发〔2016〕33号(守信联合激励)', '2016-05-30', OPEN, BY_ITS_AUTHORITY),
  line('TAX_CREDIT_A', 'red', ['taxation'], 'department-rule', '纳税缴费信用管理办法(条款待核)', '国家税务总局公告2014年第40号(现行规定待核)', '2014-10-01', OPEN, { ...UNITS, ...BY_ITS_AUTHORITY }),
  line('CUSTOMS_AEO', 'red', ['customs'], 'department-rule', '海关总署令第282号(条款待核)', '海关总署令第282号:高级认证企业', '2026-04-01', OPEN, { ...UNITS, ...BY_ITS_AUTHORITY }),
];
