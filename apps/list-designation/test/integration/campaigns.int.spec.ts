import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { isOverdue, type RectificationOrder } from '../../src/domain/rectification/rectification-order.ts';
import { MARKET, newFirm, penaltyOf } from './designation-desk.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

const TRANSPORT = { source: 'benxi-transport', name: '本溪市交通运输局', uscc: '11210500MB0XY1076G' };
let s: RunningListDesignation;
let tokens: Record<'market' | 'transport' | 'centre' | 'health', string>;
beforeAll(async () => {
  s = await runListDesignation();
  const [market, transport, centre, health] = await Promise.all([s.token(['case-officer'], 'market-1'), s.token(['case-officer'], 'transport-1', TRANSPORT.source), s.token(['credit-centre'], 'centre-1', 'benxi-credit-centre'), s.token(['case-officer'], 'health-1', 'benxi-health')]);
  tokens = { market, transport, centre, health };
}, 60_000);
afterAll(() => s?.stop(), 30_000);

const campaign = (over: object = {}) => ({ code: `c-${randomUUID().slice(0, 8)}`, name: '食品行业失信专项治理', kind: 'KEY_SECTOR', lead: MARKET, from: '2026-11-01', to: '2026-12-20', ...over });
const opened = async (over: object = {}, token = tokens.centre): Promise<string> => {
  const body = campaign(over);
  expect(await s.call('POST', '/v1/campaigns', token, body)).toMatchObject({ status: 201, body: { status: 'open', code: body.code } });
  return body.code;
};
/** A penalty of the department about a firm of its own. */
async function penalised(department: 'market' | 'transport'): Promise<ReturnType<typeof penaltyOf>> {
  const penalty = penaltyOf(newFirm(), department === 'market' ? {} : { source: TRANSPORT.source, authorityUscc: TRANSPORT.uscc, authorityName: TRANSPORT.name });
  await s.record(penalty);
  await s.known(penalty.recordId);
  return penalty;
}
async function order(code: string, department: 'market' | 'transport' = 'market', dueOn = '2026-12-11'): Promise<any> {
  const penalty = await penalised(department);
  const answer = await s.call('POST', '/v1/rectification-orders', tokens[department], { docNo: randomUUID(), subjectId: penalty.subject.subjectId, recordIds: [penalty.recordId], facts: '失信事实', demands: '限期整改', dueOn, campaign: code });
  return { ...answer, penalty };
}

describe('a campaign', () => {
  it('is opened by the credit centre or its lead, once, and shown to every department', async () => {
    const code = await opened({}, tokens.market);
    expect(await s.call('POST', '/v1/campaigns', tokens.centre, campaign({ code }))).toMatchObject({ status: 409, body: { code: 'CAMPAIGN.ALREADY_OPENED' } });
    expect(await s.call('POST', '/v1/campaigns', tokens.transport, campaign())).toMatchObject({ status: 403, body: { code: 'CAMPAIGN.NOT_LEAD' } });
    expect(await s.call('POST', '/v1/campaigns', tokens.centre, campaign({ lead: 'nobody' }))).toMatchObject({ status: 422, body: { code: 'CAMPAIGN.LEAD_UNKNOWN' } });
    expect(await s.call('POST', '/v1/campaigns', tokens.centre, campaign({ kind: 'OTHER' }))).toMatchObject({ status: 422, body: { code: 'CAMPAIGN.CLAUSE_MISSING' } });
    expect(await s.call('POST', '/v1/campaigns', tokens.centre, campaign({ to: '2026-11-31' }))).toMatchObject({ status: 400, body: { code: 'DATE.INVALID' } });
    expect((await s.call('GET', '/v1/campaigns', tokens.health)).body.items).toEqual(expect.arrayContaining([expect.objectContaining({ code, running: true, clause: expect.stringContaining('重点行业领域失信'), lead: expect.objectContaining({ source: MARKET }) })]));
  });

  it('is named by orders while it runs, not before, not behind, not when it is closed', async () => {
    const [running, later, unknown] = [await opened(), await opened({ from: '2026-12-01' }), 'no-such-campaign'];
    expect(await order(running)).toMatchObject({ status: 201, body: { campaign: running } });
    for (const code of [later, unknown]) expect(await order(code)).toMatchObject({ status: 422, body: { code: 'RECTIFICATION.CAMPAIGN_NOT_RUNNING' } });
    const close = (token: string) => s.call('POST', `/v1/campaigns/${running}/closure`, token, { reason: '治理任务完成' });
    expect(await close(tokens.transport)).toMatchObject({ status: 403, body: { code: 'CAMPAIGN.NOT_LEAD' } });
    expect(await close(tokens.market)).toMatchObject({ status: 200, body: { status: 'closed', running: false } });
    expect(await close(tokens.centre)).toMatchObject({ status: 409, body: { code: 'CAMPAIGN.ENDED' } });
    expect(await order(running)).toMatchObject({ status: 422, body: { code: 'RECTIFICATION.CAMPAIGN_NOT_RUNNING' } });
    expect(await s.call('POST', '/v1/campaigns/no-such-campaign/closure', tokens.centre, { reason: 'x' })).toMatchObject({ status: 404, body: { code: 'CAMPAIGN.NOT_FOUND' } });
    await expect(s.f.admin.query(`update rectification_order set campaign = 'no-such-campaign' where campaign = $1`, [running])).rejects.toMatchObject({ constraint: 'rectification_order_of_a_campaign' });
  });
});

