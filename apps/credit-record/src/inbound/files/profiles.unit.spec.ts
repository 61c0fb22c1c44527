import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCityConfig } from '@credit/contracts/topics';
import { fieldRules } from '@credit/rulebook';
import { licenseData, penaltyData } from '@credit/testing';
import { csvErrorSheet, sheetItems, headerByIdentifier, SHEET_COLUMNS } from './error-sheet.ts';
import { inspectHeader } from './inspect-header.ts';
import { mapCanonicalRow, mapRow } from './map-row.ts';
import { columnsOf, type RowContext } from './profile.ts';
import { fineInText } from './profiles-2015.ts';
import { PROFILES, profileFor } from './profiles.ts';
import type { FileRow } from './row-reader.ts';
import { FILE_KINDS, templateCsv, templateNotes } from './template.ts';

const config = (name: string): unknown => JSON.parse(readFileSync(join(__dirname, '../../../../../deploy/sample-city/config', name), 'utf8'));
const city = parseCityConfig({ city: config('city.json'), departments: config('departments.json') });
const context: RowContext = { city, department: city.departments[0]! };
const standard = (kind: string) => profileFor(kind, '2018', [])!;
const cellsOf = (kind: 'administrative-penalty' | 'administrative-license', name: 'header' | 'title' | 'identifier', data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(standard(kind).columns.map((column) => [column[name], Array.isArray(data[column.identifier]) ? (data[column.identifier] as string[]).join(';') : (data[column.identifier] ?? '')]));
const map = (kind: string, cells: Record<string, unknown>, id?: string) => {
  const profile = profileFor(kind, id, Object.keys(cells))!;
  return mapRow(profile, columnsOf(profile, Object.keys(cells)), { number: 1, cells }, context);
};

describe('the profile of the standard', () => {
  it.each(['administrative-license', 'administrative-penalty'] as const)('of %s has every field of the data standard, and is read by code, Chinese title and identifier', (kind) => {
    for (const rule of fieldRules(kind)) {
      for (const name of [rule.legacyCode, rule.legacyCode.toLowerCase(), ` ${rule.title} `, rule.identifier]) expect(columnsOf(standard(kind), [name]).get(name)?.identifier).toBe(rule.identifier);
    }
    const data = kind === 'administrative-license' ? licenseData() : penaltyData({ docName: undefined });
    for (const name of ['header', 'title', 'identifier'] as const) {
      const mapped = map(kind, cellsOf(kind, name, data));
      expect(mapped.findings).toEqual([]);
      expect(mapped.data).toEqual(data);
    }
  });

  it('names a cell that cannot be read once, and does not call it missing too', () => {
    const { findings } = map('administrative-penalty', cellsOf('administrative-penalty', 'header', { ...penaltyData(), decisionDate: '昨天', fineAmountWan: '3元', penaltyTypes: '弹劾', uscc: '9.1E+17' }));
    expect(findings.map(({ code, pointer }) => `${code} ${pointer}`).sort()).toEqual(['AMOUNT_IN_YUAN /fineAmountWan', 'DATE_FORMAT /decisionDate', 'EXCEL_MANGLED_CODE /uscc', 'VALUE_UNKNOWN /penaltyTypes']);
  });

  it('never takes the end of publicity from the sender', () => expect(map('administrative-penalty', { ...cellsOf('administrative-penalty', 'header', penaltyData()), CF_GSJZQ: '2999-01-01' }).data).not.toHaveProperty('publicityUntil'));

  it('reads any row without throwing (property)', () => {
    const names = standard('administrative-penalty').columns.map((column) => column.header);
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('=1', "'=1", '-', '="x"', '9E9', '罚款;其他-x', '2026-02-30', '1,2,3', '万元'));
    fc.assert(fc.property(fc.dictionary(fc.constantFrom(...names), cell), (cells) => {
      for (const finding of map('administrative-penalty', cells).findings) expect(finding).toMatchObject({ code: expect.stringMatching(/^[A-Z][A-Z0-9_]*$/), pointer: expect.any(String), message: expect.stringMatching(/\p{Script=Han}/u) });
    }), { numRuns: 150 });
  });
});

