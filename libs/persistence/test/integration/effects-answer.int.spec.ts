import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { EFFECTS_ENDED, validateData, type EffectsAnswerV1, type EffectV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate, type Instant } from '@credit/kernel';
import { answerEndings, derivedId, effectsAnswerFact, EffectsAnswerRow, effectsAnswers, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, isTransient, newEventId, withUnitOfWork, type EndingAnswered } from '@credit/persistence';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';

const store = effectsAnswers(TOPICS.recordEvents);
let f: PipelineFixture;
beforeAll(async () => void (f = await pipelineFixture({ service: 'credit-record', entities: [EffectsAnswerRow], migrations: [EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001] })), 60_000);
afterAll(() => f?.close(), 30_000);

const NOW = '2026-11-23T04:00:00.000Z' as Instant;
const effect = (): EffectV1 => ({ effectId: newEventId(), kind: 'record-use', recipient: 'credit-record', endedAt: NOW, mustAcknowledge: false });
const ending = (count: number, version = '2', id = newEventId()): EndingAnswered => ({
  ended: { kind: 'record', id, version, ending: 'revoked', on: localDate('2026-11-23') }, subject: { subjectId: newEventId(), subjectClass: 'LEGAL_ENTITY', name: '样例商贸有限公司', status: 'registered' },
  effects: Array.from({ length: count }, effect), cause: { causationId: newEventId(), correlationId: 'request-1' },
});
const answered = (endings: readonly EndingAnswered[]) => withUnitOfWork(f.database, { actor: 'test', now: NOW, today: localDate('2026-11-23') }, (uow) => answerEndings(uow, store, 'credit-record', endings));
const told = async ({ ended }: EndingAnswered): Promise<{ key: string; version: string; headers: Record<string, string>; data: EffectsAnswerV1 }[]> =>
  (await f.admin.query(`select key, aggregate_version as version, headers::json as headers, payload::json as data from journal where payload::jsonb #>> '{ended,id}' = $1 order by id`, [ended.id])).rows;

it('each ending is one fact on the topic of its owner, under its subject, with what caused it; also with nothing to tell', async () => {
  const [one, none] = [ending(2), ending(0)];
  await answered([one, none]);
  const [fact] = await told(one);
  expect(fact).toMatchObject({ key: one.subject.subjectId, version: '1', headers: { ce_type: EFFECTS_ENDED['credit-record'], ce_causationid: one.cause!.causationId, ce_correlationid: 'request-1' } });
  expect(fact!.data).toEqual({ answerId: derivedId(['credit-record', 'record', one.ended.id, '2', '1']), owner: 'credit-record', ended: one.ended, subject: one.subject, part: 1, parts: 1, effects: one.effects });
  expect((await told(none)).map(({ data }) => [data.part, data.parts, data.effects])).toEqual([[1, 1, []]]);
  for (const { data } of [fact!, ...(await told(none))]) expect(validateData(EFFECTS_ENDED['credit-record'], data)).toEqual([]);
});

it('told again, alone, within one batch or by two at once, it is the same answer; another ending of the same item is another', async () => {
  const one = ending(1);
  await answered([one, { ...one, effects: [] }]);
  await answered([{ ...one, effects: [] }]);
  expect((await told(one)).map(({ data }) => data.effects)).toEqual([one.effects]);
  await answered([ending(0, '3', one.ended.id)]);
  expect((await told(one)).map(({ data }) => data.ended.version)).toEqual(['2', '3']);
  const both = ending(1);
  const outcomes = await Promise.allSettled([answered([both]), answered([both])]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') expect(isTransient(outcome.reason)).toBe(true);
  await answered([both]);
  expect(await told(both)).toHaveLength(1);
});

it('more than 500 effects go out in parts, each whole and valid, in order', async () => {
  const many = ending(1_001);
  await answered([many]);
  const parts = (await told(many)).map(({ data }) => data);
  expect(parts.map(({ part, parts: all, effects }) => [part, all, effects.length])).toEqual([[1, 3, 500], [2, 3, 500], [3, 3, 1]]);
  expect(parts.flatMap(({ effects }) => effects)).toEqual(many.effects);
  expect(new Set(parts.map(({ answerId }) => answerId)).size).toBe(3);
  for (const data of parts) expect(validateData(EFFECTS_ENDED['credit-record'], data)).toEqual([]);
});

it('what was told does not change: the database refuses a second word and a second answer', async () => {
  const one = ending(1);
  await answered([one]);
  const id = derivedId(['credit-record', 'record', one.ended.id, '2', '1']);
  const refused = { constraint: 'effects_answer_told_once' };
  await expect(f.admin.query(`update effects_answer set version = 2 where id = $1`, [id])).rejects.toMatchObject(refused);
  await expect(f.admin.query(`update effects_answer set public_version = 2 where id = $1`, [id])).rejects.toMatchObject(refused);
  await expect(f.admin.query(`update effects_answer set status = 'absent' where id = $1`, [id])).rejects.toMatchObject(refused);
  await expect(f.admin.query(`insert into effects_answer select * from effects_answer where id = $1`, [id])).rejects.toMatchObject({ constraint: 'effects_answer_pk' });
});

it('after a restore that lost commits it is told again as it was, under a higher epoch (decision 15)', async () => {
  const one = ending(2);
  await answered([one]);
  const id = derivedId(['credit-record', 'record', one.ended.id, '2', '1']);
  await withUnitOfWork(f.database, { actor: 'test', now: NOW, today: localDate('2026-11-23') }, (uow) => store.rebase(uow, new Map([[id, 7]]), async (states) => new Map([...states].map(([key, state]) => [key, effectsAnswerFact(state)!]))));
  const [first, again] = await told(one);
  expect(again!.data).toEqual(first!.data);
  expect(BigInt(again!.version) > 7n).toBe(true);
  await answered([one]);
  expect(await told(one)).toHaveLength(2);
});
