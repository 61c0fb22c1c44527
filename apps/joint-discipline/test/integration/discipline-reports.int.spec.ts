import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DISCIPLINE, MATTER, validateData, type ListEntryV1 } from '@credit/contracts/events';
import { instantOf, localDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
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
const ended = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '撤销', listVersion: String(Number(entry.listVersion) + 1) });
const reportOf = (entry: ListEntryV1, told: object, over: object = {}) => ({ matterId: newEventId(), source: REGISTRY, receivedAt: instantOf(Date.now()), subject: entry.subject, ...told, ...over });
const outcomesOf = async (matterId: string): Promise<{ type: string; data: any }[]> =>
  (await s.f.admin.query('select headers, payload from journal where aggregate_id = $1 order by id', [matterId])).rows.map((row) => ({ type: JSON.parse(row.headers).ce_type, data: JSON.parse(row.payload) }));
/** Sends a report and waits for the answer to it. */
async function answered(type: string, data: any, version = 1): Promise<{ type: string; data: any }> {
  await s.forward(type, data, version);
  const last = await eventually(async () => (await outcomesOf(data.matterId))[version - 1], `report ${data.matterId} is answered`);
  expect(validateData(last.type, last.data)).toEqual([]);
  return last;
}
const measureOf = async (measureId: string) => (await s.call('GET', '/v1/measures', { token: officer })).body.items.find((m: any) => m.measureId === measureId);
const promptOf = async (promptId: string) => (await s.call('GET', '/v1/prompts', { token: officer })).body.items.find((p: any) => p.promptId === promptId);

async function prompted(uscc: string): Promise<{ entry: ListEntryV1; promptId: string }> {
  const entry = entryOf({ subject: { ...entryOf().subject, uscc } });
  await s.tell('designated', entry);
  const promptId = await eventually(async () => {
    const { body } = await s.call('POST', '/v1/screenings', { token: officer, body: { matter: { id: randomUUID(), kind: 'real-estate-transfer' }, purpose: '办理登记', subject: { uscc } } });
    return body.answer?.prompts?.[0]?.promptId as string | undefined;
  }, `${uscc} is prompted`);
  return { entry, promptId };
}

describe('a department system by Kafka alone (P-18)', () => {
  it('applies a measure, reports its execution and confirms the lifting; each report is answered by one fact', async () => {
    const { entry, promptId } = await prompted(CODES[0]!);
    const applied = await answered(MATTER.promptDecisionReported, reportOf(entry, { promptId, choice: 'apply' }));
    expect(applied).toMatchObject({ type: DISCIPLINE.reportTakenOver, data: { report: 'prompt-decision', source: REGISTRY, promptId, measureId: expect.any(String) } });
    const { measureId } = applied.data;
    expect(await measureOf(measureId)).toMatchObject({ state: 'applied' });
    expect(await answered(MATTER.measureExecutionReported, reportOf(entry, { measureId, executedOn: '2026-11-23' }))).toMatchObject({ type: DISCIPLINE.reportTakenOver, data: { report: 'measure-execution', measureId } });
    expect(await measureOf(measureId)).toMatchObject({ state: 'executed', executedOn: '2026-11-23', due: null });
    await s.tell('revoked', ended(entry), 2);
    await eventually(async () => (await measureOf(measureId)).state === 'lifted', 'the measure is lifted');
    expect(await answered(MATTER.liftConfirmationReported, reportOf(entry, { measureId, confirmedOn: '2026-11-23' }))).toMatchObject({ type: DISCIPLINE.reportTakenOver });
    expect(await measureOf(measureId)).toMatchObject({ state: 'lift-confirmed', liftConfirmedOn: '2026-11-23' });
    const steps = (await s.f.admin.query('select headers from journal where aggregate_id = $1 order by id', [measureId])).rows.map(({ headers }) => JSON.parse(headers));
    expect(steps.map((h) => h.ce_type)).toEqual([DISCIPLINE.applied, DISCIPLINE.executed, DISCIPLINE.lifted, DISCIPLINE.liftConfirmed]);
  });

  it('what cannot be carried out changes nothing and says why', async () => {
    const { entry, promptId } = await prompted(CODES[1]!);
    const refused = async (type: string, told: object, over: object = {}) => (await answered(type, reportOf(entry, told, over))).data.code;
    expect(await refused(MATTER.promptDecisionReported, { promptId: newEventId(), choice: 'apply' })).toBe('PROMPT.NOT_FOUND');
    expect(await refused(MATTER.promptDecisionReported, { promptId, choice: 'apply' }, { source: 'another' })).toBe('AUTH.DEPARTMENT_NOT_YOURS');
    expect(await refused(MATTER.promptDecisionReported, { promptId, choice: 'decline' })).toBe('PROMPT.REASON_MISSING');
    expect(await refused(MATTER.promptDecisionReported, { promptId, choice: 'apply' }, { subject: { ...entry.subject, subjectId: newEventId(), uscc: CODES[2] } })).toBe('REPORT.SUBJECT_OTHER');
    expect(await refused(MATTER.measureExecutionReported, { measureId: newEventId(), executedOn: '2026-11-23' })).toBe('MEASURE.NOT_FOUND');
    expect(await promptOf(promptId)).toMatchObject({ state: 'open' });
    expect(await refused(MATTER.promptDecisionReported, { promptId, choice: 'decline', reason: '已履行，法院已出具结案证明' })).toBeUndefined();
    expect(await promptOf(promptId)).toMatchObject({ state: 'declined', reason: '已履行，法院已出具结案证明' });
    expect(await refused(MATTER.promptDecisionReported, { promptId, choice: 'apply' })).toBe('PROMPT.NOT_OPEN_CONFLICT');
  });

  it('a newer version of a report is judged anew; the same told again is not carried out twice and has the same answer', async () => {
    const { entry, promptId } = await prompted(CODES[3]!);
    const { data: { measureId } } = await answered(MATTER.promptDecisionReported, reportOf(entry, { promptId, choice: 'apply' }));
    const report = reportOf(entry, { measureId, executedOn: '2026-11-22' });
    expect((await answered(MATTER.measureExecutionReported, report)).data.code).toBe('MEASURE.DATE_TOO_EARLY');
    const right = { ...report, executedOn: '2026-11-23' };
    expect((await answered(MATTER.measureExecutionReported, right, 2)).type).toBe(DISCIPLINE.reportTakenOver);
    expect((await answered(MATTER.measureExecutionReported, right, 3)).type).toBe(DISCIPLINE.reportTakenOver);
    expect((await answered(MATTER.measureExecutionReported, { ...report, executedOn: '2026-11-24' }, 4)).data.code).toBe('MEASURE.NOT_TO_EXECUTE_CONFLICT');
    expect(await measureOf(measureId)).toMatchObject({ state: 'executed', executedOn: '2026-11-23' });
  });
});
