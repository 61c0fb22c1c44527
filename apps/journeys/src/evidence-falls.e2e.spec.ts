import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaClient } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { cityKafka } from './harness/kafka.ts';
import { DesignatingOffice } from './harness/officers.ts';
import { goneEntry, publicListEntry } from './harness/publicity.ts';
import { ReceiptDesk, type Receipt } from './harness/receipts.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

describe('what a burden rests on falls', () => {
  const office = new DesignatingOffice(departmentOfKind('market-regulation').source);
  const inspections = new MatterDesk(departmentOfKind('market-regulation').source, 'inspection-planning', '制定年度抽查计划');
  let kafka: KafkaClient;
  let regulator: Department;
  let date: string;

  const penaltyOn = (party: ReturnType<typeof freshFirm>, docNo: string): Promise<Receipt> => regulator.tell('administrative-penalty', regulator.penalty({ party, docNo, decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }));
  const revoke = async (party: ReturnType<typeof freshFirm>, docNo: string): Promise<void> => {
    const receipt = await regulator.tell('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: regulator.uscc, docNo, subject: { uscc: party.uscc }, revokedOn: date, reason: '行政复议决定撤销', basis: '行政复议决定书' });
    expect(receipt.state).toBe('accepted');
  };
  const listed = ({ subjectId, recordId }: Receipt, listType: string, months?: number): Promise<string> => office.lists({ subjectId: subjectId!, listType, recordIds: [recordId!] }, freshDocNo('列'), months);

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    regulator = departmentFor(kafka, desk, 'market-regulation');
    await desk.open([regulator.source]);
    date = await today();
  });
  afterAll(() => kafka?.close());

  it('a department revokes the penalty that a listing rests on: the listing is revoked, an open prompt closes, an applied measure is lifted, the public page is gone', async () => {
    const [firm, docNo] = [freshFirm(), freshDocNo()];
    await regulator.registers(firm);
    const id = await listed(await penaltyOn(firm, docNo), 'FOOD_BLACKLIST');
    const [first, second] = [inspections.newMatter(), inspections.newMatter()];
    const { prompts: [applied] } = await inspections.screenUntil({ uscc: firm.uscc }, 'hit', () => true, first);
    const { prompts: [open] } = await inspections.screen({ uscc: firm.uscc }, second);
    expect([applied.measure, open.status]).toEqual(['M-B4', 'open']);
    await inspections.execute(await inspections.apply(applied.promptId));
    await publicListEntry(id);

    await revoke(firm, docNo);
    await inspections.screenUntil({ uscc: firm.uscc }, 'none', () => true, first);
    expect(await inspections.prompt(open.promptId, ({ state }) => state !== 'open')).toMatchObject({ state: 'closed', reason: expect.stringContaining(docNo) });
    expect(await inspections.prompt(applied.promptId, ({ measure }) => measure.state === 'lifted')).toMatchObject({ measure: { liftedBecause: 'revoked', liftedOn: date } });
    expect((await inspections.decide(open.promptId, { choice: 'apply' })).status).toBe(409);
    expect(await office.look(id)).toMatchObject({ status: 'ended', inForceToday: false });
    expect((await goneEntry(id)).body).toMatchObject({ errors: [{ code: 'LIST_REVOKED' }] });
  });

  it('a firm listed on two bases: the first falls, and the second keeps its own measure alive; both fallen, nothing is left', async () => {
    const firm = freshFirm();
    const docNos = [freshDocNo(), freshDocNo()] as const;
    await regulator.registers(firm);
    const food = await listed(await penaltyOn(firm, docNos[0]), 'FOOD_BLACKLIST');
    const drug = await listed(await penaltyOn(firm, docNos[1]), 'DRUG_DISCIPLINE', 12);
    const matter = inspections.newMatter();
    const { prompts } = await inspections.screenUntil({ uscc: firm.uscc }, 'hit', ({ entries }) => entries.length === 2, matter);
    const promptOf = (entryId: string) => prompts.find((prompt: any) => prompt.entryId === entryId).promptId as string;
    for (const entryId of [food, drug]) await inspections.apply(promptOf(entryId));

    await revoke(firm, docNos[0]);
    const { entries } = await inspections.screenUntil({ uscc: firm.uscc }, 'hit', (answer) => answer.entries.length === 1, matter);
    expect(entries[0]).toMatchObject({ entryId: drug, listType: 'DRUG_DISCIPLINE' });
    expect(await inspections.prompt(promptOf(drug))).toMatchObject({ measure: { state: 'applied', liftedOn: null } });
    expect(await office.look(food)).toMatchObject({ status: 'ended' });
    expect(await office.look(drug)).toMatchObject({ status: 'in-force' });

    await revoke(firm, docNos[1]);
    await inspections.screenUntil({ uscc: firm.uscc }, 'none', () => true, matter);
    for (const entryId of [food, drug]) await inspections.prompt(promptOf(entryId), ({ measure }) => measure.state === 'lifted');
  });
});
