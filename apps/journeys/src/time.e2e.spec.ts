import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { addDays, addMonths, dueOn, moveDateTo, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { call, tokenFor } from './harness/gateway.ts';
import { decisionOn, goneEntry, lateList, publicEntryOf, searchPublic } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** The business date only moves forward; everything here counts from where it stands. */
describe('days pass in the sandbox', () => {
  let city: CityAtWork;
  let operator: string;
  beforeAll(async () => {
    city = await cityAtWork();
    operator = await tokenFor({ roles: ['operator'] });
  });
  afterAll(() => city?.close());

  it('an entry ends by itself after its last day, an uncorrected wait becomes late, and the cause is named when it ends', async () => {
    const date = await today();
    const [firm, unknown] = [freshFirm(), freshFirm()];
    await city.registrar.registers(firm);
    const license = await city.registrar.tell('administrative-license', city.registrar.license({ party: firm, docNo: freshDocNo('许'), decisionDate: date, validFrom: date, validTo: addDays(date, 1) }));
    const penalty = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: addMonths(addDays(date, 1), -12), penaltyTypes: ['CONFISCATE_GAINS'], fineAmountWan: undefined, confiscatedAmountWan: '2' }));
    const entries = await Promise.all([license, penalty].map(({ recordId }) => publicEntryOf(recordId!)));
    expect(entries.map(({ endsOn }) => endsOn)).toEqual([addDays(date, 1), addDays(date, 1)]);
    const waitingSince = addDays(date, -3);
    const waiting = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: unknown, docNo: freshDocNo(), decisionDate: waitingSince }));
    expect(waiting.state).toBe('held');
    const due = dueOn(waitingSince);
    await decisionOn(waiting.recordId!);
    const isLate = async (): Promise<any> => (await lateList()).find(({ recordId }) => recordId === waiting.recordId);
    expect(await isLate()).toBeUndefined();

    await moveDateTo(addDays(date, 1), operator);
    expect(await publicEntryOf(license.recordId!)).toMatchObject({ endsOn: addDays(date, 1) });

    await moveDateTo(addDays(date, 2), operator);
    const gone = await goneEntry(entries[0].entryId);
    expect(gone.body).toMatchObject({ code: expect.stringMatching(/^[A-Z_.]+$/), userMessage: expect.stringContaining('停止公示') });
    await goneEntry(entries[1].entryId);
    expect((await searchPublic({ uscc: firm.uscc })).body.items.map(({ entryId }: any) => entryId)).not.toContain(entries[0].entryId);
    expect(await decisionOn(license.recordId!, ({ status }) => status === 'withdrawn')).toMatchObject({ withdrawnOn: addDays(date, 2), inForce: false, why: { reason: 'NOT_PUBLIC_EXPIRED' } });

    if (due.provisional) return;
    await moveDateTo(addDays(due.dueOn, 1), operator);
    expect(await eventually(isLate, 'the waiting record stands in the late list', { timeoutMs: 15_000, intervalMs: 200 })).toMatchObject({ state: 'waiting', cause: 'heldInSystem', dueOn: due.dueOn });
    await city.registrar.registers(unknown);
    await publicEntryOf(waiting.recordId!);
    expect(await isLate()).toMatchObject({ state: 'published-late', cause: 'heldInSystem' });
  });

  it('a deadline that runs into 2027, for which no calendar is published, is provisional and not guessed', async () => {
    if ((await today()) < '2026-12-23') await moveDateTo('2026-12-23', operator);
    const date = await today();
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const receipt = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date }));
    expect(receipt.state).toBe('accepted');
    expect(receipt.publicity).toMatchObject({ provisional: true });
    expect(receipt.publicity?.dueOn).toBeUndefined();
    expect(await decisionOn(receipt.recordId!)).toMatchObject({ due: { status: 'PROVISIONAL', enteredYear: 2027 }, status: 'posted' });
  });

  it('the date never goes back, and only some may move it', async () => {
    const date = await today();
    expect(await call('POST', '/v1/sandbox/date', { token: operator, body: { date: addDays(date, -1) } })).toMatchObject({ status: expect.any(Number), body: { code: expect.stringMatching(/^[A-Z_.]+$/), userMessage: expect.any(String) } });
    expect((await call('POST', '/v1/sandbox/date', { token: operator, body: { date: addDays(date, -1) } })).status).toBeGreaterThanOrEqual(400);
    expect((await call('POST', '/v1/sandbox/date', { token: operator, body: { date: '2026-02-30' } })).status).toBe(400);
    expect((await call('POST', '/v1/sandbox/date', { token: await city.other.token(), body: { date: addDays(date, 1) } })).status).toBe(403);
    expect((await call('POST', '/v1/sandbox/date', { body: { date: addDays(date, 1) } })).status).toBe(401);
    expect(await today()).toBe(date);
  });
});
