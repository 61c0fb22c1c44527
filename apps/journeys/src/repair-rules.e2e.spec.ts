import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { addMonths, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { call, tokenFor } from './harness/gateway.ts';
import { DesignatingOffice } from './harness/officers.ts';
import { goneEntry, publicEntryOf, publicListEntry } from './harness/publicity.ts';
import { applyFor, committed, notShared, ownerOf, rectified, RepairingOffice } from './harness/repairs.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** domain.md §4: by which rules a firm is repaired. No date is moved here. */
describe('信用修复: the rules', () => {
  const firm = freshFirm();
  let city: CityAtWork;
  let sender: Department;
  let office: RepairingOffice;
  let owner: string;
  let date: string;

  const penaltyOf = async (over: Record<string, unknown>, from = sender): Promise<string> => {
    const receipt = await from.tell('administrative-penalty', from.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, fineAmountWan: '2', ...over }));
    expect(receipt.state).toMatch(/^accepted/);
    return receipt.recordId!;
  };
  const record = (id: string): { kind: string; id: string } => ({ kind: 'record', id });
  const ask = (id: string, evidence = [rectified(date), committed(date)], more: object = {}) => applyFor(owner, record(id), evidence, more);

  beforeAll(async () => {
    city = await cityAtWork();
    sender = city.other;
    office = new RepairingOffice(sender);
    date = await today();
    await city.registrar.registers(firm);
    owner = await ownerOf(firm);
  });
  afterAll(() => city?.close());

  it('§4.2 MINOR is repaired at once: no minimum period, its correction alone, and it is not shared any more', async () => {
    const minor = await penaltyOf({ fineAmountWan: '0.2' });
    const applied = await ask(minor, [rectified(date)]);
    expect(applied).toMatchObject({ status: 201, body: { rule: { ruleId: 'REPAIR_SET_MINOR' } } });
    expect(applied.body.rule).not.toHaveProperty('earliestOn');
    await office.accept(applied.body.caseId);
    expect((await office.grant(applied.body.caseId)).body.status).toBe('approved');
    expect((await notShared(office, minor)).body.code).toBe('RECORD.REPAIRED');
  });

  it('§4.3, trap 34: the date of the document chooses the order: of the last day of Order 58 a food penalty waits a year, of the next day three months', async () => {
    const [before, after] = [await penaltyOf({ decisionDate: '2026-03-31', sector: 'FOOD' }), await penaltyOf({ decisionDate: '2026-04-01', sector: 'FOOD' })];
    expect(await ask(before)).toMatchObject({ status: 422, body: { code: 'REPAIR.TOO_EARLY', details: { earliestOn: '2027-03-31' } } });
    expect(await ask(after)).toMatchObject({ status: 201, body: { rule: { earliestOn: '2026-07-01', publicUntil: '2027-04-01' } } });
  });

  it('§4.4 两书同达: the firm reads from when, with what and where it may apply; the department confirms the service', async () => {
    const id = await penaltyOf({});
    const notice = await eventually(async () => (await call('GET', '/v1/repair-notices', { token: owner })).body.items.find(({ target }: any) => target.id === id), 'the notice is told');
    expect(notice).toMatchObject({ status: 'told', rule: { earliestOn: addMonths(date, 3), requires: ['rectification', 'commitment'] }, applyAt: expect.stringContaining('信用中国'), noticedOn: date, dueOn: date });
    const served = (token: string) => call('POST', `/v1/repair-notices/${notice.noticeId}/service`, { token, body: { servedOn: date } });
    expect((await served(await tokenFor({ dept: city.registrar.source, roles: ['case-officer'] }))).status).toBe(404);
    expect(await served(await sender.token())).toMatchObject({ status: 200, body: { status: 'served', service: { on: date } } });
  });

  it('§4.4 retracted by the firm, the item may be applied for again; two cases of it at once are not taken', async () => {
    const id = await penaltyOf({ decisionDate: addMonths(date, -4) });
    const { body: { caseId } } = await ask(id);
    expect(await ask(id)).toMatchObject({ status: 409, body: { code: 'REPAIR.ALREADY_APPLIED' } });
    expect((await call('POST', `/v1/repairs/${caseId}/retraction`, { token: owner, body: {} })).body.status).toBe('retracted');
    expect((await office.grant(caseId)).body.code).toBe('REPAIR.WRONG_STEP');
    expect((await ask(id)).status).toBe(201);
  });

  it('§4.4 extended once by ten working days from the last day of the term', async () => {
    const { body: { caseId } } = await ask(await penaltyOf({ decisionDate: addMonths(date, -4) }));
    const { body: accepted } = await office.accept(caseId);
    const extended = await office.step(caseId, 'extension', { reason: '需要现场核查' });
    expect(extended).toMatchObject({ status: 200, body: { status: 'extended' } });
    if (accepted.decisionDueOn !== null && extended.body.decisionDueOn !== null) expect(extended.body.decisionDueOn > accepted.decisionDueOn).toBe(true);
    expect((await office.step(caseId, 'extension', { reason: '再次' })).body.code).toBe('REPAIR.ALREADY_EXTENDED');
  });

  it('§4.5 after a reorganisation the ruling of the court is needed, and no period', async () => {
    const id = await penaltyOf({ decisionDate: addMonths(date, -1) });
    expect((await ask(id, [{ kind: 'court-ruling', statement: '终结重整程序的裁定', on: date }], { way: 'after-reorganisation' })).body.code).toBe('REPAIR.RULING_MISSING');
    expect((await ask(id, [{ kind: 'court-ruling', statement: '终结重整程序的裁定', on: date, rulingNo: '（2026）示05破1号' }], { way: 'after-reorganisation' })).status).toBe(201);
  });

  it('§4.5, trap 20: while a plan is carried out the record burdens nobody; when the plan fails it does again, to the same last day', async () => {
    const id = await penaltyOf({ decisionDate: addMonths(date, -1) });
    const shown = await publicEntryOf(id);
    const applied = await call('POST', '/v1/shieldings', { token: owner, body: { recordId: id, ruling: { rulingNo: '（2026）示05破3号', on: date } } });
    expect(applied).toMatchObject({ status: 201, body: { status: 'applied' } });
    const step = async (verb: string, body: object) => call('POST', `/v1/shieldings/${applied.body.shieldingId}/${verb}`, { token: await office.officer(), body });
    expect((await step('decision', { approve: true, reason: '法院已裁定批准重整计划' })).body.status).toBe('shielded');
    expect((await goneEntry(shown.entryId)).body).toMatchObject({ errors: [{ code: 'RECORD_SHIELDED' }] });
    expect((await notShared(office, id)).body.code).toBe('RECORD.SHIELDED');
    const archive = await call('GET', `/v1/records/${id}`, { token: await sender.token(), headers: { 'x-purpose': 'archive' } });
    expect(archive).toMatchObject({ status: 200, body: { status: 'effective', repaired: null, shielded: { shieldingId: applied.body.shieldingId } } });
    const restated = await sender.tell('administrative-penalty', sender.penalty({ party: firm, docNo: archive.body.docNo, decisionDate: addMonths(date, -1), fineAmountWan: '2', facts: '补充说明' }));
    expect(restated.recordId).toBe(id);
    expect((await office.read(id)).status).toBe(410);
    expect((await step('end', { outcome: 'completed', reason: '执行完毕' })).body.code).toBe('SHIELDING.REPAIR_OUTSTANDING');
    expect((await step('end', { outcome: 'failed', reason: '债务人不能执行重整计划' })).body.status).toBe('ended');
    expect((await publicEntryOf(id)).endsOn).toBe(shown.endsOn);
    expect((await office.read(id)).status).toBe(200);
  });

  it('§4.5, trap 19: false material revokes the approval, restores what is left of the publicity, and bars the next application', async () => {
    const other = freshFirm();
    await city.registrar.registers(other);
    const itsOwner = await ownerOf(other);
    const docs = [addMonths(date, -4), addMonths(date, -5)];
    const [one, two] = [await penaltyOf({ party: other, decisionDate: docs[0] }), await penaltyOf({ party: other, decisionDate: docs[1] })];
    const shown = await publicEntryOf(one);
    const { body: { caseId } } = await applyFor(itsOwner, record(one), [rectified(date), committed(date)]);
    await office.accept(caseId);
    await office.grant(caseId);
    await goneEntry(shown.entryId);
    const revoked = await call('POST', `/v1/repairs/${caseId}/revocation`, { token: await office.approver(), body: { reason: '缴款凭证系伪造' } });
    expect(revoked.body.revocation.barredUntil > addMonths(date, 12)).toBe(true);
    expect((await publicEntryOf(one)).endsOn).toBe(shown.endsOn);
    expect(await applyFor(itsOwner, record(two), [rectified(date), committed(date)])).toMatchObject({ status: 422, body: { code: 'REPAIR.BARRED' } });
  });

  it('trap 11: the repair of one penalty leaves the list entry that is based on another, its public page and its hits', async () => {
    const regulator = departmentFor(city.kafka, city.desk, 'market-regulation');
    const listed = freshFirm();
    await regulator.registers(listed);
    const basis = await regulator.tell('administrative-penalty', regulator.penalty({ party: listed, docNo: freshDocNo(), decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }));
    const entryId = await new DesignatingOffice(regulator.source).lists({ subjectId: basis.subjectId!, listType: 'FOOD_BLACKLIST', recordIds: [basis.recordId!] }, freshDocNo('列'));
    const beside = await regulator.tell('administrative-penalty', regulator.penalty({ party: listed, docNo: freshDocNo(), decisionDate: addMonths(date, -5), fineAmountWan: '2' }));
    const itsOffice = new RepairingOffice(regulator);
    const { body: { caseId } } = await applyFor(await ownerOf(listed), record(beside.recordId!), [rectified(date), committed(date)]);
    await itsOffice.accept(caseId);
    expect((await itsOffice.grant(caseId)).status).toBe(200);
    await notShared(itsOffice, beside.recordId!);
    const inspections = new MatterDesk(departmentOfKind('market-regulation').source, 'inspection-planning', '制定年度抽查计划');
    expect((await inspections.screenUntil({ uscc: listed.uscc }, 'hit')).entries).toMatchObject([{ entryId }]);
    expect((await publicListEntry(entryId)).entryId).toBe(entryId);
    expect((await itsOffice.read(basis.recordId!)).status).toBe(200);
  });
});
