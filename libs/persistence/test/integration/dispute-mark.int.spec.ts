import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBJECTION, REVIEW, type ObjectionV1, type ReviewV1 } from '@credit/contracts/events';
import { localDate, type Instant, type LocalDate } from '@credit/kernel';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { disputedFields, disputedSince, DisputeMarks1764900000000, marksOf, newEventId, projectMarks, ReviewMarks1765200000000, subjectExplanations, SubjectExplanations1765310000000, underReviewSince, withUnitOfWork } from '../../src/index.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await pipelineFixture({ migrations: [DisputeMarks1764900000000, ReviewMarks1765200000000, SubjectExplanations1765310000000] });
});
afterAll(() => f?.close());

const sampleOf = <T = ObjectionV1>(type: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;
const TODAY = localDate('2026-11-23');
type Fact = { data: ObjectionV1; aggregateVersion: string };

/** The facts of one objection to an item, as its owner tells them. */
const history = (id: string, types: readonly string[], over: Partial<ObjectionV1> = {}): Fact[] => {
  const objectionId = newEventId();
  return types.map((type, n) => ({ aggregateVersion: String(n + 1), data: { ...sampleOf(type), ...over, objectionId, target: { ...sampleOf(type).target, id } } }));
};
const project = (facts: readonly { data: ObjectionV1 | ReviewV1; aggregateVersion: string }[]) => withUnitOfWork(f.database, { actor: 'test', now: '2026-11-23T04:00:00.000Z' as Instant, today: TODAY }, (uow) => projectMarks(uow, facts));
const seen = async (id: string): Promise<{ since: Instant | null; fields: string[] }> => (await f.admin.query(`select ${disputedSince('record', '$1::uuid')} as since, ${disputedFields('record', '$1::uuid')} as fields`, [id])).rows[0];

/** A generator of numbers in [0, 1) that a seed repeats. */
const numbers = (seed: number) => () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
const shuffled = <T>(items: readonly T[], random: () => number): T[] => items.map((item) => [random(), item] as const).sort(([a], [b]) => a - b).map(([, item]) => item);

describe('an item is marked while somebody objects to it (B30, trap 18)', () => {
  it('from the lodging on, with the fields in question; not any more when it is decided', async () => {
    const id = newEventId();
    const [lodged, verified, rejected] = history(id, [OBJECTION.lodged, OBJECTION.verified, OBJECTION.rejected]) as [Fact, Fact, Fact];
    await project([lodged]);
    expect(await seen(id)).toMatchObject({ since: new Date(lodged.data.lodgedAt), fields: ['fineAmountWan'] });
    await project([verified]);
    expect((await seen(id)).since).not.toBeNull();
    await project([rejected]);
    expect(await seen(id)).toEqual({ since: null, fields: [] });
  });

  it('of two objections the earlier one counts, and the other keeps the mark when it has been decided', async () => {
    const id = newEventId();
    const early = history(id, [OBJECTION.lodged, OBJECTION.retracted], { lodgedAt: '2026-11-20T01:00:00.000Z' as Instant });
    const late = history(id, [OBJECTION.lodged], { lodgedAt: '2026-11-22T01:00:00.000Z' as Instant, fields: ['facts'] });
    await project([early[0]!, late[0]!]);
    expect(await seen(id)).toEqual({ since: new Date('2026-11-20T01:00:00.000Z'), fields: ['facts', 'fineAmountWan'] });
    await project([early[1]!]);
    expect(await seen(id)).toEqual({ since: new Date('2026-11-22T01:00:00.000Z'), fields: ['facts'] });
    await withUnitOfWork(f.database, { actor: 'test', now: '2026-11-23T04:00:00.000Z' as Instant, today: TODAY }, async (uow) => {
      expect([await marksOf(uow, 'record', [id, newEventId()]), await marksOf(uow, 'list-entry', [id]), await marksOf(uow, 'record', [])]).toEqual([new Map([[id, { disputedSince: '2026-11-22T01:00:00Z' }]]), new Map(), new Map()]);
    });
  });

  it('every order of arrival, with repetitions, in batches of any size, ends in the same marks (endings overtake, P-5)', async () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = numbers(seed);
      const id = newEventId();
      const endings = [OBJECTION.accepted, OBJECTION.rejected, OBJECTION.retracted, null, null];
      const all = [1, 2, 3].map((n) => {
        const ending = endings[Math.floor(random() * endings.length)] ?? null;
        return { ending, facts: history(id, [OBJECTION.lodged, OBJECTION.extended, OBJECTION.verified, ...(ending === null ? [] : [ending])], { lodgedAt: `2026-11-0${n}T01:00:00.000Z` as Instant }) };
      });
      const facts = all.flatMap(({ facts: own }) => own);
      const arriving = shuffled([...facts, ...facts.filter(() => random() < 0.4)], random);
      while (arriving.length > 0) await project(arriving.splice(0, 1 + Math.floor(random() * 4)));
      const open = all.findIndex(({ ending }) => ending === null);
      expect([seed, (await seen(id)).since]).toEqual([seed, open < 0 ? null : new Date(`2026-11-0${open + 1}T01:00:00.000Z`)]);
    }
  });
});

