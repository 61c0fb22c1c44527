import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DISCIPLINE, encodeKafka, INTAKE, MATTER, RECEIPT, validateData } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, syntheticFirm } from '@credit/testing';
import { COURT, REGISTRY, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let next = 4_000;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(() => s?.stop(), 30_000);

const partyOf = (firm = syntheticFirm(next++)) => ({ subjectName: firm.name, subjectClass: firm.subjectClass, uscc: firm.uscc });
const send = (type: string, data: any, source = REGISTRY.source) => s.send(source, data.uscc, { type, data });
const matterOf = (matterId: string, count = 1) => eventually(async () => {
  const found = (await s.events(TOPICS.matterEvents)).filter((e) => e.aggregateId === matterId);
  return found.length >= count ? found.at(-1)! : undefined;
}, `matter ${matterId} is forwarded ${count} time(s)`);
/** The receipt of a statement in that state; the relay may have sent an earlier one twice. */
const receiptIn = (id: string, state: string) => eventually(async () => (await s.receiptsOf(REGISTRY.source, id)).find((receipt) => receipt.state === state), `${id} is ${state}`);
/** joint-discipline's answer to a forwarded report. */
async function answer(matter: any, version: number, refused?: { code: string; reason: string }): Promise<void> {
  const { matterId, source, subject, promptId, measureId } = matter.data;
  const data = { matterId, source, subject, report: matter.type.split('.')[2].replace('-reported', ''), ...(promptId === undefined ? {} : { promptId }), ...(measureId === undefined ? {} : { measureId }), ...refused };
  const { key, value, headers } = encodeKafka({ id: newEventId(), type: refused === undefined ? DISCIPLINE.reportTakenOver : DISCIPLINE.reportNotApplicable, source: '/services/joint-discipline', time: instantOf(Date.now()), aggregateId: matterId, aggregateVersion: String(version), causationId: matter.id, data }, matter.subject);
  const producer = s.fixture.kafka.createProducer();
  await producer.connect();
  await producer.send([{ topic: TOPICS.disciplineEvents, records: [{ key, value, headers }] }]);
  await producer.disconnect();
}

describe('what a department did with a prompt or a measure', () => {
  it.each<[string, string, object]>([
    [INTAKE.promptDecision, MATTER.promptDecisionReported, { promptId: newEventId(), choice: 'decline', reason: '另有规定' }],
    [INTAKE.measureExecution, MATTER.measureExecutionReported, { measureId: newEventId(), executedOn: '2026-11-23' }],
    [INTAKE.liftConfirmation, MATTER.liftConfirmationReported, { measureId: newEventId(), confirmedOn: '2026-11-23' }],
  ])('%s is forwarded at once, and its last receipt is the answer of who judges it', async (type, forwardedAs, told) => {
    const data = { ...partyOf(), ...told, sourceVersion: '1' };
    const id = await send(type, data);
    const first = await s.receipt(REGISTRY.source, id);
    expect(first).toMatchObject({ state: 'forwarded', matterId: expect.any(String), findings: [] });
    const matter = await matterOf(first.matterId!);
    expect(matter).toMatchObject({ type: forwardedAs, causationId: id, data: { source: REGISTRY.source, subject: { uscc: data.uscc }, ...told } });
    expect(validateData(matter.type, matter.data)).toEqual([]);
    await answer(matter, 1);
    expect(await receiptIn(id, 'accepted')).toMatchObject({ matterId: first.matterId });
    expect(await s.receipt(REGISTRY.source, await send(type, data))).toMatchObject({ state: 'duplicate', matterId: first.matterId });
  });

  it('what cannot be carried out is rejected with the reason, and a newer version of it is judged anew', async () => {
    const data = { ...partyOf(), measureId: newEventId(), confirmedOn: '2026-11-22', sourceVersion: '1' };
    const id = await send(INTAKE.liftConfirmation, data);
    const { matterId } = await s.receipt(REGISTRY.source, id);
    await answer(await matterOf(matterId!), 1, { code: 'MEASURE.NOT_LIFTED_CONFLICT', reason: '该惩戒措施尚未解除或已确认解除' });
    const last = await receiptIn(id, 'rejected');
    expect(last).toMatchObject({ state: 'rejected', code: 'MEASURE.NOT_LIFTED_CONFLICT', findings: [{ message: '该惩戒措施尚未解除或已确认解除' }] });
    expect(validateData(RECEIPT.issued, last)).toEqual([]);
    const newer = await send(INTAKE.liftConfirmation, { ...data, confirmedOn: '2026-11-23', sourceVersion: '2' });
    expect(await s.receipt(REGISTRY.source, newer)).toMatchObject({ state: 'forwarded', matterId });
    await answer(await matterOf(matterId!, 2), 2);
    expect(await receiptIn(newer, 'accepted')).toMatchObject({ matterId });
    expect(new Set((await s.receiptsOf(REGISTRY.source, id)).map(({ receiptId }) => receiptId)).size).toBe(2);
  });

  it.each<[string, string, object, string, string, string]>([
    ['a decline without a reason', INTAKE.promptDecision, { promptId: newEventId(), choice: 'decline' }, REGISTRY.source, 'CONDITIONAL_FIELD_MISSING', '/reason'],
    ['a third choice', INTAKE.promptDecision, { promptId: newEventId(), choice: 'escalate' }, REGISTRY.source, 'ENUM_UNKNOWN', '/choice'],
    ['an id that is none', INTAKE.measureExecution, { measureId: '7', executedOn: '2026-11-23' }, REGISTRY.source, 'FIELD_FORMAT', '/measureId'],
    ['executed tomorrow', INTAKE.measureExecution, { measureId: newEventId(), executedOn: '2026-11-24' }, REGISTRY.source, 'DATE_IN_FUTURE', '/executedOn'],
    ['a sender that handles no matters', INTAKE.liftConfirmation, { measureId: newEventId(), confirmedOn: '2026-11-23' }, COURT.source, 'AUTHORITY_NO_POWER', ''],
  ])('%s: rejected, nothing forwarded', async (_name, type, told, source, code, pointer) => {
    const receipt = await s.receipt(source, await send(type, { ...partyOf(), ...told }, source));
    expect(receipt).toMatchObject({ state: 'rejected', code, findings: expect.arrayContaining([expect.objectContaining({ code, pointer })]) });
    expect(receipt).not.toHaveProperty('matterId');
  });
});
