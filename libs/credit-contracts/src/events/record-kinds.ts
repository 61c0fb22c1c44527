import type { RecordKind } from '@credit/rulebook/codes';

export type { RecordKind };

/** 记录种类: 行政许可, 行政处罚, 行政强制, 法院判决, 约谈, 禁入惩戒案例, 信用承诺履行记录; the list grows with later issues (readers first). */
export const RECORD_KINDS: readonly RecordKind[] = ['administrative-license', 'administrative-penalty', 'administrative-coercion', 'court-judgment', 'interview', 'ban-case', 'commitment'];
