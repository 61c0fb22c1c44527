import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '@credit/persistence';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { revocation } from '../../src/application/carry-on.ts';
import { AFTER_DEFENCE, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf, PINGSHAN } from './designation-desk.ts';

let f: PipelineFixture;
let another: Database;
beforeAll(async () => {
  f = await freshDatabase();
  another = await f.openAnother();
});
afterAll(() => f.close());

const { recordArrives, reviewed, decide, serve, row } = deskOf(() => f.database);

/** Firms with the same two reviewed proposals, one of each department: copies of a pair that went through the procedure, under ids of their own; their documents are confirmed for as long as the races take. */
const COPIES = `
  with firm as materialized (select gen_random_uuid()::text as subject, gen_random_uuid()::text as record from generate_series(1, $1::int)),
    document as (insert into evidence select c.* from evidence e, firm f
      cross join lateral jsonb_populate_record(null::evidence, to_jsonb(e) || jsonb_build_object('record_id', f.record, 'subject_id', f.subject, 'confirmed_at', 'infinity')) c where e.record_id = $2::uuid),
    proposal as materialized (select f.*, gen_random_uuid()::text as id, d.id::text as of, d.subject_id::text as of_subject, to_jsonb(d)::text as whole from designation d, firm f where d.id = any($3::uuid[])),
    copy as (insert into designation select c.* from proposal p
      cross join lateral jsonb_populate_record(null::designation, replace(replace(replace(p.whole, p.of, p.id), p.of_subject, p.subject), $2::text, p.record)::jsonb) c returning id, subject_id, source)
  select mine.id as mine, theirs.id as theirs from copy mine join copy theirs using (subject_id) where mine.source = $4 and theirs.source = $5`;

/** Runs `race` for so many firms, sixteen at a time. */
async function races(count: number, race: (ids: { mine: string; theirs: string }) => Promise<void>): Promise<void> {
  const firm = newFirm();
  const penalty = penaltyOf(firm);
  await recordArrives(penalty);
  const pair = [await reviewed(firm, [penalty.recordId]), await reviewed(firm, [penalty.recordId], PINGSHAN)];
  const waiting = (await f.database.pool.query<{ mine: string; theirs: string }>(COPIES, [count, penalty.recordId, pair, MARKET, PINGSHAN])).rows;
  expect(waiting).toHaveLength(count);
  while (waiting.length > 0) await Promise.all(waiting.splice(0, 16).map(race));
  await f.database.pool.query('delete from designation where id = any($1::uuid[])', [pair]);
}

const refusalsOf = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] => outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [(outcome.reason as { code?: string }).code ?? String(outcome.reason)] : []));
/** What each firm was left with, and how many firms with the same. */
const LEFT = `select of_firm.left, count(*)::int as races from (select string_agg(status, ',' order by status) as left from designation group by subject_id) of_firm group by 1`;
const LISTED_TWICE = `select subject_id from designation where status in ('decided-to-list', 'served', 'in-force') group by subject_id, list_type having count(*) > 1`;

describe('two departments at once on one subject (R18)', () => {
  it('of 1,000 pairs of decisions each leaves one entry, as if one had come after the other; the loser is told that the subject is listed', async () => {
    await races(1_000, async ({ mine, theirs }) => {
      expect(refusalsOf(await Promise.allSettled([decide(mine), decide(theirs, { source: PINGSHAN, at: another })]))).toEqual(['DESIGNATION.ALREADY_LISTED']);
    });
    expect((await f.database.pool.query(LEFT)).rows).toEqual([{ left: 'decided-to-list,reviewed', races: 1_000 }]);
  }, 300_000);

  it('of 100 decisions that meet the revocation of the entry in their way, each comes before it and is refused, or after it and lists; never both', async () => {
    await races(100, async ({ mine, theirs }) => {
      await decide(mine);
      await serve(mine);
      const revoke = () => onDay(another, AFTER_DEFENCE, (uow) => revocation({ uow, desk, id: mine, by: 'officer-2', source: MARKET }, { reason: '认定错误' }));
      const refusals = refusalsOf(await Promise.allSettled([revoke(), decide(theirs, { source: PINGSHAN })]));
      expect(['', 'DESIGNATION.ALREADY_LISTED']).toContain(refusals.join());
      expect(await row(mine)).toMatchObject({ status: 'ended', ending: 'revoked' });
      expect((await row(theirs)).status).toBe(refusals.length === 0 ? 'decided-to-list' : 'reviewed');
      if (refusals.length > 0) await decide(theirs, { source: PINGSHAN });
    });
    expect((await f.database.pool.query(LISTED_TWICE)).rows).toEqual([]);
  }, 120_000);
});
