import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import type { ListEntryV1 } from '@credit/contracts/events';
import { eventually } from '@credit/testing';
import { entryOf, REGISTRY, runService, type Running } from './running-service.ts';

// The item for land and real estate leaves the national list at the end of 2 December; nothing else changes.
const overlay = { version: 'item-withdrawn', tables: { measures: [{ id: 'MEASURE_2024_A3A', to: '2026-12-02' }] } };
let s: Running;
let officer: string;
let system: string;
let centre: string;
beforeAll(async () => {
  s = await runService({ overlay });
  [officer, system, centre] = [await s.tokenOf(['case-officer'], REGISTRY), await s.tokenOf(['source'], REGISTRY), await s.tokenOf(['credit-centre'])];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const CODES = ['91210500MA0TYPE14G', '91210500MA00A0466Y', '91210500MA00A00440', '91210504MA0XYA3687'];
const get = async (path: string, token = officer) => (await s.call('GET', path, { token })).body;
const items = async (path: string, token = officer): Promise<any[]> => (await get(path, token)).items;
const post = (path: string, body?: object, token = officer) => s.call('POST', path, { token, key: randomUUID(), ...(body === undefined ? {} : { body }) });
const ended = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '认定所依据的文书已被撤销', listVersion: String(Number(entry.listVersion) + 1) });

async function prompted(uscc: string, kind = 'real-estate-transfer', token = officer): Promise<{ entry: ListEntryV1; promptId: string }> {
  const entry = entryOf({ subject: { ...entryOf().subject, uscc } });
  await s.tell('designated', entry);
  const promptId = await eventually(async () => {
    const { body } = await s.call('POST', '/v1/screenings', { token, body: { matter: { id: randomUUID(), kind }, purpose: '办理登记', subject: { uscc } } });
    return body.answer?.prompts?.[0]?.promptId as string | undefined;
  }, `${uscc} is prompted`);
  return { entry, promptId };
}
const applied = async (promptId: string): Promise<string> => (await post(`/v1/prompts/${promptId}/decision`, { choice: 'apply' })).body.measureId;
const measure = async (id: string) => (await items('/v1/measures')).find((m) => m.measureId === id);
const of = (list: any[], id: string): boolean => list.some((one) => one.promptId === id || one.measureId === id);

/** One thing in each state, all begun on the opening day. */
const things: Record<string, string> = {};

