import type { RepairCaseV1 } from '@credit/contracts/events';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { decide, type RecordCommand } from '../domain/record/record.decide.ts';
import { RecordDuplicate, RecordNotRepairable } from '../domain/record/record.errors.ts';
import type { Register } from './register.ts';
import { lockSubjects, snapshotOf } from './subject-registry.ts';

/** A repair that was granted, or one that was revoked, of a record. */
export interface RepairFact {
  case: RepairCaseV1;
  cause: Cause;
}

/** 修复生效 — the records of granted cases are repaired, those of revoked ones count again. What no longer fits the record changes nothing: a fact of its owner is not refused (P-13). */
export async function takeRepairs(uow: UnitOfWork, register: Register, facts: readonly RepairFact[]): Promise<void> {
  const known = await register.records.load(uow, facts.map((fact) => fact.case.target.id));
  const subjects = await lockSubjects(uow, [...known.values()].flatMap((record) => (record.status === 'absent' ? [] : [record.subjectId])));
  const steps = facts.flatMap(({ case: repair, cause }) => {
    const record = known.get(repair.target.id);
    const subject = record === undefined || record.status === 'absent' ? undefined : subjects.get(record.subjectId);
    if (subject === undefined) return [];
    return [{ id: repair.target.id, cause, decide: (state: typeof record & object) => decide(commandOf(repair), state).map((event) => ({ ...event, about: snapshotOf(subject) })) }];
  });
  for (const outcome of await register.records.updateMany(uow, steps)) {
    if (!outcome.ok && !(outcome.error instanceof RecordDuplicate || outcome.error instanceof RecordNotRepairable)) throw outcome.error;
  }
}

function commandOf({ caseId, status, decision, revocation }: RepairCaseV1): RecordCommand {
  if (status === 'revoked') return { verb: 'revoke-repair', caseId, on: revocation!.on, reason: revocation!.reason };
  return { verb: 'repair', repair: { caseId, on: decision!.on }, reason: decision!.reason };
}
