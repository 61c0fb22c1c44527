import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate as d, type Instant } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { pipelineFixture } from '@credit/testing/pipeline';
import { findEnding } from '../../src/application/queries/find-endings.ts';
import { EndingsConsumer } from '../../src/inbound/kafka/endings.consumer.ts';
import { CorrectionTaskRow } from '../../src/outbound/correction-task.row.ts';
import { correctionTasks } from '../../src/outbound/correction-task.store.ts';
import { CreditRepair1764600000000 } from '../../src/outbound/migrations/1764600000000-credit-repair.ts';
import { LapseCertificates1764800000000 } from '../../src/outbound/migrations/1764800000000-lapse-certificates.ts';
import { CorrectionTasks1764820000000 } from '../../src/outbound/migrations/1764820000000-correction-tasks.ts';
import { DiscontinuedCorrections1765300000000 } from '../../src/outbound/migrations/1765300000000-discontinued-corrections.ts';
import { RepairCaseRow } from '../../src/outbound/repair-case.row.ts';
import { RepairNoticeRow } from '../../src/outbound/repair-notice.row.ts';
import { repairCases } from '../../src/outbound/repair-case.store.ts';
import { repairNotices } from '../../src/outbound/repair-notice.store.ts';
import { shieldings } from '../../src/outbound/shielding.store.ts';
import { answer, answersTo, effect, endedEntry, liftConfirmed, measure, reinstatedRecord, repairedRecord, revokedRecord, TOPIC_OF, type Told } from '../sample-endings.ts';
import { listEntry, penalty } from '../sample-items.ts';
import { shuffled } from './shuffled.ts';

let f: Awaited<ReturnType<typeof pipelineFixture>>;
let db: Database;
beforeAll(async () => {
  f = await pipelineFixture({ service: 'credit-repair', entities: [RepairCaseRow, RepairNoticeRow, CorrectionTaskRow], migrations: [CreditRepair1764600000000, LapseCertificates1764800000000, CorrectionTasks1764820000000, DiscontinuedCorrections1765300000000] });
  db = f.database;
}, 60_000);
afterAll(() => f?.close());

const consumer = new EndingsConsumer({ cases: repairCases, notices: repairNotices, shieldings, corrections: correctionTasks, rulebook: defaultRulebook, city: { departments: [] } as never });
const HANDLERS = { [TOPIC_OF['credit-record']]: 'ofRecords', [TOPIC_OF['list-designation']]: 'ofEntries', [TOPIC_OF['joint-discipline']]: 'ofDiscipline', [TOPIC_OF.publicity]: 'ofPublicity' } as Record<string, 'ofRecords' | 'ofEntries' | 'ofDiscipline' | 'ofPublicity'>;
const arrive = (facts: readonly (Told & { rebase?: true })[]) => withUnitOfWork(db, { actor: 'test', now: '2026-11-23T04:00:00.000Z' as Instant, today: d('2026-11-23') }, async (uow) => {
  const events = facts.map((fact) => ({ ...fact, id: fact.aggregateId, time: '2026-11-23T04:00:00.000Z', aggregateVersion: String(fact.version), businessDate: d('2026-11-23') }));
  const outcome = (await consumer[HANDLERS[facts[0]!.topic]!]({ topic: facts[0]!.topic, uow, events } as never)) as { error?: unknown } | undefined;
  if (outcome?.error !== undefined) throw outcome.error;
});
const TABLES = ['ending', 'ending_answer', 'effect_acknowledgement', 'correction_task'];
const rows = async () => Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, (await db.pool.query(`select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`)).rows.map(({ row }) => row)] as const)));
const clear = () => db.pool.query(`truncate ${TABLES.join(', ')} cascade`);

