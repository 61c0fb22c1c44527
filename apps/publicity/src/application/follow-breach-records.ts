import { isCommitmentState, type RecordStateV1 } from '@credit/contracts/events';
import { maxDate } from '@credit/kernel';
import { textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import { followBreachRecord, objectToBreach } from '../domain/commitment-posting/commitment-posting.decide.ts';
import { CommitmentVersionStale, NoSuchBreachRecord } from '../domain/commitment-posting/commitment-posting.errors.ts';
import type { BreachRecord, CommitmentPosting } from '../domain/commitment-posting/commitment-posting.ts';
import { commitmentPostingId, type CommitmentPostingStore } from './follow-commitments.ts';
import { withdrawnByObjection } from './objected-publications.ts';
import type { RecordVersion } from './record-version.ts';

/** True for the record of an assessed commitment, by somebody who may be public: its document is the commitment, by code. That of a kept one decides nothing, and is followed so that a dispute about it is seen. */
const isFollowed = (state: RecordStateV1): boolean => isCommitmentState(state) && state.subject.subjectClass !== 'NATURAL_PERSON';

/**
 * 违诺记录 — what the register says of a breach decides whether it shows: every version is followed, in order, in the transaction that took its fact. A batch without such records asks nothing.
 * @returns the postings as they were before each version, for what is answered of its ending
 */
export async function followBreachRecords(uow: UnitOfWork, postings: CommitmentPostingStore, versions: readonly RecordVersion[]): Promise<Map<RecordVersion, CommitmentPosting>> {
  const before = new Map<RecordVersion, CommitmentPosting>();
  const breaches = versions.filter(({ state }) => isFollowed(state));
  if (breaches.length === 0) return before;
  const objected = await withdrawnByObjection(uow, breaches.map(({ state }) => state.recordId));
  const outcomes = await postings.updateMany(uow, breaches.map((breach) => {
    const { state, version, businessDate, cause } = breach;
    const record: BreachRecord = { recordId: state.recordId, version, authorityUscc: state.authorityUscc, standing: standingOf(state), objected: objected.has(state.recordId) };
    const command = { record, subjectId: state.subject.subjectId, today: businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate) };
    const decide = (posting: CommitmentPosting) => {
      const followed = followBreachRecord(command, posting);
      before.set(breach, posting);
      return followed;
    };
    return { id: commitmentPostingId(state.docNo), decide, ...(cause === undefined ? {} : { cause }) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof CommitmentVersionStale)) throw outcome.error;
  return before;
}

const RESTING = { name: 'commitment_postings_resting', text: `select id, record_id from commitment_posting where record_id = any($1::text[]::uuid[]) order by id` };
const LEFT = { name: 'commitment_postings_left', text: `select c.id, c.record_id from commitment_posting c join objection_withdrawal w on w.record_id = c.record_id where c.status = 'posted' and c.state = 'breached' order by c.id limit $1` };

/** 异议成立 — breaches that rest on these records show no more, whatever versions arrive later (P-13). §8.2 */
export async function withdrawObjectedBreaches(uow: UnitOfWork, postings: CommitmentPostingStore, upheld: readonly { recordId: string; cause: Cause }[]): Promise<void> {
  const causes = new Map(upheld.map(({ recordId, cause }) => [recordId, cause]));
  await object(uow, postings, await uow.query<Resting>(RESTING, [textArray([...causes.keys()])]), causes);
}

/** What came on show at the same moment as its objection was upheld. @returns how many were looked at; 0 means that nothing is left */
export async function withdrawBreachesLeft(uow: UnitOfWork, postings: CommitmentPostingStore, limit: number): Promise<number> {
  const left = await uow.query<Resting>(LEFT, [limit]);
  await object(uow, postings, left, new Map());
  return left.length;
}

interface Resting { id: string; record_id: string }

async function object(uow: UnitOfWork, postings: CommitmentPostingStore, resting: readonly Resting[], causes: ReadonlyMap<string, Cause>): Promise<void> {
  const { today } = uow.ctx;
  const outcomes = await postings.updateMany(uow, resting.map(({ id, record_id: recordId }) => {
    const cause = causes.get(recordId);
    return { id, decide: (posting: CommitmentPosting) => objectToBreach({ recordId, today }, posting), ...(cause === undefined ? {} : { cause }) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof NoSuchBreachRecord)) throw outcome.error;
}

/** How the record of a breach stands. One that was corrected to full performance says that nothing was broken: it stands as one that was revoked. */
export function standingOf({ status, repaired, shielded, content }: RecordStateV1): BreachRecord['standing'] {
  if (status === 'revoked' || ('performance' in content && content.performance === 'FULL')) return 'revoked';
  if (repaired !== undefined) return 'repaired';
  if (shielded !== undefined) return 'shielded';
  return status;
}
