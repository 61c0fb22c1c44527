import { randomUUID } from 'node:crypto';
import { endedRecord, RECORD, type CommitmentV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { decidePublicityOf } from '../../src/application/decide-publicity.ts';
import { listCommitments, type CommitmentFilter } from '../../src/application/queries/public-commitments.ts';
import { takenDown } from '../../src/application/queries/taken-down.ts';
import { CommitmentsConsumer } from '../../src/inbound/kafka/commitments.consumer.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { answers, onDay, TODAY } from './publicity-database.ts';
import { newRecordId, subjectA, version } from './sample-records.ts';

/** Every commitment on show. */
export const ALL: CommitmentFilter = { item: null, department: null, state: null, type: null };

/** A firm of its own. */
export const firm = (name: string) => ({ ...subjectA, subjectId: newRecordId(), name });

const consumer = new CommitmentsConsumer(commitments);
/** A handler's error travels as a value. */
const thrown = (outcome: unknown): void => {
  if ((outcome as { error?: unknown }).error !== undefined) throw (outcome as { error: unknown }).error;
};

/** What these specs do with commitments: their owner tells, the register records, and what came of it is read. */
export const commitmentDesk = (db: () => Database) => ({
  tell: async (state: CommitmentV1, n: number, today: LocalDate = TODAY): Promise<string> => {
    const id = randomUUID();
    await onDay(db(), today, async (uow) => thrown(await consumer.follow({ uow, events: [{ id, key: state.subject.subjectId, aggregateId: state.commitmentId, aggregateVersion: String(n), businessDate: today, data: state }] } as never)));
    return id;
  },
  register: (state: RecordStateV1, n: number, type: string = RECORD.amended, today: LocalDate = TODAY) =>
    onDay(db(), today, (uow) => decidePublicityOf(uow, { entries, commitments, rulebook: defaultRulebook, answers }, [{ ...version(state, n), ended: endedRecord(type, state, String(n)) }])),
  column: async (filter: Partial<CommitmentFilter> = {}, today: LocalDate = TODAY): Promise<string[]> => (await listCommitments(db(), { ...ALL, ...filter }, today, null, 200)).map(({ entryId }) => entryId),
  facts: async (id: string) => (await db().pool.query(`select j.headers::json as headers, j.payload::json as payload from journal j join commitment_posting c on c.id = j.aggregate_id where c.commitment_id = $1 and j.topic = $2 order by j.id`, [id, TOPICS.publicityEvents])).rows
    .map(({ headers, payload }) => ({ type: headers.ce_type, cause: headers.ce_causationid, key: headers.ce_subject, data: payload })),
  down: async (id: string) => (await takenDown(db(), null, 1_000)).filter(({ entryId }) => entryId === id).map(({ at: _, entryId: __, ...rest }) => rest),
});
