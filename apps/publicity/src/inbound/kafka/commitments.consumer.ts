import { Controller, Inject } from '@nestjs/common';
import { COMMITMENT, type CommitmentV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { BatchHandler, causeOf, type EventBatch, type IncomingEvent } from '@credit/messaging';
import { COMMITMENT_POSTINGS, followCommitments, type CommitmentPostingStore, type CommitmentVersion } from '../../application/follow-commitments.ts';
import { publicIdsOf } from '../../application/public-subjects.ts';

/** Facts that carry a commitment; what became of a department's report is not for the public. */
export const COMMITMENT_FACTS: readonly string[] = Object.values(COMMITMENT);

/** 信用承诺事件 — what is disclosed shows at once, as what its owner says of it; the register's records of breaches come with the record events. */
@Controller()
export class CommitmentsConsumer {
  constructor(@Inject(COMMITMENT_POSTINGS) private readonly postings: CommitmentPostingStore) {}

  @BatchHandler(TOPICS.commitmentEvents, { types: COMMITMENT_FACTS })
  async follow({ uow, events }: EventBatch): Promise<void> {
    const versions = events.map(commitmentVersionOf);
    await followCommitments(uow, this.postings, versions);
    const disclosed = versions.filter(({ state }) => state.disclosure === 'PUBLIC' && state.subject.subjectClass !== 'NATURAL_PERSON');
    if (disclosed.length > 0) await publicIdsOf(uow, disclosed.map(({ state }) => state.subject));
  }
}

/** The version of a commitment that an event of its topic carries. */
export const commitmentVersionOf = (event: IncomingEvent<CommitmentV1>): CommitmentVersion => ({ version: event.aggregateVersion ?? '0', businessDate: event.businessDate, state: event.data, cause: causeOf(event) });
