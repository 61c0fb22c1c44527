import type { UnitOfWork } from '@credit/persistence';
import { acknowledgeRecall } from '../domain/recall/recall.decide.ts';
import { RecallAcknowledgedAlready } from '../domain/recall/recall.errors.ts';
import type { Recall } from '../domain/recall/recall.ts';
import { registerFinding } from '../domain/policies/register-findings.ts';
import type { Answer } from './answers.ts';
import type { Examined } from './examine-statement.ts';
import { dataHash } from './record-content.ts';
import type { Register } from './register.ts';
import { causeOf } from './wanted-subject.ts';

/** A department's word that it has stopped using a record. */
export type RecallStatement = Extract<Examined, { kind: 'recall' }>;

/** 停用确认 — by the same rule as over REST: the department that was told acknowledges once; said again, by whichever way, it is a duplicate; of a recall that is not its own it learns nothing. */
export async function takeRecallAcknowledgements(uow: UnitOfWork, { recalls }: Pick<Register, 'recalls'>, run: readonly RecallStatement[]): Promise<Answer[]> {
  const { today } = uow.ctx;
  const seen: Recall[] = new Array(run.length);
  const outcomes = await recalls.updateMany(uow, run.map(({ data: { recallId }, statement }, n) => ({ id: recallId, cause: causeOf(statement), decide: (state: Recall) => acknowledgeRecall({ department: statement.source, by: statement.source, today }, (seen[n] = state)) })));
  return run.map(({ statement, findings, data: { recallId } }, n): Answer => {
    const outcome = outcomes[n]!;
    const told = seen[n]!;
    const about = told.status === 'absent' ? {} : { recordId: told.recordId, subjectId: told.subjectId, contentHash: dataHash({ acknowledged: recallId }) };
    if (outcome.ok) return { statement, state: 'accepted', findings, ...about };
    if (outcome.error instanceof RecallAcknowledgedAlready) return { statement, state: 'duplicate', findings: [registerFinding('DUPLICATE', '')], ...about };
    return { statement, state: 'rejected', findings: [registerFinding('RECALL_NOT_FOUND', '/recallId')] };
  });
}
