import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import { addMonths, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { departmentOfKind } from './harness/environment.ts';
import { ask, call, tokenFor, type Answer } from './harness/gateway.ts';
import { publicEntryOf } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 复议诉讼 as a department and everybody else meets it: the decision is marked wherever it is read, and nothing is suspended (§4.5, 深圳条例 43, 行政处罚法 73, trap 17). */
describe('复议诉讼: from its note to the end of its mark', () => {
  const firm = freshFirm();
  const IDENTITY = '110101199003078515';
  let city: CityAtWork;
  let date: string;
  let officer: string;
  let judge: string;
  let registry: string;

  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
    await city.registrar.registers(firm);
    const officerOf = ({ source: dept }: { source: string }): Promise<string> => tokenFor({ dept, roles: ['case-officer'] });
    [officer, judge, registry] = await Promise.all([officerOf(city.other), officerOf(city.court), officerOf(departmentOfKind('natural-resources'))]);
  });
  afterAll(() => city?.close());

  const note = (target: { kind: string; id: string }, token: string, over: object = {}): Promise<Answer> => eventually(async () => {
    const answer = await call('POST', '/v1/reviews', { token, body: { target, kind: 'reconsideration', acceptanceDocNo: freshDocNo(), acceptedOn: date, ...over } });
    return answer.body?.code === 'REVIEW.ITEM_UNKNOWN' ? undefined : answer;
  }, 'credit-repair knows the item');
  const end = (id: string, token: string, over: object = {}): Promise<Answer> => call('POST', `/v1/reviews/${id}/end`, { token, body: { endedOn: date, outcome: `复议决定维持，申请人${IDENTITY}`, ...over } });

  it('a penalty: marked at the register and in public, in effect and shown as before, until the end; noted by nobody but who decided it', async () => {
    const receipt = await city.other.tell('administrative-penalty', city.other.penalty({ party: firm, docNo: freshDocNo(), decisionDate: addMonths(date, -1), fineAmountWan: '2' }));
    const id = receipt.recordId!;
    const quiet = await publicEntryOf(id);
    const [record, shown] = [async () => (await call('GET', `/v1/records/${id}`, { token: await city.other.token() })).body, async () => (await call('GET', `/v1/public/entries/${id}`)).body];
    expect([quiet.underReviewSince, (await record()).underReviewSince]).toEqual([null, null]);
    const target = { kind: 'record', id };
    expect(await note(target, judge)).toMatchObject({ status: 403, body: { code: 'REVIEW.NOT_COMPETENT' } });
    const noted = await note(target, officer);
    expect(noted).toMatchObject({ status: 201, body: { status: 'open', kind: 'reconsideration', acceptedOn: date } });
    await eventually(async () => (await record()).underReviewSince === date && (await shown()).underReviewSince === date, 'the mark shows at the register and in public');
    expect(await shown()).toEqual({ ...quiet, underReviewSince: date });
    expect(await record()).toMatchObject({ status: 'effective', disputedSince: null, repaired: null, shielded: null });
    expect(JSON.stringify(await shown())).not.toContain(noted.body.acceptanceDocNo);
    expect(await note(target, officer)).toMatchObject({ status: 409, body: { code: 'REVIEW.ALREADY_NOTED' } });
    expect(await end(noted.body.reviewId, judge)).toMatchObject({ status: 403, body: { code: 'REVIEW.NOT_COMPETENT' } });
    const ended = await end(noted.body.reviewId, officer);
    expect(ended).toMatchObject({ status: 200, body: { status: 'ended', endedOn: date, outcome: expect.stringMatching(/^复议决定维持，申请人/) } });
    const centre = await tokenFor({ dept: 'benxi-credit-centre', roles: ['credit-centre'] });
    for (const token of [officer, centre]) {
      const { items } = (await call('GET', '/v1/reviews', { token })).body;
      expect(items).toContainEqual(expect.objectContaining({ reviewId: noted.body.reviewId, status: 'ended', outcome: ended.body.outcome }));
      expect(JSON.stringify(items)).not.toContain(IDENTITY);
    }
    expect(JSON.stringify(ended.body)).not.toContain(IDENTITY);
    await eventually(async () => (await record()).underReviewSince === null && (await shown()).underReviewSince === null, 'the mark is gone');
    expect(await shown()).toEqual(quiet);
  });

  it('a list entry: the look-up says so and hits as before, so does its own department; after the end it says no more', async () => {
    const from = addMonths(date, -2);
    const reported = await city.court.tell('list-entry', listEntryData({ party: firm, authority: city.court.authority, docNo: `（2026）示01执${randomUUID().slice(0, 6)}号`, decisionDate: from, from }));
    expect(reported.state).toBe('forwarded');
    const look = async (): Promise<{ outcome: string; entries: { entryId: string; underReviewSince?: string; disputedSince?: string }[] }> =>
      (await ask('POST', '/v1/screenings', { token: registry, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc: firm.uscc } } })).answer;
    const hit = await eventually(async () => {
      const answer = await look();
      return answer.outcome === 'hit' ? answer : undefined;
    }, 'the look-up hits');
    const { entryId } = hit.entries[0]!;
    expect(hit.entries[0]).not.toHaveProperty('underReviewSince');
    const target = { kind: 'list-entry', id: entryId };
    expect(await note(target, officer)).toMatchObject({ status: 403, body: { code: 'REVIEW.NOT_COMPETENT' } });
    const noted = await note(target, judge, { kind: 'litigation' });
    expect(noted.status).toBe(201);
    const marked = await eventually(async () => {
      const answer = await look();
      return answer.entries[0]?.underReviewSince === undefined ? undefined : answer;
    }, 'the answer is marked');
    expect(marked).toMatchObject({ outcome: 'hit', entries: [{ entryId, underReviewSince: date }] });
    expect(marked.entries[0]).not.toHaveProperty('disputedSince');
    const designation = async () => (await call('GET', `/v1/designations/${entryId}`, { token: judge })).body;
    await eventually(async () => (await designation()).underReviewSince === date, 'its own department sees the mark');
    expect(await designation()).toMatchObject({ status: 'in-force', inForceToday: true, disputedSince: null });
    expect((await end(noted.body.reviewId, judge, { outcome: '判决驳回诉讼请求' })).status).toBe(200);
    await eventually(async () => (await look()).entries[0]?.underReviewSince === undefined && (await designation()).underReviewSince === null, 'the mark is gone');
    expect(await look()).toMatchObject({ outcome: 'hit', entries: [{ entryId }] });
  });
});
