import type { ObjectionV1 } from '@credit/contracts/events';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { liftMeasure } from '../domain/measure/measure.decide.ts';
import { isInEffect, type DisciplineMeasure } from '../domain/measure/measure.ts';
import type { MeasureStore } from './follow-entries.ts';

/** An objection to a measure that holds. */
export interface UpheldObjection {
  objection: ObjectionV1;
  cause: Cause;
}

/** 异议成立 — a measure that its own department found wrong is lifted, to be undone and confirmed like every other; one that does not burden any more stays as it ended (P-13). 《实施方案》二（四） */
export async function takeObjections(uow: UnitOfWork, measures: MeasureStore, upheld: readonly UpheldObjection[]): Promise<void> {
  const outcomes = await measures.updateMany(uow, upheld.map(({ objection: { target, outcome }, cause }) => ({
    id: target.id, cause,
    decide: (state: DisciplineMeasure) => (outcome?.kind === 'revoked' && isInEffect(state) && state.matter.department === target.source ? [liftMeasure({ because: 'objection', on: outcome.on }, state)] : []),
  })));
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
}
