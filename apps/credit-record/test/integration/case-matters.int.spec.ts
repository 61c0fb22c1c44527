import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encryptForIntake } from '@credit/access';
import { INTAKE, MATTER, validateData } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { caseData, eventually, registrationData, syntheticFirm, syntheticPerson } from '@credit/testing';
import { COURT, MARKET, REGISTRY, runCreditRecord, type RunningCreditRecord } from './running-service.ts';

let s: RunningCreditRecord;
let next = 900;
beforeAll(async () => {
  s = await runCreditRecord();
}, 60_000);
afterAll(async () => {
  await s?.stop();
}, 30_000);

const sendCase = (data: any, type = INTAKE.caseOpened as string) => s.send(REGISTRY.source, data.uscc ?? 'person-key', { type, data });
const rest = (dept: string, kind: string, data: unknown) => s.call('POST', '/v1/records', { roles: ['source'], dept, body: { kind, data }, headers: { 'idempotency-key': newEventId() } });
const forwarded = (matterId: string, count = 1) =>
  eventually(async () => {
    const found = (await s.events(TOPICS.matterEvents)).filter((e) => e.aggregateId === matterId);
    return found.length >= count ? found : undefined;
  }, `matter ${matterId} is forwarded ${count} time(s)`);
async function registered(): Promise<ReturnType<typeof syntheticFirm>> {
  const firm = syntheticFirm(next++);
  expect((await rest(MARKET.source, 'registration', registrationData(firm))).status).toBe(201);
  return firm;
}

describe('a case in a department system', () => {
  it('opened and decided: one matter, two facts under the subject, in order', async () => {
    const firm = await registered();
    const data = caseData({ party: firm, caseId: `不登〔2026〕${next++}号`, field: 'CONSTRUCTION_QUALITY', commitmentItemCode: 'BX-SC-014' });
    const opened = await s.receipt(REGISTRY.source, await sendCase(data));
    expect(opened).toMatchObject({ state: 'forwarded', findings: [] });
    const decided = await s.receipt(REGISTRY.source, await sendCase({ ...data, decidedOn: '2026-11-23', outcome: '准予登记', screeningId: '0199c0de-0006-7000-8000-000000000001' }, INTAKE.caseDecided));
    expect(decided).toMatchObject({ state: 'forwarded', matterId: opened.matterId });
    const events = await forwarded(opened.matterId!, 2);
    expect(events.map((e) => [e.type, e.aggregateVersion, e.subject])).toEqual([[MATTER.caseOpened, '1', opened.subjectId], [MATTER.caseDecided, '2', opened.subjectId]]);
    expect(events[1]!.data).toMatchObject({ source: REGISTRY.source, caseId: data['caseId'], matterKind: 'real-estate-transfer', field: 'CONSTRUCTION_QUALITY', purpose: '办理不动产转移登记', openedOn: '2026-11-23', decidedOn: '2026-11-23', screeningId: '0199c0de-0006-7000-8000-000000000001' });
    expect(events.map((e) => (e.data as { commitmentItemCode?: string }).commitmentItemCode)).toEqual(['BX-SC-014', 'BX-SC-014']);
    expect(events[0]!.data).toMatchObject({ field: 'CONSTRUCTION_QUALITY' });
    expect(events.flatMap((e) => validateData(e.type, e.data))).toEqual([]);
    expect(await s.receipt(REGISTRY.source, await sendCase(data))).toMatchObject({ state: 'duplicate', firstReceiptId: opened.receiptId });
  });

  it('of a firm nobody knows is forwarded all the same: a look-up cannot wait', async () => {
    const firm = syntheticFirm(next++);
    const receipt = await s.receipt(REGISTRY.source, await sendCase(caseData({ party: firm, caseId: `不登〔2026〕${next++}号` })));
    expect(receipt).toMatchObject({ state: 'forwarded' });
    expect((await forwarded(receipt.matterId!))[0]).toMatchObject({ data: { subject: { uscc: firm.uscc, status: 'unregistered' } } });
  });

  it('of a person by REST and by Kafka; the decision alone is enough when it comes first', async () => {
    const person = syntheticPerson(next++);
    const answer = await rest(REGISTRY.source, 'case-decided', caseData({ party: person, caseId: `不登〔2026〕${next++}号`, decidedOn: '2026-11-23' }));
    expect(answer).toMatchObject({ status: 202, body: { state: 'forwarded' } });
    const { personIdNo: _plain, ...data } = caseData({ party: person, caseId: `不登〔2026〕${next++}号` });
    const receipt = await s.receipt(REGISTRY.source, await sendCase({ ...data, personIdJwe: await encryptForIntake(s.intakeKey, person.idNo) }));
    expect(receipt).toMatchObject({ state: 'forwarded', subjectId: answer.body.subjectId });
    const [one, other] = [await forwarded(answer.body.matterId), await forwarded(receipt.matterId!)];
    expect(one[0]!.type).toBe(MATTER.caseDecided);
    expect(other[0]!.data.personIndex).toBe(one[0]!.data.personIndex);
  });

  it.each<[string, string, object, string]>([
    ['a department that handles no matters', COURT.source, {}, 'AUTHORITY_NO_POWER'],
    ['a kind of matter that no look-up knows', REGISTRY.source, { matterKind: 'gardening' }, 'ENUM_UNKNOWN'],
    ['the child of the payer', REGISTRY.source, { matterKind: 'high-fee-school', student: { name: '张小' } }, 'CHILD_DATA'],
    ['a field that no ban knows', REGISTRY.source, { field: 'gardening' }, 'ENUM_UNKNOWN'],
    ['no purpose', REGISTRY.source, { purpose: ' ' }, 'FIELD_EMPTY'],
    ['opened tomorrow', REGISTRY.source, { openedOn: '2026-11-24' }, 'DATE_IN_FUTURE'],
    ['an identity number in the number of the case', REGISTRY.source, { caseId: syntheticPerson(5).idNo }, 'PERSON_ID_IN_PLAIN'],
  ])('%s: rejected', async (_name, source, more, code) => {
    const data = caseData({ party: await registered(), caseId: `不登〔2026〕${next++}号`, ...more });
    expect(await s.receipt(source, await s.send(source, 'k', { type: INTAKE.caseOpened, data }))).toMatchObject({ state: 'rejected', code });
  });

  it('the name of a child is kept nowhere, by whatever way it was sent', async () => {
    const data = caseData({ party: await registered(), caseId: `不登〔2026〕${next++}号`, matterKind: 'high-fee-school', childName: '张小小' });
    expect(await rest(REGISTRY.source, 'case-opened', data)).toMatchObject({ status: 422, body: { code: 'CHILD_DATA', errors: [{ pointer: '/data/childName', code: 'CHILD_DATA' }] } });
    expect(await s.receipt(REGISTRY.source, await sendCase(data))).toMatchObject({ state: 'rejected', code: 'CHILD_DATA', findings: [{ pointer: '/childName' }] });
    const { rows: tables } = await s.fixture.admin.query<{ name: string }>(`select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
    const holding = async (text: string): Promise<string[]> => {
      const hex = Buffer.from(text).toString('hex');
      const counted = await Promise.all(tables.map(async ({ name }) => [name, (await s.fixture.admin.query(`select from ${name} t where row_to_json(t)::text like any($1)`, [[`%${text}%`, `%${hex}%`]])).rowCount] as const));
      return counted.filter(([, n]) => n! > 0).map(([name]) => name);
    };
    expect(await holding('张小小')).toEqual([]);
    expect(await holding('CHILD_DATA')).toContain('receipt');
  });
});
