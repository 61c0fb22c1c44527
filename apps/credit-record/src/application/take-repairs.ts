import type { RepairCaseV1, ShieldingV1 } from '@credit/contracts/events';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { decide, type RecordCommand } from '../domain/record/record.decide.ts';
import { RecordDuplicate, RecordNotRepairable } from '../domain/record/record.errors.ts';
import type { Register } from './register.ts';
import { lockSubjects, snapshotOf } from './subject-registry.ts';

/** A repair that was granted or revoked, or a shielding that began or ended, of a record. */
export interface ItemFact {
  data: RepairCaseV1 | ShieldingV1;
  cause: Cause;
}

/** 修复、屏蔽生效 — the records of granted cases and of shieldings burden nobody, those of revoked cases and ended shieldings count again. What no longer fits the record changes nothing: a fact of its owner is not refused (P-13). */
export async function takeRepairs(uow: UnitOfWork, register: Register, facts: readonly ItemFact[]): Promise<void> {
  const known = await register.records.load(uow, facts.map(({ data }) => data.target.id));
  const subjects = await lockSubjects(uow, [...known.values()].flatMap((record) => (record.status === 'absent' ? [] : [record.subjectId])));
  const steps = facts.flatMap(({ data, cause }) => {
    const record = known.get(data.target.id);
    const subject = record === undefined || record.status === 'absent' ? undefined : subjects.get(record.subjectId);
    if (subject === undefined) return [];
    return [{ id: data.target.id, cause, decide: (state: typeof record & object) => decide(commandOf(data), state).map((event) => ({ ...event, about: snapshotOf(subject) })) }];
  });
  for (const outcome of await register.records.updateMany(uow, steps)) {
    if (!outcome.ok && !(outcome.error instanceof RecordDuplicate || outcome.error instanceof RecordNotRepairable)) throw outcome.error;
  }
}

const SHIELDED = '重整计划、和解协议执行期间屏蔽';

function commandOf(data: RepairCaseV1 | ShieldingV1): RecordCommand {
  if ('shieldingId' in data) {
    const { shieldingId, shieldedOn, ruling, end } = data;
    return end === undefined ? { verb: 'shield', shield: { shieldingId, on: shieldedOn }, reason: `${SHIELDED}（${ruling.rulingNo}）` } : { verb: 'unshield', shieldingId, on: end.on, reason: end.reason };
  }
  const { caseId, status, decision, revocation } = data;
  if (status === 'revoked') return { verb: 'revoke-repair', caseId, on: revocation!.on, reason: revocation!.reason };
  return { verb: 'repair', repair: { caseId, on: decision!.on }, reason: decision!.reason };
}
