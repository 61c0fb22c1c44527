import type { Cause, UnitOfWork } from '@credit/persistence';
import { linkRepair } from '../domain/commitment/commitment.decide.ts';
import type { Desk } from './desk.ts';

/** A repair that was applied for with a commitment of the applicant among its material. */
export interface RepairWithCommitment { caseId: string; commitmentIds: readonly string[]; cause: Cause }

/** 修复型承诺 — notes in which case a commitment was handed in (decision 32). One that is not known here is left alone: a fact of an owner is never refused (P-13). */
export async function linkRepairs(uow: UnitOfWork, { commitments }: Pick<Desk, 'commitments'>, repairs: readonly RepairWithCommitment[]): Promise<void> {
  const wanted = repairs.flatMap(({ caseId, commitmentIds, cause }) => commitmentIds.map((id) => ({ id, caseId, cause })));
  const known = await commitments.load(uow, wanted.map(({ id }) => id));
  for (const outcome of await commitments.updateMany(uow, wanted.filter(({ id }) => known.has(id)).map(({ id, caseId, cause }) => ({ id, cause, decide: (state) => linkRepair({ caseId }, state) })))) if (!outcome.ok) throw outcome.error;
}
