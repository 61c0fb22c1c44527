import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, syntheticPerson } from '@credit/testing';
import iconv from 'iconv-lite';
import { BatchStore } from '../../src/outbound/batch.store.ts';
import { filesService, parseSheet, penaltyCells, registrationCells, sheetText, syntheticFirm, type Cells, type FilesService } from './files-kit.ts';

const GB = 'text/csv; charset=gb18030';
const firms = Array.from({ length: 12 }, (_, n) => syntheticFirm(500 + n));
let doc = 0;
const row = (n: number, cells: Cells = {}): Cells => penaltyCells(firms[n % firms.length]!, `本市监罚〔2026〕文${(doc += 1)}号`, cells);
const rows = (count: number): Cells[] => Array.from({ length: count }, (_, n) => row(n));
const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((total, count) => total + count, 0);

let s: FilesService;
beforeAll(async () => {
  s = await filesService();
  expect(await s.taken(sheetText(firms.map(registrationCells)), { kind: 'registration' })).toMatchObject({ status: 'done', counts: { accepted: firms.length } });
}, 60_000);
afterAll(() => s?.stop(), 30_000);

describe('an upload', () => {
  it('in GB18030: every row accounted for, progress with codes and links, bytes encrypted at rest', async () => {
    const person = syntheticPerson(77);
    const file = sheetText([row(0), row(1, { CF_JDRQ: '2026-13-01' }), row(2, { CF_NR_FK: '6000元' }), row(3, { CF_NR_FK: '9元' }),
      { ...row(4), CF_XDR_MC: person.name, CF_XDR_LB: '自然人', CF_XDR_SHXYM: '', CF_FRDB: '', CF_XDR_ZJLX: '身份证', CF_XDR_ZJHM: person.idNo }]);
    const answer = await s.upload(iconv.encode(file, 'gb18030'), { type: GB });
    expect(answer).toMatchObject({ status: 202, body: { status: 'received', encoding: 'gb18030', profile: '2018', totalRows: 5 } });
    const batch = await s.finished(answer.headers['location'] as string);
    expect(batch).toMatchObject({ status: 'done', totalRows: 5, rows: 5, counts: { accepted: 2, rejected: 3 }, errorSheet: `${answer.headers['location']}/errors?format=csv`, template: '/v1/templates/administrative-penalty' });
    expect(batch.topCodes.slice(0, 2)).toEqual([{ code: 'AMOUNT_IN_YUAN', rows: 2 }, { code: 'DATE_FORMAT', rows: 1 }]);
    expect(sum(batch.counts)).toBe(batch.rows);
    for (const secret of [person.idNo, 'CF_XDR_ZJHM', firms[0]!.uscc]) expect(await s.count('select count(*) from batch_chunk where position($1::bytea in bytes) > 0', [Buffer.from(secret)])).toBe(0);
    expect(await s.count('select count(*) from batch_chunk where batch_id = $1', [batch.id])).toBe(1);
    expect(await s.count('select count(*) from batch where batch::text like $1', [`%${person.idNo}%`])).toBe(0);
  });

  it.each<[string, () => Buffer | string, number, string, string?]>([
    ['nothing', () => '', 422, 'BATCH.EMPTY'],
    ['a spreadsheet by another name', () => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(900, 1)]), 415, 'BATCH.XLSX_NOT_SUPPORTED'],
    ['an old spreadsheet', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(900, 1)]), 415, 'BATCH.XLS_NOT_SUPPORTED'],
    ['another media type', () => sheetText([row(0)]), 415, 'BATCH.XLSX_NOT_SUPPORTED', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['UTF-8 that is none', () => iconv.encode(sheetText([row(0)]), 'gb18030'), 422, 'BATCH.ENCODING_INVALID', 'text/csv; charset=utf-8'],
    ['an encoding of elsewhere', () => sheetText([row(0)]), 422, 'BATCH.ENCODING_UNKNOWN', 'text/csv; charset=utf-16'],
    ['a zero byte behind the first chunk', () => Buffer.concat([Buffer.from(sheetText(rows(1_000))), Buffer.from([0, 10])]), 422, 'BATCH.NOT_TEXT'],
    ['no header', () => sheetText([row(0)]).split('\r\n').slice(1).join('\r\n'), 422, 'BATCH.HEADER_MISSING'],
    ['a header without columns that are needed', () => sheetText([row(0)], Object.keys(row(0)).filter((name) => name !== 'CF_WSH')), 422, 'BATCH.COLUMNS_MISSING'],
    ['a column twice', () => sheetText([row(0)]).replace('CF_SY,', 'CF_WSH,'), 422, 'BATCH.HEADER_DUPLICATE'],
    ['a column twice under two names', () => sheetText([{ ...row(0), 行政处罚决定书文号: 'x', docNo: 'y' }]), 422, 'BATCH.HEADER_DUPLICATE'],
    ['a quote that never ends behind a thousand good rows', () => `${sheetText(rows(1_000))}"${'x'.repeat(70_000)}`, 422, 'BATCH.CSV_BROKEN'],
  ])('of %s is refused whole, and nothing of it is kept', async (_name, file, status, code, type = 'text/csv') => {
    const before = await s.count('select count(*) from batch');
    const answer = await s.upload(file(), { type });
    expect(answer).toMatchObject({ status, body: { code, userMessage: expect.stringMatching(/\p{Script=Han}/u) } });
    expect([await s.count('select count(*) from batch'), await s.count('select count(*) from batch_chunk c where not exists (select 1 from batch b where b.id = c.batch_id and b.status <> \'uploading\')')]).toEqual([before, 0]);
  });

  it('that is refused by its first bytes still gets its answer when 20 MB follow', async () => {
    const parts = [Buffer.from('PK\x03\x04', 'latin1'), ...Array.from({ length: 20 }, () => Buffer.alloc(1_000_000, 1))];
    expect(await s.upload(parts)).toMatchObject({ status: 415, body: { code: 'BATCH.XLSX_NOT_SUPPORTED' } });
  });

  it('asks for its key and its kind before it reads a byte', async () => {
    expect((await s.call('POST', '/v1/batches?kind=administrative-penalty', { type: 'text/csv', body: 'x' })).body.code).toBe('IDEMPOTENCY.KEY_MISSING');
    for (const kind of ['wizardry', 'administrative-penalty&kind=administrative-license', '']) expect((await s.upload('x', { kind })).body.code).toBe('BATCH.KIND_UNKNOWN');
    expect((await s.upload(sheetText([row(0)]), { profile: '1999' })).body.code).toBe('BATCH.PROFILE_UNKNOWN');
  });

  it('with only a header is a batch of no rows', async () => {
    expect(await s.taken(sheetText([], Object.keys(row(0))))).toMatchObject({ status: 'done', totalRows: 0, rows: 0, counts: {} });
  });
});