const entry = listEntry(d('2025-11-10'));
const record = penalty(d('2026-07-01'));
const delisted = endedEntry(entry, 'repaired');
const wrong = listEntry(d('2025-11-11'));
const revoked = endedEntry(wrong, 'revoked');
const repaired = repairedRecord(record, '0193a000-0000-7000-8000-000000000200');
const back = penalty(d('2026-07-02'));
const undone = revokedRecord(back);
const reinstated = reinstatedRecord(back);
const [lifted, silent] = [measure('benxi-housing-construction'), measure('benxi-transport')];
const FACTS: readonly Told[] = [
  delisted.fact, ...answersTo({ ...delisted.ended, caseId: '0193a000-0000-7000-8000-000000000201' }, entry.subject).slice(1).filter(({ topic }) => topic !== TOPIC_OF['joint-discipline']), answer('list-designation', delisted.ended, entry.subject, [effect('notice', 'benxi-audit')]),
  answer('joint-discipline', delisted.ended, entry.subject, [lifted], 1, 2), answer('joint-discipline', delisted.ended, entry.subject, [silent, effect('look-up-answer', 'benxi-health')], 2, 2), liftConfirmed(lifted, entry), liftConfirmed(lifted, entry),
  revoked.fact, answer('publicity', revoked.ended, wrong.subject, [effect('list-posting', 'public')]), answer('joint-discipline', revoked.ended, wrong.subject, [measure('benxi-health')], 1, 2), answer('joint-discipline', revoked.ended, wrong.subject, [effect('prompt', 'benxi-health')], 2, 2),
  repaired.fact, ...answersTo(repaired.ended, record.subject, { publicity: [effect('publicity', 'public')] }),
  undone.fact, reinstated, answer('publicity', undone.ended, back.subject, [effect('publicity', 'public')]),
];
/** One partition keeps the facts of one record in order: it is never reinstated before it was revoked. */
const inOrderOfRecord = (facts: readonly Told[]): Told[] => {
  const [first, second] = [facts.indexOf(undone.fact), facts.indexOf(reinstated)];
  return first < second ? [...facts] : facts.map((fact, n) => (n === first ? reinstated : n === second ? undone.fact : fact));
};

describe('endings, answers and confirmations come in any order (P-13)', () => {
  it('every order, alone or several at once, with repeats, ends in the same rows', async () => {
    await clear();
    for (const fact of FACTS) await arrive([fact]);
    const expected = await rows();
    expect(Object.values(expected).map((all) => all.length)).toEqual([4, 11, 3, 4]);
    for (let seed = 1; seed <= 40; seed++) {
      await clear();
      const order = inOrderOfRecord(shuffled([...FACTS, ...shuffled(FACTS, seed).slice(0, 4).filter((fact) => fact !== reinstated)], seed));
      while (order.length > 0) {
        const [first] = order;
        const run = order.findIndex(({ topic }) => topic !== first!.topic);
        await arrive(order.splice(0, seed % 2 === 0 || run === 0 ? 1 : run === -1 ? order.length : run));
      }
      expect({ seed, rows: await rows() }).toEqual({ seed, rows: expected });
    }
  });

  it('what is told again after a restore is no second ending and opens no second task', async () => {
    await clear();
    for (const fact of FACTS) await arrive([fact]);
    const before = await rows();
    const again = endedEntry(wrong, 'revoked', 2 ** 32 + 1);
    await arrive([{ ...again.fact, rebase: true }]);
    expect(await rows()).toEqual(before);
    for (const fact of answersTo(again.ended, wrong.subject, { publicity: [effect('list-posting', 'public')] })) await arrive([fact]);
    expect((await rows())['correction_task']).toEqual(before['correction_task']);
    expect(await findEnding(db, { kind: 'list-entry', id: wrong.entryId }, { source: null, subjectId: null })).toMatchObject({ ended: { ending: 'revoked', document: { docNo: wrong.decision.docNo } } });
    await clear();
    await arrive([{ ...again.fact, rebase: true }]);
    expect(await rows()).toMatchObject({ ending: [{ item_id: wrong.entryId, version: 2 ** 32 + 1 }] });
  });

  it('the database refuses a part beyond the parts, a second ending of the same version, and a department without a document', async () => {
    await clear();
    for (const fact of FACTS) await arrive([fact]);
    await expect(db.pool.query(`update ending_answer set part = parts + 1`)).rejects.toThrow(/ending_answer_part/);
    await expect(db.pool.query(`insert into ending select gen_random_uuid(), kind, item_id, version, ending, ended_on, subject_id, source, case_id, document, undone from ending`)).rejects.toThrow(/ending_once/);
    await expect(db.pool.query(`update ending set source = 'x', document = null`)).rejects.toThrow(/ending_source_of_document/);
  });
});
