import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { addDays, moveDateTo, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { PromiseOffice, shownCommitment } from './harness/commitments.ts';
import { ask, call, tokenFor } from './harness/gateway.ts';
import { DesignatingOffice, mustBe } from './harness/officers.ts';
import { applyFor, committed, ownerOf, rectified, RepairingOffice } from './harness/repairs.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 《实施方案》二（一）：将违背信用承诺的市场主体列入重点监管范围 — by procedure, with its own ending when repaired (O11). Moves the date. */
describe('违诺: from the finding to the watch list, and out of it by repair', () => {
  const firm = freshFirm();
  let city: CityAtWork;
  let office: PromiseOffice;
  let designating: DesignatingOffice;
  let item: { itemCode: string; version: number };
  let owner: string;
  let made: any;
  let record: any;
  let entryId: string;

  const recordOf = () => eventually(async () => (await ask<{ items: any[] }>('GET', `/v1/subjects/${made.subject.subjectId}/records`, { token: owner })).items.find(({ docNo }) => docNo === made.commitmentCode), 'the register has the breach', { timeoutMs: 20_000, intervalMs: 150 });
  const designationOf = async (): Promise<any> => (await ask<{ items: any[] }>('GET', `/v1/designations?status=proposed&subjectId=${made.subject.subjectId}`, { token: await designating.handler() })).items[0];

  beforeAll(async () => {
    city = await cityAtWork();
    office = new PromiseOffice(city.registrar.source);
    designating = new DesignatingOffice(city.registrar.source);
    await city.registrar.registers(firm);
    item = await office.publishes();
    made = mustBe(201, await office.promises(firm, item)).body;
    owner = await ownerOf(firm);
  });
  afterAll(() => city?.close());

  it('a breach is decided by another officer after notice, explanation and a term that has passed; it becomes a record and is shown', async () => {
    const date = await today();
    const { commitmentId: id } = made;
    mustBe(200, await office.step(id, 'performance', { occasion: 'ITEM_CHECK', on: date, finding: 'NONE', what: '现场核查，无人办公', unperformed: '登记住所未用于经营' }));
    mustBe(200, await office.step(id, 'breach-notice', { grounds: '登记住所未用于经营，拟认定违诺' }));
    mustBe(200, await call('POST', `/v1/commitments/${id}/explanation`, { token: owner, body: { waived: true } }));
    mustBe(200, await office.step(id, 'rectification', { until: addDays(date, 1), demands: '启用登记住所' }));
    expect((await office.secondStep(id, 'breach', { performance: 'NONE', docNo: 'x', unperformed: 'x', accountability: 'x' })).body.code).toBe('COMMITMENT.RECTIFICATION_RUNNING');
    await moveDateTo(addDays(date, 2), await tokenFor({ roles: ['operator'] }));
    mustBe(200, await office.secondStep(id, 'breach', { performance: 'NONE', docNo: freshDocNo('违诺'), unperformed: '登记住所未用于经营', accountability: '撤销登记决定' }));
    record = await recordOf();
    expect(record).toMatchObject({ recordKind: 'commitment', status: 'effective', content: { performance: 'NONE' } });
    await eventually(async () => /breached/.test(JSON.stringify((await shownCommitment(made.commitmentCode, item.itemCode)) ?? '')), 'the breach is shown', { timeoutMs: 15_000, intervalMs: 150 });
  });

  it('who has broken a promise uses the ordinary procedure until it is repaired; it may still promise freely', async () => {
    expect((await office.promises(firm, item)).body).toMatchObject({ code: 'COMMITMENT.BARRED', userMessage: expect.stringContaining('一般程序') });
    expect((await call('POST', '/v1/commitments', { token: owner, body: { type: 'VOLUNTARY', content: '今后守信', chosen: true } })).status).toBe(201);
  });

  it('the watch list is proposed with the breach as evidence and entered by its own procedure, never by itself', async () => {
    const proposed = await eventually(designationOf, 'the watch entry is proposed', { timeoutMs: 30_000, intervalMs: 200 });
    expect(proposed).toMatchObject({ listType: { kind: 'watch' }, evidence: [{ recordId: record.recordId }] });
    const id = proposed.designationId;
    expect((await designating.look(id)).status).not.toBe('in-force');
    mustBe(200, await designating.step(id, 'notice', { addresseeSubjectId: made.subject.subjectId, grounds: '违背信用承诺，拟列入重点关注名单' }));
    mustBe(200, await designating.step(id, 'defence', { waived: true }));
    mustBe(200, await designating.secondStep(id, 'review', { opinion: '事实清楚' }));
    mustBe(200, await designating.secondStep(id, 'decision', { list: true, docNo: freshDocNo('关注'), reasons: '违背信用承诺', months: 6 }));
    mustBe(200, await designating.step(id, 'service', {}));
    entryId = id;
    expect((await designating.look(id)).status).toBe('in-force');
  });

  it('repaired, the breach is shown no more, bars no more, and the firm is off the watch list', async () => {
    const date = await today();
    const repairing = new RepairingOffice(city.registrar);
    const applied = mustBe(201, await applyFor(owner, { kind: 'record', id: record.recordId }, [rectified(date), committed(date)]));
    mustBe(200, await repairing.accept(applied.body.caseId));
    mustBe(200, await repairing.grant(applied.body.caseId));
    await eventually(async () => (await shownCommitment(made.commitmentCode, item.itemCode)) === undefined, 'the breach is shown no more', { timeoutMs: 20_000, intervalMs: 150 });
    await eventually(async () => (await office.promises(firm, item)).status === 201, 'the firm may promise again', { timeoutMs: 20_000, intervalMs: 150 });
    const ended = await eventually(async () => {
      const one = await designating.look(entryId);
      return one.status === 'in-force' ? undefined : one;
    }, 'the firm is off the watch list', { timeoutMs: 20_000, intervalMs: 150 });
    expect(JSON.stringify(ended)).toMatch(/repair/);
    await eventually(async () => (await ask('GET', `/v1/repairs/${applied.body.caseId}/lapse-certificate`, { token: owner })).certificate.owners.every(({ answered }: any) => answered), 'every owner has answered', { timeoutMs: 20_000, intervalMs: 150 });
  });
});
