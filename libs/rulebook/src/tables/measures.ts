import { localDate as d } from '@credit/kernel';
import type { ConsumptionItem, MeasureClass, MeasureCode } from '../codes/measures.ts';
import type { ConsumptionItemRow, MeasureRow } from './discipline-types.ts';

/** Item and class, title of the item; then its measures: code, title, statutes. */
type Item = readonly [item: string, itemTitle: string, measures: readonly (readonly [MeasureCode, string, string])[]];

const ITEMS: readonly Item[] = [
  ['M-A1', '限制市场或行业准入', [
    ['M-A1a', '限制取得行政许可', '行政许可法第七十八条、第七十九条'],
    ['M-A1b', '限制参加招标投标', '招标投标法第五十三条、第五十四条、第六十条;招标投标法实施条例第六十七条、第六十八条'],
    ['M-A1c', '限制参加政府采购', '政府采购法第二十二条第一款第五项、第七十七条;政府采购法实施条例第十九条、第七十三条'],
    ['M-A1d', '市场和行业禁入', '食品安全法第一百三十五条、第一百三十八条;药品管理法第一百一十八条、第一百二十三条;安全生产法第九十二条;旅游法第一百零三条;建设工程质量管理条例第七十二条;证券法第二百二十一条'],
  ]],
  ['M-A2', '限制任职', [['M-A2', '限制任职', '公司法第一百七十八条;安全生产法第九十四条;广告法第六十九条;企业信息公示暂行条例第十七条;公务员法第二十六条;兵役法第五十七条']]],
  ['M-A3', '限制消费', [
    ['M-A3', '限制消费令', '最高人民法院关于限制被执行人高消费的若干规定;民事诉讼法第二百六十六条'],
    ['M-A3a', '限制购买或取得房产、土地使用权等不动产', '最高人民法院关于限制被执行人高消费的若干规定第三条;民事诉讼法第二百六十六条'],
    ['M-A3b', '限制在星级以上宾馆、酒店等场所住宿及消费', '最高人民法院关于限制被执行人高消费的若干规定第三条;民事诉讼法第二百六十六条'],
    ['M-A3c', '限制股权激励', '民事诉讼法第二百六十六条;《实施方案》二（三）(具体法条待核)'],
    ['M-A3d', '限制以个人财产支付其子女入读高收费私立学校', '最高人民法院关于限制被执行人高消费的若干规定第三条;民事诉讼法第二百六十六条'],
  ]],
  ['M-A4', '限制出境', [['M-A4', '限制出境', '税收征收管理法第四十四条;民事诉讼法第二百六十六条;兵役法第五十七条']]],
  ['M-A5', '限制升学复学', [['M-A5', '限制升学复学', '兵役法第五十七条']]],
  ['M-B1', '限制申请财政性资金项目', [['M-B1', '限制申请财政性资金项目', '保障农民工工资支付条例第四十八条;保障中小企业款项支付条例第二十六条']]],
  ['M-B2', '限制参加评先评优', [['M-B2', '限制参加评先评优', '保障农民工工资支付条例第四十八条']]],
  ['M-B3', '限制享受优惠政策和便利措施', [['M-B3', '限制享受优惠政策和便利措施', '保障农民工工资支付条例第四十八条']]],
  ['M-B4', '纳入重点监管范围', [['M-B4', '纳入重点监管范围', '食品安全法第一百一十三条;药品管理法第一百零五条;化妆品监督管理条例第五十六条']]],
  ['M-C1', '纳入市场化征信或评级报告', [['M-C1', '纳入市场化征信或评级报告', '民事诉讼法第二百六十六条']]],
  ['M-C2', '从严审慎授信', [['M-C2', '从严审慎授信', '保障农民工工资支付条例第四十八条']]],
];

/**
 * 全国失信惩戒措施基础清单(2024年版), announced 2024-03-04. Eleven of its fourteen items; the names are to be verified, three are not
 * confirmed and left open: what is not here cannot be applied. A later edition is an overlay.
 */
export const MEASURES: readonly MeasureRow[] = ITEMS.flatMap(([item, itemTitle, measures]) => measures.map(([measure, title, statute]) => ({
  id: `MEASURE_2024_${measure.slice(2).toUpperCase()}`, measure, item, itemTitle, title, measureClass: item[2] as MeasureClass, statute,
  source: '全国失信惩戒措施基础清单(2024年版)', from: d('2024-03-04'), verified: 'TO_VERIFY',
})));

const consumption = (from: string, source: string, verified: ConsumptionItemRow['verified'], items: readonly (readonly [ConsumptionItem, string, string])[]): ConsumptionItemRow[] =>
  items.map(([item, title, clause]) => ({ id: `CONSUMPTION_${item}`, item, title, clause, source, from: d(from), verified }));

/** 限制消费项目. */
export const CONSUMPTION: readonly ConsumptionItemRow[] = [
  ...consumption('2010-10-01', '最高人民法院关于限制被执行人高消费的若干规定(法释〔2010〕8号)', 'VERIFIED', [
    ['HC01', '乘坐飞机、列车软卧、轮船二等以上舱位', '第三条第一款第(一)项'],
    ['HC02', '在星级以上宾馆、酒店、夜总会、高尔夫球场等场所消费', '第三条第一款第(二)项'],
    ['HC03', '购买不动产或者新建、扩建、高档装修房屋', '第三条第一款第(三)项'],
    ['HC04', '租赁高档写字楼、宾馆、公寓等场所办公', '第三条第一款第(四)项'],
    ['HC05', '购买非经营必需车辆', '第三条第一款第(五)项'],
    ['HC06', '旅游、度假', '第三条第一款第(六)项'],
    ['HC07', '子女就读高收费私立学校', '第三条第一款第(七)项'],
    ['HC08', '支付高额保费购买保险理财产品', '第三条第一款第(八)项'],
  ]),
  ...consumption('2015-07-22', '最高人民法院关于限制被执行人高消费及有关消费的若干规定(2015年修正,待核)', 'TO_VERIFY', [
    ['HC09', '乘坐G字头动车组列车全部座位、其他动车组列车一等以上座位', '第三条第一款第(九)项'],
    ['HC10', '其他非生活和工作必需的消费行为', '第三条第一款第(十)项'],
  ]),
];
