import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHIELDING, type RecordStateV1 } from '@credit/contracts/events';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { listEntry, penalty, sampleOfKind } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';

let s: RunningCreditRepair;
let officer: string;
let window: string;
beforeAll(async () => {
  s = await runCreditRepair();
  [officer, window] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['credit-centre'], { dept: 'benxi-credit-centre' })];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const RULING = { rulingNo: '（2026）示05破3号', on: '2026-11-02' };
const applyFor = (token: string, recordId: string, over: object = {}, key?: string) => s.call('POST', '/v1/shieldings', token, { recordId, ruling: RULING, ...over }, key);
const step = (id: string, verb: string, token: string, body: object) => s.call('POST', `/v1/shieldings/${id}/${verb}`, token, body);
const grant = { approve: true, reason: '法院已裁定批准重整计划' };
async function firmWith(record: RecordStateV1 = penalty(d('2026-11-01'))) {
  await s.record(record);
  return { record, firm: await s.token(['subject'], { subject: record.subject.subjectId }) };
}
async function shielded() {
  const { record, firm } = await firmWith();
  const { status, body: { shieldingId: id } } = await applyFor(firm, record.recordId);
  expect(status).toBe(201);
  expect((await step(id, 'decision', officer, grant)).body.status).toBe('shielded');
  return { record, firm, id: id as string };
}

