import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { INTAKE, OBJECTION, REVIEW, type ObjectionV1, type ReviewV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { newEventId, projectMarks } from '@credit/persistence';
import { penaltyData, registrationData, syntheticFirm } from '@credit/testing';
import { findRecord, findRecordsOfSubject } from '../../src/application/queries/find-records.ts';
import { findStanding } from '../../src/application/queries/find-standing.ts';
import { findTimeline } from '../../src/application/queries/find-timeline.ts';
import { registerDatabase, type RegisterDatabase } from './register-database.ts';
import { MARKET } from './running-service.ts';

let r: RegisterDatabase;
beforeAll(async () => void (r = await registerDatabase()), 60_000);
afterAll(() => r?.close());

it('a record whose decision is under reconsideration or litigation is marked wherever it is read, and stays in effect (LZ 43, trap 17)', async () => {
  const firm = syntheticFirm(880);
  const [, receipt] = await r.say({ type: INTAKE.registration, data: registrationData(firm) }, { type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo: '标〔2026〕1号' }) });
  const id = receipt!.recordId!;
  const db = r.fixture.database;
  const { subject: { subjectId } } = (await findRecord(db, id, null))!;
  const everywhere = async () => {
    const [one, [listed], { standing }, { records: [past] }] = [(await findRecord(db, id, null))!, await findRecordsOfSubject(db, subjectId, null, null, 10), (await findStanding(db, id))!, await findTimeline(db, subjectId, localDate('2027-01-01'), null, { restrictedOf: () => true, repaired: true })];
    return [one, listed!, standing, past!].map(({ status, disputedSince, underReviewSince }) => [status, disputedSince, underReviewSince]);
  };
  const reviewId = newEventId();
  const tell = (type: string, aggregateVersion: string) => r.inUnitOfWork((uow) => {
    const { data } = (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${type}.json`, 'utf8')) as { envelope: { data: ReviewV1 } }).envelope;
    return projectMarks(uow, [{ data: { ...data, reviewId, target: { ...data.target, id } }, aggregateVersion }]);
  });
  expect(await everywhere()).toEqual(Array(4).fill(['effective', null, null]));
  await tell(REVIEW.noted, '1');
  expect(await everywhere()).toEqual(Array(4).fill(['effective', null, '2026-11-20']));
  await tell(REVIEW.ended, '2');
  expect(await everywhere()).toEqual(Array(4).fill(['effective', null, null]));
});

it('what the subject says of a record stands beside it in every view, apart from its content (征信业管理条例 16)', async () => {
  const firm = syntheticFirm(881);
  const [, receipt] = await r.say({ type: INTAKE.registration, data: registrationData(firm) }, { type: INTAKE.penalty, data: penaltyData({ party: firm, authority: MARKET, docNo: '标〔2026〕2号' }) });
  const id = receipt!.recordId!;
  const db = r.fixture.database;
  const before = (await findRecord(db, id, null))!;
  expect(before.subjectExplanations).toEqual([]);
  const { data } = (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${OBJECTION.explained}.json`, 'utf8')) as { envelope: { data: ObjectionV1 } }).envelope;
  await r.inUnitOfWork((uow) => projectMarks(uow, [{ data: { ...data, objectionId: newEventId(), target: { ...data.target, id } }, aggregateVersion: '2' }]));
  const [listed] = await findRecordsOfSubject(db, before.subject.subjectId, null, null, 10);
  for (const view of [(await findRecord(db, id, null))!, listed!]) {
    expect(view.subjectExplanations).toEqual([{ on: '2026-11-24', text: '罚款实际为二千元，已附缴款凭证' }]);
    expect([view.content, view.corrections, view.status]).toEqual([before.content, before.corrections, before.status]);
  }
});
