import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { INTAKE, RECORD, validateData } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { coercionData, eventually, judgmentData, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { COURT, MARKET, REGISTRY, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let next = 900;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const judgmentOf = (party: any, more: object = {}) => judgmentData({ party, authority: COURT, docNo: `（2026）辽05民终${next++}号`, ...more });
const coercionOf = (party: any, more: object = {}) => coercionData({ party, authority: MARKET, docNo: `本市监封〔2026〕${next++}号`, ...more });
const send = (source: string, type: string, data: any, key = data.uscc ?? data.subject?.uscc ?? 'person-key') => s.send(source, key, { type, data });
const answered = async (source: string, type: string, data: any) => s.receipt(source, await send(source, type, data));
const rest = (dept: string, kind: string, data: unknown) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': newEventId() } });
const factsOf = (recordId: string, count: number) =>
  eventually(async () => {
    const found = (await s.events(TOPICS.recordEvents)).filter((e) => e.aggregateId === recordId);
    return found.length >= count ? found : undefined;
  }, `record ${recordId} has ${count} public fact(s)`);
async function registered(): Promise<any> {
  const firm = syntheticFirm(next++);
  expect((await rest(MARKET.source, 'registration', registrationData(firm))).status).toBe(201);
  return firm;
}

describe.each([
  ['court-judgment', INTAKE.courtJudgment, COURT, judgmentOf, 'obligation'],
  ['administrative-coercion', INTAKE.coercion, MARKET, coercionOf, 'content'],
] as const)('%s', (recordKind, type, authority, dataOf, field) => {
  it('from Kafka: accepted without a publicity term, however old, and published as a record of its kind', async () => {
    const firm = await registered();
    const data = dataOf(firm);
    const receipt = await answered(authority.source, type, data);
    expect(receipt).toMatchObject({ state: 'accepted', findings: [], recordId: expect.any(String) });
    expect(receipt).not.toHaveProperty('publicity');
    const [fact] = await factsOf(receipt.recordId!, 1);
    expect(fact).toMatchObject({ type: RECORD.recorded, data: { recordKind, status: 'effective', docNo: data['docNo'], authorityUscc: authority.uscc, subject: { uscc: firm.uscc }, content: { [field]: data[field] } } });
    expect(validateData(fact!.type, fact!.data)).toEqual([]);
    expect(await answered(authority.source, type, { ...data, decisionDate: '2026-01-05', docNo: `${data['docNo'] as string}-旧` })).toMatchObject({ state: 'accepted', findings: [] });
    expect((await s.call('GET', `/v1/records/${receipt.recordId}`, { roles: ['credit-centre'] })).body).toMatchObject({ recordKind, content: { [field]: data[field] } });
  });

  it('by REST, again: a duplicate; by natural key amended, corrected, revoked and reinstated', async () => {
    const firm = await registered();
    const data = dataOf(firm, { sourceVersion: '1' });
    const first = await rest(authority.source, recordKind, data);
    expect(first).toMatchObject({ status: 201, body: { state: 'accepted' } });
    expect(await rest(authority.source, recordKind, data)).toMatchObject({ status: 200, body: { state: 'duplicate', firstReceiptId: first.body.receiptId } });
    const natural = { recordKind, authorityUscc: authority.uscc, docNo: data['docNo'], subject: { uscc: firm.uscc } };
    const because = { reason: '笔误', basis: '更正裁定' };
    expect(await answered(authority.source, type, { ...data, [field]: '补充后的内容', sourceVersion: '2' })).toMatchObject({ state: 'accepted', recordId: first.body.recordId });
    expect(await answered(authority.source, INTAKE.recordCorrection, { ...natural, ...because, changes: [{ field, newValue: '更正后的内容' }], sourceVersion: '3' })).toMatchObject({ state: 'accepted', recordId: first.body.recordId });
    expect(await answered(authority.source, INTAKE.recordCorrection, { ...natural, ...because, changes: [{ field: 'penaltyTypes', newValue: ['FINE'] }], sourceVersion: '4' })).toMatchObject({ state: 'rejected', code: 'CORRECTION_FIELD' });
    expect(await answered(authority.source, INTAKE.recordRevocation, { ...natural, ...because, revokedOn: '2026-11-23', sourceVersion: '5' })).toMatchObject({ state: 'accepted', recordId: first.body.recordId });
    expect(await answered(authority.source, INTAKE.recordCorrection, { ...natural, ...because, changes: [], reinstate: true, sourceVersion: '6' })).toMatchObject({ state: 'accepted', recordId: first.body.recordId });
    const facts = await factsOf(first.body.recordId, 5);
    expect(facts.map((e) => [e.type, e.data.content[field]])).toEqual([
      [RECORD.recorded, data[field]], [RECORD.amended, '补充后的内容'], [RECORD.corrected, '更正后的内容'], [RECORD.revoked, '更正后的内容'], [RECORD.reinstated, '更正后的内容'],
    ]);
  });

  it('of a firm nobody knows: held, released by its registration', async () => {
    const firm = syntheticFirm(next++);
    const id = await send(authority.source, type, dataOf(firm));
    expect(await s.receipt(authority.source, id)).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT' });
    expect((await rest(MARKET.source, 'registration', registrationData(firm))).status).toBe(201);
    const released = await s.receipt(authority.source, id, 2);
    expect(released).toMatchObject({ state: 'accepted', findings: [] });
    expect(released).not.toHaveProperty('publicity');
  });

  it('of a person: encrypted only, the name masked', async () => {
    const person = syntheticPerson(next++);
    const { personIdNo, ...data } = dataOf(person);
    expect(await answered(authority.source, type, { ...data, personIdNo })).toMatchObject({ state: 'rejected', code: 'PERSON_ID_IN_PLAIN' });
    const receipt = await answered(authority.source, type, { ...data, personIdJwe: await encryptForIntake(s.intakeKey, person.idNo) });
    expect(receipt).toMatchObject({ state: 'accepted' });
    const [fact] = await factsOf(receipt.recordId!, 1);
    expect(fact!.data.subject).toMatchObject({ subjectClass: 'NATURAL_PERSON', name: expect.stringMatching(/^.\*+$/) });
    expect(JSON.stringify(fact)).not.toContain(person.idNo);
  });

  it.each<[string, string, object, string]>([
    ['somebody without the power', REGISTRY.source, { authorityUscc: REGISTRY.uscc }, 'AUTHORITY_NO_POWER'],
    ['somebody who does not speak for the authority', REGISTRY.source, {}, 'AUTHORITY_NOT_YOURS'],
    ['a missing field', authority.source, { [field]: undefined }, 'FIELD_MISSING'],
    ['decided tomorrow', authority.source, { decisionDate: '2026-11-24' }, 'DATE_IN_FUTURE'],
  ])('%s: rejected', async (_name, source, more, code) => {
    const data: any = { ...dataOf(syntheticFirm(next++)), ...more };
    expect(await answered(source, type, data)).toMatchObject({ state: 'rejected', findings: expect.arrayContaining([expect.objectContaining({ code })]) });
  });

  it('is not taken as a file: that is a kind for single statements', async () => {
    const answer = await fetch(`${s.url}/v1/batches?kind=${recordKind}`, { method: 'POST', headers: { 'content-type': 'text/csv', authorization: `Bearer ${await s.token(authority.source)}`, 'idempotency-key': newEventId() }, body: 'a,b\n1,2\n' });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([expect.any(Number), 'BATCH.KIND_UNKNOWN']);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
