import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { addDays, addMonths, today } from './harness/calendar.ts';
import { departmentFor, receiptIn, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { ask, call } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { DesignatingOffice } from './harness/officers.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshBrand, freshDocNo, freshFirm, freshPerson } from './harness/subjects.ts';

/** Who is not the listed subject is not burdened, however much he looks like it or belongs to it. */
describe('nobody else', () => {
  const registry = new MatterDesk(departmentOfKind('natural-resources').source, 'real-estate-transfer', '办理不动产转移登记');
  let kafka: KafkaClient;
  let court: Department;
  let regulator: Department;
  let date: string;

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    [court, regulator] = [departmentFor(kafka, desk, 'court'), departmentFor(kafka, desk, 'market-regulation')];
    await desk.open([court.source, regulator.source]);
    date = await today();
  });
  afterAll(() => kafka?.close());

  it('a firm whose name is like that of a listed one is not hit by its code; its name alone asks a human, and prompts nothing', async () => {
    const brand = freshBrand();
    const listed = { ...freshFirm(), name: `示例市${brand}商贸有限公司` };
    const namesake = { ...freshFirm(), name: `${brand}商贸有限公司` };
    await regulator.registers(listed, namesake);
    await court.publish('list-entry', listEntryData({ party: listed, authority: court.authority, docNo: `（2026）示01执${randomUUID().slice(0, 6)}号`, decisionDate: date, from: date }));
    await registry.screenUntil({ uscc: listed.uscc }, 'hit');

    expect(await registry.screen({ uscc: namesake.uscc })).toMatchObject({ outcome: 'none', entries: [], prompts: [] });
    expect(['none', 'needs-human']).toContain((await registry.screen({ uscc: namesake.uscc, name: namesake.name })).outcome);
    const matter = registry.newMatter();
    const suspected = await registry.screen({ name: namesake.name }, matter);
    expect(suspected).toMatchObject({ outcome: 'needs-human', prompts: [], entries: [{ listedUscc: listed.uscc, explanation: { identifierUsed: 'core-name' } }] });
    const { items } = await ask('GET', '/v1/prompts?state=open', { token: await registry.officer });
    expect(items.filter((prompt: any) => prompt.matter.matterId === matter)).toEqual([]);

    const { status } = await call('POST', `/v1/screenings/${suspected.screeningId}/not-same`, { token: await registry.officer, body: { entryId: suspected.entries[0].entryId, reason: '统一社会信用代码不同，不是同一企业' } });
    expect(status).toBe(204);
    expect(await registry.screen({ name: namesake.name })).toMatchObject({ outcome: 'none', entries: [] });
    expect((await registry.screen({ uscc: listed.uscc })).outcome).toBe('hit');
  });

  it('the entry of a firm is no entry of its head, and who took the office after the conduct cannot be listed for it; who held it then is, and is met by the measure', async () => {
    const office = new DesignatingOffice(regulator.source);
    const [firm, successor, predecessor] = [freshFirm(), freshPerson(), freshPerson()];
    await regulator.registers(firm);
    const penalty = await regulator.tell('administrative-penalty', regulator.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }));
    const known = async (person: typeof successor): Promise<string> => receiptIn(await regulator.record('administrative-penalty', regulator.penalty({ party: person, docNo: freshDocNo(), decisionDate: date }))).subjectId!;
    await office.lists({ subjectId: penalty.subjectId!, listType: 'MARKET_SERIOUS', recordIds: [penalty.recordId!] }, freshDocNo('列'));
    const officers = new MatterDesk(regulator.source, 'company-registration-officer', '办理法定代表人变更登记');
    await officers.screenUntil({ uscc: firm.uscc }, 'hit');
    expect(await officers.screen({ personIdNo: successor.idNo })).toMatchObject({ outcome: 'none', prompts: [] });

    const conductOn = addMonths(date, -6);
    const proposal = async (person: typeof successor, heldFrom: string) => ({ subjectId: await known(person), listType: 'MARKET_SERIOUS', recordIds: [penalty.recordId!], related: { unitSubjectId: penalty.subjectId, role: 'LEGAL_REP', conductOn, heldFrom } });
    const asSuccessor = await proposal(successor, addDays(conductOn, 1));
    const refused = await eventually(async () => {
      const answer = await office.propose(asSuccessor);
      return answer.body.code === 'DESIGNATION.SUBJECT_UNKNOWN' ? undefined : answer;
    }, 'the register has said who the successor is', { timeoutMs: 30_000 });
    expect(refused).toMatchObject({ status: 422, body: { code: 'DESIGNATION.ROLE_NOT_HELD_AT_CONDUCT', userMessage: expect.stringMatching(/\p{Script=Han}/u) } });
    expect(await officers.screen({ personIdNo: successor.idNo })).toMatchObject({ outcome: 'none', prompts: [] });

    await office.lists(await proposal(predecessor, conductOn), freshDocNo('列'));
    expect((await officers.screenUntil({ personIdNo: predecessor.idNo }, 'hit')).prompts).toEqual([expect.objectContaining({ measure: 'M-A2', status: 'open' })]);
    expect(await officers.screen({ personIdNo: successor.idNo })).toMatchObject({ outcome: 'none', prompts: [] });
  });
});
