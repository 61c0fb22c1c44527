import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import type { RecordStateV1 } from '@credit/contracts/events';
import type { Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import fc from 'fast-check';
import { decidePublicityOf } from '../../src/application/decide-publicity.ts';
import { projectPublicContent } from '../../src/application/project-public-content.ts';
import { projectSubjects, type SubjectVersion } from '../../src/application/project-subjects.ts';
import type { RecordVersion } from '../../src/application/record-version.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';
import { answers, freshDatabase, onDay } from './publicity-database.ts';
import { newRecordId, penalty } from './sample-records.ts';

const TODAY = localDate('2026-11-23');
let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

type Change = (state: RecordStateV1) => RecordStateV1;
const withContent = (content: object): Change => (s) => ({ ...s, status: 'effective', content: { ...s.content, ...content } as RecordStateV1['content'] });
const changes: Change[] = [
  (s) => ({ ...s, status: 'effective' }),
  (s) => ({ ...s, status: 'held', heldReasons: ['NAME_CODE_MISMATCH'] }),
  (s) => ({ ...s, status: 'revoked', change: { reason: '撤销', effectiveOn: TODAY, changedFields: [] } }),
  withContent({ penaltyTypes: ['WARNING'] }),
  withContent({ penaltyTypes: ['CLOSE_DOWN'] }),
  withContent({ restricted: 'privacy' }),
];

type Arrival = { record: RecordVersion } | { subject: SubjectVersion };
const deliver = async (batches: readonly (readonly Arrival[])[]): Promise<void> => {
  for (const batch of batches) {
    await onDay(db, TODAY, async (uow) => {
      const records = batch.flatMap((a) => ('record' in a ? [a.record] : []));
      const subjects = batch.flatMap((a) => ('subject' in a ? [a.subject] : []));
      if (subjects.length > 0) await projectSubjects(uow, subjects);
      if (records.length === 0) return;
      await decidePublicityOf(uow, { entries, commitments, rulebook: defaultRulebook, answers }, records);
      await projectPublicContent(uow, defaultRulebook, records);
    });
  }
};

/** What stands in the tables, without ids and without what only tells the history. */
const ending = async (recordId: string, subjectId: string): Promise<object> => {
  const entry = (await db.pool.query(`select status = 'posted' as public, record_version, reason, detail, rule_id, case when status = 'posted' then ends_on end as ends_on, due_on from publicity_entry where id = $1`, [recordId])).rows;
  const view = (await db.pool.query('select record_version, content, ending from public_entry_view where entry_id = $1', [recordId])).rows;
  const subject = (await db.pool.query('select version, name, normalised_name, uscc, former_names, status from public_subject where subject_id = $1', [subjectId])).rows;
  const former = (await db.pool.query('select kind, value from former_subject_key where subject_id = $1 order by 1, 2', [subjectId])).rows;
  return { entry, view, subject, former };
};

describe('facts of a record and of its subject, from two topics, in any order, split and repeated', () => {
  it('end in the same rows', async () => {
    const plan = fc.record({
      picks: fc.array(fc.nat(changes.length - 1), { minLength: 1, maxLength: 5 }),
      names: fc.array(fc.constantFrom('甲有限公司', '乙有限公司', '丙有限公司'), { minLength: 1, maxLength: 3 }),
      order: fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }),
      again: fc.array(fc.nat(100), { maxLength: 6 }),
      size: fc.integer({ min: 1, max: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ picks, names, order, again, size }) => {
        const run = async (shuffled: boolean): Promise<object> => {
          const subject = { subjectId: newRecordId(), subjectClass: 'LEGAL_ENTITY', name: '甲有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' } as const;
          const base = { ...penalty({ subject }), docNo: '固定文号' };
          const all: Arrival[] = [
            ...picks.map((pick, n) => ({ record: { version: String(n + 1), state: changes[pick]!(base) } })),
            ...names.map((name, n) => ({
              subject: { subjectId: subject.subjectId, version: String(n + 1), state: { subject: { ...subject, name }, formerNames: names.slice(0, n).map((old) => ({ name: old, until: TODAY })), formerUsccs: [], effectiveOn: TODAY } },
            })),
          ];
          const repeated = shuffled ? [...all, ...again.map((n) => all[n % all.length]!)] : all;
          const arrivals = shuffled ? repeated.map((a, n) => ({ a, at: order[n]! })).sort((x, y) => x.at - y.at).map(({ a }) => a) : repeated;
          const batches = shuffled ? Array.from({ length: Math.ceil(arrivals.length / size) }, (_, n) => arrivals.slice(n * size, (n + 1) * size)) : [arrivals];
          await deliver(batches);
          return ending(base.recordId, subject.subjectId);
        };
        expect(await run(true)).toEqual(await run(false));
      }),
      { numRuns: 60 },
    );
  });
});