describe('the progress of a campaign', () => {
  const progressOf = async (code: string, token = tokens.centre) => (await s.call('GET', `/v1/campaigns/${code}/progress`, token)).body.departments as any[];
  /** Counted anew over the orders as they stand. */
  async function recount(code: string, today: LocalDate): Promise<object[]> {
    const states = (await s.f.admin.query('select state from rectification_order where campaign = $1', [code])).rows.map(({ state }) => state as Exclude<RectificationOrder, { status: 'absent' }>);
    return [...new Set(states.map(({ authority }) => authority.source))].sort().map((source) => {
      const own = states.filter(({ authority }) => authority.source === source);
      const count = (of: (order: (typeof own)[number]) => boolean): number => own.filter(of).length;
      return {
        source, name: own[0]!.authority.name, opened: own.length, rectified: count(({ status }) => status === 'rectified'), notRectified: count(({ status }) => status === 'not-rectified'),
        overdue: count((o) => isOverdue(o, today)), revoked: count(({ status }) => status === 'revoked'),
      };
    });
  }

  it('equals a recount over its orders, whatever became of them, day by day', async () => {
    const [code, other] = [await opened(), await opened()];
    const late: any[] = [];
    const act = async (department: 'market' | 'transport', fate: string, dueOn: string): Promise<void> => {
      const { body: { orderId }, penalty } = await order(code, department, dueOn);
      const step = (verb: string, body: object) => s.call('POST', `/v1/rectification-orders/${orderId}/${verb}`, tokens[department], body);
      if (fate === 'late') late.push({ step });
      if (fate === 'rectified' || fate === 'submitted') expect((await step('evidence', { statement: '已整改' })).status).toBe(200);
      if (fate === 'rectified') expect((await step('outcome', { rectified: true, finding: '到位' })).status).toBe(200);
      if (fate !== 'revoked') return;
      await s.record({ ...penalty, status: 'revoked' }, 2, RECORD.revoked);
      await eventually(async () => (await s.sent(orderId)).length === 2, 'the order falls with its document');
    };
    for (const fate of ['rectified', 'rectified', 'late', 'late', 'submitted', 'revoked', 'waiting']) await act('market', fate, fate === 'waiting' ? '2026-12-18' : '2026-12-11');
    for (const fate of ['late', 'revoked', 'revoked', 'waiting']) await act('transport', fate, '2026-12-11');
    await order(other);
    expect(await progressOf(code)).toEqual(await recount(code, '2026-11-23' as LocalDate));
    await s.moveDate('2026-12-12');
    expect(await progressOf(code)).toEqual(await recount(code, '2026-12-12' as LocalDate));
    expect(await progressOf(code)).toMatchObject([{ source: MARKET, opened: 7, rectified: 2, notRectified: 0, overdue: 2, revoked: 1 }, { source: TRANSPORT.source, name: TRANSPORT.name, opened: 4, rectified: 0, notRectified: 0, overdue: 2, revoked: 2 }]);
    expect((await late[0].step('outcome', { rectified: false, finding: '逾期未整改' })).status).toBe(200);
    expect(await progressOf(code)).toEqual(await recount(code, '2026-12-12' as LocalDate));
    expect((await progressOf(code))[0]).toMatchObject({ notRectified: 1, overdue: 1 });
  });

  it('is its lead\'s and the centre\'s to see whole; another department sees its own part', async () => {
    const code = await opened();
    for (const department of ['market', 'transport'] as const) expect((await order(code, department, '2026-12-18')).status).toBe(201);
    const sources = async (token: string) => (await progressOf(code, token)).map(({ source }) => source);
    expect([await sources(tokens.centre), await sources(tokens.market), await sources(tokens.transport)]).toEqual([[MARKET, TRANSPORT.source], [MARKET, TRANSPORT.source], [TRANSPORT.source]]);
    expect(await s.call('GET', '/v1/campaigns/no-such-campaign/progress', tokens.centre)).toMatchObject({ status: 404, body: { code: 'CAMPAIGN.NOT_FOUND' } });
  });
});
