import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSignedBy } from '@credit/access';
import { DISCIPLINE, type ListEntryV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { entryOf, REGISTRY, runService, type Running } from './running-service.ts';

let s: Running;
let officer: string;
beforeAll(async () => {
  s = await runService();
  officer = await s.tokenOf(['case-officer'], REGISTRY);
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const CODES = ['91210500MA0TYPE14G', '91210500MA00A0466Y', '91210500MA00A00440', '91210504MA0XYA3687'];
const matterOf = (kind = 'real-estate-transfer', id: string = randomUUID()) => ({ id, kind });
const screen = async (subject: object, matter = matterOf()) => s.call('POST', '/v1/screenings', { token: officer, body: { matter, purpose: '办理不动产转移登记', subject } });
const screenUntil = (subject: object, outcome: string, matter = matterOf()) =>
  eventually(async () => {
    const { body } = await screen(subject, matter);
    return body.answer?.outcome === outcome ? body : undefined;
  }, `the screening answers ${outcome}`);
const decide = (promptId: string, body: object, token = officer) => s.call('POST', `/v1/prompts/${promptId}/decision`, { token, body, key: randomUUID() });
const promptOf = async (promptId: string) => (await s.call('GET', '/v1/prompts', { token: officer })).body.items.find((p: any) => p.promptId === promptId);
const ended = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '认定所依据的文书已被撤销', listVersion: String(Number(entry.listVersion) + 1) });
const factsOf = async (id: string): Promise<string[]> => (await s.f.admin.query('select headers from journal where aggregate_id = $1 order by id', [id])).rows.map((row) => JSON.parse(row.headers).ce_type);

/** An entry in force, its hit in a matter, and the one prompt of that hit. */
async function prompted(uscc: string): Promise<{ entry: ListEntryV1; promptId: string; answer: any }> {
  const entry = entryOf({ subject: { ...entryOf().subject, uscc } });
  await s.tell('designated', entry);
  const { answer } = await screenUntil({ uscc }, 'hit');
  expect(answer.prompts).toHaveLength(1);
  return { entry, promptId: answer.prompts[0].promptId, answer };
}

describe('from an entry to a measure and back', () => {
  it('hit → prompt → apply → executed; the entry is revoked → lifted, the next look-up says none → confirmed', async () => {
    const { entry, promptId, answer } = await prompted(CODES[0]!);
    expect(answer.entries[0]).toMatchObject({ entryId: entry.entryId, listType: 'JUDGMENT_DEFAULTER', decision: entry.decision, statute: entry.basis.statute, explanation: { ladder: 'cn-ladder', rung: 1, identifierUsed: 'uscc' } });
    expect(answer.prompts[0]).toMatchObject({ measure: 'M-A3a', status: 'open' });
    expect(await decide(promptId, { choice: 'decline' })).toMatchObject({ status: 422, body: { code: 'PROMPT.REASON_MISSING' } });
    const other = await s.tokenOf(['case-officer'], 'another');
    expect((await decide(promptId, { choice: 'apply' }, other)).status).toBe(403);
    const applied = await decide(promptId, { choice: 'apply' });
    expect(applied).toMatchObject({ status: 200, body: { state: 'applied', measureId: expect.any(String) } });
    expect((await decide(promptId, { choice: 'apply' })).status).toBe(409);
    const measure = `/v1/measures/${applied.body.measureId}`;
    expect(await s.call('POST', `${measure}/execution`, { token: officer, key: randomUUID() })).toMatchObject({ status: 200, body: { state: 'executed' } });
    expect((await s.call('POST', `${measure}/lift-confirmation`, { token: officer, key: randomUUID() })).status).toBe(409);

    await s.tell('revoked', ended(entry), 2);
    await eventually(async () => (await promptOf(promptId)).measure.state === 'lifted', 'the measure is lifted');
    await screenUntil({ uscc: CODES[0] }, 'none');
    expect(await s.call('POST', `${measure}/lift-confirmation`, { token: officer, key: randomUUID() })).toMatchObject({ status: 200, body: { state: 'lift-confirmed' } });
    expect(await factsOf(applied.body.measureId)).toEqual([DISCIPLINE.applied, DISCIPLINE.executed, DISCIPLINE.lifted, DISCIPLINE.liftConfirmed]);
  });

  it('an open prompt closes with its entry; a second look-up of the same matter meets the same prompt', async () => {
    const entry = entryOf({ subject: { ...entryOf().subject, uscc: CODES[1]! } });
    await s.tell('designated', entry);
    const matter = matterOf();
    const first = await screenUntil({ uscc: CODES[1] }, 'hit', matter);
    const second = await screen({ uscc: CODES[1] }, matter);
    expect(second.body.answer.prompts.map((p: any) => p.promptId)).toEqual(first.answer.prompts.map((p: any) => p.promptId));
    const { promptId } = first.answer.prompts[0];
    await s.tell('revoked', ended(entry), 2);
    await eventually(async () => (await promptOf(promptId)).state === 'closed', 'the prompt is closed');
    expect(await decide(promptId, { choice: 'apply' })).toMatchObject({ status: 409, body: { code: 'PROMPT.NOT_OPEN_CONFLICT' } });
    expect(await factsOf(promptId)).toEqual([DISCIPLINE.prompted, DISCIPLINE.promptClosed]);
  });

  it('a second basis carries its measure on', async () => {
    const { entry, promptId } = await prompted(CODES[2]!);
    const { body: { measureId } } = await decide(promptId, { choice: 'apply' });
    const second = entryOf({ subject: entry.subject, listVersion: String(Number(entry.listVersion) + 5) });
    await s.tell('designated', second);
    await eventually(async () => (await s.f.admin.query('select 1 from list_entry where entry_id = $1', [second.entryId])).rows.length === 1, 'the second entry is known');
    await s.tell('revoked', ended(entry), 2);
    await eventually(async () => (await factsOf(measureId)).includes(DISCIPLINE.rebased), 'the measure goes on under the second entry');
    expect((await promptOf(promptId)).measure.state).toBe('applied');
    await s.tell('revoked', ended(second), 2);
    await eventually(async () => (await promptOf(promptId)).measure.state === 'lifted', 'with its last basis the measure is lifted');
  });

  it('the database refuses a prompt or a measure whose entry is not in force', async () => {
    const { entry, promptId } = await prompted(CODES[3]!);
    await expect(s.f.admin.query('update list_entry set live = false where entry_id = $1', [entry.entryId])).rejects.toThrow(/prompt_entry_in_force/);
    await decide(promptId, { choice: 'apply' });
    await expect(s.f.admin.query('update list_entry set live = false where entry_id = $1', [entry.entryId])).rejects.toThrow(/discipline_measure_entry_in_force/);
    await s.tell('revoked', ended(entry), 2);
    await eventually(async () => (await promptOf(promptId)).measure.state === 'lifted', 'the measure is lifted');
    await expect(s.f.admin.query(`update discipline_measure set status = 'applied', lifted_on = null, lifted_because = null, live_entry_id = $2 where prompt_id = $1`, [promptId, entry.entryId])).rejects.toThrow(/discipline_measure_entry_in_force/);
  });
});

describe('what an answer says', () => {
  it('is signed, also when it says none: list, age, expiry, purpose', async () => {
    const { body } = await screen({ name: '没有人知道的有限公司' });
    const { body: key } = await s.call('GET', '/v1/keys/screening');
    expect(body.answer).toMatchObject({ outcome: 'none', purpose: '办理不动产转移登记', list: { partitions: expect.any(Object), contentHash: expect.stringMatching(/^[0-9a-f]{16}$/), ageMs: expect.any(Number) } });
    expect(Date.parse(body.answer.expiresAt)).toBeGreaterThan(Date.parse(body.answer.askedAt));
    expect(isSignedBy(key, body.answer, body.signature)).toBe(true);
    expect(isSignedBy(key, { ...body.answer, outcome: 'hit' }, body.signature)).toBe(false);
  });

  it('a name alone asks a human and raises no prompt; what a human called different is not shown again', async () => {
    const entry = entryOf({ subject: { ...entryOf().subject, name: '样例市奇峰商贸有限公司', uscc: '91210500MA0TYPE15K' } });
    await s.tell('designated', entry);
    const subject = { name: '样例市奇锋商贸有限公司' };
    const { answer } = await screenUntil(subject, 'needs-human');
    expect(answer).toMatchObject({ prompts: [], entries: [{ entryId: entry.entryId, explanation: { rung: 5, identifierUsed: 'similar-name' } }] });
    const notSame = (entryId: string) => s.call('POST', `/v1/screenings/${answer.screeningId}/not-same`, { token: officer, body: { entryId, reason: '登记地址和法定代表人均不同' } });
    expect((await notSame(randomUUID())).status).toBe(404);
    expect((await notSame(entry.entryId)).status).toBe(204);
    expect((await screen(subject)).body.answer.outcome).toBe('none');
    expect((await screen({ name: '样例市奇峯商贸有限公司' })).body.answer.outcome).not.toBe('hit');
  });

  it('a hotel is told yes or no and nothing else', async () => {
    const entry = entryOf({ subject: { ...entryOf().subject, uscc: '91210500MA0TYPE14G' } });
    await s.tell('designated', entry);
    await screenUntil({ uscc: '91210500MA0TYPE14G' }, 'hit');
    const { body } = await screen({ uscc: '91210500MA0TYPE14G' }, matterOf('star-hotel'));
    expect(body.answer.answer).toBe('yes');
    expect(Object.keys(body.answer).sort()).toEqual(['answer', 'askedAt', 'businessDate', 'department', 'expiresAt', 'list', 'matter', 'purpose', 'screeningId', 'subjectKey']);
    expect(JSON.stringify(body)).not.toMatch(/样例商贸|JUDGMENT|执/);
    expect((await screen({ name: '没有人知道的有限公司' }, matterOf('star-hotel'))).body.answer.answer).toBe('no');
  });

  it('a matter without a cell of the matrix gets information only', async () => {
    const { body } = await screen({ uscc: '91210500MA0TYPE14G' }, matterOf('project-approval'));
    expect(body.answer).toMatchObject({ outcome: 'hit', prompts: [] });
  });

  it('a batch answers each item on one state of the list, and names the place of a fault', async () => {
    const item = { matter: matterOf(), purpose: '招标资格审查', subject: { uscc: '91210500MA0TYPE14G' } };
    const { body } = await s.call('POST', '/v1/screenings/batch', { token: officer, body: { items: [item, { ...item, subject: { name: '没有人知道的有限公司' } }] } });
    expect(body.items.map((i: any) => i.answer.outcome)).toEqual(['hit', 'none']);
    expect(body.items[0].answer.list).toEqual(body.items[1].answer.list);
    const wrong = await s.call('POST', '/v1/screenings/batch', { token: officer, body: { items: [item, { ...item, subject: { uscc: '91210500MA0TYPE14X' } }] } });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'USCC_CHECK', errors: [{ pointer: '/items/1/subject/uscc' }] } });
  });

  it('a person is found by the number alone, and the number is kept nowhere', async () => {
    const number = '11010519491231002X';
    expect((await screen({ personIdNo: number, name: '张三' })).body.answer.outcome).toBe('none');
    const { uscc: _, ...nobody } = entryOf().subject;
    await s.tell('designated', entryOf({ subject: { ...nobody, subjectClass: 'NATURAL_PERSON', name: '张*' }, personIndex: s.personIndexOf(number) }));
    const { answer } = await screenUntil({ personIdNo: number }, 'hit');
    expect(answer.entries[0].explanation).toMatchObject({ rung: 2, identifierUsed: 'person-index' });
    expect((await screen({ name: '张三' })).body.answer.outcome).toBe('none');
    const stored = await s.f.admin.query('select row_to_json(t)::text as row from screening t');
    expect(stored.rows.map(({ row }) => row).join()).not.toContain(number);
    expect((await screen({ name: number })).status).toBe(400);
    expect((await s.call('POST', '/v1/screenings', { token: officer, body: { matter: matterOf(), purpose: `查${number}`, subject: { uscc: '91210500MA0TYPE14G' } } })).status).toBe(400);
  });

  it('every screening is kept: who, which matter, what was answered', async () => {
    const matter = matterOf('bidding');
    await screen({ uscc: '91210500MA0TYPE14G' }, matter);
    const { rows } = await s.f.admin.query('select department, matter_kind, outcome, subject_key, officer from screening where matter_id = $1', [matter.id]);
    expect(rows).toEqual([{ department: REGISTRY, matter_kind: 'bidding', outcome: 'hit', subject_key: 'uscc:91210500MA0TYPE14G', officer: expect.stringContaining(`@${REGISTRY}`) }]);
    expect((await s.call('POST', '/v1/screenings', { token: await s.tokenOf(['auditor']), body: { matter, purpose: 'x', subject: {} } })).status).toBe(403);
  });
});
