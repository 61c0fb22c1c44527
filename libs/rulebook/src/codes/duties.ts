/** 履职期限的事项: what a department has to do within working days beside its decisions. */
export const DUTIES = [
  { code: 'rectification-reminder', text: '限期整改到期提醒' },
  { code: 'list-conflict', text: '红黑名单冲突处理' },
  { code: 'notice-receipt', text: '通报签收' },
  { code: 'recall-acknowledgement', text: '停止使用记录的确认' },
  { code: 'repair-acceptance', text: '信用修复申请受理' },
  { code: 'repair-decision', text: '信用修复决定' },
  { code: 'repair-extension', text: '信用修复办理期限延长' },
  { code: 'repair-sync', text: '信用修复结果同步' },
  { code: 'objection-check', text: '异议核查' },
  { code: 'objection-outcome', text: '异议办结' },
  { code: 'objection-own-scope', text: '自行可核查的异议办结' },
  { code: 'objection-extension', text: '异议核查期限延长' },
  { code: 'correction', text: '错误信息影响的纠正' },
  { code: 'commitment-explanation', text: '拟认定违诺的陈述申辩' },
  { code: 'commitment-reminder', text: '承诺履行到期提醒' },
] as const;
export type Duty = (typeof DUTIES)[number]['code'];
