import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { licenseData, registrationData } from '@credit/testing';
import { addDays, addMonths, dueOn, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { receiptIn } from './harness/department.ts';
import { ask, tokenFor } from './harness/gateway.ts';
import { decisionOn, lateList, publicEntryOf, searchPublic } from './harness/publicity.ts';
import { codesOf } from './harness/receipts.ts';
import { freshDocNo, freshFirm, freshPerson, freshShop } from './harness/subjects.ts';

describe('what is public, what is not, and the reason', () => {
  let city: CityAtWork;
  let date: string;
  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
  });
  afterAll(() => city?.close());

  it('a record about a firm that nobody registered is held and not public; the registration releases it with a new receipt', async () => {
    const firm = freshFirm();
    const eventId = await city.other.publish('administrative-penalty', city.other.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date }));
    const held = await city.other.receipt(eventId);
    expect(held).toMatchObject({ state: 'held', code: 'UNKNOWN_SUBJECT' });
    expect(await decisionOn(held.recordId!)).toMatchObject({ status: 'withheld', why: { reason: 'RECORD_HELD', detail: expect.stringContaining('UNKNOWN_SUBJECT') } });
    expect((await searchPublic({ uscc: firm.uscc })).body.items).toEqual([]);
    await city.registrar.registers(firm);
    const released = await city.other.receipt(eventId, ({ state }) => /^accepted/.test(state));
    expect(released).toMatchObject({ recordId: held.recordId, publicity: dueOn(date) });
    expect(await publicEntryOf(held.recordId!)).toMatchObject({ subject: { name: firm.name }, endsOn: addMonths(date, 12) });
    expect((await city.other.receiptsOf(eventId)).length).toBe(2);
  });

  it('a record under another name is held until the registrar knows that name', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const named = `${firm.name.slice(0, -4)}集团有限公司`;
    const eventId = await city.other.publish('administrative-penalty', city.other.penalty({ party: { ...firm, name: named }, docNo: freshDocNo(), decisionDate: date }));
    expect(await city.other.receipt(eventId)).toMatchObject({ state: 'held', code: 'NAME_CODE_MISMATCH' });
    await city.registrar.tell('registration', registrationData(firm, { name: named, formerNames: [{ name: firm.name, until: date }] }));
    const released = await city.other.receipt(eventId, ({ state }) => /^accepted/.test(state));
    expect(await publicEntryOf(released.recordId!, ({ subject }) => subject.name === named)).toMatchObject({ subject: { name: named, formerNames: [{ name: firm.name }] } });
    const old = await city.other.tell('administrative-penalty', city.other.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date }));
    expect(old.state).toBe('accepted-with-warnings');
    expect(codesOf(old)).toContain('SUBJECT_RENAMED');
  });

  it('a natural person is accepted, never public, and cannot be searched', async () => {
    const person = { ...freshPerson(), name: '欧阳示例' };
    const answer = await city.registrar.record('administrative-penalty', city.registrar.penalty({ party: person, docNo: freshDocNo(), decisionDate: date }));
    expect(answer.status).toBe(201);
    const receipt = receiptIn(answer);
    expect(receipt.state).toMatch(/^accepted/);
    const decision = await decisionOn(receipt.recordId!);
    expect(decision).toMatchObject({ status: 'withheld', why: { reason: 'NOT_PUBLIC_PERSON' } });
    expect(JSON.stringify(decision)).not.toContain(person.name);
    expect((await searchPublic({ name: person.name })).body.items).toEqual([]);
    const bySearch = await searchPublic({ uscc: person.idNo });
    expect(bySearch.body.items ?? []).toEqual([]);
    expect(bySearch.text).not.toContain(person.idNo);
  });

  it('of an individual business the trade name shows, the operator does not', async () => {
    const shop = freshShop();
    await city.registrar.registers(shop);
    const receipt = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: { ...shop, legalRepName: '司马示例' }, docNo: freshDocNo(), decisionDate: date }));
    const entry = await publicEntryOf(receipt.recordId!);
    expect(entry.subject.name).toBe(shop.name);
    expect(JSON.stringify(entry)).not.toContain('司马示例');
  });

  it.each([
    ['a warning', { penaltyTypes: ['WARNING'], fineAmountWan: undefined, content: '警告' }, 'NOT_PUBLIC_MINOR_TIER'],
    ['a small fine by simple procedure', { fineAmountWan: '0.2', simpleProcedure: true, content: '罚款2000元' }, 'NOT_PUBLIC_MINOR_TIER'],
    ['a commercial secret', { restricted: 'commercial-secret' }, 'NOT_PUBLIC_SECRET'],
    ['a decision about somebody under age', { restricted: 'minor' }, 'NOT_PUBLIC_JUVENILE'],
    ['a decision of an unclassified kind', { penaltyTypes: ['OTHER'], otherPenaltyText: '责令公开道歉', fineAmountWan: undefined, content: '责令公开道歉' }, 'TIER_UNDETERMINED'],
  ])('%s is accepted and withheld with its reason', async (_what, overrides, reason) => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const receipt = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, ...overrides }));
    expect(receipt.state).toMatch(/^accepted/);
    expect(await decisionOn(receipt.recordId!)).toMatchObject({ status: 'withheld', why: { reason, ruleId: expect.any(String), userMessage: expect.stringMatching(/\p{Script=Han}/u) } });
  });

  it('several parties of one document are several records; the heaviest kind decides the period', async () => {
    const [one, two] = [freshFirm(), freshFirm()];
    await city.registrar.registers(one, two);
    const docNo = freshDocNo();
    const receipts = await Promise.all([one, two].map((party) => city.registrar.tell('administrative-penalty', city.registrar.penalty({ party, docNo, decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }))));
    expect(new Set(receipts.map(({ recordId }) => recordId)).size).toBe(2);
    for (const { recordId } of receipts) expect((await publicEntryOf(recordId!)).endsOn).toBe(addMonths(date, 36));
  });

  it('a decision reported after its due date is public at once, marked late, not shown a day longer, and stands in the late list', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const decisionDate = addDays(date, -40);
    const receipt = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate }));
    expect(receipt.state).toBe('accepted-with-warnings');
    expect(codesOf(receipt)).toContain('REPORTED_LATE');
    expect((await publicEntryOf(receipt.recordId!)).endsOn).toBe(addMonths(decisionDate, 12));
    const late = (await lateList()).find(({ recordId }) => recordId === receipt.recordId);
    expect(late).toMatchObject({ state: 'published-late', cause: 'reportedLate', department: city.registrar.source });
    expect(late.workingDaysLate).toBeGreaterThan(10);
  });

  it('a decision whose longest period is over is never published', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const receipt = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: addMonths(date, -38) }));
    expect(await decisionOn(receipt.recordId!)).toMatchObject({ status: 'withheld' });
  });

  it('a licence is public until its last day; one that is no longer valid is not', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const license = licenseData({ party: firm, authority: city.registrar.authority, docNo: freshDocNo('许'), decisionDate: date, validFrom: date, validTo: addMonths(date, 36) });
    const receipt = await city.registrar.tell('administrative-license', license);
    expect(await publicEntryOf(receipt.recordId!)).toMatchObject({ kind: 'administrative-license', endsOn: addMonths(date, 36) });
    const ended = await city.registrar.tell('administrative-license', { ...license, docNo: freshDocNo('许'), state: '2' });
    expect(await decisionOn(ended.recordId!)).toMatchObject({ status: 'withheld', why: { reason: 'NOT_PUBLIC_EXPIRED' } });
  });

  it("a department cannot send another department's decision, and does not see its publicity decisions", async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const foreign = await city.other.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date }));
    expect(foreign).toMatchObject({ state: 'rejected', code: 'AUTHORITY_NOT_YOURS' });
    const own = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date }));
    await decisionOn(own.recordId!);
    const { items } = await ask('GET', '/v1/publicity/decisions?limit=200', { token: await city.other.token() });
    expect(items.every(({ department }: { department: string }) => department === city.other.source)).toBe(true);
  });

  it('a code with a wrong check character is rejected, one with a wrong organisation code is held', async () => {
    const wrong = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: { ...freshFirm(), uscc: '91210500MA0TYPE14A' }, docNo: freshDocNo(), decisionDate: date }), { key: '91210500MA0TYPE14A' });
    expect(wrong).toMatchObject({ state: 'rejected', code: 'USCC_CHECK' });
    const inner = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: { ...freshFirm(), uscc: '91210500MA0TYPE15K' }, docNo: freshDocNo(), decisionDate: date }));
    expect(inner.state).toBe('held');
    expect(codesOf(inner)).toContain('ORG_CODE_CHECK');
    const worklist = await ask('GET', '/v1/code-findings?limit=200', { token: await tokenFor({ roles: ['credit-centre'] }) });
    expect(JSON.stringify(worklist)).toContain('91210500MA0TYPE15K');
  });
});
