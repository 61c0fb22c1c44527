import type { CommitmentAssessmentV1, CommitmentV1 } from '@credit/contracts/events';
import type { Instant } from '@credit/kernel';
import { newEventId, type Cause, type UnitOfWork } from '@credit/persistence';
import { isCatalogued } from '@credit/rulebook';
import { statementVersion } from '../domain/policies/statement-version.ts';
import { decide, type RecordCommand } from '../domain/record/record.decide.ts';
import { RecordDuplicate, RecordSuperseded } from '../domain/record/record.errors.ts';
import type { RecordEvent } from '../domain/record/record.events.ts';
import { evolve, type CreditRecord, type RecordContent, type RecordFile } from '../domain/record/record.ts';
import { findRecords, naturalKey, receivedOn } from './record-commands.ts';
import { contentCheck } from './record-content.ts';
import type { Register } from './register.ts';
import { settleReceipts } from './release-records.ts';
import { lockSubjects, resolveSubjects, snapshotOf, standingOf, type KnownSubject } from './subject-registry.ts';
import { namedSubject } from './wanted-subject.ts';

/** A commitment that was kept, broken by decision, or whose breach was revoked. */
export interface AssessedCommitment {
  commitment: CommitmentV1 & { assessment: CommitmentAssessmentV1 };
  told: Instant;
  receivedAt: Instant;
  cause: Cause;
}

type Placed = AssessedCommitment & { subject: KnownSubject; recordKind: 'commitment'; authorityUscc: string; docNo: string };

/**
 * 承诺履行记录 — 将信用承诺履行情况纳入信用记录 (O10): each assessment becomes a record under the code of its commitment, set-based, in any order; that of a breach which is revoked is revoked with its reason, never deleted.
 * Nothing is collected that the catalogue of that day does not hold (trap 38). A day that has passed is no assessment and leaves no record.
 */
export async function takeCommitments(uow: UnitOfWork, register: Register, assessed: readonly AssessedCommitment[]): Promise<void> {
  if (assessed.length === 0 || !isCatalogued('COMMITMENT', uow.ctx.today, register.rulebook)) return;
  const placed = await placeAll(uow, register, assessed);
  const known = await findRecords(uow, placed);
  const ids = new Map([...known].map(([key, { id }]) => [key, id]));
  const steps = placed.map((p) => {
    const id = ids.get(naturalKey(p)) ?? newEventId();
    ids.set(naturalKey(p), id);
    const about = snapshotOf(p.subject);
    return { id, cause: p.cause, decide: (state: CreditRecord) => eventsOf(uow, register, p, id, state).map((event) => ({ ...event, about })) };
  });
  for (const outcome of await register.records.updateMany(uow, steps)) {
    if (!outcome.ok && !(outcome.error instanceof RecordDuplicate || outcome.error instanceof RecordSuperseded)) throw outcome.error;
  }
  await settleReceipts(uow, register, [...known.values()].filter(({ status }) => status === 'held' || status === 'awaited').map(({ id }) => id));
}

/** Subjects are named by the id that the register itself gave out; they are held until COMMIT, for the hold of the record depends on them (P-6). */
async function placeAll(uow: UnitOfWork, register: Register, assessed: readonly AssessedCommitment[]): Promise<Placed[]> {
  const wanted = assessed.map(({ commitment: { subject, accepter }, cause }) => namedSubject(subject.subjectId, accepter.source ?? '', cause));
  const { subjects } = await resolveSubjects(uow, register, new Map(wanted.map((w) => [w.key, w])));
  const fresh = await lockSubjects(uow, [...subjects.values()].map(({ subjectId }) => subjectId));
  return assessed.map((one, n) => {
    const found = subjects.get(wanted[n]!.key);
    if (found === undefined) throw new Error(`no subject is known by the id in commitment ${one.commitment.commitmentId}`);
    const { commitmentCode: docNo, assessment: { authorityUscc } } = one.commitment;
    return { ...one, subject: fresh.get(found.subjectId)!, recordKind: 'commitment', authorityUscc, docNo };
  });
}

function eventsOf(uow: UnitOfWork, register: Register, placed: Placed, recordId: string, state: CreditRecord): readonly RecordEvent[] {
  const { commitment, subject, told, receivedAt, recordKind, authorityUscc, docNo } = placed;
  const { today } = uow.ctx;
  const version = statementVersion(undefined, told);
  const file: RecordFile = { recordId, recordKind, authorityUscc, docNo, subjectId: subject.subjectId, source: sourceOf(register, commitment), receivedAt, receivedOn: receivedOn(receivedAt, uow.ctx) };
  const receive: RecordCommand = { verb: 'receive', file, base: { version, content: contentOf(commitment, subject) }, standing: standingOf(subject), check: contentCheck(register.rulebook, file, subject, today), today };
  if (commitment.status !== 'breach-revoked') return decide(receive, state);
  const basis = `撤销违诺认定（${commitment.assessment.docNo ?? docNo}）`;
  const revoked = decide({ verb: 'revoke', file, revocation: { version, revokedOn: commitment.endedOn ?? today, reason: commitment.endReason ?? '违诺认定已撤销', basis } }, state);
  const after = revoked.reduce(evolve, state);
  return after.status !== 'absent' && after.base === null ? [...revoked, ...decide(receive, after)] : revoked;
}

/** The department that accepted it; of a free commitment the one that speaks for the platform's own code. */
function sourceOf({ authorities }: Register, { accepter, assessment }: AssessedCommitment['commitment']): string {
  const speaker = [...authorities.bySource.values()].find(({ speaksFor }) => speaksFor.includes(assessment.authorityUscc));
  return accepter.source ?? speaker?.source ?? 'commitment';
}

function contentOf({ commitmentId, commitmentCode, type, item, reason, content, madeOn, assessment, subject: told }: AssessedCommitment['commitment'], subject: KnownSubject): RecordContent {
  const { performance, assessedOn, authorityUscc, authorityName, docNo, unperformed, accountability } = assessment;
  const all = {
    subjectName: told.subjectId === subject.subjectId ? told.name : subject.name, decisionDate: assessedOn, authorityName, sourceName: authorityName, sourceUscc: authorityUscc,
    commitmentId, commitmentCode, type, itemName: item?.name, reason, content, performance, unperformed, accountability, decisionDocNo: docNo, madeOn,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as RecordContent;
}
