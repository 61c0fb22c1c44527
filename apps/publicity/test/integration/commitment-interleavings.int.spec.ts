import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBJECTION, type CommitmentV1, type ObjectionV1, type RecordStateV1 } from '@credit/contracts/events';
import type { Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import fc from 'fast-check';
import { decidePublicityOf } from '../../src/application/decide-publicity.ts';
import { commitmentPostingId, followCommitments, type CommitmentVersion } from '../../src/application/follow-commitments.ts';
import type { RecordVersion } from '../../src/application/record-version.ts';
import { takeObjections } from '../../src/application/take-objections.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { answers, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { breached, breachRecord, commitment } from './sample-commitments.ts';
import { newRecordId, subjectA } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const owners: ((c: CommitmentV1) => CommitmentV1)[] = [(c) => c, (c) => ({ ...c, status: 'noticed' }), breached, (c) => ({ ...c, status: 'kept' }), (c) => ({ ...breached(c), status: 'breach-revoked' }), (c) => ({ ...c, disclosure: 'LIMITED' }), (c) => ({ ...c, status: 'retracted' })];
const BREACHED = 2;
const registers: ((r: RecordStateV1) => RecordStateV1)[] = [
  (r) => r, (r) => ({ ...r, status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] }), (r) => ({ ...r, shielded: { shieldingId: newRecordId(), on: TODAY } }), (r) => ({ ...r, repaired: { caseId: newRecordId(), on: TODAY } }), (r) => ({ ...r, status: 'revoked' }),
];
/** What must have been tried, whatever chance brings. */
const EXAMPLES = [{ told: [0], recorded: [0] }, { told: [0, BREACHED], recorded: [1, 0] }, { told: [BREACHED], recorded: [] }, { told: [BREACHED, 4], recorded: [0] }, { told: [BREACHED], recorded: [0], upheld: true }];
type Arrival = { owner: CommitmentVersion } | { record: RecordVersion } | { upheld: string };

/** Each batch in one transaction per topic, as the transport takes them. */
async function deliver(batches: readonly (readonly Arrival[])[]): Promise<void> {
  const { envelope: { data } } = JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${OBJECTION.accepted}~past-period.json`, 'utf8')) as { envelope: { data: ObjectionV1 } };
  for (const batch of batches) {
    const told = batch.flatMap((a) => ('owner' in a ? [a.owner] : []));
    const recorded = batch.flatMap((a) => ('record' in a ? [a.record] : []));
    const upheld = batch.flatMap((a) => ('upheld' in a ? [{ objection: { ...data, target: { ...data.target, id: a.upheld } }, cause: { correlationId: 'c', causationId: newRecordId() } }] : []));
    if (told.length > 0) await onDay(db, TODAY, (uow) => followCommitments(uow, commitments, told));
    if (recorded.length > 0) await onDay(db, TODAY, (uow) => decidePublicityOf(uow, { entries, commitments, rulebook: defaultRulebook, answers }, recorded));
    if (upheld.length > 0) await onDay(db, TODAY, (uow) => takeObjections(uow, { entries, commitments }, upheld));
  }
}

/** What stands in the row, without ids and without what only tells the history. */
const ending = async (commitmentCode: string): Promise<object[]> => (await db.pool.query(
  `select status = 'posted' as public, status = 'awaited' as awaited, reason, case when status = 'posted' then state end as state, record_id is not null as recorded, content - 'link' - 'commitmentCode' as content,
     known #>> '{commitment,version}' as version, (select jsonb_agg(r - 'recordId') from jsonb_array_elements(known -> 'records') r) as records
   from commitment_posting where id = $1`, [commitmentPostingId(commitmentCode)])).rows;

describe('facts of a commitment, of the record of its breach and of an objection, from three topics, in any order, split and repeated', () => {
  it('end in the same row', async () => {
    const seen = new Set<string>();
    const plan = fc.record({
      told: fc.array(fc.constantFrom(...owners.keys(), BREACHED, BREACHED), { maxLength: 4 }), recorded: fc.array(fc.constantFrom(...registers.keys(), 0, 0), { maxLength: 4 }), upheld: fc.constantFrom(false, false, true),
      order: fc.array(fc.nat(1_000), { minLength: 16, maxLength: 16 }), again: fc.array(fc.nat(100), { maxLength: 6 }), size: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(fc.asyncProperty(plan, async ({ told, recorded, upheld, order, again, size }) => {
      const run = async (shuffled: boolean): Promise<object[]> => {
        const made = commitment({ subject: { ...subjectA, subjectId: newRecordId() } });
        const record = breachRecord(made);
        const all: Arrival[] = [
          ...told.map((pick, n) => ({ owner: { version: String(n + 1), state: owners[pick]!(made) } })), ...recorded.map((pick, n) => ({ record: { version: String(n + 1), state: registers[pick]!(record) } })), ...(upheld ? [{ upheld: record.recordId }] : []),
        ];
        const repeated = shuffled && all.length > 0 ? [...all, ...again.map((n) => all[n % all.length]!)] : all;
        const arrivals = shuffled ? repeated.map((a, n) => ({ a, at: order[n]! })).sort((x, y) => x.at - y.at).map(({ a }) => a) : repeated;
        await deliver(shuffled ? Array.from({ length: Math.ceil(arrivals.length / size) }, (_, n) => arrivals.slice(n * size, (n + 1) * size)) : [arrivals]);
        return ending(made.commitmentCode);
      };
      const straight = await run(false);
      const [{ public: shows, state, reason } = {}] = straight as { public?: boolean; state?: string; reason?: string }[];
      seen.add(shows === true ? state! : String(reason));
      expect(await run(true)).toEqual(straight);
    }), { numRuns: 150, examples: EXAMPLES.map((example) => [{ order: Array.from({ length: 16 }, (_, n) => 16 - n), again: [1], size: 1, upheld: false, ...example }]) });
    expect([...seen].sort()).toEqual(expect.arrayContaining(['tracking', 'breached', 'BREACH_NOT_RECORDED', 'BREACH_REVOKED', 'OBJECTION_UPHELD']));
  }, 60_000);
});
