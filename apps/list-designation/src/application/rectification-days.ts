import { textArray, type UnitOfWork } from '@credit/persistence';
import { maxDate, type LocalDate } from '@credit/kernel';
import { basisFell, remind } from '../domain/rectification/rectification-order.decide.ts';
import { BasisNotCited, NothingToRemind, OrderEnded } from '../domain/rectification/rectification-order.errors.ts';
import type { Fallen } from './answer-endings.ts';
import type { Desk } from './desk.ts';
import { STANDING, type RecordFact } from './evidence-falls.ts';
import { standingOf } from './register-facts.ts';

const TO_REMIND = { name: 'rectification_to_remind', text: `select id from rectification_order where status = 'ordered' and remind_on <= $1 order by remind_on, id limit $2` };
/** Read after the records were written: whoever cited one of them before has committed, whoever comes later finds it fallen (P-6). */
const CITING = { name: 'rectification_citing', text: `select id, source, basis_ids as ids from rectification_order where basis_ids && $1::text[]::uuid[] order by id` };

/**
 * 到期提醒 — orders whose day of reminding has come; stated as a fact to the readers of the topic. At most `limit`.
 * @returns how many were reminded; 0 means that nothing is left
 */
export async function remindSubjects(uow: UnitOfWork, desk: Desk, today: LocalDate, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(TO_REMIND, [today, limit])).map(({ id }) => id);
  const outcomes = await desk.rectificationOrders.updateMany(uow, ids.map((id) => ({ id, decide: (state) => remind({ today }, state) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof NothingToRemind || outcome.error instanceof OrderEnded)) throw outcome.error;
  return ids.length;
}

/**
 * 整改依据变化 — open orders that rest on a document no longer in effect are re-based on another or revoked, in the transaction that took the record's event (P-10). The standing of records has been written before.
 * @returns the orders that rested on the fallen ones and do so no longer
 */
export async function basisFalls(uow: UnitOfWork, desk: Desk, facts: readonly RecordFact[]): Promise<Fallen[]> {
  const fallen = new Map(facts.filter(({ state }) => standingOf(state) !== 'effective').map((fact) => [fact.state.recordId, fact]));
  if (fallen.size === 0) return [];
  const citing = await uow.query<{ id: string; source: string; ids: string[] }>(CITING, [textArray([...fallen.keys()].sort())]);
  if (citing.length === 0) return [];
  const standing = await uow.query<{ record_id: string }>(STANDING, [textArray([...new Set(citing.flatMap(({ ids }) => ids))].sort())]);
  const effective = standing.map(({ record_id }) => record_id);
  const falls = citing.flatMap(({ id, source, ids }) => ids.filter((recordId) => fallen.has(recordId) && !effective.includes(recordId)).map((recordId) => ({ id, source, recordId, fact: fallen.get(recordId)! })));
  const steps = falls.map(({ id, recordId, fact: { state, businessDate, cause } }) => {
    const reason = `依据文书${state.docNo}已不再有效${state.change === undefined ? '' : `：${state.change.reason}`}`.slice(0, 500);
    const today = businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate);
    return { id, cause, decide: (order: Parameters<typeof basisFell>[1]) => basisFell({ by: state.source, today, recordId, reason, effective }, order) };
  });
  const outcomes = await desk.rectificationOrders.updateMany(uow, steps);
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof BasisNotCited || outcome.error instanceof OrderEnded)) throw outcome.error;
  return falls.map(({ id, source, fact }) => ({ fact, effectId: id, recipient: source }));
}
