import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registrationData, type SyntheticSubject } from '@credit/testing';
import { addMonths, dueOn, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { receiptIn } from './harness/department.ts';
import { ask, askAll, call } from './harness/gateway.ts';
import { decisionOn, goneEntry, publicEntryOf } from './harness/publicity.ts';
import { csv, gb18030, penaltyRow, penaltyRow2015, readCsv, type Row } from './harness/sheet.ts';
import { freshDocNo, freshFirm, freshPerson, freshShop } from './harness/subjects.ts';

const GB = 'text/csv; charset=gb18030';
const UTF8 = 'text/csv; charset=utf-8';
const REFUSED = /^(rejected)$/;

describe('the same journey by REST and by file', () => {
  let city: CityAtWork;
  let date: string;
  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
  });
  afterAll(() => city?.close());

  it('by REST: registration, penalty, receipt, public entry, correction, revocation, 410', async () => {
    const firm = freshFirm();
    const { registrar } = city;
    const docNo = freshDocNo();
    expect((await registrar.record('registration', registrationData(firm))).status).toBe(201);
    const key = randomUUID();
    const data = registrar.penalty({ party: firm, docNo, decisionDate: date });
    const answer = await registrar.record('administrative-penalty', data, { key });
    expect(answer.status).toBe(201);
    const receipt = receiptIn(answer);
    expect(receipt).toMatchObject({ state: 'accepted', publicity: dueOn(date) });
    const repeated = await registrar.record('administrative-penalty', data, { key });
    expect({ status: repeated.status, receiptId: receiptIn(repeated).receiptId }).toEqual({ status: 201, receiptId: receipt.receiptId });
    expect(await ask('GET', `/v1/receipts/${receipt.receiptId}`, { token: await registrar.token() })).toMatchObject({ receiptId: receipt.receiptId, state: 'accepted' });
    expect((await call('GET', `/v1/receipts/${receipt.receiptId}`, { token: await city.other.token() })).status).toBe(404);
    const entry = await publicEntryOf(receipt.recordId!);
    expect(entry).toMatchObject({ endsOn: addMonths(date, 12), content: { docNo } });

    const reference = { recordKind: 'administrative-penalty', authorityUscc: registrar.uscc, docNo, subject: { uscc: firm.uscc } };
    expect((await registrar.record('record-correction', { ...reference, reason: '录入有误', basis: '更正通知书', changes: [{ field: 'content', newValue: '罚款贰万元整' }] })).status).toBe(201);
    await publicEntryOf(receipt.recordId!, ({ content }) => content.content === '罚款贰万元整');
    expect((await registrar.record('record-revocation', { ...reference, revokedOn: date, reason: '复议撤销', basis: '行政复议决定书' })).status).toBe(201);
    expect((await goneEntry(entry.entryId)).text).toContain('复议撤销');

    expect((await registrar.record('record-correction', { ...reference, reason: '撤销决定被法院撤销', basis: '行政判决书', changes: [], reinstate: true })).status).toBe(201);
    expect(await publicEntryOf(receipt.recordId!)).toMatchObject({ endsOn: addMonths(date, 12) });
  });

  it('the dossier: exact search by code, by name; the file of the subject with all its records', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const docNos = [freshDocNo(), freshDocNo(), freshDocNo()];
    for (const docNo of docNos) await city.registrar.record('administrative-penalty', city.registrar.penalty({ party: firm, docNo, decisionDate: date }));
    const token = await city.registrar.token();
    for (const body of [{ uscc: firm.uscc }, { name: firm.name }]) {
      const found = await ask('POST', '/v1/subjects/search', { token, body });
      expect(found.items).toHaveLength(1);
      expect(found.items[0]).toMatchObject({ name: firm.name });
    }
    const { items } = await ask('POST', '/v1/subjects/search', { token, body: { uscc: firm.uscc } });
    const { subjectId } = items[0];
    expect(await ask('GET', `/v1/subjects/${subjectId}`, { token })).toMatchObject({ subjectId, status: 'registered' });
    const first = await ask('GET', `/v1/subjects/${subjectId}/records?limit=2`, { token });
    expect(first.items).toHaveLength(2);
    const rest = await ask('GET', `/v1/subjects/${subjectId}/records?limit=2&after=${encodeURIComponent(first.next)}`, { token });
    expect([...first.items, ...rest.items].map(({ docNo }: any) => docNo).sort()).toEqual([...docNos].sort());
    expect((await call('GET', `/v1/subjects/${subjectId}/timeline`, { token })).status).toBe(200);
  });

  it('by file in GB18030: every row is accounted for, and the good ones are public', async () => {
    const firms = [freshFirm(), freshFirm()];
    await city.registrar.registers(...firms);
    const rows = firms.map((party) => penaltyRow({ party, docNo: freshDocNo(), decisionDate: date, authority: city.registrar.authority }));
    const key = randomUUID();
    const batch = await city.registrar.upload('administrative-penalty', gb18030(csv(rows)), GB, key);
    expect(batch).toMatchObject({ status: 'done', rows: 2, counts: { accepted: 2 } });
    const again = await city.registrar.upload('administrative-penalty', gb18030(csv(rows)), GB, key);
    expect(again.id).toBe(batch.id);
    const twice = await city.registrar.upload('administrative-penalty', gb18030(csv(rows)), GB);
    expect(twice).toMatchObject({ rows: 2, counts: { duplicate: 2 } });
    const { items } = await ask('GET', '/v1/publicity/decisions?limit=50', { token: await city.registrar.token() });
    expect(items.length).toBeGreaterThan(0);
    expect((await call('GET', `/v1/batches/${batch.id}`, { token: await city.other.token() })).status).toBe(404);
  });

  it('the columns of 2015 are read, what they lack is derived and named', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const batch = await city.registrar.upload('administrative-penalty', csv([penaltyRow2015({ party: firm, docNo: freshDocNo(), decisionDate: date, authority: city.registrar.authority })]), UTF8);
    expect(batch).toMatchObject({ profile: '2015', rows: 1, counts: { 'accepted-with-warnings': 1 } });
    const items = await askAll(`/v1/batches/${batch.id}/errors`, { token: await city.registrar.token() });
    expect(items.map(({ code }) => code)).toContain('FIELD_DERIVED');
  });

  it('a spoiled file: every row gets its answer, and the error sheet alone is enough to mend it and send it again', async () => {
    const { registrar } = city;
    const firms: SyntheticSubject[] = [freshFirm(), freshFirm(), freshFirm(), freshFirm(), freshFirm(), freshFirm(), freshFirm(), freshFirm(), freshShop()];
    await registrar.registers(...firms);
    const good = firms.map((party) => penaltyRow({ party, docNo: freshDocNo(), decisionDate: date, authority: registrar.authority }));
    const person = penaltyRow({ party: freshPerson(), docNo: freshDocNo(), decisionDate: date, authority: registrar.authority });
    const spoil = (row: Row, cells: Row): Row => ({ ...row, ...cells });
    const lastDigit = (code: string): string => code.slice(0, -1) + (code.endsWith('A') ? 'B' : 'A');
    const sent = [
      good[0]!,
      spoil(good[1]!, { CF_XDR_SHXYM: lastDigit(good[1]!['CF_XDR_SHXYM']!) }),
      spoil(good[2]!, { CF_YJ: '' }),
      spoil(good[3]!, { CF_JDRQ: '二〇二六年冬' }),
      spoil(good[4]!, { CF_NR_FK: '20000元' }),
      spoil(good[5]!, { CF_NR_FK: '' }),
      spoil(good[6]!, { CF_XDR_SHXYM: '9.12105E+17' }),
      spoil(good[7]!, { CF_CFLB: '罚款;弹劾' }),
      spoil(good[8]!, { CF_XDR_LB: '外星人' }),
      spoil(person, { CF_XDR_ZJHM: '' }),
      good[0]!,
    ];
    const batch = await registrar.upload('administrative-penalty', gb18030(csv(sent)), GB);
    const sum = Object.values(batch.counts).reduce((total, count) => total + count, 0);
    expect({ status: batch.status, rows: batch.rows, sum }).toEqual({ status: 'done', rows: sent.length, sum: sent.length });
    expect(batch.counts).toMatchObject({ rejected: 9, duplicate: 1 });

    const token = await registrar.token();
    const sheet = await call('GET', `/v1/batches/${batch.id}/errors?format=csv`, { token });
    expect(sheet.headers.get('content-type')).toMatch(/^text\/csv/);
    const truth = new Map([...good, person].map((row) => [row['CF_WSH']!, row]));
    const mended = readCsv(sheet.text).map((row) => mendBySheet(row, truth));
    expect(mended.filter((row) => REFUSED.test(row['#状态']!))).toHaveLength(9);
    for (const row of mended.filter((one) => REFUSED.test(one['#状态']!))) {
      for (const column of ['#行号', '#错误列', '#错误代码', '#错误说明', '#修改建议']) expect({ column, row: row['#行号'], filled: row[column] !== '' }).toEqual({ column, row: row['#行号'], filled: true });
    }

    const second = await registrar.upload('administrative-penalty', csv(mended), UTF8);
    expect(second.counts['rejected'] ?? 0).toBe(0);
    expect((second.counts['accepted'] ?? 0) + (second.counts['accepted-with-warnings'] ?? 0)).toBe(9);
    const errors = await askAll(`/v1/batches/${batch.id}/errors`, { token });
    for (const error of errors) expect(error).toMatchObject({ row: expect.any(Number), code: expect.stringMatching(/^[A-Z][A-Z0-9_.]*$/), message: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('rows with too many or too few cells are named one by one, the others go on', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const row = penaltyRow({ party: firm, docNo: freshDocNo(), decisionDate: date, authority: city.registrar.authority });
    const [head, line] = csv([row]).split('\r\n');
    const batch = await city.registrar.upload('administrative-penalty', [head, line, `${line},再来一格`, line!.split(',').slice(0, 5).join(','), ''].join('\r\n'), UTF8);
    expect(batch).toMatchObject({ status: 'done', rows: 3, counts: { accepted: 1, rejected: 2 } });
  });

  it('NDJSON in canonical names; a broken line is one rejected row', async () => {
    const firm = freshFirm();
    await city.registrar.registers(firm);
    const lines = [JSON.stringify(city.registrar.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date })), '{"docNo": ', '[1,2]'];
    const batch = await city.registrar.upload('administrative-penalty', lines.join('\n'), 'application/x-ndjson');
    expect(batch).toMatchObject({ status: 'done', rows: 3, counts: { accepted: 1, rejected: 2 } });
  });

  it('the template of each kind is what the importer reads', async () => {
    for (const kind of ['administrative-penalty', 'administrative-license', 'registration']) {
      const notes = await ask('GET', `/v1/templates/${kind}`);
      expect(notes.columns.length).toBeGreaterThan(5);
      const header = (await call('GET', `/v1/templates/${kind}?format=csv`)).text.replace(/^\uFEFF/, '').trim().split(',');
      expect(header).toEqual(notes.columns.map((column: { header: string }) => column.header));
    }
  });

  it('a file of a natural person is taken in and nothing of it is public', async () => {
    const row = penaltyRow({ party: { ...freshPerson(), name: '诸葛示例' }, docNo: freshDocNo(), decisionDate: date, authority: city.registrar.authority });
    const batch = await city.registrar.upload('administrative-penalty', csv([row]), UTF8);
    expect(batch.rows).toBe(1);
    expect((batch.counts['accepted'] ?? 0) + (batch.counts['accepted-with-warnings'] ?? 0)).toBe(1);
    const { items } = await ask('GET', '/v1/publicity/decisions?limit=200&reason=NOT_PUBLIC_PERSON', { token: await city.registrar.token() });
    expect(JSON.stringify(items)).not.toContain('诸葛示例');
    if (items[0]) expect((await decisionOn(items[0].recordId)).status).toBe('withheld');
  });
});

/** A clerk with the error sheet and the paper file: puts the true value into every column that the sheet names for the row. */
function mendBySheet(row: Row, truth: ReadonlyMap<string, Row>): Row {
  const right = truth.get(row['CF_WSH']!)!;
  const named = (row['#错误列'] ?? '').split('；').filter((column) => column in right);
  return { ...row, ...Object.fromEntries(named.map((column) => [column, right[column]!])) };
}