describe('主体说明: what the subject says of an item stands beside it (征信业管理条例 16)', () => {
  const said = async (id: string) => (await f.database.pool.query(`select ${subjectExplanations('record', '$1::uuid')} as said`, [id])).rows[0].said;
  const explanation = (text: string, on = '2026-11-24') => ({ on: on as LocalDate, text });

  it('from the day of the explanation on, also when the objection has been decided; not any more when it is retracted', async () => {
    const id = newEventId();
    const [lodged, explained, rejected, retracted] = history(id, [OBJECTION.lodged, OBJECTION.explained, OBJECTION.rejected, OBJECTION.retracted]) as [Fact, Fact, Fact, Fact];
    for (const { data } of [explained, rejected, retracted]) data.explanation = explanation('罚款已缴清');
    await project([lodged]);
    expect(await said(id)).toEqual([]);
    await project([explained]);
    expect(await said(id)).toEqual([explanation('罚款已缴清')]);
    await project([rejected]);
    expect([await said(id), (await seen(id)).since]).toEqual([[explanation('罚款已缴清')], null]);
    await project([retracted]);
    expect(await said(id)).toEqual([]);
  });

  it('of two objections both stand, the newer first; a later explanation of the same replaces the earlier, whichever arrives first', async () => {
    const id = newEventId();
    const [one, two] = [history(id, [OBJECTION.explained, OBJECTION.explained]), history(id, [OBJECTION.explained])] as [[Fact, Fact], [Fact]];
    Object.assign(one[0].data, { explanation: explanation('先前的说明', '2026-11-20') });
    Object.assign(one[1].data, { explanation: explanation('后来的说明', '2026-11-21') });
    Object.assign(two[0].data, { explanation: explanation('另一说明', '2026-11-22') });
    await project([one[1]]);
    await project([one[0], two[0]]);
    expect(await said(id)).toEqual([explanation('另一说明', '2026-11-22'), explanation('后来的说明', '2026-11-21')]);
    expect(await said(newEventId())).toEqual([]);
  });

  it('a review carries none', async () => {
    await expect(f.admin.query(`insert into dispute_mark (objection_id, version, mark, target_kind, target_id, fields, since, explanation) values ($1, 1, 'under-review', 'record', $1, '[]', now(), '{"on":"2026-11-20","text":"x"}')`, [newEventId()])).rejects.toThrow('dispute_mark_explained_by_subject');
  });
});

describe('an item is marked while its decision is under reconsideration or litigation (LZ 43)', () => {
  const review = (id: string, types: readonly string[], over: Partial<ReviewV1> = {}) => {
    const reviewId = newEventId();
    return types.map((type, n) => ({ aggregateVersion: String(n + 1), data: { ...sampleOf<ReviewV1>(type), ...over, reviewId, target: { ...sampleOf<ReviewV1>(type).target, id } } }));
  };
  const marks = (id: string) => withUnitOfWork(f.database, { actor: 'test', now: '2026-11-23T04:00:00.000Z' as Instant, today: TODAY }, async (uow) => (await marksOf(uow, 'record', [id])).get(id));
  const shown = async (id: string) => (await f.database.pool.query(`select ${disputedSince('record', '$1::uuid')} as disputed, ${underReviewSince('record', '$1::uuid')} as review`, [id])).rows[0];

  it('from the day of the acceptance until the end, beside a dispute and apart from it', async () => {
    const id = newEventId();
    const [noted, ended] = review(id, [REVIEW.noted, REVIEW.ended]) as [{ data: ReviewV1; aggregateVersion: string }, { data: ReviewV1; aggregateVersion: string }];
    await project([noted]);
    expect([await shown(id), await marks(id)]).toEqual([{ disputed: null, review: '2026-11-20' }, { underReviewSince: '2026-11-20' }]);
    const [lodged, rejected] = history(id, [OBJECTION.lodged, OBJECTION.rejected]) as [Fact, Fact];
    await project([lodged]);
    expect(await marks(id)).toEqual({ disputedSince: expect.any(String), underReviewSince: '2026-11-20' });
    expect(await seen(id)).toMatchObject({ fields: ['fineAmountWan'] });
    await project([ended]);
    expect(await marks(id)).toEqual({ disputedSince: expect.any(String) });
    await project([rejected]);
    expect([await shown(id), await marks(id)]).toEqual([{ disputed: null, review: null }, undefined]);
  });

  it('of reconsideration and litigation the earlier counts; an end that overtakes its beginning leaves no mark', async () => {
    const id = newEventId();
    const early = review(id, [REVIEW.noted, REVIEW.ended], { acceptedOn: '2026-11-02' as LocalDate });
    await project([...review(id, [REVIEW.noted], { kind: 'litigation', acceptedOn: '2026-11-10' as LocalDate }), early[0]!]);
    expect(await marks(id)).toEqual({ underReviewSince: '2026-11-02' });
    await project([early[1]!]);
    expect(await marks(id)).toEqual({ underReviewSince: '2026-11-10' });
    const other = newEventId();
    const [noted, ended] = review(other, [REVIEW.noted, REVIEW.ended]);
    await project([ended!]);
    await project([noted!]);
    expect(await marks(other)).toBeUndefined();
  });

  it('no other kind of mark can be written', async () => {
    await expect(f.admin.query(`insert into dispute_mark (objection_id, version, mark, target_kind, target_id, fields, since) values ($1, 1, 'hidden', 'record', $1, '[]', now())`, [newEventId()])).rejects.toThrow('dispute_mark_known');
  });
});
