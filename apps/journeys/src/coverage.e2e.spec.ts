import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseData, eventually, listEntryData } from '@credit/testing';
import type { Follower, KafkaClient } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { ask, tokenFor } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { freshFirm } from './harness/subjects.ts';

/** 应查必查 — a department that works with Kafka alone, told in order: its cases are looked up by themselves, and a case decided without a look-up is seen. */
describe('cases of the real estate registry, by Kafka alone', () => {
  const firm = freshFirm();
  const [lookedUp, forgotten] = [`示登〔2026〕${randomUUID().slice(0, 8)}号`, `示登〔2026〕${randomUUID().slice(0, 8)}号`];
  const answers: { key: string; data: any }[] = [];
  let kafka: KafkaClient;
  let follower: Follower;
  let court: Department;
  let registry: Department;
  let regulator: Department;
  let date: string;

  const answerTo = (caseId: string, fits: (answer: any) => boolean = () => true): Promise<any> =>
    eventually(() => answers.find(({ key, data }) => key === caseId && fits(data.answer))?.data, `the case ${caseId} is answered`, { timeoutMs: 30_000, intervalMs: 50 });
  const coverage = async (): Promise<any> => ask('GET', `/v1/screening-coverage?from=${date}&to=${date}`, { token: await tokenFor({ dept: registry.source, roles: ['case-officer'] }) });
  const listedIn = ({ items }: any, caseId: string) => items.find((one: any) => one.caseId === caseId);

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    [court, registry, regulator] = [departmentFor(kafka, desk, 'court'), departmentFor(kafka, desk, 'natural-resources'), departmentFor(kafka, desk, 'market-regulation')];
    await desk.open([court.source, registry.source, regulator.source]);
    follower = await kafka.follow([`credit.screenings.${registry.source}.v1`], 'now', ({ key, value }) => answers.push({ key: key!.toString(), data: JSON.parse(value!.toString('utf8')) }));
    date = await today();
    await regulator.registers(firm);
  });
  afterAll(async () => {
    await follower?.stop();
    await kafka?.close();
  });

  it('a case is opened: the signed answer comes to the registry\'s own topic, without anybody asking', async () => {
    await registry.publish('case-opened', caseData({ party: firm, caseId: lookedUp, openedOn: date }));
    expect(await answerTo(lookedUp)).toMatchObject({ answer: { outcome: 'none', matter: { id: lookedUp } }, signature: expect.any(String) });
  });

  it('the firm is listed while its case is open: the case is answered again, with a prompt', async () => {
    await court.publish('list-entry', listEntryData({ party: firm, authority: court.authority, docNo: `（2026）示01执${randomUUID().slice(0, 6)}号`, decisionDate: date, from: date }));
    expect((await answerTo(lookedUp, ({ outcome }) => outcome === 'hit')).answer.prompts).toEqual([expect.objectContaining({ measure: 'M-A3a', status: 'open' })]);
  });

  it('decided after that answer it counts as looked up; another case, decided without any, stands in the coverage list with the gap named', async () => {
    await registry.publish('case-decided', caseData({ party: firm, caseId: lookedUp, openedOn: date, decidedOn: date, outcome: '不予登记' }));
    await registry.publish('case-decided', caseData({ party: firm, caseId: forgotten, openedOn: date, decidedOn: date, outcome: '准予登记' }));
    const seen = await eventually(async () => {
      const now = await coverage();
      return listedIn(now, forgotten) ? now : undefined;
    }, 'the case without a look-up is in the coverage list', { timeoutMs: 30_000, intervalMs: 200 });
    expect(listedIn(seen, forgotten)).toMatchObject({ department: registry.source, matterKind: 'real-estate-transfer', decidedOn: date, gap: 'none', subject: { uscc: firm.uscc } });
    expect(listedIn(seen, lookedUp)).toBeUndefined();
    expect(seen.departments).toEqual([expect.objectContaining({ department: registry.source })]);
    const { withLookUp, withoutLookUp } = await eventually(async () => (await coverage()).departments.find(({ decided }: any) => decided >= 2), 'both decisions are counted');
    expect([withLookUp >= 1, withoutLookUp >= 1]).toEqual([true, true]);
  });

  it('a firm is banned from food and drugs: cases of that field are prompted, by Kafka alone; of another field they are not', async () => {
    const [banned, food, building] = [freshFirm(), `示登〔2026〕${randomUUID().slice(0, 8)}号`, `示登〔2026〕${randomUUID().slice(0, 8)}号`];
    await regulator.registers(banned);
    for (const [caseId, field] of [[food, 'FOOD_DRUG'], [building, 'CONSTRUCTION_QUALITY']] as const) await registry.publish('case-opened', caseData({ party: banned, caseId, matterKind: 'administrative-license', field, openedOn: date }));
    await regulator.publish('list-entry', listEntryData({ party: banned, authority: regulator.authority, docNo: `示市监禁〔2026〕${randomUUID().slice(0, 6)}号`, listType: 'MARKET_INDUSTRY_BAN', situation: undefined, ban: { field: 'FOOD_DRUG' }, decisionDate: date, from: date }));
    const hit = ({ outcome }: any): boolean => outcome === 'hit';
    expect((await answerTo(food, hit)).answer.prompts).toEqual([expect.objectContaining({ measure: 'M-A1d', status: 'open' })]);
    expect((await answerTo(building, hit)).answer.prompts).toEqual([]);
  });
});
