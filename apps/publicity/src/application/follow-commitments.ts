import type { CommitmentV1 } from '@credit/contracts/events';
import { maxDate, type LocalDate } from '@credit/kernel';
import { derivedId, type AggregateStore, type Cause, type UnitOfWork } from '@credit/persistence';
import { expireCommitment, followCommitment } from '../domain/commitment-posting/commitment-posting.decide.ts';
import { CommitmentNotPosted, CommitmentStillValid, CommitmentVersionStale } from '../domain/commitment-posting/commitment-posting.errors.ts';
import type { CommitmentFacts, CommitmentPosting, CommitmentPostingEvent, Standing } from '../domain/commitment-posting/commitment-posting.ts';
import { publicCommitmentContentOf } from '../domain/policies/commitment-content.ts';

export type CommitmentPostingStore = AggregateStore<CommitmentPosting, CommitmentPostingEvent>;

/** Token under which the composition root provides the {@link CommitmentPostingStore}. */
export const COMMITMENT_POSTINGS = Symbol('commitment postings');

/** One version of a commitment as its owner published it. */
export interface CommitmentVersion {
  version: string;
  businessDate?: LocalDate | undefined;
  state: CommitmentV1;
  /** the event that told it */
  cause?: Cause | undefined;
}

/** The id of the posting of a commitment: of its code, which the register's record of a breach knows as well, so that whichever comes first finds the same row. */
export const commitmentPostingId = (commitmentCode: string): string => derivedId(['commitment-posting', commitmentCode]);

/** What is found, noticed or being rectified is still tracked: a finding under procedure burdens nobody, and this service does not even keep it. */
const STANDINGS: Readonly<Record<CommitmentV1['status'], Standing>> = {
  tracking: 'tracking', found: 'tracking', noticed: 'tracking', rectifying: 'tracking', kept: 'kept', breached: 'breached', 'breach-revoked': 'breach-revoked', retracted: 'retracted', ended: 'ended',
};
const MAY_SHOW: readonly Standing[] = ['tracking', 'kept', 'breached'];

const EXPIRED = { name: 'commitment_postings_expired', text: `select id from commitment_posting where status = 'posted' and ends_on < $1 order by ends_on, id limit $2` };

/** 信用承诺公示 — every version of a commitment is followed, in order, in the transaction that took its fact. Natural persons are never published and leave no row (decision 24); a version that a newer one has overtaken changes nothing. */
export async function followCommitments(uow: UnitOfWork, postings: CommitmentPostingStore, versions: readonly CommitmentVersion[]): Promise<void> {
  const shown = versions.filter(({ state }) => state.subject.subjectClass !== 'NATURAL_PERSON');
  const outcomes = await postings.updateMany(uow, shown.map(({ state, version, businessDate, cause }) => {
    const command = { facts: factsOf(state, version), today: businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate) };
    return { id: commitmentPostingId(state.commitmentCode), decide: (posting: CommitmentPosting) => followCommitment(command, posting), ...(cause === undefined ? {} : { cause }) };
  }));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof CommitmentVersionStale)) throw outcome.error;
}

/** 有效期届满停止公示 — at most `limit`. @returns how many were looked at; 0 means that nothing is left */
export async function expireCommitments(uow: UnitOfWork, postings: CommitmentPostingStore, today: LocalDate, limit: number): Promise<number> {
  const ids = (await uow.query<{ id: string }>(EXPIRED, [today, limit])).map(({ id }) => id);
  const outcomes = await postings.updateMany(uow, ids.map((id) => ({ id, decide: (posting: CommitmentPosting) => expireCommitment({ today }, posting) })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof CommitmentNotPosted || outcome.error instanceof CommitmentStillValid)) throw outcome.error;
  return ids.length;
}

function factsOf(state: CommitmentV1, version: string): CommitmentFacts {
  const { commitmentId, commitmentCode, subject, type, item, accepter, validTo, contentHash } = state;
  const standing = STANDINGS[state.status];
  const disclosed = state.disclosure === 'PUBLIC';
  const { assessment, ...promised } = state;
  const forPublic = { ...promised, subjectClass: subject.subjectClass, ...(standing === 'kept' || standing === 'breached' ? { assessment } : {}) };
  return {
    commitmentId, commitmentCode, version, subject: { ...subject }, standing, disclosed, type, itemCode: item?.itemCode ?? null, department: accepter.source ?? null, validTo: validTo ?? null,
    assessedBy: assessment?.authorityUscc ?? null, contentHash, content: disclosed && MAY_SHOW.includes(standing) ? publicCommitmentContentOf(forPublic) : null,
  };
}
