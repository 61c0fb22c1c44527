import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { departmentFor } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { call, tokenFor } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { DesignatingOffice } from './harness/officers.ts';
import { publicEntryOf, publicListEntry } from './harness/publicity.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 停用通知: a penalty falls, and with it the listing that rests on it. Each department reads on its own topic which answer and which record it must not use any more; whoever keeps copies of the public pages reads what was taken down (B3, B31, N21). */
describe('a penalty on which a listing rests is revoked', () => {
  const [authority, registry] = [departmentOfKind('market-regulation').source, departmentOfKind('natural-resources').source];
  const transfers = new MatterDesk(registry, 'real-estate-transfer', '办理不动产转移登记');
  const firm = freshFirm();
  const docNo = freshDocNo();
  let kafka: KafkaClient;
  let regulator: ReturnType<typeof departmentFor>;
  let date: string;
  let recordId: string;
  let entryId: string;
  let screening: any;
  let feedBefore: string | null;

  const told = async (topic: string, type: string, fits: (data: any) => boolean): Promise<{ key: string; data: any }[]> =>
    (await kafka.readAll([topic])).filter(({ headers, value }) => headers['ce_type'] === type && value !== null && fits(JSON.parse(value.toString('utf8')))).map(({ key, value }) => ({ key: String(key), data: JSON.parse(value!.toString('utf8')) }));
  const takenDown = async (): Promise<{ items: any[]; next: string | null }> => {
    const items: any[] = [];
    for (let after = feedBefore; ;) {
      const { body } = await call('GET', `/v1/public/taken-down?limit=200${after === null ? '' : `&after=${encodeURIComponent(after)}`}`, {});
      items.push(...body.items);
      if (body.items.length === 0) return { items, next: body.next };
      after = body.next;
    }
  };

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    date = await today();
    regulator = departmentFor(kafka, desk, 'market-regulation');
    await desk.open([regulator.source]);
    await regulator.registers(firm);
    const penalty = await regulator.tell('administrative-penalty', regulator.penalty({ party: firm, docNo, decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }));
    recordId = penalty.recordId!;
    entryId = await new DesignatingOffice(authority).lists({ subjectId: penalty.subjectId!, listType: 'FOOD_BLACKLIST', recordIds: [recordId] }, freshDocNo('列'));
    screening = await transfers.screenUntil({ uscc: firm.uscc }, 'hit');
    await publicEntryOf(recordId);
    await publicListEntry(entryId);
    expect((await call('GET', `/v1/subjects/${penalty.subjectId!}/records`, { token: await transfers.officer })).body.items.map((record: any) => record.recordId)).toEqual([recordId]);
    feedBefore = null;
    feedBefore = (await takenDown()).next;
  });
  afterAll(() => kafka?.close());

  it('the registry, which had asked and read, is told of its answer and of the record; nobody else is', async () => {
    const receipt = await regulator.tell('record-revocation', { recordKind: 'administrative-penalty', authorityUscc: regulator.uscc, docNo, subject: { uscc: firm.uscc }, revokedOn: date, reason: '行政复议决定撤销', basis: '行政复议决定书' });
    expect(receipt.state).toBe('accepted');
    const [answer] = await eventually(async () => {
      const found = await told(`credit.screenings.${registry}.v1`, 'credit.screening.recalled.v1', (data) => data.screeningId === screening.screeningId);
      return found.length > 0 ? found : undefined;
    }, 'the answer is recalled', { timeoutMs: 30_000 });
    expect(answer).toEqual({ key: screening.matter.id, data: { screeningId: screening.screeningId, caseId: screening.matter.id, entryId, listType: 'FOOD_BLACKLIST', ending: 'revoked', on: date } });
    const records = await eventually(async () => {
      const found = await told(`credit.receipts.${registry}.v1`, 'credit.receipt.record-recalled.v1', (data) => data.recordId === recordId);
      return found.length > 0 ? found : undefined;
    }, 'the record is recalled', { timeoutMs: 30_000 });
    expect(records).toEqual([{ key: records[0]!.data.recallId, data: expect.objectContaining({ recordId, docNo, ending: 'revoked', on: date }) }]);
    expect(await told(`credit.receipts.${authority}.v1`, 'credit.receipt.record-recalled.v1', (data) => data.recordId === recordId)).toEqual([]);
    const token = await tokenFor({ dept: registry, roles: ['case-officer'] });
    expect((await call('GET', '/v1/recalls', { token })).body.items.map((recall: any) => recall.recallId)).toContain(records[0]!.data.recallId);
    expect(await call('POST', `/v1/recalls/${records[0]!.data.recallId}/acknowledgement`, { token })).toMatchObject({ status: 200, body: { status: 'acknowledged', acknowledgedOn: date } });
  });

  it('both are on the list of what was taken down, without a token and without a name', async () => {
    const items = await eventually(async () => {
      const found = (await takenDown()).items.filter((item) => [recordId, entryId].includes(item.entryId));
      return found.length === 2 ? found : undefined;
    }, 'both were taken down', { timeoutMs: 30_000 });
    expect(new Map(items.map(({ entryId: id, ...item }) => [id, item]))).toEqual(new Map([[recordId, { kind: 'administrative-penalty', withdrawnOn: date, reason: 'RECORD_REVOKED' }], [entryId, { kind: 'list-entry', withdrawnOn: date, reason: 'LIST_REVOKED' }]]));
  });
});