describe('the choice of a profile', () => {
  it('follows the header, in any case; what is asked for wins', () => {
    expect(profileFor('administrative-penalty', undefined, ['cf_wsh', 'cf_xzjg'])!.id).toBe('2015');
    expect(profileFor('administrative-penalty', undefined, ['CF_WSH', 'CF_CFJG'])!.id).toBe('2018');
    expect(profileFor('administrative-penalty', '2015', ['CF_CFJG'])!.id).toBe('2015');
    expect(profileFor('administrative-penalty', '1999', [])).toBeUndefined();
  });

  it.each([
    ['没有表头', '张三,罚款,1\n', 'BATCH.HEADER_MISSING'], ['缺列', 'CF_WSH,CF_SY\n', 'BATCH.COLUMNS_MISSING'], ['重列', 'CF_WSH,CF_WSH\n', 'BATCH.HEADER_DUPLICATE'], ['同一列两个名称', 'CF_WSH,docNo\n', 'BATCH.HEADER_DUPLICATE'], ['无法解析', `"${'x'.repeat(70_000)}`, 'BATCH.CSV_BROKEN'],
  ])('refuses a header: %s', async (_name, head, code) => {
    await expect(inspectHeader('administrative-penalty', undefined, 'csv', Buffer.from(head), 'utf-8')).rejects.toMatchObject({ code });
  });

  it('lets columns nobody knows stand, also several without a name', async () => {
    const header = [...standard('administrative-penalty').columns.map((column) => column.header), '内部序号', '', ''];
    expect((await inspectHeader('administrative-penalty', undefined, 'csv', Buffer.from(header.join(',')), 'utf-8')).columns).toEqual(header);
  });
});

describe('the columns of 2015', () => {
  it.each([['罚款人民币5000元', '0.5'], ['罚款1.25万元', '1.25'], ['罚款 12,345.67 元', '1.234567'], ['罚款三千元', undefined], ['警告', undefined], ['罚款1元，罚款2元', undefined]])('%s → %s 万元', (text, expected) => expect(fineInText(text)).toBe(expected));
});

describe('a canonical row', () => {
  it('is what the event would hold', () => {
    expect(mapCanonicalRow(standard('administrative-penalty').type, { number: 1, cells: penaltyData() })).toEqual({ data: penaltyData(), findings: [] });
    expect(mapCanonicalRow(standard('administrative-penalty').type, { number: 1, cells: {}, broken: 'ROW_JSON_HOSTILE' }).findings).toMatchObject([{ code: 'ROW_JSON_HOSTILE', severity: 'error', pointer: '' }]);
  });
});

describe('the error sheet', () => {
  const columns = columnsOf(standard('administrative-penalty'), ['CF_WSH', 'CF_SY']);
  const finding = { code: 'CELL_FORMULA', severity: 'error' as const, pointer: '/facts', message: '单元格是公式', messageEn: 'x', hint: '=1+1' };
  const sheet = async (rows: FileRow[], header = ['CF_WSH', '#行号', 'CF_SY', '自有列']): Promise<string> => {
    const outcomes = async function* () { for (const { number } of rows) yield { row: number, state: 'rejected', receiptId: 'r', findings: [finding] }; };
    const own = async function* () { yield* rows; };
    let text = '';
    for await (const part of csvErrorSheet(header, columns, own(), outcomes())) text += part;
    return text;
  };

  it('begins with a byte order mark and its own columns, drops those of an earlier sheet, and keeps foreign ones', async () => {
    const [header] = (await sheet([])).split('\r\n');
    expect(header).toBe(`\uFEFF${SHEET_COLUMNS.join(',')},CF_WSH,CF_SY,自有列`);
  });

  it.each(['=1', '+1', '-1', '@x', '＝1', '\t=1', '\r=1'])('makes %j harmless, in the cells of the sender and in ours', async (evil) => {
    const text = await sheet([{ number: 1, cells: { CF_WSH: 'x', CF_SY: evil, 自有列: evil } }]);
    const line = text.slice(text.indexOf('\r\n') + 2);
    expect(line).toContain(`'${evil}`);
    expect(line).not.toMatch(/(^|[,"])[=+\-@＝]/);
    expect(line).toContain("'=1+1");
  });

  it('points to the sender\'s own column', () => expect(sheetItems({ row: 3, state: 'rejected', receiptId: 'r', findings: [finding, { ...finding, pointer: '/unknownField' }, { ...finding, pointer: '' }] }, headerByIdentifier(columns)).map(({ column, field }) => [column, field])).toEqual([['CF_SY', '违法事实'], ['unknownField', null], [null, null]]));
});

describe('templates', () => {
  it.each([...FILE_KINDS])('of %s are headers that are accepted, with a note to each column', async (kind) => {
    const csv = templateCsv(kind)!;
    const { columns } = templateNotes(kind)!;
    expect((await inspectHeader(kind, undefined, 'csv', Buffer.from(csv), 'utf-8')).columns).toEqual(columns.map(({ header }) => header));
    expect(columns.some(({ required }) => required)).toBe(true);
  });
  it('exist for each profile and for nothing else', () => {
    for (const { kind, id } of PROFILES) expect(templateNotes(kind, id)!.profile).toBe(id);
    expect([templateCsv('wizardry'), templateNotes('administrative-penalty', '1999')]).toEqual([undefined, undefined]);
  });
});
