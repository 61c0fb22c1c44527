import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { addDays, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { itemOf, PromiseOffice, shownCommitment } from './harness/commitments.ts';
import { environment } from './harness/environment.ts';
import { ask, call } from './harness/gateway.ts';
import { mustBe } from './harness/officers.ts';
import { ownerOf } from './harness/repairs.ts';
import { freshDocNo, freshFirm, freshNumber } from './harness/subjects.ts';

/** 《实施方案》二（一）建立健全信用承诺制度; domain §6. No date is moved here. */
describe('信用承诺: promised instead of proven', () => {
  const firm = freshFirm();
  let city: CityAtWork;
  let office: PromiseOffice;
  let item: { itemCode: string; version: number };
  let date: string;

  const seen = (over: object = {}) => ({ occasion: 'ITEM_CHECK', on: date, finding: 'FULL', what: '与承诺一致', ...over });
  beforeAll(async () => {
    city = await cityAtWork();
    office = new PromiseOffice(city.registrar.source);
    date = await today();
    await city.registrar.registers(firm);
    item = await office.publishes();
  });
  afterAll(() => city?.close());

  it('a matter that touches what the law excludes is no item; anybody reads the items without a token', async () => {
    expect(await call('POST', '/v1/commitment-items', { token: await office.second(), body: itemOf({ risks: ['PUBLIC_SAFETY'] }) })).toMatchObject({ status: 422, body: { code: 'COMMITMENT_ITEM.EXCLUDED', userMessage: expect.stringContaining('不适用告知承诺制') } });
    expect(await call('GET', `/v1/commitment-items/${item.itemCode}`)).toMatchObject({ status: 200, body: { version: 1, text: { conditions: ['住所真实、合法'], checkWindow: { maxChecks: 3 } } } });
  });

  it('a promise is shown in the public column within seconds, its receipt verifies offline, and kept it becomes a record of the register', async () => {
    const { body: made } = mustBe(201, await office.promises(firm, item));
    const shown = await eventually(() => shownCommitment(made.commitmentCode, item.itemCode), 'the promise is shown', { timeoutMs: 15_000, intervalMs: 100 });
    expect(JSON.stringify(shown)).toContain(made.receipt.contentHash);
    const folder = mkdtempSync(join(tmpdir(), 'receipt-'));
    const [file, key] = [join(folder, 'receipt.json'), join(folder, 'key.json')];
    writeFileSync(file, JSON.stringify({ receipt: made.receipt, signature: made.signature }));
    writeFileSync(key, JSON.stringify((await call('GET', '/v1/keys/commitments')).body));
    expect((await promisify(execFile)(process.execPath, [join(environment.root, 'apps/creditctl/bin/creditctl.mjs'), 'verify', file, '--key', key])).stdout).toContain(`${made.commitmentCode} ${firm.name}`);
    mustBe(200, await office.step(made.commitmentId, 'performance', seen()));
    const owner = await ownerOf(firm);
    const record = await eventually(async () => {
      const { items } = await ask<{ items: any[] }>('GET', `/v1/subjects/${made.subject.subjectId}/records`, { token: owner });
      return items.find(({ docNo }) => docNo === made.commitmentCode);
    }, 'the register has the record', { timeoutMs: 20_000, intervalMs: 150 });
    expect(record).toMatchObject({ recordKind: 'commitment', status: 'effective', content: { performance: 'FULL' } });
    expect(JSON.stringify(await eventually(async () => {
      const one = await shownCommitment(made.commitmentCode, item.itemCode);
      return JSON.stringify(one ?? '').includes('kept') ? one : undefined;
    }, 'the column says that it was kept'))).toContain('kept');
  });

  it('deficient acceptance is completed in time, and late: late breaches nothing', async () => {
    const deficient = await office.publishes(itemOf({ type: 'DEFICIENT_ACCEPTANCE', deferrable: ['租赁合同', '消防验收意见'] }));
    const inTime = mustBe(201, await office.promises(firm, deficient, { documents: [{ name: '租赁合同', dueOn: addDays(date, 10) }] })).body;
    expect((await office.step(inTime.commitmentId, 'performance', seen())).body).toMatchObject({ code: 'COMMITMENT.DOCUMENTS_OUTSTANDING' });
    expect((await office.step(inTime.commitmentId, 'performance', seen({ supplied: ['租赁合同'] }))).body.status).toBe('kept');
    const madeOn = date;
    const late = mustBe(201, await office.promises(firm, deficient, { madeOn, documents: [{ name: '消防验收意见', dueOn: madeOn }] })).body;
    expect((await office.look(late.commitmentId)).status).toBe('tracking');
    expect((await office.step(late.commitmentId, 'documents', { names: ['消防验收意见'], on: date })).status).toBe(200);
    expect((await office.step(late.commitmentId, 'performance', seen())).body.status).toBe('kept');
  });

  it('a finding is noticed and explained; the explanation is accepted and nothing was breached, the public never saw it', async () => {
    const { body: made } = mustBe(201, await office.promises(firm, item));
    mustBe(200, await office.step(made.commitmentId, 'performance', seen({ finding: 'PARTIAL', what: '住所暂时关闭', unperformed: '住所未用于经营' })));
    mustBe(200, await office.step(made.commitmentId, 'breach-notice', { grounds: '核查发现住所未用于经营' }));
    const owner = await ownerOf(firm);
    expect((await call('POST', `/v1/commitments/${made.commitmentId}/explanation`, { token: owner, body: { what: '正在装修，已备案' } })).status).toBe(200);
    expect(JSON.stringify(await shownCommitment(made.commitmentCode, item.itemCode))).not.toMatch(/found|noticed|未用于经营/);
    expect((await office.step(made.commitmentId, 'explanation-acceptance', { reason: '装修属实', dueOn: addDays(date, 20) })).body).toMatchObject({ status: 'tracking', dueOn: addDays(date, 20) });
    expect((await office.secondStep(made.commitmentId, 'breach', { performance: 'NONE', docNo: freshDocNo('违诺'), unperformed: 'x', accountability: 'x' })).body.code).toBe('COMMITMENT.WRONG_STEP');
  });

  it('a project with three commitments: one query by its code gives promises, checks and outcome', async () => {
    const invest = await office.publishes(itemOf({ type: 'APPROVAL_SUBSTITUTE', projectRequired: true, name: '企业投资项目承诺' }));
    const projectCode = `2026-210500-47-03-${String(freshNumber() % 1_000_000).padStart(6, '0')}`;
    expect((await office.promises(firm, invest)).body.code).toBe('COMMITMENT.UNFIT');
    const made = [];
    for (let n = 0; n < 3; n += 1) made.push(mustBe(201, await office.promises(firm, invest, { projectCode })).body);
    mustBe(200, await office.step(made[0].commitmentId, 'performance', seen()));
    mustBe(200, await office.step(made[1].commitmentId, 'performance', seen({ interim: true })));
    const { items } = await ask('GET', `/v1/commitments?projectCode=${projectCode}`, { token: await office.handler() });
    expect(items.map(({ status, checks }: any) => [status, checks.length])).toEqual([['kept', 1], ['tracking', 1], ['tracking', 0]]);
  });

  it('the same commitment by Kafka and by REST gives one; performance by Kafka closes it; each report gets its receipt', async () => {
    const referenceNo = freshDocNo('办');
    const party = { subjectName: firm.name, subjectClass: 'LEGAL_ENTITY', uscc: firm.uscc };
    const reported = { ...party, itemCode: item.itemCode, itemVersion: 1, authorityUscc: city.registrar.uscc, referenceNo, madeOn: date };
    const id = await city.registrar.publish('commitment', reported);
    expect((await city.registrar.receipt(id, ({ state }) => state !== 'forwarded')).state).toBe('accepted');
    const again = await office.promises(firm, item, { referenceNo, madeOn: date });
    expect([again.status, again.body.referenceNo]).toEqual([200, referenceNo]);
    const kept = await city.registrar.publish('commitment-performance', { ...party, commitmentCode: again.body.commitmentCode, occasion: 'ITEM_CHECK', checkedOn: date, performance: 'FULL', what: '与承诺一致' });
    expect((await city.registrar.receipt(kept, ({ state }) => state !== 'forwarded')).state).toBe('accepted');
    expect((await office.look(again.body.commitmentId)).status).toBe('kept');
    const wrong = await city.registrar.publish('commitment', { ...reported, referenceNo: freshDocNo('办'), itemVersion: 7 });
    expect(await city.registrar.receipt(wrong, ({ state }) => state !== 'forwarded')).toMatchObject({ state: 'rejected', findings: [expect.objectContaining({ message: expect.anything() })] });
  });

  it('a free promise is made and ended online by the firm itself; its history stays', async () => {
    const owner = await ownerOf(firm);
    const { body: made } = mustBe(201, await call('POST', '/v1/commitments', { token: owner, body: { type: 'VOLUNTARY', content: '诚信经营，童叟无欺', chosen: true, validTo: addDays(date, 300) } }));
    const column = async (): Promise<any> => (await ask<{ items: any[] }>('GET', '/v1/public/columns/commitments?type=VOLUNTARY')).items.find((one) => JSON.stringify(one).includes(made.commitmentCode));
    await eventually(column, 'the free promise is shown', { timeoutMs: 15_000, intervalMs: 100 });
    mustBe(200, await call('POST', `/v1/commitments/${made.commitmentId}/ending`, { token: owner, body: { reason: '业务调整' } }));
    await eventually(async () => (await column()) === undefined, 'it is shown no more', { timeoutMs: 15_000, intervalMs: 100 });
    expect((await ask('GET', `/v1/commitments/${made.commitmentId}`, { token: owner })).status).toBe('ended');
  });
});
