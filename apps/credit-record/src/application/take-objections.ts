import type { ObjectionV1 } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import type { Cause, UnitOfWork } from '@credit/persistence';
import { decide, type RecordCommand } from '../domain/record/record.decide.ts';
import { newestVersionOf } from '../domain/record/record-content.ts';
import { CorrectionInvalid, RecordDuplicate, RecordSuperseded } from '../domain/record/record.errors.ts';
import type { CreditRecord } from '../domain/record/record.ts';
import { contentCheck } from './record-content.ts';
import type { Register } from './register.ts';
import { lockSubjects, snapshotOf, standingOf, type KnownSubject } from './subject-registry.ts';

/** An objection to a record that holds. */
export interface UpheldObjection {
  objection: ObjectionV1;
  cause: Cause;
}

/**
 * 异议成立 — what the authority found wrong is corrected field by field, or the record is revoked (经核实有误的信息要及时予以更正或撤销). What no longer fits the record changes nothing: a fact of its owner is not refused (P-13).
 * A later statement of the department is judged by its version, as after every correction.
 */
export async function takeObjections(uow: UnitOfWork, register: Register, upheld: readonly UpheldObjection[]): Promise<void> {
  const known = await register.records.load(uow, upheld.map(({ objection }) => objection.target.id));
  const subjects = await lockSubjects(uow, [...known.values()].flatMap((record) => (record.status === 'absent' ? [] : [record.subjectId])));
  const steps = upheld.flatMap(({ objection, cause }) => {
    const record = known.get(objection.target.id);
    const subject = record === undefined || record.status === 'absent' ? undefined : subjects.get(record.subjectId);
    if (subject === undefined) return [];
    return [{ id: objection.target.id, cause, decide: (state: CreditRecord) => commandsOf(register, uow.ctx.today, objection, subject, state).flatMap((command) => decide(command, state)).map((event) => ({ ...event, about: snapshotOf(subject) })) }];
  });
  for (const outcome of await register.records.updateMany(uow, steps)) {
    if (!outcome.ok && !(outcome.error instanceof RecordDuplicate || outcome.error instanceof RecordSuperseded || outcome.error instanceof CorrectionInvalid)) throw outcome.error;
  }
}

/** The outcome as a command to its record; none where it has been carried out, or where the record has been revoked meanwhile. */
function commandsOf(register: Register, today: LocalDate, { objectionId, outcome }: ObjectionV1, subject: KnownSubject, state: CreditRecord): RecordCommand[] {
  if (outcome === undefined || state.status === 'absent' || state.status === 'revoked') return [];
  const { kind, on, reason, docNo, changes } = outcome;
  const basis = `${docNo}（异议 ${objectionId}）`;
  if (kind === 'revoked') return [{ verb: 'revoke', file: state, revocation: { version: newestVersionOf(state), revokedOn: on, reason: reason.slice(0, 500), basis } }];
  if (changes === undefined || state.corrections.some((one) => one.basis === basis)) return [];
  const correction = { version: newestVersionOf(state), changes: changes.map(({ field, newValue }) => ({ field, newValue })), reason: reason.slice(0, 500), basis };
  return [{ verb: 'correct', file: state, correction, reinstate: false, standing: standingOf(subject), check: contentCheck(register.rulebook, state, subject, today), today }];
}
