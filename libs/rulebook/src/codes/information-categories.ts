/** 信用信息类别 of the national basic catalogue of public credit information. */
export type InfoCategory =
  | 'REGISTRATION' | 'JUDICIAL' | 'ADMINISTRATIVE' | 'PROFESSIONAL_TITLE' | 'ABNORMAL_LIST' | 'SERIOUS_LIST' | 'CONTRACT' | 'COMMITMENT'
  | 'EVALUATION' | 'COMPLIANCE' | 'HONOUR' | 'IP' | 'VOLUNTARY';

/** Each category with its Chinese name. Which edition holds which is in the catalogue of the rulebook. */
export const INFO_CATEGORIES: readonly { readonly code: InfoCategory; readonly text: string }[] = [
  { code: 'REGISTRATION', text: '登记注册基本信息' },
  { code: 'JUDICIAL', text: '司法裁判及执行信息' },
  { code: 'ADMINISTRATIVE', text: '行政管理信息' },
  { code: 'PROFESSIONAL_TITLE', text: '职称和职业信息' },
  { code: 'ABNORMAL_LIST', text: '经营(活动)异常名录(状态)信息' },
  { code: 'SERIOUS_LIST', text: '严重失信主体名单信息' },
  { code: 'CONTRACT', text: '合同履行信息' },
  { code: 'COMMITMENT', text: '信用承诺及履行情况信息' },
  { code: 'EVALUATION', text: '信用评价结果信息' },
  { code: 'COMPLIANCE', text: '遵守法律法规情况信息' },
  { code: 'HONOUR', text: '诚实守信相关荣誉信息' },
  { code: 'IP', text: '知识产权信息' },
  { code: 'VOLUNTARY', text: '经营主体自愿提供的信用信息' },
];
