import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeKafka, INTAKE, MATTER, NOTICE_RECEIPT, validateData } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, registrationData, syntheticFirm } from '@credit/testing';
import { AUDIT, MARKET, REGISTRY, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(() => s?.stop(), 30_000);

/** A subject that the register knows; its id is what a notice tells. */
async function known(n: number): Promise<string> {
  const firm = syntheticFirm(n);
  return (await s.receipt(MARKET.source, await s.send(MARKET.source, firm.uscc, { type: INTAKE.registration, data: registrationData(firm) }))).subjectId!;
}
const receive = (subjectId: string, told: object = {}, source = AUDIT.source) => s.send(source, subjectId, { type: INTAKE.noticeReceipt, data: { subjectId, noticeId: newEventId(), receivedOn: '2026-11-23', sourceVersion: '1', ...told } });
const receiptIn = (id: string, state: string) => eventually(async () => (await s.receiptsOf(AUDIT.source, id)).find((receipt) => receipt.state === state), `${id} is ${state}`);

/** list-designation's answer to a forwarded receipt. */
async function answer(matter: any, refused?: { code: string; reason: string }): Promise<void> {
  const { matterId, source, subject, noticeId } = matter.data;
  const { key, value, headers } = encodeKafka({ id: newEventId(), type: refused === undefined ? NOTICE_RECEIPT.takenOver : NOTICE_RECEIPT.notApplicable, source: '/services/list-designation', time: instantOf(Date.now()), aggregateId: matterId, aggregateVersion: '1', causationId: matter.id, data: { matterId, source, subject, noticeId, ...refused } }, matter.subject);
  const producer = s.fixture.kafka.createProducer();
  await producer.connect();
  await producer.send([{ topic: TOPICS.designationEvents, records: [{ key, value, headers }] }]);
  await producer.disconnect();
}

describe('the receipt of a notice', () => {
  it.each<[string, { code: string; reason: string } | undefined, string]>([
    ['accepted', undefined, 'accepted'], ['rejected with its reason', { code: 'NOTICE.NOT_FOUND', reason: '该通报不存在，或者不是发给本部门的' }, 'rejected'],
  ])('is forwarded under the subject that it names by id, whatever the sender may report else, and is %s by who judges it', async (_, refused, state) => {
    const subjectId = await known(refused === undefined ? 6_001 : 6_002);
    const id = await receive(subjectId);
    const first = await s.receipt(AUDIT.source, id);
    expect(first).toMatchObject({ state: 'forwarded', subjectId, findings: [] });
    const matter = await eventually(async () => (await s.events(TOPICS.matterEvents)).find((e) => e.aggregateId === first.matterId), 'the receipt is forwarded');
    expect(matter).toMatchObject({ type: MATTER.noticeReceiptReported, subject: subjectId, causationId: id, data: { source: AUDIT.source, subject: { subjectId }, receivedOn: '2026-11-23' } });
    expect(validateData(matter.type, matter.data)).toEqual([]);
    await answer(matter, refused);
    expect(await receiptIn(id, state)).toMatchObject({ matterId: first.matterId, ...(refused === undefined ? {} : { code: refused.code }) });
  });

  it('of a subject that the register does not know is rejected, and makes no subject', async () => {
    const subjectId = newEventId();
    expect(await s.receipt(AUDIT.source, await receive(subjectId))).toMatchObject({ state: 'rejected', code: 'SUBJECT_ID_UNKNOWN' });
    expect((await s.fixture.admin.query('select 1 from credit_subject where id = $1', [subjectId])).rows).toEqual([]);
  });

  it('of tomorrow is rejected', async () => {
    expect(await s.receipt(AUDIT.source, await receive(await known(6_003), { receivedOn: '2026-11-24' }))).toMatchObject({ state: 'rejected', code: 'DATE_IN_FUTURE' });
  });

  it('is told apart by who sends it: two departments that name one notice are two matters', async () => {
    const subjectId = await known(6_004);
    const noticeId = newEventId();
    const [mine, theirs] = [await s.receipt(AUDIT.source, await receive(subjectId, { noticeId })), await s.receipt(REGISTRY.source, await receive(subjectId, { noticeId }, REGISTRY.source))];
    expect(mine.matterId).not.toBe(theirs.matterId);
  });
});
