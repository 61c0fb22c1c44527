import type { InfoCategory } from './information-categories.ts';

/** 双公示 kinds: those with columns of the standard, files and a place in public. */
export type PublicKind = 'administrative-license' | 'administrative-penalty';

/** Kinds of records that the register keeps. */
export type RecordKind = PublicKind | 'administrative-coercion' | 'court-judgment' | 'interview' | 'ban-case' | 'commitment';

/** 行政行为: the ten kinds of acts whose information is put online. */
export type AdminActKind =
  | PublicKind | 'administrative-coercion' | 'administrative-confirmation' | 'administrative-levy' | 'administrative-payment'
  | 'administrative-adjudication' | 'administrative-compensation' | 'administrative-reward' | 'administrative-inspection';

/** Each act with its Chinese name. */
export const ADMIN_ACTS: readonly { readonly code: AdminActKind; readonly text: string }[] = [
  { code: 'administrative-license', text: '行政许可' },
  { code: 'administrative-penalty', text: '行政处罚' },
  { code: 'administrative-coercion', text: '行政强制' },
  { code: 'administrative-confirmation', text: '行政确认' },
  { code: 'administrative-levy', text: '行政征收' },
  { code: 'administrative-payment', text: '行政给付' },
  { code: 'administrative-adjudication', text: '行政裁决' },
  { code: 'administrative-compensation', text: '行政补偿' },
  { code: 'administrative-reward', text: '行政奖励' },
  { code: 'administrative-inspection', text: '行政监督检查' },
];

/**
 * Each kind of record with its Chinese name and the category of the catalogue that allows its collection.
 * POLICY-ASSUMPTION(INTERVIEW-CATEGORY): 约谈 is an act of supervision, so it is collected as 行政管理信息; the catalogue does not name it.
 * POLICY-ASSUMPTION(BAN-CASE-CATEGORY): a case of a ban belongs to its entry, so it is collected as 严重失信主体名单信息.
 */
export const RECORD_KIND_ROWS: readonly { readonly code: RecordKind; readonly text: string; readonly category: InfoCategory }[] = [
  { code: 'administrative-license', text: '行政许可', category: 'ADMINISTRATIVE' },
  { code: 'administrative-penalty', text: '行政处罚', category: 'ADMINISTRATIVE' },
  { code: 'administrative-coercion', text: '行政强制', category: 'ADMINISTRATIVE' },
  { code: 'court-judgment', text: '法院判决', category: 'JUDICIAL' },
  { code: 'interview', text: '约谈记录', category: 'ADMINISTRATIVE' },
  { code: 'ban-case', text: '禁入惩戒案例', category: 'SERIOUS_LIST' },
  { code: 'commitment', text: '信用承诺履行记录', category: 'COMMITMENT' },
];

/** 行政强制的种类: measures (行政强制法第九条) and ways of execution (第十二条). */
export type CoercionKind =
  | 'RESTRICT_LIBERTY' | 'SEAL' | 'SEIZE' | 'FREEZE' | 'OTHER_MEASURE'
  | 'ADDITIONAL_FINE' | 'TRANSFER_FUNDS' | 'AUCTION' | 'RESTORATION' | 'SUBSTITUTE_PERFORMANCE' | 'OTHER_EXECUTION';

/** Each kind of coercion with its text in law. */
export const COERCION_KINDS: readonly { readonly code: CoercionKind; readonly text: string }[] = [
  { code: 'RESTRICT_LIBERTY', text: '限制公民人身自由' },
  { code: 'SEAL', text: '查封场所、设施或者财物' },
  { code: 'SEIZE', text: '扣押财物' },
  { code: 'FREEZE', text: '冻结存款、汇款' },
  { code: 'OTHER_MEASURE', text: '其他行政强制措施' },
  { code: 'ADDITIONAL_FINE', text: '加处罚款或者滞纳金' },
  { code: 'TRANSFER_FUNDS', text: '划拨存款、汇款' },
  { code: 'AUCTION', text: '拍卖或者依法处理查封、扣押的场所、设施或者财物' },
  { code: 'RESTORATION', text: '排除妨碍、恢复原状' },
  { code: 'SUBSTITUTE_PERFORMANCE', text: '代履行' },
  { code: 'OTHER_EXECUTION', text: '其他强制执行方式' },
];

/** 约谈种类 (《实施方案》二（三）): 提示约谈 for a risk or a first failure, 警示约谈 for a continued one. */
export const INTERVIEW_KINDS = [
  { code: 'ADVISORY', text: '提示约谈' },
  { code: 'WARNING', text: '警示约谈' },
] as const;
export type InterviewKind = (typeof INTERVIEW_KINDS)[number]['code'];
