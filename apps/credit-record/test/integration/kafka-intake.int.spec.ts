import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INTAKE, RECORD, SUBJECT } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { eventually, penaltyData, registrationData, syntheticFirm } from '@credit/testing';
import { MARKET, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const penalty = (seed: number, more: object = {}) => penaltyData({ party: syntheticFirm(seed), authority: MARKET, docNo: `本市监罚〔2026〕${seed}号`, ...more });

describe('a penalty from Kafka', () => {
  it('of a registered firm: accepted, recorded, receipt with the publicity term, all facts on their topics', async () => {
    const firm = syntheticFirm(1);
    const registered = await s.send(MARKET.source, firm.uscc, { type: INTAKE.registration, data: registrationData(firm) });
    expect(await s.receipt(MARKET.source, registered)).toMatchObject({ state: 'accepted', findings: [] });
    const id = await s.send(MARKET.source, firm.uscc, { type: INTAKE.penalty, data: penalty(1) });
    const receipt = await s.receipt(MARKET.source, id);
    expect(receipt).toMatchObject({ state: 'accepted', eventId: id, findings: [], publicity: { dueOn: '2026-12-01', provisional: false, daysLeft: 6 } });
    await eventually(async () => (await s.events(TOPICS.recordEvents)).length === 1 && (await s.events(TOPICS.subjectEvents)).length === 1, 'both facts are published');
    expect((await s.events(TOPICS.subjectEvents))[0]).toMatchObject({ type: SUBJECT.registered, aggregateId: receipt.subjectId, aggregateVersion: '1' });
    expect((await s.events(TOPICS.recordEvents))[0]).toMatchObject({ type: RECORD.recorded, aggregateId: receipt.recordId, aggregateVersion: '1', causationId: id, data: { status: 'effective', docNo: '本市监罚〔2026〕1号', subject: { name: firm.name, status: 'registered' } } });
  });
});
