import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { OBJECTION, REVIEW, type ObjectionV1, type ReviewV1 } from '@credit/contracts/events';
import { newEventId } from '@credit/persistence';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { findDesignation } from '../../src/application/queries/find-designation.ts';
import { ObjectionsConsumer } from '../../src/inbound/kafka/objections.consumer.ts';
import { AFTER_DEFENCE, desk, deskOf, freshDatabase, newFirm, onDay, penaltyOf } from './designation-desk.ts';

let f: PipelineFixture;
const at = deskOf(() => f.database);
beforeAll(async () => void (f = await freshDatabase()), 60_000);
afterAll(() => f?.close());

it('an entry whose decision is under reconsideration or litigation is marked, and burdens as before (LZ 43, trap 17)', async () => {
  const firm = newFirm();
  const penalty = penaltyOf(firm);
  await at.recordArrives(penalty);
  const id = await at.listed(firm, [penalty.recordId]);
  const look = async () => {
    const { status, inForceToday, disputedSince, underReviewSince } = (await findDesignation(f.database, id, null, AFTER_DEFENCE))!;
    return [status, inForceToday, disputedSince, underReviewSince];
  };
  const reviewId = newEventId();
  const tell = (type: string, aggregateVersion: string) => onDay(f.database, AFTER_DEFENCE, (uow) => {
    const { data } = (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: ReviewV1 } }).envelope;
    return new ObjectionsConsumer(desk).mark({ uow, events: [{ type, aggregateVersion, data: { ...data, reviewId, target: { ...data.target, kind: 'list-entry', id } } }] } as never);
  });
  expect(await look()).toEqual(['in-force', true, null, null]);
  await tell(REVIEW.noted, '1');
  expect(await look()).toEqual(['in-force', true, null, '2026-11-20']);
  await tell(REVIEW.ended, '2');
  expect(await look()).toEqual(['in-force', true, null, null]);
});

it('what the subject says of an entry stands beside it, and the entry is as it was (征信业管理条例 16)', async () => {
  const firm = newFirm();
  const penalty = penaltyOf(firm);
  await at.recordArrives(penalty);
  const id = await at.listed(firm, [penalty.recordId]);
  const look = async () => (await findDesignation(f.database, id, null, AFTER_DEFENCE))!;
  const before = await look();
  const { data } = (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${OBJECTION.explained}.json`, 'utf8')) as { envelope: { data: ObjectionV1 } }).envelope;
  await onDay(f.database, AFTER_DEFENCE, (uow) => new ObjectionsConsumer(desk).mark({ uow, events: [{ type: OBJECTION.explained, aggregateVersion: '2', data: { ...data, objectionId: newEventId(), target: { ...data.target, kind: 'list-entry', id } } }] } as never));
  expect(await look()).toEqual({ ...before, disputedSince: expect.any(String), subjectExplanations: [{ on: '2026-11-24', text: '罚款实际为二千元，已附缴款凭证' }] });
  expect(before.subjectExplanations).toEqual([]);
});
