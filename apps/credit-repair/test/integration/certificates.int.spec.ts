import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSignedBy } from '@credit/access';
import { DESIGNATION, RECALL, RECORD, type EndedItemV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { answer, answersTo, effect, endedEntry, liftConfirmed, measure, recordFact, reinstatedRecord, repairedRecord, revokedRecord, type Told } from '../sample-endings.ts';
import { listEntry, penalty } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';

let s: RunningCreditRepair;
let officer: string;
let approver: string;
let centre: string;
beforeAll(async () => {
  s = await runCreditRepair();
  [officer, approver, centre] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['approver'], { dept: MARKET }), await s.token(['credit-centre'], { dept: 'benxi-credit-centre' })];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const ofEnding = ({ kind, id }: Pick<EndedItemV1, 'kind' | 'id'>, token = centre) => s.call('GET', `/v1/endings/${kind}/${id}/lapse-certificate`, token);
const evidence = [{ kind: 'rectification', statement: '已缴清罚款', on: '2026-11-01' }, { kind: 'commitment', statement: '信用承诺书', on: '2026-11-20' }];
const step = (id: string, verb: string, token: string, body: object) => s.call('POST', `/v1/repairs/${id}/${verb}`, token, body);

/** A case of a penalty, granted. */
async function granted() {
  const record = penalty(d('2026-07-01'));
  await s.record(record);
  const firm = await s.token(['subject'], { subject: record.subject.subjectId });
  const { body: { caseId } } = await s.call('POST', '/v1/repairs', firm, { target: { kind: 'record', id: record.recordId }, evidence });
  const certificate = (token = firm) => s.call('GET', `/v1/repairs/${caseId}/lapse-certificate`, token);
  const before = await certificate();
  await step(caseId, 'acceptance', officer, { accept: true });
  await step(caseId, 'decision', officer, { approve: true, reason: '已纠正失信行为', docNo: '示市监修〔2026〕1号' });
  return { record, firm, caseId: caseId as string, certificate, before };
}
const recallAcknowledged = (effectId: string, record: { recordId: string; subject: { subjectId: string } }): Told => ({ topic: TOPICS.recordEvents, type: RECALL.acknowledged, aggregateId: newEventId(), version: 1, key: record.subject.subjectId, data: { effectId, recordId: record.recordId, department: 'benxi-housing-construction', acknowledgedOn: '2026-11-23' } });
/** An entry that ended, with everything that was told of it. */
async function entryThatEnded(ending: 'expired' | 'revoked' | 'removed-early', effects = [measure('benxi-housing-construction')]) {
  const entry = listEntry(d('2025-11-10'));
  const { fact, ended } = endedEntry(entry, ending);
  await s.tell(fact, ...answersTo(ended, entry.subject, { 'joint-discipline': effects }));
  await eventually(async () => (await ofEnding(ended)).body.certificate?.owners.every(({ answered }: any) => answered), 'all owners have answered');
  return { entry, ended, effects };
}

describe('the certificate of a repair', () => {
  it('fills while the owners answer and the recipients confirm, is signed, and is complete at the last of them', async () => {
    const { record, caseId, certificate, before } = await granted();
    expect(before).toMatchObject({ status: 409, body: { code: 'REPAIR.NOT_GRANTED', details: { status: 'submitted' } } });
    expect((await certificate()).body.certificate).toMatchObject({ complete: false, ending: { code: 'repaired', repair: { caseId, docNo: '示市监修〔2026〕1号' } }, owners: [{ owner: 'credit-record', answered: false }, { answered: false }, { answered: false }], effects: [] });
    const { fact, ended } = repairedRecord(record, caseId);
    const recalled = effect('record-disclosure', 'benxi-housing-construction', { mustAcknowledge: true, acknowledgeBy: d('2026-11-26') });
    await s.tell(fact, ...answersTo(ended, record.subject, { 'credit-record': [effect('record-use', 'credit-record'), recalled], publicity: [effect('publicity', 'public')] }));
    await eventually(async () => (await certificate()).body.certificate.owners.every(({ answered }: any) => answered), 'all owners have answered');
    expect((await certificate()).body.certificate).toMatchObject({ complete: false, overdue: [], item: { kind: 'record', docNo: record.docNo, authorityName: '本溪市市场监督管理局' }, effects: [{ kindText: '记录的共享和使用' }, { recipientName: '本溪市住房和城乡建设局', acknowledgement: { state: 'awaited', by: '2026-11-26' } }, { recipient: 'public' }] });
    await s.tell(recallAcknowledged(recalled.effectId, record));
    await eventually(async () => (await certificate()).body.certificate.complete, 'the last has confirmed');
    const { body } = await certificate();
    const { body: key } = await s.call('GET', '/v1/keys/certificates');
    expect([isSignedBy(key, body.certificate, body.signature), isSignedBy(key, { ...body.certificate, complete: false }, body.signature)]).toEqual([true, false]);
  });

  it('that was revoked for false material is said to be, and is not complete', async () => {
    const { record, caseId, certificate } = await granted();
    const { fact, ended } = repairedRecord(record, caseId);
    await s.tell(fact, ...answersTo(ended, record.subject));
    await eventually(async () => (await certificate()).body.certificate.complete, 'it is complete');
    await step(caseId, 'revocation', approver, { reason: '缴款凭证系伪造' });
    expect((await certificate()).body.certificate).toMatchObject({ complete: false, undone: { on: '2026-11-23', reason: '缴款凭证系伪造' } });
    expect((await ofEnding(ended)).body.certificate).toMatchObject({ complete: false, undone: { reason: '缴款凭证系伪造' } });
  });

  it('is for its subject, its authority and who oversees them; a stranger finds nothing', async () => {
    const { record, caseId, certificate } = await granted();
    const { fact, ended } = repairedRecord(record, caseId);
    await s.tell(fact);
    await eventually(async () => (await ofEnding(ended)).status === 200, 'the ending is known');
    const [stranger, other, auditor] = [await s.token(['subject'], { subject: newEventId() }), await s.token(['case-officer'], { dept: 'benxi-health' }), await s.token(['auditor'])];
    expect([(await certificate(stranger)).status, (await certificate(other)).status, (await certificate(officer)).status, (await certificate(auditor)).status]).toEqual([404, 404, 200, 200]);
    expect([(await ofEnding(ended, stranger)).body.code, (await ofEnding(ended, other)).body.code, (await ofEnding(ended, officer)).status, (await ofEnding(ended, auditor)).status]).toEqual(['ENDING.NOT_FOUND', 'ENDING.NOT_FOUND', 200, 200]);
    expect([(await s.call('GET', '/v1/endings', officer)).status, (await s.call('GET', `/v1/endings/person/${ended.id}/lapse-certificate`, centre)).status]).toEqual([403, 400]);
  });
});

describe('the certificate of every other ending', () => {
  it('says how it ended in its own word, and completes with the confirmation of the lifting', async () => {
    for (const [ending, text] of [['expired', '期满移出'], ['removed-early', '提前移出'], ['revoked', '撤销']] as const) {
      const { entry, ended, effects } = await entryThatEnded(ending);
      expect((await ofEnding(ended)).body.certificate).toMatchObject({ complete: false, ending: { code: ending, text, on: '2026-11-23', reason: '认定依据已被撤销', repair: null } });
      await s.tell(liftConfirmed(effects[0]!, entry));
      await eventually(async () => (await ofEnding(ended)).body.certificate.complete, 'the lifting is confirmed');
    }
  });

  it('of a record that is in effect again says so', async () => {
    const record = penalty(d('2026-07-01'));
    const { fact, ended } = revokedRecord(record);
    await s.tell(recordFact(RECORD.recorded, record, 1), fact, ...answersTo(ended, record.subject));
    await eventually(async () => (await ofEnding(ended)).body.certificate?.complete === true, 'it is complete');
    await s.tell(reinstatedRecord(record));
    await eventually(async () => (await ofEnding(ended)).body.certificate.undone !== null, 'the record is back');
    expect((await ofEnding(ended)).body.certificate).toMatchObject({ complete: false, undone: { reason: '撤销有误' } });
  });

  it('a red list has none', async () => {
    const entry = listEntry(d('2025-11-10'), { listKind: 'red' });
    const other = await entryThatEnded('expired', []);
    await s.tell({ ...endedEntry(entry, 'expired').fact, type: DESIGNATION.delisted, key: other.entry.subject.subjectId }, { ...answer('list-designation', { ...other.ended, version: '3' }, other.entry.subject) });
    await eventually(async () => (await s.f.admin.query('select 1 from ending where item_id = $1 and version = 3', [other.ended.id])).rows.length === 1, 'what was told behind it is known');
    expect((await ofEnding({ kind: 'list-entry', id: entry.entryId })).status).toBe(404);
  });

  it('of 50 recipients is issued within 200 ms', async () => {
    const { ended } = await entryThatEnded('revoked', Array.from({ length: 50 }, (_, n) => measure(`department-${n}`)));
    const took: number[] = [];
    for (let n = 0; n < 20; n++) {
      const began = performance.now();
      expect((await ofEnding(ended)).body.certificate.effects).toHaveLength(50);
      took.push(performance.now() - began);
    }
    const slowest = Math.max(...took);
    process.stdout.write(`certificate of 50 recipients: slowest of 20 ${slowest.toFixed(1)} ms\n`);
    expect(slowest).toBeLessThan(200);
  });
});

it('who lets the day pass is on the overdue list until it confirms (last, because the date does not come back)', async () => {
  const { entry, ended, effects } = await entryThatEnded('expired');
  const overdue = async (query = '') => (await s.call('GET', `/v1/endings?overdue=true${query}`, centre)).body.items.map(({ item }: any) => item.id);
  expect(await overdue()).toEqual([]);
  await s.moveDate('2026-11-27');
  expect(await overdue()).toContain(ended.id);
  expect(await overdue(`&subjectId=${entry.subject.subjectId}`)).toEqual([ended.id]);
  expect((await ofEnding(ended)).body.certificate).toMatchObject({ complete: false, overdue: ['benxi-housing-construction'] });
  await s.tell(liftConfirmed(effects[0]!, entry, d('2026-11-27')));
  await eventually(async () => !(await overdue()).includes(ended.id), 'the late one has confirmed');
  expect((await ofEnding(ended)).body.certificate.complete).toBe(true);
});
