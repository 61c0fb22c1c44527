/** 履职期限的事项: what a department has to do within working days beside its decisions. */
export const DUTIES = [
  { code: 'rectification-reminder', text: '限期整改到期提醒' },
  { code: 'list-conflict', text: '红黑名单冲突处理' },
  { code: 'notice-receipt', text: '通报签收' },
] as const;
export type Duty = (typeof DUTIES)[number]['code'];
