/** 双公示 record kinds. */
export type RecordKind = 'administrative-license' | 'administrative-penalty';

/** 行政行为: the ten kinds of acts whose information is put online. */
export type AdminActKind =
  | RecordKind | 'administrative-coercion' | 'administrative-confirmation' | 'administrative-levy' | 'administrative-payment'
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
