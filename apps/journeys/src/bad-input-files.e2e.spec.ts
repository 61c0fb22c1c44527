import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type SyntheticSubject } from '@credit/testing';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { ask, askAll, call, serverFaults } from './harness/gateway.ts';
import { expectProblem } from './harness/problems.ts';
import { csv, gb18030, penaltyRow, type Row } from './harness/sheet.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

const UTF8 = 'text/csv; charset=utf-8';

describe('bad files: refused whole with a reason, or accounted for row by row', () => {
  let city: CityAtWork;
  let token: string;
  let firm: SyntheticSubject;
  let date: string;
  const row = (cells: Row = {}): Row => penaltyRow({ party: firm, docNo: freshDocNo(), decisionDate: date, authority: city.registrar.authority }, cells);
  const upload = (raw: Uint8Array | string, type = UTF8, path = '/v1/batches?kind=administrative-penalty', key: string | null = randomUUID()) => call('POST', path, { token, raw, type, key });

  beforeAll(async () => {
    city = await cityAtWork();
    token = await city.registrar.token();
    date = await today();
    firm = freshFirm();
    await city.registrar.registers(firm);
  });
  afterAll(async () => {
    await city?.close();
    expect(serverFaults).toEqual([]);
  });

  it.each<[string, () => Uint8Array | string, string, number, string]>([
    ['an empty file', () => '', UTF8, 422, 'BATCH.EMPTY'],
    ['an XLSX', () => Buffer.from('PK\x03\x04rest', 'latin1'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 415, 'BATCH.XLSX_NOT_SUPPORTED'],
    ['an XLSX that says it is CSV', () => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(400, 1)]), UTF8, 415, 'BATCH.XLSX_NOT_SUPPORTED'],
    ['an old XLS', () => Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(400, 1)]), UTF8, 415, 'BATCH.XLS_NOT_SUPPORTED'],
    ['a file full of zero bytes', () => Buffer.alloc(4096), UTF8, 422, 'BATCH.NOT_TEXT'],
    ['UTF-8 that is GB18030', () => gb18030(csv([row()])), UTF8, 422, 'BATCH.ENCODING_INVALID'],
    ['bytes of no encoding at all', () => Buffer.concat([Buffer.from(csv([row()])), Buffer.from([0xff, 0xff, 0xff, 0x0a])]), 'text/csv', 422, 'BATCH.ENCODING_INVALID'],
    ['an encoding nobody has', () => csv([row()]), 'text/csv; charset=utf-7', 422, 'BATCH.ENCODING_UNKNOWN'],
    ['a file without header', () => csv([row()]).split('\r\n').slice(1).join('\r\n'), UTF8, 422, 'BATCH.HEADER_MISSING'],
    ['a header without required columns', () => csv([row()], Object.keys(row()).filter((column) => column !== 'CF_YJ' && column !== 'CF_WSH')), UTF8, 422, 'BATCH.COLUMNS_MISSING'],
    ['a column that stands twice', () => csv([row()]).replace('CF_SY,', 'CF_WSH,'), UTF8, 422, 'BATCH.HEADER_DUPLICATE'],
    ['a zip bomb by another name', () => gzipSync(Buffer.alloc(1_000_000)), UTF8, 422, 'BATCH.'],
    ['a picture', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d]), UTF8, 422, 'BATCH.NOT_TEXT'],
    ['an unknown media type', () => csv([row()]), 'application/pdf', 415, ''],
  ])('%s', async (_what, file, type, status, code) => {
    const answer = await upload(file(), type);
    expectProblem(answer, status, code === '' || code.endsWith('.') ? new RegExp(`^${code}`) : code);
  });

  it('an unknown kind, an unknown profile, no key', async () => {
    expectProblem(await upload(csv([row()]), UTF8, '/v1/batches?kind=wizardry'), [400, 422], 'BATCH.KIND_UNKNOWN');
    expectProblem(await upload(csv([row()]), UTF8, '/v1/batches'), [400, 422], 'BATCH.KIND_UNKNOWN');
    expectProblem(await upload(csv([row()]), UTF8, '/v1/batches?kind=administrative-penalty&profile=1999'), [400, 422], 'BATCH.PROFILE_UNKNOWN');
    expectProblem(await upload(csv([row()]), UTF8, undefined, null), 400, 'IDEMPOTENCY.KEY_MISSING');
  });

  it('a quote that never ends: the batch is refused and says where, rows and counts agree', async () => {
    const text = csv([row(), row()]);
    const answer = await upload(`${text}"${'x'.repeat(70_000)}`);
    if (answer.status !== 202) return expectProblem(answer, 422, 'BATCH.CSV_BROKEN');
    const batch = await eventually(async () => {
      const seen = await ask('GET', answer.headers.get('location')!, { token });
      return seen.status === 'done' || seen.status === 'refused' ? seen : undefined;
    }, 'the broken batch is through', { timeoutMs: 30_000, intervalMs: 200 });
    expect(batch).toMatchObject({ status: 'refused', refusal: { code: 'BATCH.CSV_BROKEN', userMessage: expect.stringMatching(/\p{Script=Han}/u) } });
    expect(Object.values<number>(batch.counts).reduce((sum, count) => sum + count, 0)).toBe(batch.rows);
  });

  it('formulas and spreadsheet tricks in cells: named, never computed, harmless in the error sheet', async () => {
    const batch = await city.registrar.upload('administrative-penalty', csv([
      row({ CF_SY: '=cmd|\'/c calc\'!A1' }), row({ CF_NR: '@SUM(1+1)' }), row({ CF_XDR_SHXYM: `="${firm.uscc}"` }), row({ CF_XDR_SHXYM: firm.uscc.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)) }),
    ]), UTF8);
    expect(batch).toMatchObject({ rows: 4, counts: { rejected: 2, 'accepted-with-warnings': 2 } });
    const codes = (await askAll(`/v1/batches/${batch.id}/errors`, { token })).map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['CELL_FORMULA', 'EXCEL_TEXT_WRAPPER', 'FULL_WIDTH_CODE']));
    const sheet = (await call('GET', `/v1/batches/${batch.id}/errors?format=csv`, { token })).text;
    for (const added of sheet.split('\r\n').slice(1).map((line) => line.split(',').slice(0, 6))) for (const cell of added) expect(cell).not.toMatch(/^"?[=+@]/);
  });

  it('the same key with another file is refused; rows of 1,000 different faults keep their order and their sum', async () => {
    const key = randomUUID();
    const file = csv(Array.from({ length: 1_000 }, (_, n) => row(n % 3 === 0 ? { CF_JDRQ: `2026-13-${n}` } : n % 3 === 1 ? { CF_NR_FK: '2元' } : {})));
    const batch = await city.registrar.upload('administrative-penalty', file, UTF8, key);
    expect(batch).toMatchObject({ status: 'done', rows: 1_000, counts: { rejected: 667, accepted: 333 } });
    expectProblem(await upload(`${file}\r\n`, UTF8, undefined, key), 422, 'IDEMPOTENCY.KEY_REUSED');
    const rows = (await askAll<{ row: number }>(`/v1/batches/${batch.id}/errors`, { token })).map((item) => item.row);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(new Set(rows).size).toBe(667);
  });
});
