import { localDate as d } from '@credit/kernel';
import type { DeadlineRow, ExclusionRow, LicenseTermRow, NotPublicReason } from './types.ts';

/** Earlier than any document this system meets: "has always held". */
const ALWAYS = d('1900-01-01');

/** 公示与停止公示期限, working days after the decision or the revoking event. */
export const DEADLINES: readonly DeadlineRow[] = [
  { id: 'PUBLISH_7WD_33', action: 'publish', acts: ['administrative-license', 'administrative-penalty'], workingDays: 7, clause: '国发〔2016〕33号', source: '国办发〔2015〕51号;国发〔2016〕33号', from: d('2016-05-30'), to: d('2018-07-24'), verified: 'TO_VERIFY' },
  { id: 'PUBLISH_7WD_424', action: 'publish', acts: ['administrative-license', 'administrative-penalty'], workingDays: 7, clause: '发改办财金〔2018〕424号:自作出行政决定之日起7个工作日内上网公开', source: '发改办财金〔2018〕424号', from: d('2018-07-25'), verified: 'VERIFIED' },
  { id: 'PUBLISH_7WD_ACTS', action: 'publish', acts: ['administrative-coercion', 'administrative-confirmation', 'administrative-levy', 'administrative-payment', 'administrative-adjudication', 'administrative-compensation', 'administrative-reward', 'administrative-inspection'], workingDays: 7, clause: '《实施方案》:七类行政行为和监督检查信息7个工作日内上网公开', source: '加快推进构建以信用为基础的新型监管机制实施方案(2020-05-15);国办发〔2019〕35号', from: d('2020-05-15'), verified: 'VERIFIED' },
  { id: 'WITHDRAW_3WD', action: 'withdraw', acts: ['administrative-penalty'], workingDays: 3, clause: '行政处罚法第四十八条、第八十五条', source: '行政处罚法(2021年修订)', from: d('2021-07-15'), verified: 'VERIFIED' },
  { id: 'WITHDRAW_3WD_ANALOGY', action: 'withdraw', acts: ['administrative-license', 'administrative-coercion', 'administrative-confirmation', 'administrative-levy', 'administrative-payment', 'administrative-adjudication', 'administrative-compensation', 'administrative-reward', 'administrative-inspection'], workingDays: 3, clause: '参照行政处罚法第四十八条', source: '行政处罚法(2021年修订),其他行政行为参照', from: d('2021-07-15'), verified: 'TO_VERIFY' },
];

/** 许可公示: until the last day of validity or revocation. */
export const LICENSE_TERMS: readonly LicenseTermRow[] = [
  { id: 'LICENSE_UNTIL_VALID_TO', validState: '1', clause: '国办发〔2015〕51号', source: '国办发〔2015〕51号;公示至有效期届满或者撤销为设计决定', from: ALWAYS, verified: 'TO_VERIFY' },
];

/**
 * 不予公示, in the order in which they are looked at.
 * POLICY-ASSUMPTION(BEFORE-58-PENALTIES): "documents before 2023-05-01 are not published" speaks of penalties; a licence shows while valid.
 * POLICY-ASSUMPTION(DETENTION): a decision that contains detention is withheld as a whole.
 * POLICY-ASSUMPTION(KINDS-WITHOUT-STANDARD): judgments are the courts' to publish, and coercion has no national field list; until a text says what may show, neither does.
 */
