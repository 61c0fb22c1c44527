import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CORRECTION_TASK, type EffectV1, type EndedItemV1, type ListEntryV1 } from '@credit/contracts/events';
import { localDate as d } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { EFFECT_KINDS, EFFECT_OWNERS, type EffectOwner } from '@credit/rulebook/codes';
import { answer, answersTo, effect, endedEntry, liftConfirmed, measure, reinstatedRecord, repairedRecord, revokedRecord, type Told } from '../sample-endings.ts';
import { listEntry, penalty } from '../sample-items.ts';
import { MARKET, runCreditRepair, type RunningCreditRepair } from './running-service.ts';
import { numbersOf, shuffled } from './shuffled.ts';

const HOUSING = 'benxi-housing-construction';
let s: RunningCreditRepair;
let [centre, market, housing] = ['', '', ''];
beforeAll(async () => {
  s = await runCreditRepair();
  [centre, market, housing] = await Promise.all([s.token(['credit-centre'], { dept: 'benxi-credit-centre' }), s.token(['case-officer'], { dept: MARKET }), s.token(['case-officer'], { dept: HOUSING })]);
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const trace = async ({ kind, id }: Pick<EndedItemV1, 'kind' | 'id'>, token = centre) => s.call('GET', `/v1/wrong-listings/${kind}/${id}`, token);
const finish = (taskId: string, token: string, over: object = {}) => s.call('POST', `/v1/correction-tasks/${taskId}/completion`, token, { what: '已书面致歉', docNo: '示致歉〔2026〕1号', ...over });
/** A wrong entry with a measure and a look-up of the housing bureau, and its public showing. */
async function wrongEntry(over: Partial<ListEntryV1> = {}) {
  const entry = listEntry(d('2025-11-10'), over);
  const { fact, ended } = endedEntry(entry, 'revoked');
  const effects = { measure: measure(HOUSING), lookUp: effect('look-up-answer', HOUSING), posting: effect('list-posting', 'public') };
  await s.tell(fact, ...answersTo(ended, entry.subject, { 'joint-discipline': [effects.measure, effects.lookUp], publicity: [effects.posting] }));
  await eventually(async () => (await trace(ended)).body.effects?.length === 3, 'the trace is whole');
  const { body } = await trace(ended);
  const taskOf = ({ effectId }: EffectV1) => body.effects.find((one: any) => one.effectId === effectId).task;
  return { entry, ended, effects, taskOf };
}

describe('影响追踪: from one revoked entry to all that it touched (N6)', () => {
  it('each effect has one task, of the department that was told, else of who designated', async () => {
    const { ended, effects, taskOf } = await wrongEntry();
    expect(taskOf(effects.measure)).toMatchObject({ status: 'open', department: HOUSING, rule: { action: 'undo-and-apologise', ruleId: 'CORRECTION_MEASURE' }, openedOn: '2026-11-23', dueOn: '2026-11-26', overdue: false });
    expect(taskOf(effects.lookUp)).toMatchObject({ department: HOUSING, rule: { action: 'tell-users' } });
    expect(taskOf(effects.posting)).toMatchObject({ department: MARKET, rule: { action: 'public-notice' } });
    expect((await s.call('GET', '/v1/wrong-listings', market)).body.items).toContainEqual(expect.objectContaining({ kind: 'list-entry', id: ended.id, revokedOn: '2026-11-23', authorityName: '本溪市市场监督管理局', open: 3, done: 0, discontinued: 0, overdue: 0 }));
    expect([(await trace(ended, market)).status, (await trace(ended, housing)).status, (await s.call('GET', '/v1/wrong-listings', housing)).body.items]).toEqual([200, 404, []]);
  });

  it('what no department of the city speaks for is the credit centre\'s', async () => {
    const { effects, taskOf } = await wrongEntry({ decision: { docNo: '外省列〔2025〕1号', authorityUscc: '11320100MB1886843H', authorityName: '外省某局', decidedOn: d('2025-11-10') } });
    const task = taskOf(effects.posting);
    expect(task).not.toHaveProperty('department');
    expect([(await finish(task.taskId, market)).body.code, (await finish(task.taskId, centre)).body.status]).toEqual(['CORRECTION.NOT_FOUND', 'done']);
  });

  it('what expired or was repaired was not wrong: it has no trace and no task', async () => {
    const entry = listEntry(d('2025-11-10'));
    const { fact, ended } = endedEntry(entry, 'expired');
    await s.tell(fact, ...answersTo(ended, entry.subject, { 'joint-discipline': [measure(HOUSING)] }));
    await eventually(async () => (await s.call('GET', `/v1/endings/list-entry/${ended.id}/lapse-certificate`, centre)).body.certificate?.effects.length === 1, 'the ending is known');
    expect(await trace(ended)).toMatchObject({ status: 404, body: { code: 'ENDING.NOT_FOUND' } });
    expect((await s.f.admin.query('select 1 from correction_task t join ending e on e.id = t.ending_id where e.item_id = $1', [ended.id])).rows).toEqual([]);
  });
});

describe('纠正任务 is closed with proof', () => {
  it('by its department alone, once; told with the whole state; the certificate waits for the confirmed lifting, not for the tasks', async () => {
    const { entry, ended, effects, taskOf } = await wrongEntry();
    const { taskId } = taskOf(effects.measure);
    expect((await finish(taskId, market)).body.code).toBe('CORRECTION.NOT_FOUND');
    expect(await finish(taskId, housing, { doneOn: '2026-11-24' })).toMatchObject({ status: 422, body: { code: 'CORRECTION.DAY_OUT_OF_ORDER' } });
    expect(await finish(taskId, housing, { doneOn: '2026-02-30' })).toMatchObject({ status: 400, body: { code: 'DATE.INVALID' } });
    expect((await finish(taskId, housing, { docNo: '' })).status).toBe(400);
    expect(await finish(taskId, housing, { what: '已向110101199003078515书面致歉' })).toMatchObject({ status: 200, body: { status: 'done', proof: { on: '2026-11-23', docNo: '示致歉〔2026〕1号', what: expect.not.stringContaining('19900307') } } });
    expect(await finish(taskId, housing)).toMatchObject({ status: 409, body: { code: 'CORRECTION.ALREADY_DONE' } });
    await eventually(async () => (await s.sent(taskId)).length === 2, 'the facts are sent');
    expect((await s.sent(taskId)).map(({ type, key, data }) => [type, key, data.status])).toEqual([[CORRECTION_TASK.opened, entry.subject.subjectId, 'open'], [CORRECTION_TASK.done, entry.subject.subjectId, 'done']]);
    for (const one of [effects.lookUp, effects.posting]) await finish(taskOf(one).taskId, one === effects.lookUp ? housing : market);
    expect((await s.call('GET', '/v1/wrong-listings', centre)).body.items).toContainEqual(expect.objectContaining({ id: ended.id, open: 0, done: 3 }));
    expect((await trace(ended)).body.complete).toBe(false);
    await s.tell(liftConfirmed(effects.measure, entry));
    await eventually(async () => (await trace(ended)).body.complete, 'the lifting is confirmed');
  });

  it('of a record that is in effect again: what is open ends with the reason, what was done stays done, and what is told later is nothing to do any more (trap 16)', async () => {
    const record = penalty(d('2026-07-01'));
    const { fact, ended } = revokedRecord(record);
    const [told, shown, late] = [effect('record-disclosure', HOUSING), effect('publicity', 'public'), effect('record-use', 'list-designation')];
    await s.tell(fact, answer('credit-record', ended, record.subject, [told]), answer('publicity', ended, record.subject, [shown]));
    const taskOf = async ({ effectId }: EffectV1) => (await trace(ended)).body.effects?.find((one: any) => one.effectId === effectId)?.task;
    await eventually(async () => (await taskOf(told)) && taskOf(shown), 'both tasks are open');
    const [done, open] = [await taskOf(told), await taskOf(shown)];
    await finish(done.taskId, housing);
    await s.tell(reinstatedRecord(record), answer('list-designation', ended, record.subject, [late]));
    await eventually(async () => (await taskOf(late)) !== undefined && (await trace(ended)).body.undone !== null, 'the record is back, and the last owner has answered');
    expect([await taskOf(shown), await taskOf(late)]).toEqual([shown, late].map(() => expect.objectContaining({ status: 'discontinued', discontinued: { on: '2026-11-23', reason: '撤销有误' }, overdue: false })));
    expect(await taskOf(told)).toMatchObject({ status: 'done', proof: { docNo: '示致歉〔2026〕1号' } });
    expect(await finish(open.taskId, market)).toMatchObject({ status: 409, body: { code: 'CORRECTION.DISCONTINUED' } });
    await eventually(async () => (await s.sent(open.taskId)).length === 2, 'the end is told');
    expect((await s.sent(open.taskId)).at(-1)).toMatchObject({ type: CORRECTION_TASK.discontinued, data: { status: 'discontinued', wrong: { kind: 'record', id: record.recordId }, discontinued: { on: '2026-11-23', reason: '撤销有误' } } });
    expect((await s.call('GET', '/v1/wrong-listings', centre)).body.items).toContainEqual(expect.objectContaining({ id: ended.id, open: 0, done: 1, discontinued: 2 }));
  });

  it('the database takes no second task of an effect, no closing without document, none before the revocation', async () => {
    const { effects, taskOf } = await wrongEntry();
    const { taskId } = taskOf(effects.measure);
    await expect(s.f.admin.query(`update correction_task set status = 'done', done_on = '2026-11-23' where id = $1`, [taskId])).rejects.toThrow(/correction_task_done_with_proof/);
    await expect(s.f.admin.query(`update correction_task set status = 'discontinued' where id = $1`, [taskId])).rejects.toThrow(/correction_task_discontinued_with_reason/);
    await expect(s.f.admin.query(`update correction_task set status = 'done', done_on = '2026-11-22', state = jsonb_set(state, '{proof}', '{"docNo":"1"}') where id = $1`, [taskId])).rejects.toThrow(/correction_task_not_before_its_revocation/);
    await expect(s.f.admin.query(`insert into correction_task select gen_random_uuid(), version, public_version, status, ending_id, owner, effect_kind, effect_id, recipient, department, wrong_on, due_on, escalated_on, done_on, state from correction_task where id = $1`, [taskId])).rejects.toThrow(/correction_task_once/);
  });
});

describe('the set equals that of an oracle exactly', () => {
  /** What happened, and who has to put what right: written down while it is made up, from nothing that the service says. */
  function historyOf(seed: number): { facts: Told[]; wrong: Map<string, { ended: EndedItemV1; touched: string[] }>; right: EndedItemV1[] } {
    const next = numbersOf(seed);
    const pick = <T>(rows: readonly T[]): T => rows[Math.floor(next() * rows.length)]!;
    const history = { facts: [] as Told[], wrong: new Map<string, { ended: EndedItemV1; touched: string[] }>(), right: [] as EndedItemV1[] };
    for (let n = 0; n < 12; n++) {
      const [entry, record] = [listEntry(d('2025-11-10')), penalty(d('2026-07-01'))];
      const { fact, ended } = pick([() => endedEntry(entry, 'revoked'), () => endedEntry(entry, pick(['expired', 'removed-early', 'repaired'] as const)), () => ({ ...revokedRecord(record) }), () => repairedRecord(record, record.recordId)])();
      const subject = ended.kind === 'record' ? record.subject : entry.subject;
      const touched: string[] = [];
      const told = (EFFECT_OWNERS[ended.kind] as readonly EffectOwner[]).flatMap((owner) => {
        const parts = 1 + Math.floor(next() * 3);
        return Array.from({ length: parts }, (_, part) => {
          const effects = Array.from({ length: Math.floor(next() * 4) }, () => effect(pick(EFFECT_KINDS).code, pick([HOUSING, 'benxi-health', 'public', '某某公司', 'credit-record'])));
          for (const { kind, effectId, recipient } of effects) touched.push(`${owner} ${kind} ${effectId} ${recipient} → ${recipient.startsWith('benxi-') ? recipient : MARKET}`);
          return answer(owner, ended, subject, effects, part + 1, parts);
        });
      });
      history.facts.push(fact, ...told, ...told.slice(0, 1));
      if (ended.ending === 'revoked') history.wrong.set(ended.id, { ended, touched: touched.sort() });
      else history.right.push(ended);
    }
    return { ...history, facts: shuffled(history.facts, seed) };
  }

  it.each([11, 12, 13])('seed %i', async (seed) => {
    const { facts, wrong, right } = historyOf(seed);
    expect([wrong.size > 0, right.length > 0]).toEqual([true, true]);
    await s.tell(...facts);
    const all = [...[...wrong.values()].map(({ ended }) => ended), ...right];
    for (const { kind, id } of all) await eventually(async () => (await s.call('GET', `/v1/endings/${kind}/${id}/lapse-certificate`, centre)).body.certificate?.owners.every(({ answered }: any) => answered), 'all owners have answered', { timeoutMs: 40_000 });
    for (const { ended, touched } of wrong.values()) {
      await eventually(async () => (await trace(ended)).body.item?.docNo !== null, 'the revocation is known');
      const { effects } = (await trace(ended)).body;
      expect(effects.map(({ owner, kind, effectId, recipient, task }: any) => `${owner} ${kind} ${effectId} ${recipient} → ${task?.department}`).sort()).toEqual(touched);
    }
    const tasks = await s.f.admin.query(`select t.owner || ' ' || t.effect_kind || ' ' || t.effect_id || ' ' || t.recipient || ' → ' || t.department as task from correction_task t join ending e on e.id = t.ending_id where e.item_id = any($1) order by 1`, [all.map(({ id }) => id)]);
    expect(tasks.rows.map(({ task }) => task).sort()).toEqual([...wrong.values()].flatMap(({ touched }) => touched).sort());
  }, 90_000);
});

it('whoever lets the day pass is on the overdue list and told of once (last, because the date does not come back)', async () => {
  const { ended, effects, taskOf } = await wrongEntry();
  const overdue = async (token: string, query = '') => (await s.call('GET', `/v1/correction-tasks?overdue=true${query}`, token)).body.items.map(({ taskId }: any) => taskId);
  expect(await overdue(housing)).toEqual([]);
  await s.moveDate('2026-11-27');
  const { taskId } = taskOf(effects.measure);
  await eventually(async () => (await s.sent(taskId)).at(-1)?.type === CORRECTION_TASK.escalated, 'the silence is told of');
  expect([await overdue(housing), await overdue(centre, `&department=${HOUSING}`)]).toEqual([expect.arrayContaining([taskId]), expect.arrayContaining([taskId])]);
  expect(await overdue(market)).not.toContain(taskId);
  await s.moveDate('2026-11-30');
  await finish(taskId, housing);
  await eventually(async () => (await s.sent(taskId)).at(-1)?.type === CORRECTION_TASK.done, 'it is done');
  expect((await s.sent(taskId)).map(({ type }) => type)).toEqual([CORRECTION_TASK.opened, CORRECTION_TASK.escalated, CORRECTION_TASK.done]);
  expect(await overdue(housing)).not.toContain(taskId);
  expect((await trace(ended)).body.effects.filter(({ task }: any) => task.overdue)).toHaveLength(2);
});