describe('deadlines, lifts and lost bases, as of the day on which they are read', () => {
  it('a prompt names the day until which the officer must choose; a measure the one until which its execution, a lifting the one until which its undoing is told', async () => {
    const open = await prompted(CODES[0]!);
    things['open'] = open.promptId;
    expect((await items('/v1/prompts')).find(({ promptId }) => promptId === open.promptId)).toMatchObject({ promptedOn: '2026-11-23', due: { step: 'decide', dueOn: '2026-11-30', overdue: false }, basisLost: null });
    const running = await prompted(CODES[1]!, 'land-use-right');
    things['running'] = await applied(running.promptId);
    expect(await measure(things['running'])).toMatchObject({ state: 'applied', inEffect: true, due: { step: 'execute', dueOn: '2026-12-07', overdue: false }, basisLost: null, basis: { measure: 'M-A3a' } });
    const ending = await prompted(CODES[2]!);
    things['lifted'] = await applied(ending.promptId);
    await s.tell('revoked', ended(ending.entry), 2);
    const directive = await eventually(async () => (await items('/v1/measures?state=lifted', system)).find(({ measureId }) => measureId === things['lifted']), 'the lifting reaches the department');
    expect(directive).toMatchObject({ inEffect: false, liftedBecause: 'revoked', due: { step: 'confirm-lift', dueOn: '2026-11-26', overdue: false } });
    expect((await items('/v1/prompts')).find(({ promptId }) => promptId === ending.promptId)).toMatchObject({ state: 'applied', due: null, measure: { state: 'lifted' } });
    expect([await items('/v1/prompts?overdue=true'), await items('/v1/measures?overdue=true')]).toEqual([[], []]);
  });

  it('after its day each is on the list of what is overdue, and counted for its department; the executor that never answers burdens nobody', async () => {
    await s.moveDate('2026-12-01');
    expect(await items('/v1/prompts?overdue=true')).toMatchObject([{ promptId: things['open'], due: { overdue: true } }]);
    expect(await items('/v1/measures?overdue=true')).toMatchObject([{ measureId: things['lifted'], due: { step: 'confirm-lift', overdue: true } }]);
    const { answer } = (await s.call('POST', '/v1/screenings', { token: officer, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理登记', subject: { uscc: CODES[2] } } })).body;
    expect(answer.outcome).toBe('none');
    const progress = await get('/v1/discipline-progress');
    expect(progress).toEqual({
      asOf: '2026-12-01',
      departments: [{ department: REGISTRY, prompts: { open: 1, overdue: 1, basisLost: 0, applied: 2, declined: 0, closed: 0 }, measures: { applied: 1, overdue: 0, executed: 0, lifted: 1, liftOverdue: 1, liftConfirmed: 0, basisLost: 0 } }],
      measures: [{ measure: 'M-A3a', title: '限制购买或取得房产、土地使用权等不动产', prompted: 3, open: 1, applied: 2, declined: 0, closed: 0, executed: 0 }],
    });
    expect(await get('/v1/discipline-progress', centre)).toEqual(progress);
  });

  it('a department sees its own only, and a wrong question is refused', async () => {
    const other = await s.tokenOf(['case-officer'], 'another');
    expect([await items('/v1/measures', other), await items('/v1/prompts?overdue=true', other), (await get('/v1/discipline-progress', other)).departments]).toEqual([[], [], []]);
    expect(of(await items('/v1/measures', centre), things['running']!)).toBe(true);
    expect((await s.call('GET', '/v1/measures?state=open', { token: officer })).status).toBe(400);
    expect((await s.call('GET', '/v1/measures?overdue=yes', { token: officer })).status).toBe(400);
    expect((await s.call('GET', '/v1/measures', { token: await s.tokenOf(['subject']) })).status).toBe(403);
  });

  it('told at last, it leaves the list', async () => {
    expect((await post(`/v1/measures/${things['lifted']}/lift-confirmation`, undefined, system)).body).toMatchObject({ state: 'lift-confirmed' });
    expect(await items('/v1/measures?overdue=true')).toEqual([]);
  });

  it('the item leaves the national list: from that day its measures show what they lost, nothing new is applied, and nothing is prompted', async () => {
    const late = await prompted(CODES[3]!);
    expect([await items('/v1/measures?basisLost=true'), await items('/v1/prompts?basisLost=true')]).toEqual([[], []]);
    await s.moveDate('2026-12-03');
    const loss = { what: 'measure', since: '2026-12-03', why: expect.stringContaining('M-A3a') };
    expect(await items('/v1/measures?basisLost=true')).toMatchObject([{ measureId: things['running'], state: 'applied', basisLost: loss }]);
    expect((await items('/v1/prompts?basisLost=true')).map(({ promptId, basisLost }) => [promptId, basisLost])).toEqual([things['open'], late.promptId].sort().map((id) => [id, loss]));
    expect(await post(`/v1/prompts/${late.promptId}/decision`, { choice: 'apply' })).toMatchObject({ status: 409, body: { code: 'PROMPT.BASIS_LOST_CONFLICT' } });
    const { answer } = (await s.call('POST', '/v1/screenings', { token: officer, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理登记', subject: { uscc: CODES[3] } } })).body;
    expect(answer).toMatchObject({ outcome: 'hit', prompts: [] });
    expect((await get('/v1/discipline-progress', centre)).departments).toMatchObject([{ department: REGISTRY, prompts: { basisLost: 2 }, measures: { basisLost: 1 } }]);
    expect(await post(`/v1/prompts/${late.promptId}/decision`, { choice: 'decline', reason: '措施依据已丧失' })).toMatchObject({ status: 200 });
  });

  it('the database refuses a measure on a cell that is not in force, of another list, or of no matrix', async () => {
    const { rows: [row] } = await s.f.admin.query('select * from discipline_measure where id = $1', [things['running']]);
    const insert = (facts: object, since: string) => s.f.admin.query(
      `insert into discipline_measure (id, version, public_version, status, prompt_id, department, live_entry_id, facts, applied_on, basis_since) values (gen_random_uuid(), 1, 1, 'applied', $1, $2, $3, $4, $5, $5)`,
      [row.prompt_id, row.department, row.live_entry_id, { ...row.facts, basis: { ...row.facts.basis, ...facts } }, since]);
    await expect(insert({}, '2026-12-03')).rejects.toThrow(/not in force on 2026-12-03/);
    await expect(insert({ matrixRowId: 'CELL_OF_NO_MATRIX' }, '2026-12-01')).rejects.toThrow(/discipline_measure_(names_a_cell|cell_in_force)|not in force/);
    await expect(insert({ matrixRowId: 'CELL_WAGE_ARREARS_B2_UNIT', listType: 'WAGE_ARREARS' }, '2026-12-01')).rejects.toThrow(/discipline_measure_entry_in_force/);
    await expect(s.f.admin.query(`update list_entry set state = state || '{"evidence": [], "origin": "local"}' where entry_id = $1`, [row.live_entry_id])).rejects.toThrow(/list_entry_live_names_its_basis/);
    await expect(insert({}, '2026-12-02')).resolves.toMatchObject({ rowCount: 1 });
  });
});
