import type { UnitOfWork } from '@credit/persistence';
import { endCommitment } from '../domain/commitment/commitment.decide.ts';
import type { Desk } from './desk.ts';

const OVER = { name: 'commitment_over', text: `select id from commitment where valid_to < $1 and status = 'tracking' and item_id is null order by valid_to, id limit $2 for update skip locked` };

/** 自愿承诺期满 — states what has ended by its own term; reading has ended it already (P-11). @returns how many */
export async function endFreeCommitments(uow: UnitOfWork, { commitments }: Pick<Desk, 'commitments'>, chunk: number): Promise<number> {
  const { today } = uow.ctx;
  const over = await uow.query<{ id: string }>(OVER, [today, chunk]);
  for (const outcome of await commitments.updateMany(uow, over.map(({ id }) => ({ id, decide: (state) => endCommitment({ by: 'job:commitment-days', today, reason: '承诺有效期届满' }, state) })))) if (!outcome.ok) throw outcome.error;
  return over.length;
}
