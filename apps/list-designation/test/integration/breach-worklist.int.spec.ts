import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT, RECORD, type CommitmentV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { newFirm } from './designation-desk.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

let s: RunningListDesignation;
beforeAll(async () => void (s = await runListDesignation()), 60_000);
afterAll(() => s?.stop(), 30_000);

const sampleOf = <T>(name: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${name}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;

describe('a breach over Kafka', () => {
  it('waits as a proposal on the list of the department that decided it, and on no other; it can be asked for by status, list and subject', async () => {
    const subject = newFirm();
    const code = '21050020261123900001';
    await s.record({ ...sampleOf<RecordStateV1>(`${RECORD.recorded}~commitment-breach`), recordId: newEventId(), subject, docNo: code });
    const commitment: CommitmentV1 = { ...sampleOf<CommitmentV1>(COMMITMENT.breached), commitmentId: randomUUID(), commitmentCode: code, subject };
    await s.about(TOPICS.commitmentEvents, subject.subjectId, commitment.commitmentId, COMMITMENT.breached, commitment);
    const officer = await s.token(['case-officer'], 'li');
    const listed = (query: string, token = officer) => s.call('GET', `/v1/designations?${query}`, token);
    const items = await eventually(async () => {
      const { body } = await listed(`subjectId=${subject.subjectId}`);
      return body.items.length > 0 ? body.items : undefined;
    }, 'the proposal waits');
    expect(items).toMatchObject([{ status: 'proposed', listType: { code: 'KEY_ATTENTION' }, subject: { subjectId: subject.subjectId }, proposal: { proposedBy: 'service:commitment' }, inForceToday: false }]);
    const ids = async (query: string, token = officer) => (await listed(query, token)).body.items.map(({ designationId }: any) => designationId);
    const [{ designationId }] = items;
    expect([await ids('status=proposed&listType=KEY_ATTENTION'), await ids('status=in-force'), await ids(`after=${designationId}`)]).toEqual([[designationId], [], []]);
    expect([await ids('', await s.token(['case-officer'], 'zhao', 'benxi-fire')), await ids('', await s.token(['auditor'], 'qian'))]).toEqual([[], [designationId]]);
    const [taken, reviewed] = [await s.call('POST', `/v1/designations/${designationId}/notice`, officer, { addresseeSubjectId: subject.subjectId, grounds: '违背信用承诺' }), await s.call('POST', `/v1/designations/${designationId}/defence`, officer, { waived: true })];
    expect([taken.body.proposal.proposedBy.includes('li'), reviewed.body.status]).toEqual([true, 'waived']);
    expect((await s.call('POST', `/v1/designations/${designationId}/review`, await s.token(['approver'], 'li'), { opinion: '属实' })).body.code).toBe('DESIGNATION.SAME_OFFICER');
    expect((await s.call('POST', `/v1/designations/${designationId}/review`, await s.token(['approver'], 'wang'), { opinion: '属实' })).body.status).toBe('reviewed');
  });
});
