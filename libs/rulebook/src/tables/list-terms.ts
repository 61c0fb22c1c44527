import type { DefaulterSituation, ListCode } from '../codes/lists.ts';
import type { Verification } from '../row.ts';
import type { ListTermKind, ListTermRow } from './discipline-types.ts';
import { LIST_TYPES } from './list-types.ts';

type More = Omit<ListTermRow, 'id' | 'listType' | 'term' | 'clause' | 'source' | 'from' | 'to' | 'verified'>;
const of = (listType: ListCode) => LIST_TYPES.find((l) => l.listType === listType)!;
const line = (listType: ListCode, term: ListTermKind, clause: string, verified: Verification, more: More = {}): ListTermRow => ({
  id: `LIST_TERM_${listType}${more.situation === undefined ? '' : `_${more.situation}`}`, listType, term, ...more, clause, source: of(listType).source, from: of(listType).from, verified,
});

const SEEN = 'VERIFIED';
const OPEN = 'TO_VERIFY';

/** 法释〔2017〕7号: two years, longer for violence or several acts; situation (1) has no fixed term (trap 14). Early removal is the court's decision. */
const defaulter = (situation: DefaulterSituation): ListTermRow => situation === 1
  ? line('JUDGMENT_DEFAULTER', 'none', '第一条第(一)项情形没有固定期限,履行完毕、执行终结等情形发生后三个工作日内删除', SEEN, { situation })
  : line('JUDGMENT_DEFAULTER', 'fixed', '第二条:期限为二年;以暴力、威胁方法妨碍、抗拒执行情节严重或者具有多项失信行为的,可以延长一至三年', SEEN, { situation, months: 24, extensionMinMonths: 12, extensionMaxMonths: 36 });

const UNKNOWN_TERM = '法律、法规未载明期限:由决定书载明,不超过三年';
const undecided = (listType: ListCode, clause = UNKNOWN_TERM): ListTermRow => line(listType, 'by-decision', clause, OPEN, { minMonths: 1, maxMonths: 36 });

/**
 * 名单期限. A term counts from the first day of the entry; the corresponding day, so many calendar months later, is the first day without it.
 * POLICY-ASSUMPTION(TERM-BY-DECISION): where no term is known the decision names one of at most three years, the longest time that
 * 信用修复管理办法 lets a serious item be shown.
 */
export const LIST_TERMS: readonly ListTermRow[] = [
  ...([1, 2, 3, 4, 5, 6] as const).map(defaulter),
  line('WAGE_ARREARS', 'fixed', '期限为三年;已支付且自改正之日起满六个月并作出信用承诺的,可以申请提前移出', SEEN, { months: 36, earlyAfterMonths: 6, earlyFrom: 'correction', conditions: '已支付拖欠工资、改正满六个月、作出信用承诺' }),
  line('WORK_SAFETY', 'fixed', '期限为三年;满十二个月可以申请提前移出;以虚假材料取得的,恢复列入', SEEN, { months: 36, earlyAfterMonths: 12, earlyFrom: 'listing', conditions: '已改正并履行处罚决定' }),
  line('MARKET_SERIOUS', 'fixed', '期限为三年;满一年可以申请提前移出', OPEN, { months: 36, earlyAfterMonths: 12, earlyFrom: 'listing', conditions: '已履行处罚决定的义务、消除危害后果、未再受较重处罚' }),
  line('FOOD_BLACKLIST', 'fixed', '适用市场监督管理总局令第44号的期限', OPEN, { months: 36, earlyAfterMonths: 12, earlyFrom: 'listing', conditions: '已履行处罚决定的义务、消除危害后果' }),
  line('TAX_SERIOUS', 'fixed', '公布满三年停止公布;符合条件的可以申请提前停止公布(期限待核)', OPEN, { months: 36 }),
  line('STAT_SERIOUS', 'fixed', '期限为一年;满六个月可以申请提前移出;可以延长至二年(2019年规定,现行规定待核)', OPEN, { months: 12, earlyAfterMonths: 6, earlyFrom: 'listing', extensionMinMonths: 12, extensionMaxMonths: 12, conditions: '已整改' }),
  line('CULTURE_TOURISM', 'fixed', '严重失信主体管理期限为三年', OPEN, { months: 36 }),
  line('CULTURE_TOURISM_MINOR', 'fixed', '轻微失信主体管理期限为一年', OPEN, { months: 12 }),
  undecided('SOCIAL_ORG_SERIOUS', '期限待核;再次列入的,期限重新起算'),
  line('GOV_PROCUREMENT', 'by-decision', '一至三年内禁止参加政府采购活动', SEEN, { minMonths: 12, maxMonths: 36 }),
  undecided('CUSTOMS_SERIOUS', '按海关总署令第282号的决定'),
  ...(['DRUG_DISCIPLINE', 'SOCIAL_INSURANCE', 'NATIONAL_DEFENCE', 'SME_ARREARS', 'ILLEGAL_FUNDRAISING', 'TELECOM_FRAUD', 'ENV_VIOLATOR', 'VACCINE', 'COSMETICS', 'RESEARCH_INTEGRITY', 'GOV_DISHONEST'] as const).map((l) => undecided(l)),
  ...(['HOUSING_SERIOUS', 'TRANSPORT_SERIOUS', 'INTERNET_SERIOUS'] as const).map((l) => line(l, 'by-decision', '依据未核实前按重点关注对象管理,不超过一年', OPEN, { months: 12, minMonths: 1, maxMonths: 12 })),
  line('SECURITIES_BAN', 'by-ban', '在一定期限内直至终身', SEEN),
  line('MARKET_INDUSTRY_BAN', 'by-ban', '《实施方案》二（三）在规定期限内,直至永远逐出市场;期限依禁入所据法条', SEEN),
  line('ABNORMAL_OPERATION', 'none', '履行公示义务后移出;满三年未履行的列入严重违法失信名单', SEEN, { conditions: '履行公示义务' }),
  line('SOCIAL_ORG_ABNORMAL', 'none', '改正后五个工作日内移出', SEEN, { conditions: '改正' }),
  line('KEY_ATTENTION', 'by-decision', '期限由决定载明,不超过一年;未载明的为一年', OPEN, { months: 12, minMonths: 1, maxMonths: 12 }),
  undecided('RED_LIST', '期限由认定部门载明'),
  line('TAX_CREDIT_A', 'by-decision', '按年度评价;未载明期限的至次年', OPEN, { months: 12, minMonths: 1, maxMonths: 24 }),
  line('CUSTOMS_AEO', 'by-decision', '定期复核;未载明期限的为五年', OPEN, { months: 60, minMonths: 1, maxMonths: 60 }),
];
