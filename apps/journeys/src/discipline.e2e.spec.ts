import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { department, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { ask, call, tokenFor } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { freshFirm } from './harness/subjects.ts';

/** A court's entry over Kafka, what it costs the firm at the real estate registry, and its end, told in order. */
describe('失信被执行人: from the report of the court to the lifting of the measure', () => {
  const firm = freshFirm();
  const docNo = `（2026）示01执${randomUUID().slice(0, 6)}号`;
  let kafka: KafkaClient;
  let court: Department;
  let date: string;
  let officer: string;
  let prompt: { promptId: string; measure: string };
  let measureId: string;

  const screen = async (subject: object) =>
    (await ask('POST', '/v1/screenings', { token: officer, body: { matter: { id: `示登〔2026〕${randomUUID().slice(0, 8)}号`, kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject } })).answer;
  const screenUntil = (subject: object, outcome: string) => eventually(async () => {
    const answer = await screen(subject);
    return answer.outcome === outcome ? answer : undefined;
  }, `the look-up answers ${outcome}`);
  const statement = (more: object = {}) => listEntryData({ party: firm, authority: court.authority, docNo, decisionDate: date, from: date, ...more });

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    court = department(kafka, desk, ['judgment', 'list-entry']);
    const registrar = department(kafka, desk, ['registration', 'penalty', 'license']);
    await desk.open([court.source, registrar.source]);
    date = await today();
    officer = await tokenFor({ dept: departmentOfKind('natural-resources').source, roles: ['case-officer'] });
    await registrar.registers(firm);
  });
  afterAll(() => kafka?.close());

  it('before it the look-up finds nothing, and says so signed', async () => {
    const none = await call('POST', '/v1/screenings', { token: officer, body: { matter: { id: 'M-1', kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc: firm.uscc } } });
    expect(none).toMatchObject({ status: 200, body: { answer: { outcome: 'none' }, signature: expect.any(String) } });
  });

  it('the report is forwarded to those who judge it, then accepted', async () => {
    const id = await court.publish('list-entry', statement());
    expect(await court.receipt(id)).toMatchObject({ state: 'forwarded', findings: [] });
    expect(await court.receipt(id, ({ state }) => (state as string) !== 'forwarded')).toMatchObject({ state: 'accepted' });
  });

  it('a matter of the firm is hit by its code: with the chain from the entry to the statute, and one measure to choose', async () => {
    const answer = await screenUntil({ uscc: firm.uscc }, 'hit');
    expect(answer.entries).toEqual([expect.objectContaining({ listType: 'JUDGMENT_DEFAULTER', decision: expect.objectContaining({ docNo, authorityUscc: court.uscc }), statute: expect.stringContaining('民事诉讼法'), explanation: expect.objectContaining({ identifierUsed: 'uscc', rung: 1 }) })]);
    expect(answer.prompts).toEqual([expect.objectContaining({ measure: 'M-A3a', status: 'open' })]);
    prompt = answer.prompts[0];
  });

  it('its name alone asks a human and offers no measure', async () => {
    const answer = await screen({ name: firm.name });
    expect([answer.outcome, answer.prompts ?? []]).toEqual(['needs-human', []]);
  });

  it('an officer cannot pass it by without a reason; applied, it is a measure', async () => {
    const decide = (body: object) => call('POST', `/v1/prompts/${prompt.promptId}/decision`, { token: officer, body });
    expect(await decide({ choice: 'decline' })).toMatchObject({ status: 422, body: { code: 'PROMPT.REASON_MISSING' } });
    const applied = await decide({ choice: 'apply' });
    expect(applied).toMatchObject({ status: 200, body: { state: 'applied' } });
    measureId = applied.body.measureId;
  });

  it('the court takes the firm off the list: the next look-up says none, the measure is lifted, its lifting can be confirmed', async () => {
    await court.publish('list-entry', statement({ removal: { kind: 'removed-early', removedOn: date, reason: '已履行生效法律文书确定的义务' } }));
    await screenUntil({ uscc: firm.uscc }, 'none');
    await eventually(async () => (await call('POST', `/v1/measures/${measureId}/lift-confirmation`, { token: officer })).status === 200, 'the lifting can be confirmed');
  });
});
