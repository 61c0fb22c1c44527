import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MATTER, validateData } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { text } from '../sample-commitments.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

const [DISTRICT, STRANGER] = ['pingshan-market-regulation', 'benxi-emergency-management'];
const ITEM = 'BX-ZM-001';
let s: RunningCommitment;
let firm: SubjectSnapshot;
beforeAll(async () => {
  s = await runCommitment();
  firm = await s.subject();
  for (const itemCode of [ITEM, 'BX-ZM-002']) expect((await s.call('POST', '/v1/commitment-items', await s.token(['approver'], { dept: MARKET }), { itemCode, ...text() })).status).toBe(201);
}, 60_000);
afterAll(() => s?.stop());

/** A case of a department as the register tells of it. @returns its number, and how it is told again */
async function opened(source: string, commitmentItemCode?: string, { of = firm, caseId = `办-${randomUUID()}` } = {}) {
  const data = { matterId: newEventId(), source, receivedAt: '2026-11-23T08:00:00.500Z', subject: of, caseId, matterKind: 'administrative-license', purpose: '办理许可', openedOn: '2026-11-23', ...(commitmentItemCode === undefined ? {} : { commitmentItemCode }) };
  expect(validateData(MATTER.caseOpened, data)).toEqual([]);
  const tell = (version: number, over: object = {}) => s.fact(TOPICS.matterEvents, of.subjectId, data.matterId, version, MATTER.caseOpened, { ...data, ...over });
  await tell(1);
  await s.has('the case is known', 'select 1 from admission_case where matter_id = $1', [data.matterId]);
  return { referenceNo: data.caseId, tell };
}
async function promised(dept: string, referenceNo: string, itemCode = ITEM, by = firm): Promise<string> {
  const { status, body } = await s.call('POST', '/v1/commitments', await s.token(['case-officer'], { dept }), { promisor: { subjectId: by.subjectId }, item: { itemCode, version: 1 }, referenceNo, chosen: true });
  expect(status).toBe(201);
  return body.commitmentId;
}
async function shares(dept = MARKET): Promise<object[]> {
  const { body } = await s.call('GET', '/v1/commitments/by-item', await s.token(['case-officer'], { dept }));
  return body.items.map(({ itemCode, cases, casesPromised, shareByCommitment }: Record<string, unknown>) => ({ itemCode, cases, casesPromised, shareByCommitment }));
}

it('以承诺办理的比例 (O1): of the cases that could have been promised by an item, those that were; who retracted went the ordinary way', async () => {
  expect(await shares()).toEqual([{ itemCode: ITEM, cases: 0, casesPromised: 0, shareByCommitment: null }, { itemCode: 'BX-ZM-002', cases: 0, casesPromised: 0, shareByCommitment: null }]);
  const [kept, retracted, , corrected] = [await opened(MARKET, ITEM), await opened(MARKET, ITEM), await opened(MARKET, ITEM), await opened(MARKET, ITEM)];
  const district = await opened(DISTRICT, ITEM);
  await opened(STRANGER, ITEM); // not a case of this item's department
  await promised(MARKET, (await opened(MARKET)).referenceNo); // names no item
  await promised(MARKET, (await opened(MARKET, 'BX-ZM-002')).referenceNo); // promised by another item
  await promised(MARKET, kept.referenceNo);
  await promised(DISTRICT, district.referenceNo);
  await promised(MARKET, (await opened(DISTRICT, ITEM)).referenceNo); // promised where the item was published, as a firm does online
  await promised(MARKET, (await opened(DISTRICT, ITEM)).referenceNo, ITEM, await s.subject({ uscc: '91210502MA0XYA341J', name: '别家' })); // by another firm, whose case has the same number there
  await promised(DISTRICT, (await opened(MARKET, ITEM)).referenceNo); // the number of a case of others
  const id = await promised(MARKET, retracted.referenceNo);
  expect(await shares()).toEqual([{ itemCode: ITEM, cases: 8, casesPromised: 4, shareByCommitment: 0.5 }, { itemCode: 'BX-ZM-002', cases: 1, casesPromised: 0, shareByCommitment: 0 }]);
  expect((await s.call('POST', `/v1/commitments/${id}/retraction`, await s.token(['subject'], { subject: firm.subjectId }), { reason: '改按一般程序' })).status).toBe(200);
  await corrected.tell(2, { commitmentItemCode: undefined });
  await eventually(async () => JSON.stringify(await shares()).includes('"cases":7'), 'the correction is read');
  expect(await shares()).toEqual([{ itemCode: ITEM, cases: 7, casesPromised: 3, shareByCommitment: 0.4286 }, { itemCode: 'BX-ZM-002', cases: 1, casesPromised: 0, shareByCommitment: 0 }]);
  expect(await shares(STRANGER)).toEqual([]);
});

it('a case of two parties is one case; a firm is known under the file that lasts', async () => {
  const item = { itemCode: 'BX-ZM-003', ...text() };
  expect((await s.call('POST', '/v1/commitment-items', await s.token(['approver'], { dept: MARKET }), item)).status).toBe(201);
  const [buyer, lasting] = [await s.subject({ uscc: '91210502MA0XYA341J', name: '买受人' }), await s.subject({ uscc: '91210503MA0QQLE27T', name: '存续公司' })];
  const { referenceNo } = await opened(MARKET, item.itemCode);
  await opened(MARKET, item.itemCode, { of: buyer, caseId: referenceNo });
  await opened(DISTRICT, item.itemCode, { of: buyer, caseId: referenceNo }); // another case: numbers are a department's own
  await promised(MARKET, referenceNo, item.itemCode);
  const online = await opened(DISTRICT, item.itemCode);
  await opened(DISTRICT, item.itemCode, { of: buyer, caseId: online.referenceNo });
  await promised(MARKET, online.referenceNo, item.itemCode, lasting);
  expect((await shares()).at(-1)).toEqual({ itemCode: item.itemCode, cases: 3, casesPromised: 1, shareByCommitment: 0.3333 });
  await s.merged(firm, lasting);
  expect((await shares()).at(-1)).toEqual({ itemCode: item.itemCode, cases: 3, casesPromised: 2, shareByCommitment: 0.6667 });
});
