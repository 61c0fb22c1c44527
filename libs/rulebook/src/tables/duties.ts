import { localDate as d } from '@credit/kernel';
import type { DutyPeriodRow } from './discipline-types.ts';

const ORDER_36 = '国家发展改革委令第36号《信用修复管理办法》';
const SEED = '《实施方案》(2020-05-15);文件未定期限,为本系统设计';

/** 履职期限: for its own duties the policy text names no number of days, so each is the city's to settle. */
export const DUTY_PERIODS: readonly DutyPeriodRow[] = [
  { id: 'DUTY_RECTIFICATION_REMINDER', duty: 'rectification-reminder', workingDays: 5, clause: '《实施方案》二（三）督促失信市场主体限期整改', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_LIST_CONFLICT', duty: 'list-conflict', workingDays: 5, clause: '《实施方案》红黑名单交叉比对', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_NOTICE_RECEIPT', duty: 'notice-receipt', workingDays: 5, clause: '《实施方案》二（三）通报上级主管单位、审计、所在单位、纪检监察、组织人事部门', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_RECALL_ACKNOWLEDGEMENT', duty: 'recall-acknowledgement', workingDays: 3, clause: '第36号令第三条:停止公示、共享和使用;《实施方案》二（四）消除不良影响(天数待核)', source: `${ORDER_36};${SEED}`, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_REPAIR_ACCEPTANCE_36', duty: 'repair-acceptance', workingDays: 3, clause: '第36号令:认定单位三个工作日内受理或者不予受理', source: ORDER_36, from: d('2026-04-01'), verified: 'VERIFIED' },
  { id: 'DUTY_REPAIR_DECISION_36', duty: 'repair-decision', workingDays: 7, clause: '第36号令:自受理之日起七个工作日内作出决定', source: ORDER_36, from: d('2026-04-01'), verified: 'VERIFIED' },
  { id: 'DUTY_REPAIR_EXTENSION_36', duty: 'repair-extension', workingDays: 10, clause: '第36号令:情况复杂或者需要核查的,可以延长十个工作日', source: ORDER_36, from: d('2026-04-01'), verified: 'VERIFIED' },
  { id: 'DUTY_REPAIR_SYNC', duty: 'repair-sync', workingDays: 3, clause: '修复结果同步更新(天数待核)', source: `${ORDER_36};第58号令时期共享、更新各三个工作日`, from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'DUTY_OBJECTION_CHECK', duty: 'objection-check', workingDays: 3, clause: '《实施方案》二（四）:对异议信息尽快核实处理;核查三个工作日(辽宁期限待核)', source: '河南省社会信用条例第四十一条、山东省社会信用条例第三十九条(参照)', from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_OBJECTION_OUTCOME', duty: 'objection-outcome', workingDays: 7, clause: '《实施方案》二（四）:对异议信息尽快核实处理;需提供单位核实的共七个工作日(辽宁期限待核)', source: '河南省社会信用条例第四十一条、山东省社会信用条例第三十九条(参照)', from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_OBJECTION_OWN_SCOPE', duty: 'objection-own-scope', workingDays: 3, clause: '《实施方案》二（四）:对异议信息尽快核实处理;平台自行可核查的三个工作日(深圳为一日;辽宁期限待核)', source: '河南省社会信用条例第四十一条、山东省社会信用条例第三十九条(参照)', from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_OBJECTION_EXTENSION', duty: 'objection-extension', workingDays: 3, clause: '经提供单位负责人同意可以延长三个工作日(深圳:核查二日、可延三日;辽宁期限待核)', source: '深圳经济特区社会信用条例第五十一条(参照)', from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_CORRECTION', duty: 'correction', workingDays: 3, clause: '《实施方案》二（三）:采取措施消除不良影响;三个工作日内(参照行政处罚法第四十八条,待核)', source: `${SEED};行政处罚法第四十八条(参照)`, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_COMMITMENT_EXPLANATION', duty: 'commitment-explanation', workingDays: 5, clause: '《实施方案》二（一）:违背承诺的列入重点监管范围;认定前告知并听取陈述申辩(天数参照名单认定,待核)', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_COMMITMENT_REMINDER', duty: 'commitment-reminder', workingDays: 5, clause: '《实施方案》二（一）:承诺履约情况纳入信用记录;履行期限届满前提醒(天数待核)', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
];
