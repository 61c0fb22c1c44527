import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { isSignedBy } from '@credit/access';
import { DISCIPLINE, encodeKafka, OBJECTION, REVIEW, type ObjectionV1, type ReviewV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { entryOf, REGISTRY, runService, type Running } from './running-service.ts';

let s: Running;
let officer: string;
beforeAll(async () => {
  s = await runService();
  officer = await s.tokenOf(['case-officer'], REGISTRY);
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const look = async (uscc: string) => (await s.call('POST', '/v1/screenings', { token: officer, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc } } })).body;
const list = async (what: 'prompts' | 'measures', key: 'promptId' | 'measureId', id: string) => (await s.call('GET', `/v1/${what}`, { token: officer })).body.items.find((one: any) => one[key] === id);
const sampleOf = <T = ObjectionV1>(type: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;

async function send(type: string, aggregateId: string, version: number, data: ObjectionV1 | ReviewV1): Promise<void> {
  const { key, value, headers } = encodeKafka({ id: newEventId(), type, source: '/services/credit-repair', time: instantOf(Date.now()), aggregateId, aggregateVersion: String(version), data }, data.subject.subjectId);
  const producer = s.f.kafka.createProducer();
  await producer.connect();
  await producer.send([{ topic: TOPICS.objectionEvents, records: [{ key, value, headers }] }]);
  await producer.disconnect();
}

async function objection(type: string, objectionId: string, target: { kind: 'list-entry' | 'measure'; id: string; source?: string }, version: number, over: Partial<ObjectionV1> = {}): Promise<ObjectionV1> {
  const sample = sampleOf(type);
  const data = { ...sample, ...over, lodgedAt: '2026-11-23T08:00:01.253Z' as never, objectionId, target: { ...sample.target, ...target } };
  await send(type, objectionId, version, data);
  return data;
}

it('an entry or a measure that is disputed is marked in signed answers, prompts and measures, and no longer when that is decided', async () => {
  const uscc = '91210500MA0TYPE14G';
  const entry = entryOf({ subject: { ...entryOf().subject, uscc } });
  await s.tell('designated', entry);
  const hit = await eventually(async () => {
    const body = await look(uscc);
    return body.answer?.outcome === 'hit' ? body : undefined;
  }, 'the look-up hits');
  expect(hit.answer.entries[0]).not.toHaveProperty('disputedSince');
  const promptId = hit.answer.prompts[0].promptId as string;
  const { body: { measureId } } = await s.call('POST', `/v1/prompts/${promptId}/decision`, { token: officer, body: { choice: 'apply' }, key: randomUUID() });

  const toEntry = newEventId();
  const { lodgedAt } = await objection(OBJECTION.lodged, toEntry, { kind: 'list-entry', id: entry.entryId }, 1);
  const marked = await eventually(async () => {
    const body = await look(uscc);
    return body.answer.entries[0].disputedSince === undefined ? undefined : body;
  }, 'the answer is marked');
  expect(marked.answer.entries[0]).toMatchObject({ entryId: entry.entryId, disputedSince: lodgedAt });
  expect(isSignedBy((await s.call('GET', '/v1/keys/screening')).body, marked.answer, marked.signature)).toBe(true);
  expect([(await list('prompts', 'promptId', promptId)).disputedSince, (await list('measures', 'measureId', measureId)).disputedSince]).toEqual([lodgedAt, lodgedAt]);

  await objection(OBJECTION.rejected, toEntry, { kind: 'list-entry', id: entry.entryId }, 2);
  await eventually(async () => (await look(uscc)).answer.entries[0].disputedSince === undefined, 'the mark is gone');
  expect([(await list('prompts', 'promptId', promptId)).disputedSince, (await list('measures', 'measureId', measureId)).disputedSince]).toEqual([null, null]);
  const toMeasure = newEventId();
  await objection(OBJECTION.lodged, toMeasure, { kind: 'measure', id: measureId }, 1);
  await eventually(async () => (await list('measures', 'measureId', measureId)).disputedSince === lodgedAt, 'the measure is marked');
  expect((await list('prompts', 'promptId', promptId)).disputedSince).toBeNull();

  // another department's decision lifts nothing; that of its own does, and the entry under it goes on
  const { outcome } = sampleOf(OBJECTION.accepted);
  const wrong = { outcome: { kind: 'revoked' as const, on: outcome!.on, reason: '不应实施', docNo: '异〔2026〕1号' } };
  await objection(OBJECTION.accepted, newEventId(), { kind: 'measure', id: measureId }, 1, wrong);
  await objection(OBJECTION.accepted, toMeasure, { kind: 'measure', id: measureId, source: REGISTRY }, 2, wrong);
  await eventually(async () => (await list('measures', 'measureId', measureId)).state === 'lifted', 'the measure is lifted');
  expect(await list('measures', 'measureId', measureId)).toMatchObject({ liftedBecause: 'objection', due: { step: 'confirm-lift' }, inEffect: false, disputedSince: null });
  const { rows } = await s.f.admin.query(`select headers from journal where aggregate_id = $1 order by id`, [measureId]);
  expect(rows.map((row) => JSON.parse(row.headers).ce_type)).toEqual([DISCIPLINE.applied, DISCIPLINE.lifted]);
  expect((await look(uscc)).answer.outcome).toBe('hit');
});

it('an entry whose decision is under reconsideration or litigation is marked in signed answers, prompts and measures; the look-up still hits and the measure goes on (LZ 43, trap 17)', async () => {
  const uscc = '91210500MA00A0466Y';
  const entry = entryOf({ subject: { ...entryOf().subject, subjectId: newEventId(), uscc } });
  await s.tell('designated', entry);
  const hit = await eventually(async () => {
    const body = await look(uscc);
    return body.answer?.outcome === 'hit' ? body : undefined;
  }, 'the look-up hits');
  const promptId = hit.answer.prompts[0].promptId as string;
  const { body: { measureId } } = await s.call('POST', `/v1/prompts/${promptId}/decision`, { token: officer, body: { choice: 'apply' }, key: randomUUID() });
  const marks = async () => [(await look(uscc)).answer.entries[0].underReviewSince, (await list('prompts', 'promptId', promptId)).underReviewSince, (await list('measures', 'measureId', measureId)).underReviewSince];
  expect(await marks()).toEqual([undefined, null, null]);

  const reviewId = newEventId();
  const review = (type: string, version: number) => send(type, reviewId, version, { ...sampleOf<ReviewV1>(type), reviewId, target: { ...sampleOf<ReviewV1>(type).target, kind: 'list-entry', id: entry.entryId } });
  await review(REVIEW.noted, 1);
  await eventually(async () => (await marks())[0] !== undefined, 'the answer is marked');
  expect(await marks()).toEqual(['2026-11-20', '2026-11-20', '2026-11-20']);
  const { answer, signature } = await look(uscc);
  expect(isSignedBy((await s.call('GET', '/v1/keys/screening')).body, answer, signature)).toBe(true);
  expect([answer.outcome, answer.entries[0].disputedSince]).toEqual(['hit', undefined]);
  expect(await list('measures', 'measureId', measureId)).toMatchObject({ state: 'applied', inEffect: true, disputedSince: null });

  await review(REVIEW.ended, 2);
  await eventually(async () => (await marks())[0] === undefined, 'the mark is gone');
  expect(await marks()).toEqual([undefined, null, null]);
});