describe('重整期间屏蔽 (§4.5, trap 20)', () => {
  it('is applied for with the ruling, granted by who made the document, and told with the whole state; failed, it ends', async () => {
    const { record, firm, id } = await shielded();
    await eventually(async () => (await s.sent(id)).length === 1, 'the shielding is told');
    expect(await s.sent(id)).toMatchObject([{ type: SHIELDING.shielded, key: record.subject.subjectId, data: { status: 'shielded', target: { kind: 'record', id: record.recordId, source: MARKET }, ruling: RULING, shieldedOn: '2026-11-23' } }]);
    expect((await s.call('GET', '/v1/shieldings', firm)).body.items).toMatchObject([{ shieldingId: id, status: 'shielded' }]);
    // longer than what the fact of the record can carry: its end would be parked by the register
    expect((await step(id, 'end', officer, { outcome: 'failed', reason: '误'.repeat(501) })).status).toBe(400);
    expect(await step(id, 'end', officer, { outcome: 'failed', reason: '债务人不能执行重整计划' })).toMatchObject({ status: 200, body: { status: 'ended' } });
    await eventually(async () => (await s.sent(id)).at(-1)?.type === SHIELDING.unshielded, 'the end is told');
    expect((await s.sent(id)).at(-1)!.data).toMatchObject({ status: 'ended', end: { outcome: 'failed', on: '2026-11-23' } });
    expect((await applyFor(firm, record.recordId)).status).toBe(201);
  });

  it('completed, it ends only once the record has been repaired by the confirming ruling', async () => {
    const { record, firm, id } = await shielded();
    expect(await step(id, 'end', officer, { outcome: 'completed', reason: '执行完毕' })).toMatchObject({ status: 409, body: { code: 'SHIELDING.REPAIR_OUTSTANDING' } });
    const { body: { caseId } } = await s.call('POST', '/v1/repairs', firm, { target: { kind: 'record', id: record.recordId }, way: 'after-reorganisation', evidence: [{ kind: 'court-ruling', statement: '确认执行完毕的裁定', on: '2026-11-20', rulingNo: '（2026）示05破3号之二' }] });
    await s.call('POST', `/v1/repairs/${caseId}/acceptance`, officer, { accept: true });
    await s.call('POST', `/v1/repairs/${caseId}/decision`, officer, { approve: true, reason: '重整计划执行完毕', docNo: '示市监修〔2026〕21号' });
    expect(await step(id, 'end', officer, { outcome: 'completed', reason: '执行完毕' })).toMatchObject({ status: 200, body: { status: 'ended', end: { outcome: 'completed' } } });
    expect(await applyFor(firm, record.recordId)).toMatchObject({ status: 422, body: { code: 'SHIELDING.NOT_SHIELDABLE' } });
  });

  it('a refused one is told to nobody; no identity number stays in the number of the ruling', async () => {
    const { record, firm } = await firmWith();
    const { body: { shieldingId: id } } = await applyFor(firm, record.recordId, { ruling: { ...RULING, rulingNo: '破3号，管理人11010519491231002X' } });
    expect((await step(id, 'decision', officer, { approve: false, reason: '裁定尚未生效' })).body.status).toBe('refused');
    expect(JSON.stringify((await s.call('GET', '/v1/shieldings', firm)).body.items)).not.toContain('11010519491231002X');
    expect((await s.f.admin.query('select 1 from journal where aggregate_id = $1 and topic is not null', [id])).rows).toEqual([]);
  });

  it('what cannot be shielded: of another firm, ended, a list entry, another kind, a ruling of tomorrow or of no day', async () => {
    const { record, firm } = await firmWith();
    const entry = listEntry(d('2025-11-10'), { subject: record.subject });
    await s.entry(entry);
    const [ended, interview] = [await firmWith(penalty(d('2026-11-01'), { status: 'revoked' })), await firmWith(sampleOfKind('interview'))];
    for (const [token, id] of [[await s.token(['subject'], { subject: newEventId() }), record.recordId], [ended.firm, ended.record.recordId], [firm, entry.entryId], [interview.firm, interview.record.recordId]] as const) {
      expect(await applyFor(token, id)).toMatchObject({ status: 422, body: { code: 'SHIELDING.NOT_SHIELDABLE' } });
    }
    expect(await applyFor(firm, record.recordId, { ruling: { ...RULING, on: '2026-11-24' } })).toMatchObject({ status: 422, body: { code: 'SHIELDING.RULING_OUT_OF_ORDER' } });
    expect(await applyFor(firm, record.recordId, { ruling: { ...RULING, on: '2026-02-30' } })).toMatchObject({ status: 400, body: { code: 'DATE.INVALID' } });
  });

  it('no other department decides or ends it; a stranger does not see it', async () => {
    const { id } = await shielded();
    const other = await s.token(['case-officer'], { dept: 'benxi-fire' });
    expect(await step(id, 'end', other, { outcome: 'failed', reason: 'x' })).toMatchObject({ status: 403, body: { code: 'SHIELDING.NOT_COMPETENT' } });
    expect(await step(newEventId(), 'end', officer, { outcome: 'failed', reason: 'x' })).toMatchObject({ status: 404 });
    expect((await s.call('GET', '/v1/shieldings', other)).body.items).toEqual([]);
    expect((await s.call('GET', '/v1/shieldings', await s.token(['subject'], { subject: newEventId() }))).body.items).toEqual([]);
  });

  it('of two who apply at once one is taken; the same key twice is one application; the database takes neither a second one nor one without ruling or decider', async () => {
    const { record, firm } = await firmWith();
    expect((await Promise.all([applyFor(firm, record.recordId), applyFor(window, record.recordId)])).map(({ status }) => status).sort()).toEqual([201, 409]);
    const other = await firmWith();
    const key = randomUUID();
    const [first, second] = [await applyFor(other.firm, other.record.recordId, {}, key), await applyFor(other.firm, other.record.recordId, {}, key)];
    expect(second.body.shieldingId).toBe(first.body.shieldingId);
    const [{ id }] = (await s.f.admin.query('select id from shielding where record_id = $1', [other.record.recordId])).rows;
    const copy = (ruling: string) => `insert into shielding (id, version, public_version, status, subject_id, source, record_id, ruling_no, state) select gen_random_uuid(), 1, 0, 'applied', subject_id, source, record_id, ${ruling}, state from shielding where id = $1`;
    await expect(s.f.admin.query(copy('ruling_no'), [id])).rejects.toThrow(/shielding_once/);
    await expect(s.f.admin.query(copy(`''`), [id])).rejects.toThrow(/shielding_rests_on_a_ruling/);
    await expect(s.f.admin.query(`update shielding set status = 'shielded' where id = $1`, [id])).rejects.toThrow(/shielding_decided_by_somebody/);
  });
});
