import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OBJECTION, type ObjectionV1 } from '@credit/contracts/events';
import { localDate, type Instant } from '@credit/kernel';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { disputedFields, disputedSince, DisputeMarks1764900000000, disputesOf, newEventId, projectDisputes, withUnitOfWork } from '../../src/index.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await pipelineFixture({ migrations: [DisputeMarks1764900000000] });
});
afterAll(() => f?.close());

const sampleOf = (type: string): ObjectionV1 => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: ObjectionV1 } }).envelope.data;
const TODAY = localDate('2026-11-23');
type Fact = { data: ObjectionV1; aggregateVersion: string };

/** The facts of one objection to an item, as its owner tells them. */
const history = (id: string, types: readonly string[], over: Partial<ObjectionV1> = {}): Fact[] => {
  const objectionId = newEventId();
  return types.map((type, n) => ({ aggregateVersion: String(n + 1), data: { ...sampleOf(type), ...over, objectionId, target: { ...sampleOf(type).target, id } } }));
};
const project = (facts: readonly Fact[]) => withUnitOfWork(f.database, { actor: 'test', now: '2026-11-23T04:00:00.000Z' as Instant, today: TODAY }, (uow) => projectDisputes(uow, facts));
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
      expect([await disputesOf(uow, 'record', [id, newEventId()]), await disputesOf(uow, 'list-entry', [id]), await disputesOf(uow, 'record', [])]).toEqual([new Map([[id, '2026-11-22T01:00:00Z']]), new Map(), new Map()]);
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
