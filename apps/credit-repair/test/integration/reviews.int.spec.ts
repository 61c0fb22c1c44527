import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD, REVIEW } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate as d } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { listEntry, penalty } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';

let s: RunningCreditRepair;
let officer: string;
beforeAll(async () => {
  s = await runCreditRepair();
  officer = await s.token(['case-officer'], { dept: MARKET });
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const note = (target: { kind: string; id: string }, over: object = {}, token = officer, key?: string) =>
  s.call('POST', '/v1/reviews', token, { target, kind: 'reconsideration', acceptanceDocNo: '本政行复受字〔2026〕12号', acceptedOn: '2026-11-20', ...over }, key);
const end = (id: string, over: object = {}, token = officer) => s.call('POST', `/v1/reviews/${id}/end`, token, { endedOn: '2026-11-23', outcome: '复议决定维持，申请人110101199003078515', ...over });
const listed = async (token: string): Promise<string[]> => (await s.call('GET', '/v1/reviews', token)).body.items.map(({ reviewId }: { reviewId: string }) => reviewId);
async function recorded() {
  const record = penalty(d('2026-07-01'));
  await s.record(record);
  return record;
}

describe('a decision under reconsideration or litigation (LZ 43)', () => {
  it('is noted by its authority with the document of acceptance, and ends with its outcome in words; each told with the whole state', async () => {
    const record = await recorded();
    const { status, body } = await note({ kind: 'record', id: record.recordId });
    expect([status, body]).toEqual([201, expect.objectContaining({ status: 'open', kind: 'reconsideration', acceptedOn: '2026-11-20', target: expect.objectContaining({ docNo: record.docNo, authority: expect.objectContaining({ source: MARKET }) }) })]);
    expect(body).not.toHaveProperty('by');
    expect(await end(body.reviewId)).toMatchObject({ status: 200, body: { status: 'ended', endedOn: '2026-11-23', outcome: expect.not.stringContaining('19900307') } });
    expect(await end(body.reviewId)).toMatchObject({ status: 409, body: { code: 'REVIEW.ALREADY_ENDED' } });
    await eventually(async () => (await s.sent(body.reviewId, TOPICS.objectionEvents)).length === 2, 'the facts are sent');
    const facts = await s.sent(body.reviewId, TOPICS.objectionEvents);
    expect(facts.map(({ type, key, data }) => [type, key, data.status, data.target.id])).toEqual([[REVIEW.noted, record.subject.subjectId, 'open', record.recordId], [REVIEW.ended, record.subject.subjectId, 'ended', record.recordId]]);
    expect(JSON.stringify(facts)).not.toMatch(/19900307|who-/);
  });

  it('one open review per item and kind, also of two officers at once; litigation stands beside reconsideration, and after an end another may follow', async () => {
    const target = { kind: 'record', id: (await recorded()).recordId };
    const both = await Promise.all([note(target), note(target)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)!.body.code).toBe('REVIEW.ALREADY_NOTED');
    expect((await note(target, { kind: 'litigation', acceptanceDocNo: '（2026）辽0502行初12号' })).status).toBe(201);
    await end(both.find(({ status }) => status === 201)!.body.reviewId);
    expect((await note(target)).status).toBe(201);
  });

  it('the same request again is the same review', async () => {
    const target = { kind: 'record', id: (await recorded()).recordId };
    const key = newEventId();
    const [one, again] = [await note(target, {}, officer, key), await note(target, {}, officer, key)];
    expect([again.status, again.body.reviewId]).toEqual([201, one.body.reviewId]);
  });

  it('an entry too, and what has been revoked: a court may still look at it; no measure, no unknown item, no day that cannot be', async () => {
    const entry = listEntry(d('2026-11-01'));
    await s.entry(entry);
    expect((await note({ kind: 'list-entry', id: entry.entryId })).status).toBe(201);
    const record = await recorded();
    await s.record({ ...record, status: 'revoked' }, 2, RECORD.revoked);
    const target = { kind: 'record', id: record.recordId };
    expect((await note(target)).status).toBe(201);
    expect((await note({ kind: 'measure', id: entry.entryId })).status).toBe(400);
    expect((await note({ kind: 'record', id: newEventId() })).body.code).toBe('REVIEW.ITEM_UNKNOWN');
    expect((await note(target, { kind: 'litigation', acceptedOn: '2026-06-30' })).body.code).toBe('REVIEW.DAY_OUT_OF_ORDER');
    expect((await note(target, { kind: 'litigation', acceptedOn: '2026-11-31' })).body.code).toBe('DATE.INVALID');
    expect((await end(newEventId())).status).toBe(404);
  });

  it('is noted and ended by nobody else; seen by its authority, its subject and those who oversee it', async () => {
    const record = await recorded();
    const target = { kind: 'record', id: record.recordId };
    const fire = await s.token(['case-officer'], { dept: 'benxi-fire' });
    expect((await note(target, {}, fire)).body.code).toBe('REVIEW.NOT_COMPETENT');
    const { body: { reviewId: id } } = await note(target);
    expect((await end(id, {}, fire)).status).toBe(403);
    const firm = await s.token(['subject'], { subject: record.subject.subjectId });
    expect((await note(target, { kind: 'litigation' }, firm)).status).toBe(403);
    expect(await listed(firm)).toEqual([id]);
    for (const token of [officer, await s.token(['credit-centre'], { dept: 'benxi-credit-centre' }), await s.token(['auditor'])]) expect(await listed(token)).toContain(id);
    for (const token of [fire, await s.token(['subject'], { subject: newEventId() })]) expect(await listed(token)).not.toContain(id);
  });

  it('the database refuses an end without a day, one before the acceptance, and a review of nothing', async () => {
    const { body: { reviewId: id } } = await note({ kind: 'record', id: (await recorded()).recordId });
    await expect(s.f.admin.query(`update review set status = 'ended' where id = $1`, [id])).rejects.toThrow('review_ended_has_its_day');
    await expect(s.f.admin.query(`update review set status = 'ended', ended_on = '2026-11-19' where id = $1`, [id])).rejects.toThrow('review_ended_has_its_day');
    await expect(s.f.admin.query('update review set target_id = $2 where id = $1', [id, newEventId()])).rejects.toThrow('review_is_about_an_item');
    await expect(s.f.admin.query(`update review set kind = 'other' where id = $1`, [id])).rejects.toThrow('review_of_a_kind');
  });
});
