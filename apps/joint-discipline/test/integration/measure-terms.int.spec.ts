import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate } from '@credit/kernel';
import { eventually, syntheticFirm } from '@credit/testing';
import { entryOf, REGISTRY, runService, type Running } from './running-service.ts';

// The law of this test grants the measure for one month from the first day of the entry; the entries themselves go on.
const CELL = 'CELL_JUDGMENT_DEFAULTER_A3A_UNIT';
const overlay = { version: 'one-month', tables: { measureMatrix: [{ id: CELL, durationRule: 'fixed-months', months: 1 }] } };
const JOB = 'measure-days';
let s: Running;
let officer: string;
let system: string;
beforeAll(async () => {
  s = await runService({ overlay });
  [officer, system] = [await s.tokenOf(['case-officer'], REGISTRY), await s.tokenOf(['source'], REGISTRY)];
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const items = async (path: string, token = officer): Promise<any[]> => (await s.call('GET', path, { token })).body.items;
const post = (path: string, body?: object, token = officer) => s.call('POST', path, { token, key: randomUUID(), ...(body === undefined ? {} : { body }) });
const screened = async (uscc: string) => (await s.call('POST', '/v1/screenings', { token: officer, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理登记', subject: { uscc } } })).body.answer;
const listed = async (uscc: string, from = '2026-11-20', subject: ListEntryV1['subject'] = { ...entryOf().subject, uscc }): Promise<ListEntryV1> => {
  const entry = entryOf({ subject, from: localDate(from), until: localDate('2028-11-20') });
  await s.tell('designated', entry);
  return entry;
};
const promptOf = (uscc: string, { entryId }: ListEntryV1): Promise<string> => eventually(async () => (await screened(uscc))?.prompts?.find((p: any) => p.entryId === entryId)?.promptId as string | undefined, `${uscc} is prompted`);
const applied = async (promptId: string): Promise<string> => (await post(`/v1/prompts/${promptId}/decision`, { choice: 'apply' })).body.measureId;
const measure = async (id: string) => (await items('/v1/measures')).find((m) => m.measureId === id);
const idsOf = (list: any[]): string[] => list.map(({ measureId }) => measureId).sort();
const completed = async (): Promise<string | undefined> => (await s.f.admin.query('select completed_on::text as day from job_run where name = $1', [JOB])).rows[0]?.day;
/** As if another instance held the job, or this one had been stopped over those days. */
const jobIsLate = (late: boolean) => s.f.admin.query('update job_run set lease_until = $2::timestamptz, token = gen_random_uuid() where name = $1', [JOB, late ? 'infinity' : '-infinity']);

const [EXECUTED, WAITING, UNDECIDED, TWICE] = [31, 32, 33, 34].map((n) => syntheticFirm(n).uscc) as [string, string, string, string];
const ids: Record<string, string> = {};

describe('a measure that the law grants for so many months', () => {
  it('names its end, and burdens until the day before', async () => {
    await eventually(async () => (await completed()) === '2026-11-23', 'the job has run');
    ids['executed'] = await applied(await promptOf(EXECUTED, await listed(EXECUTED)));
    expect((await post(`/v1/measures/${ids['executed']}/execution`)).body).toMatchObject({ state: 'executed' });
    ids['waiting'] = await applied(await promptOf(WAITING, await listed(WAITING)));
    ids['undecided'] = await promptOf(UNDECIDED, await listed(UNDECIDED));
    const first = await listed(TWICE);
    ids['twice'] = await applied(await promptOf(TWICE, first));
    await listed(TWICE, '2026-11-23', first.subject);
    await jobIsLate(true);
    await s.moveDate('2026-12-19');
    for (const id of ['executed', 'waiting', 'twice']) expect(await measure(ids[id]!)).toMatchObject({ inEffect: true, until: '2026-12-20' });
    expect(idsOf(await items('/v1/measures?overdue=true'))).toEqual([ids['waiting'], ids['twice']].sort());
  }, 60_000);

  it('burdens nobody from its day on, although the job is late: no list, count, prompt or report says otherwise', async () => {
    await s.moveDate('2026-12-20');
    expect(await measure(ids['executed']!)).toMatchObject({ state: 'executed', inEffect: false, until: '2026-12-20', basisLost: null });
    expect(await measure(ids['waiting']!)).toMatchObject({ state: 'applied', inEffect: false, due: null });
    expect(await items('/v1/measures?overdue=true')).toEqual([]);
    expect((await s.call('GET', '/v1/discipline-progress', { token: officer })).body.departments).toMatchObject([{ prompts: { open: 1, basisLost: 1 }, measures: { applied: 2, overdue: 0, executed: 1 } }]);
    expect(await post(`/v1/measures/${ids['waiting']}/execution`)).toMatchObject({ status: 409, body: { code: 'MEASURE.TERM_OVER_CONFLICT' } });
    const lost = { what: 'term', since: '2026-12-20' };
    expect(await items('/v1/prompts?basisLost=true')).toMatchObject([{ promptId: ids['undecided'], basisLost: lost }]);
    expect(await post(`/v1/prompts/${ids['undecided']}/decision`, { choice: 'apply' })).toMatchObject({ status: 409, body: { code: 'PROMPT.BASIS_LOST_CONFLICT' } });
    expect(await screened(EXECUTED)).toMatchObject({ outcome: 'hit', prompts: [], entries: [{ furtherMeasures: [] }] });
    expect(await completed()).toBe('2026-11-23');
  }, 60_000);

  it('the database refuses one that begins or is executed from its day on', async () => {
    const { rows: [row] } = await s.f.admin.query('select * from discipline_measure where id = $1', [ids['waiting']]);
    const born = (since: string) => s.f.admin.query(
      `insert into discipline_measure (id, version, public_version, status, prompt_id, department, live_entry_id, facts, applied_on, basis_since) values (gen_random_uuid(), 1, 1, 'applied', $1, $2, $3, $4, $5, $5) returning id`,
      [row.prompt_id, row.department, row.live_entry_id, row.facts, since]);
    const executed = (id: string, on: string) => s.f.admin.query(`update discipline_measure set status = 'executed', executed_on = $2 where id = $1`, [id, on]);
    await expect(born('2026-12-20')).rejects.toThrow(/its term is over/);
    const { rows: [made] } = await born('2026-12-19');
    await expect(executed(made.id, '2026-12-20')).rejects.toThrow(/its term is over/);
    await expect(executed(made.id, '2026-12-19')).resolves.toMatchObject({ rowCount: 1 });
    await s.f.admin.query('delete from discipline_measure where id = $1', [made.id]);
  });

  it('the job, late, states each end with the day it was due; another entry that carries the measure carries it on', async () => {
    await jobIsLate(false);
    await s.moveDate('2026-12-22');
    await eventually(async () => (await completed()) === '2026-12-22', 'the job has caught up');
    for (const id of ['executed', 'waiting']) expect(await measure(ids[id]!)).toMatchObject({ state: 'lifted', liftedBecause: 'term-over', liftedOn: '2026-12-20', inEffect: false, until: null, due: { step: 'confirm-lift' } });
    expect(await measure(ids['twice']!)).toMatchObject({ state: 'applied', inEffect: true, until: '2026-12-23' });
    const { rows: [told] } = await s.f.admin.query(`select topic, payload::json as data from journal where aggregate_id = $1 and type = 'MeasureLifted'`, [ids['executed']]);
    expect(told.topic).toMatch(new RegExp(`${TOPICS.disciplineEvents}$`));
    expect(told.data).toMatchObject({ status: 'lifted', liftedBecause: 'term-over', liftedOn: '2026-12-20', executedOn: '2026-11-23' });
    expect(idsOf(await items('/v1/measures?state=lifted', system))).toEqual([ids['executed'], ids['waiting']].sort());
  }, 60_000);

  it('and that one ends with the months of the entry that carried it on; the executor confirms, or stands on the overdue list', async () => {
    expect((await post(`/v1/measures/${ids['executed']}/lift-confirmation`, undefined, system)).body).toMatchObject({ state: 'lift-confirmed' });
    await s.moveDate('2026-12-31');
    await eventually(async () => (await completed()) === '2026-12-31', 'the job has run');
    expect(await measure(ids['twice']!)).toMatchObject({ state: 'lifted', liftedBecause: 'term-over', liftedOn: '2026-12-23' });
    expect(idsOf(await items('/v1/measures?overdue=true'))).toEqual([ids['twice'], ids['waiting']].sort());
  }, 60_000);
});
