/** 结束的事项: what has ended, and with it every effect that rested on it. */
export const ENDED_KINDS = [
  { code: 'record', text: '信用记录' },
  { code: 'list-entry', text: '名单条目' },
] as const;
export type EndedKind = (typeof ENDED_KINDS)[number]['code'];

/** 结束方式: how a record or a list entry stopped being what it was. Repaired, revoked and expired never mean each other (trap 16). */
export const EFFECT_ENDINGS = [
  { code: 'repaired', text: '修复' },
  { code: 'revoked', text: '撤销' },
  { code: 'corrected', text: '更正' },
  { code: 'expired', text: '期满移出' },
  { code: 'removed-early', text: '提前移出' },
] as const;
export type EffectEnding = (typeof EFFECT_ENDINGS)[number]['code'];

/** 效果种类: what a record or a list entry did to its subject, or whom it was told. */
export const EFFECT_KINDS = [
  { code: 'record-use', text: '记录的共享和使用' },
  { code: 'record-disclosure', text: '记录已被部门查阅' },
  { code: 'publicity', text: '记录的公示' },
  { code: 'evidence', text: '作为名单认定、责令整改的依据' },
  { code: 'list-entry', text: '名单条目' },
  { code: 'related-person-entry', text: '相关责任人的名单条目' },
  { code: 'notice', text: '通报' },
  { code: 'list-posting', text: '名单的公布' },
  { code: 'commitment-posting', text: '违诺的公示' },
  { code: 'look-up-answer', text: '比对答复' },
  { code: 'prompt', text: '惩戒提示' },
  { code: 'measure', text: '惩戒措施' },
] as const;
export type EffectKind = (typeof EFFECT_KINDS)[number]['code'];

/** 效果归属: the services that keep effects of a record or a list entry. Each of them answers every ending, also when it has none (P-14); a certificate is whole when all have. */
export const EFFECT_OWNERS = {
  record: ['credit-record', 'list-designation', 'publicity'],
  'list-entry': ['list-designation', 'joint-discipline', 'publicity'],
} as const satisfies Readonly<Record<EndedKind, readonly string[]>>;
export type EffectOwner = (typeof EFFECT_OWNERS)[EndedKind][number];
