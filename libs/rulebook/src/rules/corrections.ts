import { DomainError, type LocalDate } from '@credit/kernel';
import type { EffectKind } from '../codes/effects.ts';
import { rowInForce, type Rulebook } from '../rulebook.ts';
import type { CorrectionRow } from '../tables/types.ts';

/**
 * 纠正方式: how an effect of what was wrong is put right, by the rule of the day on which it was revoked. 《实施方案》二（三）:撤销名单并采取措施消除不良影响 (O99)
 * @throws DomainError `RULEBOOK.NO_RULE` when no rule was in force on the day
 */
export function correctionOf(rb: Rulebook, effect: EffectKind, on: LocalDate): CorrectionRow {
  const row = rowInForce(rb.tables.corrections, on, (r) => r.effect === effect);
  if (row) return row;
  throw new DomainError({ code: 'RULEBOOK.NO_RULE', message: `no correction of ${effect} was in force on ${on}`, userMessage: '该日期没有适用的纠正规则' });
}