export const EXCLUSIONS: readonly ExclusionRow[] = [
  { id: 'EXCLUDE_SECRET', reason: 'NOT_PUBLIC_SECRET', restrictions: ['state-secret', 'commercial-secret'], clause: '政府信息公开条例第十四条、第十五条', source: '政府信息公开条例;市场监督管理行政处罚信息公示规定第五条、第六条', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'EXCLUDE_PRIVACY', reason: 'NOT_PUBLIC_PRIVACY', restrictions: ['privacy'], clause: '政府信息公开条例第十五条', source: '市场监督管理行政处罚信息公示规定第六条', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'EXCLUDE_JUVENILE', reason: 'NOT_PUBLIC_JUVENILE', restrictions: ['minor'], clause: '未成年人保护法', source: '行政处罚结果网上公示规则(未成年人不公示)', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'EXCLUDE_SECURITY', reason: 'NOT_PUBLIC_SECURITY', restrictions: ['security'], clause: '政府信息公开条例第十四条', source: '政府信息公开条例', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'EXCLUDE_PERSON', reason: 'NOT_PUBLIC_PERSON', subjectClasses: ['NATURAL_PERSON'], clause: '个人信息保护法第二十五条', source: '个人信息保护法;自然人公共信用信息不公示(地方条例范例)', from: ALWAYS, verified: 'VERIFIED' },
  { id: 'EXCLUDE_BEFORE_58', reason: 'NOT_PUBLIC_BEFORE_RULES', recordKinds: ['administrative-penalty'], clause: '国家发展改革委令第58号', source: '第58号令施行前作出的处罚不公示(设计决定)', from: ALWAYS, to: d('2023-04-30'), verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_DETENTION', reason: 'NOT_PUBLIC_DETENTION', recordKinds: ['administrative-penalty'], penaltyTypes: ['DETENTION'], clause: '行政处罚法第九条、第四十八条', source: '行政拘留针对自然人,默认不公示(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_SIMPLE_58', reason: 'NOT_PUBLIC_SIMPLE_PROCEDURE', recordKinds: ['administrative-penalty'], simpleProcedure: true, clause: '国家发展改革委令第58号:简易程序处罚信息不归集', source: '国家发展改革委令第58号', from: d('2023-05-01'), to: d('2026-03-31'), verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_JUDGMENT', reason: 'NOT_PUBLIC_KIND', recordKinds: ['court-judgment'], clause: '最高人民法院关于人民法院在互联网公布裁判文书的规定:裁判文书由人民法院公布', source: '法释〔2016〕19号;信用平台不重复公示裁判文书(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_COERCION', reason: 'NOT_PUBLIC_KIND', recordKinds: ['administrative-coercion'], clause: '《实施方案》:行政强制信息上网公开;公示字段和期限尚无国家标准', source: '公示字段和期限明确前不公示(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_INTERVIEW', reason: 'NOT_PUBLIC_KIND', recordKinds: ['interview'], clause: '《实施方案》:约谈记录记入部门业务系统并归集至市公共信用信息平台;未规定公示', source: '约谈记录只归集、不公示(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_BAN_CASE', reason: 'NOT_PUBLIC_KIND', recordKinds: ['ban-case'], clause: '《实施方案》:典型市场和行业禁入惩戒案例归集至市公共信用信息中心;未规定公示', source: '案例只归集、不公示,公示形式明确后再定(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
  { id: 'EXCLUDE_COMMITMENT', reason: 'NOT_PUBLIC_KIND', recordKinds: ['commitment'], clause: '《实施方案》:信用承诺在信用网站专栏公示;履行记录不在双公示栏目', source: '承诺专栏由公示服务按承诺人的公开选择展示,履行记录只归集(设计决定)', from: ALWAYS, verified: 'TO_VERIFY' },
];

/** 理由的说明: what a reason means, for engineers and for the public. */
export const NOT_PUBLIC_REASONS: Readonly<Record<NotPublicReason, { readonly message: string; readonly userMessage: string }>> = {
  NOT_PUBLIC_SECRET: { message: 'state or commercial secret', userMessage: '涉及国家秘密或者商业秘密,不予公示' },
  NOT_PUBLIC_PRIVACY: { message: 'personal privacy', userMessage: '涉及个人隐私,不予公示' },
  NOT_PUBLIC_JUVENILE: { message: 'concerns a person under age', userMessage: '涉及未成年人,不予公示' },
  NOT_PUBLIC_SECURITY: { message: 'would endanger public security', userMessage: '公开可能危及公共安全,不予公示' },
  NOT_PUBLIC_PERSON: { message: 'natural persons are not published', userMessage: '自然人的公共信用信息不予公示' },
  NOT_PUBLIC_BEFORE_RULES: { message: 'the document is older than the rules for publication', userMessage: '决定作出于公示规则施行之前,不予公示' },
  NOT_PUBLIC_DETENTION: { message: 'detention is not published', userMessage: '行政拘留默认不予公示' },
  NOT_PUBLIC_SIMPLE_PROCEDURE: { message: 'decided by simple procedure', userMessage: '适用简易程序作出的处罚,不予公示' },
  NOT_PUBLIC_MINOR_TIER: { message: 'minor dishonesty is in principle not published', userMessage: '轻微失信信息原则上不公示' },
  NOT_PUBLIC_TERM_OVER: { message: 'the longest publicity period has passed', userMessage: '最长公示期限已经届满,不予公示' },
  NOT_PUBLIC_EXPIRED: { message: 'the licence is no longer valid', userMessage: '许可已经失效,不再公示' },
  NOT_PUBLIC_KIND: { message: 'records of this kind are not published here', userMessage: '该类信息目前不由本平台公示' },
  TIER_UNDETERMINED: { message: 'the degree of dishonesty cannot be determined from the record', userMessage: '失信程度无法确定,待人工核定后再决定是否公示' },
};