describe('a repeated upload', () => {
  it('with the same key and bytes gets the first answer and makes no second batch; other bytes are refused', async () => {
    const file = sheetText(rows(3));
    const first = await s.upload(file, { key: 'same-key' });
    const batches = await s.count('select count(*) from batch');
    const again = await s.upload(file, { key: 'same-key' });
    expect([again.status, again.body, again.headers['location'], again.headers['idempotent-replayed']]).toEqual([202, first.body, first.headers['location'], 'true']);
    expect(await s.upload(`${file}\r\n${file}`, { key: 'same-key' })).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY.KEY_REUSED' } });
    expect(await s.upload(file, { key: 'same-key', dept: 'benxi-ecology-environment' })).toMatchObject({ status: 202 });
    expect(await s.count('select count(*) from batch')).toBe(batches + 1);
    expect(await s.finished(first.headers['location'] as string)).toMatchObject({ counts: { accepted: 3 } });
  });

  it('that was broken off begins anew with the same key', async () => {
    const file = sheetText(rows(2_000));
    const before = await s.count('select count(*) from batch');
    const { hostname, port } = new URL(s.url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /v1/batches?kind=administrative-penalty HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${await s.token()}\r\ncontent-type: text/csv\r\nidempotency-key: broken-off\r\ncontent-length: ${Buffer.byteLength(file)}\r\n\r\n`);
    socket.write(file.slice(0, 400_000));
    await eventually(() => s.count(`select count(*) from batch_chunk c join batch b on b.id = c.batch_id where b.status = 'uploading'`), 'the first chunk is stored');
    socket.destroy();
    await eventually(async () => (await s.count('select count(*) from batch')) === before, 'the broken-off upload left nothing');
    const answer = await s.upload(file, { key: 'broken-off' });
    expect(answer).toMatchObject({ status: 202, body: { totalRows: 2_000 } });
    expect(await s.finished(answer.headers['location'] as string)).toMatchObject({ rows: 2_000, counts: { accepted: 2_000 } });
  });
});

describe('the error sheet', () => {
  it('alone is enough: a script mends its cells, the sheet goes up again and is clean', async () => {
    const spoiled = [row(0), row(1, { CF_JDRQ: '二〇二六年冬' }), row(2, { CF_NR_FK: '20000元' }), row(3, { CF_XDR_SHXYM: '9.12105E+17' }), row(4, { CF_CFLB: '罚款;弹劾' }), row(5, { CF_SY: '=HYPERLINK("http://x","y")' }), row(6, { BZ: '-' }), row(7, { CF_YJ: '' })];
    const good = new Map(spoiled.map((one, n) => [one['CF_WSH']!, row(n, { CF_WSH: one['CF_WSH']! })]));
    const batch = await s.taken(iconv.encode(sheetText(spoiled), 'gb18030'), { type: GB });
    expect(batch.counts).toEqual({ accepted: 2, rejected: 6 });
    const sheet = await s.call('GET', batch.errorSheet);
    expect(sheet.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = parseSheet(sheet.text);
    expect(lines.map((line) => [line['#行号'], line['#错误列'], line['#错误代码']!.split('；')[0]])).toEqual([['2', 'CF_JDRQ', 'DATE_FORMAT'], ['3', 'CF_NR_FK', 'AMOUNT_IN_YUAN'], ['4', 'CF_XDR_SHXYM', 'EXCEL_MANGLED_CODE'], ['5', 'CF_CFLB', 'VALUE_UNKNOWN'], ['6', 'CF_SY', 'CELL_FORMULA'], ['8', 'CF_YJ', 'FIELD_MISSING']]);
    for (const line of lines) for (const cell of Object.values(line)) expect(cell).not.toMatch(/^[=+\-@]/);
    const untouched = await s.taken(sheet.text);
    expect(untouched.counts).toEqual({ rejected: 6 });
    const mended = lines.map((line) => ({ ...line, ...Object.fromEntries(line['#错误列']!.split('；').map((column) => [column, good.get(line['CF_WSH']!)![column]!])) }));
    expect((await s.taken(sheetText(mended))).counts).toEqual({ accepted: 6 });
  });

  it('shows rows with too many or too few cells as they stand, so that they stay wrong until mended', async () => {
    const [head, line] = sheetText([row(0)]).split('\r\n');
    const batch = await s.taken([head, line, `${line},再来一格`, line!.split(',').slice(0, 9).join(','), ''].join('\r\n'));
    expect(batch.counts).toEqual({ accepted: 1, rejected: 2 });
    const sheet = (await s.call('GET', batch.errorSheet)).text;
    expect(sheet).toContain('再来一格');
    expect((await s.taken(sheet)).counts).toEqual({ rejected: 2 });
  });

  it('of an NDJSON file holds the lines themselves', async () => {
    const batch = await s.taken('{"docNo":"x"}\n{"docNo":\n{"a":1,"a":2}\n[]\n\n', { type: 'application/x-ndjson' });
    expect(batch).toMatchObject({ totalRows: 4, counts: { rejected: 4 } });
    const lines = parseSheet((await s.call('GET', batch.errorSheet)).text);
    expect(lines.map((line) => line['#原文'])).toEqual(['{"docNo":"x"}', '{"docNo":', '{"a":1,"a":2}', '[]']);
    expect(lines.slice(1).map((line) => line['#错误代码']!.split('；')[0])).toEqual(['ROW_JSON', 'ROW_JSON_HOSTILE', 'ROW_JSON']);
  });

  it('is paged in JSON by cursors that belong to it, and closed to other departments', async () => {
    const batch = await s.taken(sheetText(Array.from({ length: 700 }, (_, n) => row(n, { CF_NR_FK: '1元' }))));
    const first = (await s.call('GET', batch.errors)).body;
    const second = (await s.call('GET', `${batch.errors}?after=${encodeURIComponent(first.next)}`)).body;
    expect([first.items.length, second.items.length, second.next]).toEqual([500, 200, null]);
    expect(first.items[0]).toMatchObject({ row: 1, column: 'CF_NR_FK', code: 'AMOUNT_IN_YUAN', severity: 'error', hint: expect.stringContaining('万元'), receiptId: expect.any(String) });
    expect(new Set([...first.items, ...second.items].map((item: any) => item.row)).size).toBe(700);
    for (const after of ['1', '-5', '99999999999999', `${first.next}x`, 'k.AAAA']) expect(await s.call('GET', `${batch.errors}?after=${encodeURIComponent(after)}`)).toMatchObject({ status: 400, body: { code: 'CURSOR.INVALID' } });
    for (const path of [batch.errors, batch.errorSheet, `/v1/batches/${batch.id}`]) expect((await s.call('GET', path, { dept: 'benxi-ecology-environment' })).status).toBe(404);
  });

  it('goes with the bytes after 30 days; the findings stay', async () => {
    const batch = await s.taken(sheetText([row(0, { CF_NR_FK: '1元' })]));
    await s.fixture.admin.query(`update batch set finished_at = now() - interval '31 days' where id = $1`, [batch.id]);
    await new BatchStore(s.fixture.database, s.fixture.cipher).sweep();
    expect(await s.call('GET', batch.errorSheet)).toMatchObject({ status: 410, body: { code: 'BATCH.FILE_GONE' } });
    expect((await s.call('GET', batch.errors)).body.items).toHaveLength(1);
  });
});

describe('templates', () => {
  it.each(['administrative-penalty', 'administrative-license', 'registration'])('of %s: header and notes; filled with nothing it goes up', async (kind) => {
    const notes = (await s.call('GET', `/v1/templates/${kind}`)).body;
    const csv = await s.call('GET', `/v1/templates/${kind}?format=csv`);
    expect(csv.text).toBe(`\uFEFF${notes.columns.map((c: any) => c.header).join(',')}\r\n`);
    expect(await s.taken(csv.text, { kind })).toMatchObject({ status: 'done', totalRows: 0 });
  });
  it('of an unknown kind: 404', async () => expect((await s.call('GET', '/v1/templates/wizardry')).status).toBe(404));
});
