import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT_REPORT, DESIGNATION, MATTER, type ListEntryV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { syntheticUscc } from '@credit/testing';
import { text } from '../sample-commitments.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

let s: RunningCommitment;
let officer: string;
let approver: string;
let seed = 1;
beforeAll(async () => {
  s = await runCommitment();
  [officer, approver] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['approver'], { dept: MARKET })];
}, 60_000);
afterAll(() => s?.stop());

const newFirm = (): Promise<SubjectSnapshot> => s.subject({ uscc: syntheticUscc(seed, '91210500'), name: `本溪样例${seed++}有限公司` });
/** An item of its own, published; and a case of it, which can be told again and again. */
async function caseOf(firm: SubjectSnapshot) {
  const item = { itemCode: `BX-R${seed++}`, version: 1 };
  const publish = (over: object = {}) => s.call('POST', '/v1/commitment-items', approver, { itemCode: item.itemCode, ...text(), ...over });
  const { body: { itemId } } = await publish();
  const referenceNo = `办-${randomUUID()}`;
  const tell = (over: object = {}) => s.call('POST', '/v1/commitments', officer, { promisor: { subjectId: firm.subjectId }, item, referenceNo, chosen: true, ...over });
  const first = await tell();
  expect(first.status).toBe(201);
  /** What a repetition is answered, and what it is answered in other words. */
  const repeated = async (over: object = {}) => {
    const [again, other] = [await tell(over), await tell({ ...over, content: '别的内容' })];
    return { again: [again.status, again.body.commitmentId], other: [other.status, other.body.code] };
  };
  const same = { again: [200, first.body.commitmentId], other: [409, 'COMMITMENT.ALREADY_MADE'] };
  const withdraw = async (): Promise<number> => (await s.call('POST', `/v1/commitment-items/${itemId}/withdrawal`, approver, { reason: '事项取消' })).status;
  return { item, referenceNo, publish, withdraw, tell, first: first.body, repeated, same };
}

describe('the same case told again is known as the same, whatever has happened since', () => {
  it('told twice it is one, other words are refused; ten at once are one', async () => {
    const one = await caseOf(await newFirm());
    expect(await one.repeated()).toEqual(one.same);
    const race = `办-${randomUUID()}`;
    const ten = await Promise.all(Array.from({ length: 10 }, () => one.tell({ referenceNo: race })));
    expect([new Set(ten.map(({ body }) => body.commitmentId)).size, ten.filter(({ status }) => status === 201).length]).toEqual([1, 1]);
  });

  it('its item tells another text now: by the version under which it was made; by the other one it is not the same', async () => {
    const one = await caseOf(await newFirm());
    expect((await one.publish({ told: '第二版', modelText: '第二版承诺' })).body.version).toBe(2);
    await s.moveDate('2026-11-24');
    expect(await one.repeated({ madeOn: '2026-11-23' })).toEqual(one.same);
    expect((await one.tell({ madeOn: '2026-11-23', item: { ...one.item, version: 2 } })).body.code).toBe('COMMITMENT.ALREADY_MADE');
  });

  it('its item was withdrawn, by REST and by Kafka; a new case of it is refused', async () => {
    const firm = await newFirm();
    const one = await caseOf(firm);
    expect(await one.withdraw()).toBe(200);
    const { madeOn } = one.first;
    expect(await one.repeated({ madeOn })).toEqual(one.same);
    expect((await one.tell({ referenceNo: `办-${randomUUID()}` })).body.code).toBe('COMMITMENT.ITEM_NOT_OFFERED');
    const reported = { matterId: newEventId(), source: MARKET, receivedAt: '2026-11-24T08:00:00.500Z', subject: firm, itemCode: one.item.itemCode, itemVersion: 1, authorityUscc: '11210500MB0XY1017D', referenceNo: one.referenceNo, madeOn };
    await s.fact(TOPICS.matterEvents, firm.subjectId, reported.matterId, 1, MATTER.commitmentReported, reported);
    const [answer] = await s.told(reported.matterId, (facts) => facts.length > 0);
    expect([answer!.type, answer!.data.commitmentCode]).toEqual([COMMITMENT_REPORT.takenOver, one.first.commitmentCode]);
  });

  it('the file of its firm was merged into another: told of either file; of a stranger it is not the same', async () => {
    const [firm, lasting, stranger] = [await newFirm(), await newFirm(), await newFirm()];
    const one = await caseOf(firm);
    await s.merged(firm, lasting);
    expect(await one.repeated()).toEqual(one.same);
    expect(await one.repeated({ promisor: { subjectId: lasting.subjectId } })).toEqual(one.same);
    expect((await one.tell({ promisor: { subjectId: stranger.subjectId } })).body.code).toBe('COMMITMENT.ALREADY_MADE');
  });

  it('its firm is barred meanwhile: what was promised stays promised, a new case is refused', async () => {
    const firm = await newFirm();
    const one = await caseOf(firm);
    const sample = (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${DESIGNATION.designated}.json`, 'utf8')) as { envelope: { data: ListEntryV1 } }).envelope.data;
    const listed = { ...sample, entryId: newEventId(), subject: firm, until: '2029-11-20' };
    await s.fact(TOPICS.designationEvents, firm.subjectId, listed.entryId, 1, DESIGNATION.designated, listed);
    await s.has('the entry is known', 'select 1 from serious_entry where entry_id = $1', [listed.entryId]);
    expect(await one.repeated()).toEqual(one.same);
    expect((await one.tell({ referenceNo: `办-${randomUUID()}` })).body.code).toBe('COMMITMENT.BARRED');
  });

  it('it was told without its day, and is told again on a later one', async () => {
    const one = await caseOf(await newFirm());
    await s.moveDate('2026-11-25');
    expect(await one.repeated()).toEqual(one.same);
    expect((await one.tell({ madeOn: '2026-11-25' })).body.code).toBe('COMMITMENT.ALREADY_MADE');
  });
});
