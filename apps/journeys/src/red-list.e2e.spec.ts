import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { today, workingDaysAfter } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { ask, call, tokenFor } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { ReceiptDesk, type Receipt } from './harness/receipts.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** A firm with a benefit of the market regulator meets the list of the court, told in order as both authorities live it. */
describe('红黑名单交叉比对: a firm on a red list that the court lists too', () => {
  const firm = freshFirm();
  const [redDocNo, blackDocNo] = [freshDocNo('信'), freshDocNo('执')];
  const bidding = new MatterDesk(departmentOfKind('administrative-approval').source, 'bidding', '核验投标资格');
  let kafka: KafkaClient;
  let regulator: Department;
  let court: Department;
  let date: string;
  let approver: string;
  let judge: string;
  let conflict: any;

  const benefit = (more: object = {}) => listEntryData({ party: firm, authority: regulator.authority, docNo: redDocNo, listType: 'RED_LIST', situation: undefined, decisionDate: date, from: date, until: '2099-12-31', ...more });
  const burden = (more: object = {}) => listEntryData({ party: firm, authority: court.authority, docNo: blackDocNo, decisionDate: date, from: date, until: '2099-12-31', ...more });
  const reported = async (by: Department, data: Record<string, unknown>): Promise<Receipt> => {
    const id = await by.publish('list-entry', data);
    return by.receipt(id, ({ state }) => (state as string) !== 'forwarded');
  };
  const mine = async (token: string): Promise<any[]> => (await ask('GET', '/v1/list-conflicts', { token })).items.filter((c: any) => c.red.docNo === redDocNo);
  const redEntry = async (): Promise<any> => (await ask('GET', '/v1/red-list-entries', { token: approver })).items.find((e: any) => e.decision.docNo === redDocNo);

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    [regulator, court] = [departmentFor(kafka, desk, 'market-regulation'), departmentFor(kafka, desk, 'court')];
    await desk.open([regulator.source, court.source]);
    date = await today();
    [approver, judge] = [await tokenFor({ dept: regulator.source, roles: ['approver'] }), await tokenFor({ dept: court.source, roles: ['approver'] })];
    await regulator.registers(firm);
  });
  afterAll(() => kafka?.close());

  it('the regulator reports its red entry over Kafka; it is accepted, holds, and no look-up hits it', async () => {
    expect(await reported(regulator, benefit())).toMatchObject({ state: 'accepted' });
    await eventually(async () => (await redEntry())?.inForceToday === true, 'the red entry holds');
    expect(await redEntry()).toMatchObject({ blocked: false, listType: { code: 'RED_LIST' } });
    expect((await bidding.screen({ uscc: firm.uscc })).outcome).toBe('none');
  });

  it('the court lists the firm: from then on the benefit is blocked, and both authorities have a case with a deadline', async () => {
    expect(await reported(court, burden())).toMatchObject({ state: 'accepted' });
    conflict = await eventually(async () => (await mine(approver))[0], 'the regulator has a case');
    const due = workingDaysAfter(date, 5);
    expect(conflict).toMatchObject({ status: 'open', dueOn: due.provisional ? null : due.on, overdue: false, black: { docNo: blackDocNo } });
    expect((await mine(judge)).map(({ conflictId }) => conflictId)).toEqual([conflict.conflictId]);
    expect(await redEntry()).toMatchObject({ inForceToday: true, blocked: true });
  });

  it('whoever looks the firm up finds the court\'s entry, and nothing of the red list', async () => {
    const answer = await bidding.screenUntil({ uscc: firm.uscc }, 'hit');
    expect(answer.entries.map((e: any) => e.listType)).toEqual(['JUDGMENT_DEFAULTER']);
  });

  it('the court cannot take the firm off the red list; the regulator can, and the court\'s entry stands', async () => {
    const decide = (token: string) => call('POST', `/v1/list-conflicts/${conflict.conflictId}/decision`, { token, body: { docNo: `${redDocNo}移`, reasons: '列入失信被执行人名单' } });
    expect(await decide(judge)).toMatchObject({ status: 403, body: { code: 'CONFLICT.NOT_RED_AUTHORITY' } });
    expect(await decide(approver)).toMatchObject({ status: 200, body: { status: 'delisted' } });
    expect(await redEntry()).toMatchObject({ status: 'ended', inForceToday: false });
    expect((await bidding.screen({ uscc: firm.uscc })).outcome).toBe('hit');
  });

  it('a new red entry under the court\'s entry is a case at once; when the court takes the firm off, it is closed by itself and says why', async () => {
    const again = freshDocNo('信');
    expect(await reported(regulator, benefit({ docNo: again }))).toMatchObject({ state: 'accepted' });
    const ofAgain = async (): Promise<any> => (await ask('GET', '/v1/list-conflicts', { token: approver })).items.find((c: any) => c.red.docNo === again);
    await eventually(async () => (await ofAgain())?.status === 'open', 'the new red entry is a case');
    await reported(court, burden({ removal: { kind: 'removed-early', removedOn: date, reason: '已履行生效法律文书确定的义务' } }));
    await eventually(async () => (await ofAgain())?.status === 'closed', 'the case is closed');
    expect(await ofAgain()).toMatchObject({ because: 'black-ended', reason: '已履行生效法律文书确定的义务' });
    const entries = (await ask('GET', '/v1/red-list-entries', { token: approver })).items;
    expect(entries.find((e: any) => e.decision.docNo === again)).toMatchObject({ inForceToday: true, blocked: false });
  });
});
